"""The keys that a person has changed: a file of ``id = key`` lines, checked as the tables of keys are.

An id names an entry of a table (``lead.snooze``), a screen's function key (``screen.inbox``), or what follows the
leader key (``g.inbox``). Several keys are parted by blanks; the first one is shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from textual.keys import Keys, _character_to_key

from cockpit.keysheet import keys_of
from cockpit.screen_list import PAGES, SCREEN, SCREENS
from cockpit.settings import replace_text
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean
from screens.shell.keys import BEHIND_LEADER, LEADER_KEYS, SHELL_KEYS
from widgets.keys import UNSAFE_KEYS, KeyEntry, Keymap, printed
from widgets.paged_list import PagedList

_NAMES = {
    "esc": "escape",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
    "return": "enter",
}
"""What people call keys, and what the library does."""
_MODIFIED = re.compile(r"((?:ctrl\+|alt\+|shift\+)*)(.+)", re.DOTALL | re.IGNORECASE)
_KNOWN = frozenset(key.value for key in Keys)
LONGEST_FILE = 100_000
LISTS = "list."
"""How the ids of the keys begin that all lists have."""


class _Line(NamedTuple):
    """One line of the file."""

    number: int
    name: str
    value: str


class _Place(NamedTuple):
    """Keys that hold at the same time: the name of where, and each entry."""

    title: str
    entries: tuple[KeyEntry, ...]


def read_keymap(path: str) -> Keymap:
    """The keys of a file; those of the tables where there is none.

    Raises UsageError that names the line for an id that there is not, a key that cannot be had, and keys that clash;
    Refused where the file cannot be read.
    """
    return keymap_of(_text(path), path)


def change(path: str, name: str, keys: Sequence[str]) -> None:
    """Give an entry other keys in a file; without any the usual ones hold again.

    Raises UsageError as ``read_keymap``, and Refused where the file cannot be written; nothing is written then.
    """
    _refuse_unknown(name, _ids())
    kept = [line for line in _text(path).splitlines() if line.partition("=")[0].strip() != name]
    text = "".join(f"{line}\n" for line in [*kept, *([f"{name} = {' '.join(keys)}"] if keys else [])])
    keymap_of(text, path)
    replace_text(path, text)


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read(LONGEST_FILE)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise Refused(f"Cannot read the keys in {path}: {reason}. Mend the file or remove it.") from error


def keymap_of(text: str, path: str) -> Keymap:
    """The keys that a text says. Raises UsageError as ``read_keymap``."""
    changed: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, int] = {}
    known = _ids()
    for line in _lines(text, path):
        try:
            changed[line.name] = _checked(line, known, changed)
        except UsageError as error:
            raise UsageError(f"{path}, line {line.number}: {error}") from None
        numbers[line.name] = line.number
    keymap = Keymap(changed)
    for place in _places():
        _refuse_clash(place, keymap, numbers, path)
    return keymap


def _lines(text: str, path: str) -> Iterable[_Line]:
    for number, written in enumerate(text.splitlines(), 1):
        line = written.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip() or not value.strip():
            shown = clean(line, 60)
            raise UsageError(
                f"{path}, line {number}: {shown!r} means nothing. Write it like: lead.snooze = S"
            )
        yield _Line(number, name.strip(), value.strip())


def _checked(line: _Line, known: Collection[str], before: Mapping[str, object]) -> tuple[str, ...]:
    """The keys of a line by their Textual names."""
    _refuse_unknown(line.name, known)
    if line.name in before:
        raise UsageError(f"{line.name} is said twice.")
    keys = tuple(_key(word) for word in line.value.split())
    if line.name.startswith(BEHIND_LEADER):
        if len(keys) > 1 or len(printed(keys[0])) > 1:
            raise UsageError(
                f"behind the leader key there is room for one character, not {clean(line.value, 40)!r}."
            )
        return (printed(keys[0]),)
    for key in keys:
        _refuse_unfit(key)
    return keys


def _ids() -> frozenset[str]:
    """What can be changed; the keys of lists stay, as dialogs have them too."""
    entries = (entry for place in _places() for entry in place.entries)
    return frozenset(entry.id for entry in entries if not entry.id.startswith(LISTS))


def _refuse_unknown(name: str, known: Collection[str]) -> None:
    if name in known:
        return
    from difflib import get_close_matches

    close = get_close_matches(name[:40], sorted(known), n=1)
    meant = f" Did you mean {close[0]}?" if close else ""
    raise UsageError(f"there is no key called {clean(name, 40)!r}.{meant} All: cockpit keys")


def _key(word: str) -> str:
    """The Textual name of a key as a person writes it: a character, a name, either behind ctrl+, alt+ or shift+."""
    if len(word) == 1:
        return _character_to_key(word)
    match = _MODIFIED.fullmatch(word)
    modifiers, last = (match[1].lower(), match[2]) if match else ("", word)
    parts = modifiers.split("+")[:-1]
    if len(last) == 1:
        if parts == ["shift"] and last.isalpha():
            return last.upper()  # what a terminal sends for it
        name = _character_to_key(last.lower() if "ctrl" in parts else last)
    else:
        name = _NAMES.get(last.lower(), last.lower())
        if name not in _KNOWN and not _is_character(name):
            raise UsageError(
                f"{clean(word, 40)!r} is no key. Write it like: S, ;, f5, ctrl+t, alt+x, delete."
            )
    return "+".join([*parts, name])


def _is_character(name: str) -> bool:
    return len(printed(name)) == 1 and printed(name) != name


def _refuse_unfit(key: str) -> None:
    """Raise UsageError for a key that logs or counts, or that terminals swallow."""
    if key in UNSAFE_KEYS:
        raise UsageError(f"{key} does not reach the program: terminals keep it, or send it as another key.")
    if len(key) == 1 and key.isdigit():
        raise UsageError(f"{key} is a digit, and digits are counts: 12c.")
    if len(key) == 1 and key.islower() and key not in USUAL_LETTERS:
        raise UsageError(f"{key} is a lowercase letter, and those log activities.")


USUAL_LETTERS = frozenset(
    key for entry in SHELL_KEYS for key in entry.keys if len(key) == 1 and key.islower()
)
"""Lowercase letters that the tables themselves take, and no kind of activity may."""


def _places() -> list[_Place]:
    """Each screen and page with all keys that hold on it, and what follows the leader."""
    lists = [
        KeyEntry(
            id=binding.id or "",
            keys=tuple(binding.key.split(",")),
            action="",
            label="",
            help="",
            group="",
        )
        for binding in PagedList.BINDINGS
        if not isinstance(binding, tuple)
    ]
    functions = [_entry(f"{SCREEN}{entry.mode}", entry.key) for entry in SCREENS if entry.key]
    named = [(entry.title, entry.module, entry.name) for entry in SCREENS]
    places = [
        _Place(title, (*keys_of(module, name), *SHELL_KEYS, *functions, *lists))
        for title, module, name in (*named, *PAGES)
    ]
    letters = [_entry(f"{BEHIND_LEADER}{entry.mode}", entry.letter) for entry in SCREENS]
    letters += [_entry(f"{BEHIND_LEADER}{key.id}", key.shown) for key in LEADER_KEYS]
    return [*places, _Place("after the leader key", tuple(letters))]


def _entry(name: str, key: str) -> KeyEntry:
    return KeyEntry(id=name, keys=(key,), shown=key, action="", label="", help="", group="")


def _refuse_clash(place: _Place, keymap: Keymap, numbers: Mapping[str, int], path: str) -> None:
    """Raise UsageError where two entries that hold at the same time have one key, one of them by a line of the file."""
    taken: dict[str, str] = {}
    for entry in place.entries:
        for key in keymap.of(entry).keys:
            other = taken.setdefault(key, entry.id)
            if other != entry.id and (other in numbers or entry.id in numbers):
                last, first = sorted((entry.id, other), key=lambda name: -numbers.get(name, 0))
                by = f" (line {numbers[first]})" if first in numbers else ""
                raise UsageError(
                    f"{path}, line {numbers[last]}: {printed(key)} is {first}{by} on {place.title!r} already."
                )
