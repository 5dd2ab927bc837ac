"""At which hours of the day a person's points were made."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import local
from data.kernel.commands import Reader
from data.people.person import Person

WEEKS = 4
QUARTER = 900_000
"""Milliseconds of the stretches that are added up first: no time zone parts them."""


class HourTotal(NamedTuple):
    """The points made between an hour of the day (0 to 23) and the next."""

    hour: int
    points: int


def points_by_hour(reader: Reader, person: Person, today: date) -> list[HourTotal]:
    """The points of the last four weeks, today included, by hour of the person's day.

    From the first hour with points to the last one; none where there are no points.
    """
    rows = reader.select(
        f"select at / {QUARTER}, sum(points) from activity where person_id = ? and day between ? and ? group by 1",
        (person.id, (today - timedelta(days=7 * WEEKS - 1)).isoformat(), today.isoformat()),
    )
    points: Counter[int] = Counter()
    for quarter, made in rows:
        points[local(quarter * QUARTER, person.zone).hour] += made
    if not points:
        return []
    return [HourTotal(hour, points[hour]) for hour in range(min(points), max(points) + 1)]
