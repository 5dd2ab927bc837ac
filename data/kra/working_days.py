"""On which days somebody works, as rules of cadences ask for it."""

from __future__ import annotations

from datetime import date, timedelta

from data.kernel.commands import Reader
from data.kra.cadence import LONGEST_PAUSE, Works
from data.people.days_off import days_off
from data.people.person import Person


def working_days(reader: Reader, person: Person, first: date, last: date) -> Works:
    """Whether somebody works on a day, of those between two."""
    near = timedelta(days=LONGEST_PAUSE + 1)
    off = days_off(reader, person.id, first - near, last + near)
    hours = person.hours
    return lambda day: hours.works_on(day) and day not in off
