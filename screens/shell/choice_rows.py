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
        Choice(entry.shown.split()[0], entry.label, entry.help.rstrip("."), f"key {entry.id}", refusal(entry))
        for entry in entries
    ]


def kind_choices(totals: Iterable[KindTotal], refusal: str) -> list[Choice]:
    """The kinds that can be logged."""
    return [
        Choice(
            total.kind.key, f"log {total.kind.name}", _worth(total.worth), f"kind {total.kind.code}", refusal
        )
        for total in totals
        if total.kind.active
    ]


def help_choices(entries: Iterable[KeyEntry], totals: Iterable[KindTotal], refusal: Refusal) -> list[Choice]:
    """Every row of a screen's help page, by group."""
    keys = [
        Choice(entry.shown.split()[0], entry.help, entry.group, f"key {entry.id}", refusal(entry))
        for entry in entries
    ]
    rows = [Choice(key, words, "Log", "") for key, words in COUNT_HELP]
    rows += [
        Choice(
            total.kind.key, f"Log {total.kind.name}: {_worth(total.worth)}.", "Log", f"kind {total.kind.code}"
        )
        for total in totals
        if total.kind.active
    ]
    rows += [choice for choice in keys if choice.group == "Log"]
    rows += [choice for choice in keys if choice.group != "Log"]
    rows += [Choice(f"g {key.shown}", key.help, LEADER_GROUP, f"leader {key.id}") for key in LEADER_KEYS]
    rows += [Choice(key, words, LIST_GROUP, "") for key, words in KEYS_OF_LISTS]
    return rows


def _worth(points: int) -> str:
    return f"{points} point{'' if points == 1 else 's'}"
