"""What waits for somebody: weeks to submit, weeks that came back, weeks of others to sign; for strip and alerts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import day_of, monday_of, week_label
from data.kernel.commands import Reader
from data.people.alert import Alert, works_now
from data.people.days_off import days_off
from data.people.person import Person
from data.people.reach import reach_of
from data.points.headline import GAP, Part
from data.reviews.due import due_at, weeks_due

_STANDS = """
select monday, state from review where person_id = ? and monday >= ?
union all select monday, 'signed' from signed_week where person_id = ? and monday >= ?
"""


class Waiting(NamedTuple):
    """Weeks that are due to be submitted, those that came back, and those of others that wait to be signed."""

    to_submit: int
    returned: int
    to_sign: int

    def strip_parts(self) -> list[Part]:
        """``week to submit``, ``1 week returned``, ``2 weeks to sign``; nought is left out."""
        parts = []
        if self.to_submit:
            parts.append(Part(f"{GAP}{_weeks(self.to_submit)} to submit", "warn"))
        if self.returned:
            parts.append(Part(f"{GAP}{_weeks(self.returned)} returned", "warn"))
        if self.to_sign:
            parts.append(Part(f"{GAP}{_weeks(self.to_sign)} to sign", "accent"))
        return parts


def counts(reader: Reader, person: Person, now: int) -> Waiting:
    """What waits for a person."""
    return Waiting(len(to_submit(reader, person, now)), _returned(reader, person), _to_sign(reader, person))


def to_submit(reader: Reader, person: Person, now: int) -> list[date]:
    """The Mondays of a person's weeks that are due, and neither submitted nor signed; the earlier one first.

    None are due of somebody whom nobody reviews.
    """
    if not person.sells or person.manager_id is None:
        return []
    today = day_of(now, person.zone)
    due = [
        monday for monday in _due(reader, person, now, today) if monday + timedelta(days=6) >= person.start
    ]
    if not due:
        return []
    first = due[0].isoformat()
    done = {row[0] for row in reader.select(_STANDS, (person.id, first, person.id, first))}
    return [monday for monday in due if monday.isoformat() not in done]


def weeks_running_out(reader: Reader, person: Person, now: int) -> list[Alert]:
    """What a person should hear of who looks elsewhere: that this week is to be submitted. None while
    the person does not work.
    """
    today = day_of(now, person.zone)
    this = monday_of(today)
    if this not in to_submit(reader, person, now) or not works_now(reader, person, now):
        return []
    off = days_off(reader, person.id, this, today)
    due = due_at(this, lambda day: person.hours.works_on(day) and day not in off, person.zone)
    return [Alert(person.id, due or now, f"week {week_label(this)} is to be submitted")]


def _due(reader: Reader, person: Person, now: int, today: date) -> list[date]:
    hours = person.hours
    off = days_off(reader, person.id, today - timedelta(days=14), today + timedelta(days=7))
    return weeks_due(now, today, lambda day: hours.works_on(day) and day not in off, person.zone)


def _returned(reader: Reader, person: Person) -> int:
    rows = reader.select(
        "select count(*) from review where state = 'returned' and person_id = ? and not exists(select 1 from "
        "signed_week where signed_week.person_id = review.person_id and signed_week.monday = review.monday)",
        (person.id,),
    )
    return int(rows[0][0])


def _to_sign(reader: Reader, person: Person) -> int:
    """The submitted weeks of those whom a person reviews."""
    if not person.leads:
        return 0
    condition, people = reach_of(reader, person).condition("person_id")
    rows = reader.select(
        f"select count(*) from review where state = 'submitted' and {condition} and person_id <> ? and not exists("
        "select 1 from signed_week where signed_week.person_id = review.person_id "
        "and signed_week.monday = review.monday)",
        (*people, person.id),
    )
    return int(rows[0][0])


def _weeks(number: int) -> str:
    return "1 week" if number == 1 else f"{number:,} weeks"
