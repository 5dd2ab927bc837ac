"""What the palette offers: keys, kinds, screens, weeks and themes, all from their tables; and records of any noun."""

from __future__ import annotations

from cockpit import themes
from cockpit.screen_list import SCREENS, ScreenEntry
from data.kernel.store import Store
from data.people.person import Person
from data.records.find import Match
from screens.shell.choices import Choice
from screens.shell.desk import Desk
from screens.shell.keys import BEHIND_LEADER, LEADER_KEYS, leader_of
from screens.shell.main_screen import MainScreen
from screens.shell.palette import Finder
from widgets.keys import Keymap, printed

SKIPPED = frozenset({"go", "palette", "clear"})
"""Keys that make no sense from the palette itself."""

WEEKS = (
    Choice(key="[", title="last week", group="Look at the week before", answer="key week.previous"),
    Choice(key="T", title="this week", group="Back to today", answer="key day.today"),
)
"""What people call keys of time, where the screen in front has them."""

MOST_FOUND = 8
"""Records of one sort that are offered at most."""


def records_of(desk: Desk) -> Finder:
    """What finds the records that whoever sits at the keys may read."""
    modes = {table: entry.mode for entry in SCREENS for table in entry.opens}

    async def find(query: str) -> list[Choice]:
        matches = await desk.read(_matches, desk.actor, query)
        return [
            Choice(
                key=match.table,
                title=match.title,
                group=match.about,
                answer=f"record {modes[match.table]} {match.table} {match.id}",
            )
            for match in matches
        ]

    return find


def _matches(store: Store, actor: Person, query: str) -> list[Match]:
    return [match for find in store.registry.finders() for match in find(store, actor, query, MOST_FOUND)]


def places(keymap: Keymap) -> list[Choice]:
    """The screens that one can go to, with the keys that a person has for them."""
    return [
        Choice(
            key=_key_words(entry, keymap),
            title=f"go to {entry.title}",
            group=entry.help,
            answer=f"screen {entry.mode}",
            also=f"{leader_of(keymap)} {entry.letter}",
        )
        for entry in (entry.by(keymap) for entry in SCREENS)
    ]


def _key_words(entry: ScreenEntry, keymap: Keymap) -> str:
    """The function key of a screen, else the chord."""
    if not entry.key:
        return f"{leader_of(keymap)} {entry.letter}"
    return entry.key.upper() if entry.key.startswith("f") else printed(entry.key)


def everything(front: MainScreen, theme: str) -> list[Choice]:
    """All that can be done with this screen in front and this theme."""
    held = {entry.id for entry in front.all_keys()}
    rows = [choice for choice in front.choices() if choice.answer.partition(" ")[2] not in SKIPPED]
    keymap = front.desk.keymap
    rows += [place for place in places(keymap) if place.answer != f"screen {front.app.current_mode}"]
    rows += [
        Choice(
            key=f"{leader_of(keymap)} {key.shown}",
            title=key.label,
            group=key.help.rstrip("."),
            answer=f"leader {key.id}",
        )
        for key in keymap.table(LEADER_KEYS, BEHIND_LEADER)
        if key.id != "leave"
    ]
    rows += [choice for choice in WEEKS if choice.answer.removeprefix("key ") in held]
    rows += [
        Choice(
            key="",
            title=f"theme {word}",
            group="the colours",
            answer=f"theme {word}",
            reason="it is on" if name == theme else "",
        )
        for word, name in themes.NAMES.items()
    ]
    return rows
