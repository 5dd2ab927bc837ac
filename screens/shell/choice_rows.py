"""The rows of the help page and of the palette, made from the tables of keys and the kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from data.points.week import KindTotal
from screens.shell.choices import Choice
from screens.shell.keys import COUNT_HELP, LEADER_KEYS
from widgets.keys import KEYS_OF_LISTS, KeyEntry

LIST_GROUP = "In lists"
LEADER_GROUP = "After g"

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


def help_choices(entries: Iterable[KeyEntry], totals: Iterable[KindTotal], refusal: Refusal) -> list[Choice]:
    """Every row of a screen's help page, by group."""
    keys = [
        Choice(
            key=entry.shown.split()[0],
            title=entry.help,
            group=entry.group,
            answer=f"key {entry.id}",
            reason=refusal(entry),
        )
        for entry in entries
    ]
    rows = [Choice(key=key, title=words, group="Log", answer="") for key, words in COUNT_HELP]
    rows += [
        Choice(
            key=total.kind.key,
            title=f"Log {total.kind.name}: {_worth(total.worth)}.",
            group="Log",
            answer=f"kind {total.kind.code}",
        )
        for total in totals
        if total.kind.active
    ]
    rows += [choice for choice in keys if choice.group == "Log"]
    rows += [choice for choice in keys if choice.group != "Log"]
    rows += [
        Choice(key=f"g {key.shown}", title=key.help, group=LEADER_GROUP, answer=f"leader {key.id}")
        for key in LEADER_KEYS
    ]
    rows += [Choice(key=key, title=words, group=LIST_GROUP, answer="") for key, words in KEYS_OF_LISTS]
    return rows


def _worth(points: int) -> str:
    return f"{points} point{'' if points == 1 else 's'}"
