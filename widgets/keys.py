"""One table of keys: a key is declared once, with its help, and everything that shows or binds it reads that.

Bindings, the key bar, the palette, the help page and ``docs/keys.md`` all come from ``KeyEntry`` rows.
Lowercase letters belong to the kinds of activity on every screen; only ``j k g u`` are reserved for moving and undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

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


@dataclass(frozen=True, kw_only=True)
class KeyEntry:
    """One key. ``rank`` orders the key bar (lower first, 0: not in it); ``action`` is run by the screen.

    ``keys`` are Textual key names, the first is the one shown. ``shown`` is how the key is printed. ``keeps`` says that
    what is half typed in the dialog that it opens is worth keeping where the session ends meanwhile.
    """

    id: str
    keys: tuple[str, ...]
    shown: str
    action: str
    label: str
    help: str
    group: str
    rank: int = 0
    keeps: Literal["", "draft", "draft of a record"] = ""


def bindings(entries: Iterable[KeyEntry]) -> list[Binding]:
    """The Textual bindings of a table: each goes through ``press``, which may refuse with a reason."""
    return [
        Binding(",".join(entry.keys), f"press({entry.id!r})", entry.label, show=False, id=entry.id)
        for entry in entries
    ]


def bar_text(entries: Sequence[KeyEntry], width: int) -> list[KeyEntry]:
    """The entries that fit a key bar of ``width`` cells, by rank, in the order of rank."""
    shown: list[KeyEntry] = []
    used = 1
    for entry in sorted((entry for entry in entries if entry.rank), key=lambda entry: entry.rank):
        cells = width_of(f"{entry.shown} {entry.label}") + (2 if shown else 0)
        if used + cells > width:
            continue
        shown.append(entry)
        used += cells
    return shown


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
