"""What all parts of the demo have in common: its size, its seed, when it begins and ends, its ids."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from data.calendar.days import day_of, instant, monday_of, zone
from data.calendar.hours import MINUTE
from data.kernel.ids import IdMaker

WHERE = "Europe/Lisbon"
"""Where the made-up company sits: its days are the demo's."""

LAST_MINUTES = 10
"""What the events leave free before now, for the last steps."""

P = TypeVar("P")


class Story:
    """A stretch of history of so many weeks, this one counted, that ends at the instant ``now``.

    ``size`` says how much of everything there is. The same size, seed and instant give the same story.
    """

    def __init__(self, size: Mapping[str, int], seed: int, now: int, weeks: int) -> None:
        where = zone(WHERE)
        self.size = size
        self.weeks = weeks
        self.now = now
        self.end = now - LAST_MINUTES * MINUTE
        """The instant up to which events happen."""
        self.today = day_of(now, where)
        self.begin = monday_of(self.today) - timedelta(weeks=weeks - 1)
        self.founded = instant(datetime.combine(self.begin - timedelta(days=1), time(18), where))
        """The instant at which the store is begun: the evening before the history."""
        self.parts: list[Any] = []
        """The parts that are planned by now, the lowest noun's first."""
        self._seed = seed
        self.ids = IdMaker(self.random("ids").randbytes)

    def random(self, purpose: str) -> Random:
        """Random numbers of their own for each purpose, so that one does not disturb the other."""
        return Random(f"{self._seed} {purpose}")

    def part(self, kind: type[P]) -> P:
        """The part of a noun below, for one that goes on from it. Raises LookupError where it is not planned."""
        for part in self.parts:
            if isinstance(part, kind):
                return part
        raise LookupError(f"no part {kind.__name__} is planned")
