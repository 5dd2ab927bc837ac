"""What somebody should hear of who looks elsewhere, and whether that one is at work."""

from __future__ import annotations

from typing import NamedTuple

from data.calendar.days import day_of
from data.kernel.commands import Reader
from data.people.days_off import days_off
from data.people.person import Person


class Alert(NamedTuple):
    """One thing to hear of: the id of what it is about, when it is due, and what to say."""

    about_id: int
    due_at: int
    words: str


def works_now(reader: Reader, person: Person, now: int) -> bool:
    """Whether the person works at this instant, by hours and days off."""
    today = day_of(now, person.zone)
    if days_off(reader, person.id, today, today):
        return False
    return any(start <= now < end for start, end in person.hours.stretches(today))
