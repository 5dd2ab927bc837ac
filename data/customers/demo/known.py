"""Customers of the demo as far as they are known while the story is told, and what can be done with which."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from data.kernel.engine import Value

EARLY = timedelta(days=40)
"""So long before its day a renewal may be agreed."""


class Known(NamedTuple):
    """A customer while the story is told: its row, the complaint that is open, the renewal that is open."""

    row: dict[str, Value]
    complaints: list[dict[str, Value]]
    renewals: list[dict[str, Value]]


def anybody(_known: Known, _day: date) -> bool:
    """Every customer will do."""
    return True


def _is_due(known: Known, day: date) -> bool:
    return bool(known.renewals) and str(known.renewals[0]["due_on"]) <= (day + EARLY).isoformat()


FITS: Mapping[str, Callable[[Known, date], bool]] = {
    "plan": lambda known, _day: not known.renewals,
    "renew": _is_due,
    "resolve": lambda known, _day: bool(known.complaints),
    "churn": lambda known, _day: not known.complaints,
}
"""With which customers something can be done, where that is not every one."""
TRIES = 8
"""So often a customer is guessed before those that fit are looked for among all."""


def fitting(random: Random, mine: Sequence[Known], what: str, day: date) -> Known | None:
    """One of somebody's customers with which that can be done, an early one rather than a late one."""
    wanted = FITS.get(what, anybody)

    def fits(one: Known) -> bool:
        return bool(one.row["active"]) and wanted(one, day)

    def one_of(some: Sequence[Known]) -> Known:
        return some[int(random.random() ** 1.5 * len(some))]

    # Most will do: to look through all of thousands each time takes minutes.
    for _ in range(TRIES if mine else 0):
        if fits(one := one_of(mine)):
            return one
    found = [one for one in mine if fits(one)]
    return one_of(found) if found else None
