"""The Friday sheet: a person's week by kind and day with what a reviewer looks at, a team's in lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from data.kernel.commands import Reader
from data.people.days_off import days_off
from data.people.person import Person
from data.people.reach import team_of
from data.points.entries import Entry, entries
from data.points.kinds import Kind
from data.points.tally import tallies
from data.points.week import Week, week_of


class SheetRow(NamedTuple):
    """One kind in a week: what one is worth now, how many on each day (Monday first), and the week's sums.

    ``counted_at`` are the worths at which its entries were counted, lowest first; none where it has no entries.
    """

    kind: Kind
    worth: int
    counts: tuple[int, ...]
    count: int  # type: ignore[assignment]  # hides tuple.count, which no row needs
    points: int
    counted_at: tuple[int, ...]

    @property
    def each(self) -> object:
        """What one brought: its worth, or ``1-2`` where it changed among the week's entries."""
        worths = self.counted_at or (self.worth,)
        return worths[0] if len(worths) == 1 else f"{worths[0]}-{worths[-1]}"


class Sheet(NamedTuple):
    """A person's week as it is reviewed. ``flagged`` and ``noted`` are entries, oldest first."""

    week: Week
    rows: tuple[SheetRow, ...]
    flagged: tuple[Entry, ...]
    noted: tuple[Entry, ...]
    days_off: Mapping[date, str]


def sheet_of(reader: Reader, person: Person, monday: date, now: int) -> Sheet:
    """A person's week as of ``now``."""
    sunday = monday + timedelta(days=6)
    week = week_of(reader, person, monday, now)
    counts = {(row.kind, row.day): row.count for row in tallies(reader, person.id, monday, sunday)}
    counted_at = _counted_at(reader, person, monday, sunday)
    rows = tuple(
        SheetRow(
            total.kind,
            total.worth,
            tuple(counts.get((total.kind.code, day.day), 0) for day in week.days),
            total.week_count,
            total.week_points,
            tuple(counted_at.get(total.kind.code, ())),
        )
        for total in week.kinds
    )
    logged = list(reversed(entries(reader, person.id, monday, sunday)))
    return Sheet(
        week,
        rows,
        tuple(entry for entry in logged if entry.flag),
        tuple(entry for entry in logged if entry.note),
        days_off(reader, person.id, monday, sunday),
    )


def _counted_at(reader: Reader, person: Person, first: date, last: date) -> dict[str, list[int]]:
    """The worths at which the entries of some days were counted, by kind."""
    rows = reader.select(
        "select distinct kind, points / count from activity where person_id = ? and day between ? and ? "
        "order by 1, 2",
        (person.id, first.isoformat(), last.isoformat()),
    )
    found: dict[str, list[int]] = {}
    for kind, worth in rows:
        found.setdefault(kind, []).append(worth)
    return found


def team_weeks(reader: Reader, manager: Person, monday: date, now: int) -> list[Week]:
    """The week of everybody whom a manager reviews: furthest behind the pace first."""
    weeks = [week_of(reader, person, monday, now) for person in team_of(reader, manager)]
    return sorted(weeks, key=lambda week: (week.behind is None, -(week.behind or 0), week.person.name))
