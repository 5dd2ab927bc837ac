"""Totals by day and kind, kept beside the log by the store and never recounted on reading."""

from datetime import date

from data.kernel.commands import Reader
from data.kernel.quick_typing import NamedTuple


class Tally(NamedTuple):
    """One person's total of a kind on a day."""

    day: date
    kind: str
    entries: int
    count: int  # type: ignore[assignment]  # hides tuple.count, which no row needs
    points: int


def tallies(reader: Reader, person_id: int, first: date, last: date) -> list[Tally]:
    """A person's totals of the days from ``first`` to ``last``, both included."""
    rows = reader.select(
        "select day, kind, entries, count, points from tally "
        "where person_id = ? and day between ? and ? order by day",
        (person_id, first.isoformat(), last.isoformat()),
    )
    return [Tally(date.fromisoformat(row[0]), *row[1:]) for row in rows]


def points_by_week(reader: Reader, person_id: int, first: date, last: date) -> dict[date, int]:
    """A person's points of the days from ``first`` to ``last``, both included, by the Monday of their week."""
    rows = reader.select(
        "select date(day, 'weekday 0', '-6 days'), sum(points) from tally "
        "where person_id = ? and day between ? and ? group by 1",
        (person_id, first.isoformat(), last.isoformat()),
    )
    return {date.fromisoformat(monday): points for monday, points in rows}
