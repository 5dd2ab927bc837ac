"""What KRA counts for the strip on every screen: items that are due today, and those that were due before."""

from __future__ import annotations

from typing import NamedTuple

from data.calendar.days import day_of
from data.kernel.commands import Reader
from data.kra.overview import runs_of
from data.kra.verdicts import unmeasured
from data.people.person import Person
from data.points.headline import GAP, Part


class DueItems(NamedTuple):
    """How many items of which nobody has said anything are due today, and were due before."""

    due: int
    overdue: int

    def strip_parts(self) -> list[Part]:
        """``KRA 4 due``, ``2 overdue``; nought is left out."""
        parts = [Part(f"{GAP}KRA {self.due:,} due")] if self.due else []
        if self.overdue:
            parts.append(Part(f"{GAP}{'' if parts else 'KRA '}{self.overdue:,} overdue", "warn"))
        return parts


def counts(reader: Reader, person: Person, now: int) -> DueItems:
    """What is due of a person's items."""
    today, due, overdue = day_of(now, person.zone), 0, 0
    for run in runs_of(reader, person, now, unmeasured):
        if run.is_closed or run.due > today:
            continue
        left = len(run.left)
        due, overdue = (due, overdue + left) if run.is_overdue else (due + left, overdue)
    return DueItems(due, overdue)
