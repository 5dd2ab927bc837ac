"""One table of keys: a key is declared once, with its help, and everything that shows or binds it reads that.

Bindings, the key bar, the palette, the help page and ``docs/keys.md`` all come from ``KeyEntry`` rows.
Lowercase letters belong to the kinds of activity on every screen; only ``j k g u`` are reserved for moving and undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, key_to_character

from widgets.width import width_of

RESERVED_LETTERS = frozenset("jkgu")
"""Lowercase letters that no kind of activity may take."""

UNSAFE_KEYS = frozenset(
    {
        "ctrl+i",
        "ctrl+m",
        "ctrl+h",
        "ctrl+j",
        "ctrl+a",
        "ctrl+b",
        "ctrl+s",
        "ctrl+z",
        "ctrl+left_square_bracket",
        "shift+enter",
        "ctrl+enter",
        "shift+tab+ctrl",
    }
)
"""Keys that terminals or tmux swallow, or send as another key."""


SHORT = {"escape": "esc", "pageup": "pgup", "pagedown": "pgdn", "delete": "del"}
"""How keys without a character are printed, where that is not by their name."""


@dataclass(frozen=True, kw_only=True)
class KeyEntry:
    """One key. ``rank`` orders the key bar (lower first, 0: not in it); ``action`` is run by the screen.

    ``keys`` are Textual key names. ``shown`` is how they are printed: the first one, unless it is said. One that
    ``stands_last`` is at the end of the bar, whatever its rank. ``also`` are other words that people look for it by.
    ``keeps`` says that what is half typed in the dialog that it opens is worth keeping where the session ends,
    ``asks_nothing`` that no letter, word or number is ever typed behind it: behind another key, where that is refused,
    letters log nothing.
    """

    id: str
    keys: tuple[str, ...]
    shown: str = ""
    action: str
    label: str
    help: str
    group: str
    rank: int = 0
    stands_last: bool = False
    also: str = ""
    keeps: Literal["", "draft", "draft of a record"] = ""
    asks_nothing: bool = False

    def __post_init__(self) -> None:
        """Print the first key; what is frozen takes it by the way of its base alone."""
        object.__setattr__(self, "shown", self.shown or printed(self.keys[0]))


@dataclass(frozen=True)
class Keymap:
    """The keys that a person has changed: by id of an entry, the Textual names of the keys that it has instead."""

    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, entry: KeyEntry, within: str = "") -> KeyEntry:
        """An entry with its keys as they are now; ``within`` stands before its id, where that is part of a chord."""
        keys = self.changed.get(within + entry.id)
        return replace(entry, keys=keys, shown=printed(keys[0])) if keys else entry

    def table(self, entries: Iterable[KeyEntry], within: str = "") -> tuple[KeyEntry, ...]:
        """Entries with their keys as they are now."""
        return tuple(self.of(entry, within) for entry in entries)

    def bindings(self) -> dict[str, str]:
        """What the library binds otherwise: by id of a binding, its keys."""
        return {name: ",".join(keys) for name, keys in self.changed.items()}


_WHOLE_NAMES = {short: whole for whole, short in KEY_NAME_REPLACEMENTS.items()}
"""The names that Unicode has for the characters of keys to which Textual gives shorter ones."""


def printed(key: str) -> str:
    """How a key of a Textual name is printed: its character, or its name."""
    character = key_to_character(_WHOLE_NAMES.get(key, key))
    return character if character and character.isprintable() and character != " " else SHORT.get(key, key)


def bindings(entries: Iterable[KeyEntry]) -> list[Binding]:
    """The Textual bindings of a table: each goes through ``press``, which may refuse with a reason."""
    return [
        Binding(",".join(entry.keys), f"press({entry.id!r})", entry.label, show=False, id=entry.id)
        for entry in entries
    ]


def bar_text(entries: Sequence[KeyEntry], width: int, begins: str = "") -> list[KeyEntry]:
    """The entries that fit a key bar of ``width`` cells, chosen by rank and in its order.

    The entry that ``begins``, by its id, comes first, whatever its rank.
    """
    shown: list[KeyEntry] = []
    used = 1
    ranked = (entry for entry in entries if entry.rank or entry.id == begins)
    for entry in sorted(ranked, key=lambda entry: (entry.id != begins, entry.rank)):
        cells = width_of(f"{entry.shown} {entry.label}") + (2 if shown else 0)
        if used + cells > width:
            continue
        shown.append(entry)
        used += cells
    return sorted(shown, key=lambda entry: entry.stands_last)


def markdown(tables: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> str:
    """The key sheet: sections of (title, rows of key and help) as Markdown tables."""
    lines = ["# Keys", "", "Made from the program's key table by `make keys-doc`.", ""]
    for title, rows in tables:
        lines += [f"## {title}", "", "| key | what it does |", "|---|---|"]
        lines += [f"| {_code(key)} | {help_text} |" for key, help_text in rows]
        lines.append("")
    return "\n".join(lines)


def _code(key: str) -> str:
    return f"`{key}`".replace("|", "\\|")


KEYS_OF_LISTS: tuple[tuple[str, str], ...] = (
    ("up down, k j", "One row up or down."),
    ("pgup pgdn", "One page up or down."),
    ("home end, G", "First or last row (g g goes to the first, too)."),
    ("enter", "Open what is under the cursor."),
)
"""The keys that every list has, for the help page."""
