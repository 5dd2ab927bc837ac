"""Pace: where the week's total should be by now, and what each day left must bring.

Pace = goal x elapsed working minutes / working minutes of the week, over working hours, holidays and days
off. "Needed a day" counts today as a whole day while it is a working day.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta
from math import ceil

from data.calendar.days import instant, monday_of, week_days
from data.calendar.hours import WorkingHours


def pace_at(goal: int, hours: WorkingHours, monday: date, now: int, days_off: Container[date]) -> int | None:
    """The points that the goal asks for by ``now``; None where the week has no working time."""
    whole = hours.week_minutes(monday, days_off)
    if whole == 0:
        return None
    begin = week_start(monday, hours)
    return round_half_up(
        goal
        * hours.minutes_between(begin, min(now, week_start(monday + timedelta(days=7), hours)), days_off),
        whole,
    )


def pace_line(
    goal: int, hours: WorkingHours, monday: date, days_off: Container[date]
) -> list[tuple[float, float]]:
    """The pace through the week: (days since Monday's midnight, points), one point a day's end."""
    whole = hours.week_minutes(monday, days_off)
    if whole == 0:
        return []
    line, minutes = [(0.0, 0.0)], 0
    for position, day in enumerate(week_days(monday), 1):
        minutes += 0 if day in days_off else hours.minutes_on(day)
        line.append((float(position), goal * minutes / whole))
    return line


def working_days_left(hours: WorkingHours, today: date, days_off: Container[date]) -> int:
    """The working days from today to Sunday, today counted."""
    return sum(
        1
        for day in week_days(monday_of(today))
        if day >= today and hours.works_on(day) and day not in days_off
    )


def needed_a_day(goal: int, total: int, days_left: int) -> int | None:
    """The points that each day left must bring to reach the goal, rounded up; 0 where it is reached.

    None where no day is left to bring what is missing.
    """
    missing = max(goal - total, 0)
    if missing and not days_left:
        return None
    return ceil(missing / days_left) if missing else 0


def week_start(monday: date, hours: WorkingHours) -> int:
    """The instant at which a week begins in the person's time zone."""
    from datetime import datetime, time

    return instant(datetime.combine(monday, time(), hours.where))


def round_half_up(numerator: int, denominator: int) -> int:
    """The quotient of two whole numbers, a half rounded up."""
    return (2 * numerator + denominator) // (2 * denominator)
