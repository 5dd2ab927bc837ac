"""The sheet of keys, from the tables that bind them; ``python -m cockpit.keysheet`` prints it as Markdown."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NamedTuple

from cockpit.screen_list import PAGES, SCREEN, SCREENS
from data import catalog
from screens.shell.keys import BEHIND_LEADER, COUNT_HELP, LEADER_KEYS, SHELL_KEYS, leader_of
from screens.shell.main_screen import MainScreen
from widgets.keys import KEYS_OF_LISTS, KeyEntry, Keymap, markdown, printed


class Row(NamedTuple):
    """A key as it is printed, what it does, and the id by which a person changes it (empty: it stays)."""

    key: str
    help: str
    id: str = ""


def sections(keymap: Keymap) -> list[tuple[str, list[Row]]]:
    """The whole sheet as a person has the keys: a section for each table, with its title."""
    screens = [entry.by(keymap) for entry in SCREENS]
    leaders = keymap.table(LEADER_KEYS, BEHIND_LEADER)
    go = leader_of(keymap)
    found = [
        ("Logging, on every screen", [Row(*row) for row in COUNT_HELP] + _kinds()),
        ("On every screen", _rows(keymap.table(SHELL_KEYS))),
        (
            "Going to screens",
            [
                Row(
                    f"{go} {one.letter}" + (f", {printed(one.key)}" if one.key else ""),
                    f"{one.title}: {one.help}",
                    f"{SCREEN}{one.mode}",
                )
                for one in screens
            ],
        ),
        (f"After {go}", [Row(f"{go} {key.shown}", key.help, f"{BEHIND_LEADER}{key.id}") for key in leaders]),
    ]
    for entry in SCREENS:
        found.append((entry.title, _rows(keymap.table(keys_of(entry.module, entry.name)))))
    shown = {row.id for _, rows in found for row in rows}
    for title, module, name in PAGES:
        own = [entry for entry in keys_of(module, name) if entry.id not in shown]
        found.append((title, _rows(keymap.table(own))))
    found.append(("In lists", [Row(*row) for row in KEYS_OF_LISTS]))
    return found


def keys_of(module: str, name: str) -> tuple[KeyEntry, ...]:
    """The table of the keys of a screen or a page."""
    kind: type[MainScreen] = getattr(import_module(module), name)
    return kind.KEYS


def sheet() -> str:
    """The sheet of the keys as they are where nobody has changed any, in Markdown."""
    return markdown([(title, [(row.key, row.help) for row in rows]) for title, rows in sections(Keymap())])


def _kinds() -> list[Row]:
    return [
        Row(kind.key, f"Log {kind.name}: {kind.points} point{'' if kind.points == 1 else 's'}.")
        for kind in catalog.kinds().kind
    ]


def _rows(entries: tuple[KeyEntry, ...]) -> list[Row]:
    return [Row(_all_keys(entry), entry.help, entry.id) for entry in entries]


def _all_keys(entry: KeyEntry) -> str:
    """The key as printed, with the others that do the same."""
    others = [key for key in entry.keys[1:] if key.startswith(("f", "ctrl+", "delete"))]
    return ", ".join([entry.shown.split()[0], *others])


if __name__ == "__main__":
    sys.stdout.write(sheet())
