"""The sheet of keys: ``python -m cockpit.keysheet`` prints it as Markdown, from the tables that bind the keys."""

from __future__ import annotations

import sys
from importlib import import_module

from cockpit.screen_list import SCREENS
from data import catalog
from screens.shell.keys import COUNT_HELP, LEADER_KEYS, SHELL_KEYS
from screens.shell.main_screen import MainScreen
from widgets.keys import KEYS_OF_LISTS, KeyEntry, markdown

Rows = list[tuple[str, str]]


def sheet() -> str:
    """The whole sheet, a section for each table."""
    sections: list[tuple[str, Rows]] = [
        ("Logging, on every screen", [*COUNT_HELP, *_kinds()]),
        ("On every screen", _rows(SHELL_KEYS)),
        (
            "Going to screens",
            [(f"g {entry.letter}, {entry.key}", _to(entry.title, entry.help)) for entry in SCREENS],
        ),
        ("After g", [(f"g {entry.shown}", entry.help) for entry in LEADER_KEYS]),
    ]
    for entry in SCREENS:
        kind: type[MainScreen] = getattr(import_module(entry.module), entry.name)
        sections.append((entry.title, _rows(kind.KEYS)))
    sections.append(("In lists", list(KEYS_OF_LISTS)))
    return markdown(sections)


def _kinds() -> Rows:
    return [
        (kind.key, f"Log {kind.name}: {kind.points} point{'' if kind.points == 1 else 's'}.")
        for kind in catalog.kinds().kind
    ]


def _rows(entries: tuple[KeyEntry, ...]) -> Rows:
    return [(_all_keys(entry), entry.help) for entry in entries]


def _all_keys(entry: KeyEntry) -> str:
    """The key as printed, with the others that do the same."""
    others = [key for key in entry.keys[1:] if key.startswith(("f", "ctrl+", "delete"))]
    return ", ".join([entry.shown.split()[0], *others])


def _to(title: str, question: str) -> str:
    return f"{title}: {question}"


if __name__ == "__main__":
    sys.stdout.write(sheet())
