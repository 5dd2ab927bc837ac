"""A period that deals are looked at in: from an instant to another."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from data.calendar.days import instant
from data.people.person import Person


class Period(NamedTuple):
    """From an instant on, to before another."""

    begin: int
    end: int


def cohort(first: date, last: date, actor: Person) -> Period:
    """The period of whole days from the first to the last, in a person's time zone."""
    begin = instant(datetime.combine(first, time(), actor.zone))
    return Period(begin, instant(datetime.combine(last + timedelta(days=1), time(), actor.zone)))
