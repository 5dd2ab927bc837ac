"""When a week is to be submitted: from the afternoon of its last working day up to Friday. A pure rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo

from data.calendar.days import instant, monday_of, week_days

AFTERNOON = time(14)
"""From when on one is reminded. Source: seeds/002 says Friday afternoon; the hour is ours."""
FRIDAY = 4


def review_day(monday: date, works: Callable[[date], bool]) -> date | None:
    """The day on which a week is reviewed: Friday, or the last day before it that is worked; None in a week off."""
    return next((day for day in reversed(week_days(monday)[: FRIDAY + 1]) if works(day)), None)


def due_at(monday: date, works: Callable[[date], bool], where: tzinfo) -> int | None:
    """The instant from which on a week is to be submitted; None for one that is off."""
    day = review_day(monday, works)
    return None if day is None else instant(datetime.combine(day, AFTERNOON, where))


def weeks_due(now: int, today: date, works: Callable[[date], bool], where: tzinfo) -> list[date]:
    """The Mondays of the weeks that are due: last week's, and this one's once its afternoon has come."""
    this = monday_of(today)
    found = []
    for monday in (this - timedelta(weeks=1), this):
        due = due_at(monday, works, where)
        if due is not None and due <= now:
            found.append(monday)
    return found
