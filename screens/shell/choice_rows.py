"""The rows of the help page and of the palette, made from the tables of keys and the kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from data.points.week import KindTotal
from screens.shell.choices import Choice
from screens.shell.keys import COUNT_HELP
from widgets.keys import KEYS_OF_LISTS, KeyEntry

LOG_GROUP = "Activities"
SHARED_GROUP = "Everywhere"
PLACES_GROUP = "Screens"
LEADER_GROUP = "Leader"
LIST_GROUP = "In lists"

Refusal = Callable[[KeyEntry], str]


def key_choices(entries: Iterable[KeyEntry], refusal: Refusal) -> list[Choice]:
    """The keys by name, for the palette; those that do nothing now with the reason."""
    return [
        Choice(
            key=entry.shown.split()[0],
            title=entry.label,
            group=entry.help.rstrip("."),
            answer=f"key {entry.id}",
            reason=refusal(entry),
            also=entry.also,
        )
        for entry in entries
    ]


def kind_choices(totals: Iterable[KindTotal], refusal: str) -> list[Choice]:
    """The kinds that can be logged."""
    return [
        Choice(
            key=total.kind.key,
            title=f"log {total.kind.name}",
            group=_worth(total.worth),
            answer=f"kind {total.kind.code}",
            reason=refusal,
        )
        for total in totals
        if total.kind.active
    ]


def help_choices(
    entries: Iterable[KeyEntry],
    shared: Sequence[KeyEntry],
    places: Iterable[Choice],
    leaders: Iterable[KeyEntry],
    totals: Iterable[KindTotal],
    refusal: Refusal,
) -> list[Choice]:
    """Every row of a screen's help page: its own keys first, by group, then what holds on every screen.

    ``shared`` are the keys of every screen, ``places`` the screens that one can go to, ``leaders`` the keys behind g.
    """
    rows = [_help_row(entry, entry.group, refusal) for entry in entries]
    rows += [Choice(key=key, title=words, group=LOG_GROUP, answer="") for key, words in COUNT_HELP]
    rows += [
        Choice(
            key=total.kind.key,
            title=f"Log {total.kind.name}: {_worth(total.worth)}.",
            group=LOG_GROUP,
            answer=f"kind {total.kind.code}",
        )
        for total in totals
        if total.kind.active
    ]
    rows += [_help_row(entry, SHARED_GROUP, refusal) for entry in shared]
    rows += [
        place._replace(title=f"{place.title[:1].upper()}{place.title[1:]}: {place.group}", group=PLACES_GROUP)
        for place in places
    ]
    go = next(entry.shown for entry in shared if entry.id == "go")
    rows += [
        Choice(
            key=f"{go} {key.shown}",
            title=key.help,
            group=LEADER_GROUP,
            answer=f"leader {key.id}",
            also=f"{key.label} {key.also}",
        )
        for key in leaders
    ]
    rows += [Choice(key=key, title=words, group=LIST_GROUP, answer="") for key, words in KEYS_OF_LISTS]
    return rows


def _help_row(entry: KeyEntry, group: str, refusal: Refusal) -> Choice:
    return Choice(
        key=entry.shown.split()[0],
        title=entry.help,
        group=group,
        answer=f"key {entry.id}",
        reason=refusal(entry),
        also=f"{entry.label} {entry.also}",
    )


def _worth(points: int) -> str:
    return f"{points} point{'' if points == 1 else 's'}"
