"""What the palette offers: keys, kinds, screens, weeks and themes, all from their tables; and records of any noun."""

from __future__ import annotations

from cockpit import themes
from cockpit.screen_list import SCREENS
from data.kernel.store import Store
from data.people.person import Person
from data.records.find import Match
from screens.shell.choices import Choice
from screens.shell.desk import Desk
from screens.shell.keys import LEADER_KEYS
from screens.shell.main_screen import MainScreen
from screens.shell.palette import Finder

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


def everything(front: MainScreen, theme: str) -> list[Choice]:
    """All that can be done with this screen in front and this theme."""
    held = {entry.id for entry in front.all_keys()}
    rows = [choice for choice in front.choices() if choice.answer.partition(" ")[2] not in SKIPPED]
    rows += [
        Choice(key=entry.key, title=f"go to {entry.title}", group=entry.help, answer=f"screen {entry.mode}")
        for entry in SCREENS
        if entry.mode != front.app.current_mode
    ]
    rows += [
        Choice(key=f"g {key.shown}", title=key.label, group=key.help.rstrip("."), answer=f"leader {key.id}")
        for key in LEADER_KEYS
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
