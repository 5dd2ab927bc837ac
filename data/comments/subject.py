"""What is spoken of: a lead, deal or customer; a day or a week of a person; what another noun has of a person's."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.calendar.days import full_day, monday_of, week_label
from data.kernel.commands import Reader
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean
from data.people.person import Person, by_id
from data.people.reach import reach_of

RECORDS = ("lead", "deal", "customer")
"""The tables of the records that are spoken of."""
PERSON = "person"
DAY, WEEK = "day", "week"


class Subject(NamedTuple):
    """A record by its table and id, or a person's ``day`` (ISO) and what is meant of it: ``place`` is ``day``,
    ``week`` (the one that begins on it), or what a noun above has there, its own word first.
    """

    table: str
    record_id: int
    day: str = ""
    place: str = ""


class About(NamedTuple):
    """What a subject is called, and whose it is (None: nobody's)."""

    called: str
    owner_id: int | None


def day_of_person(person_id: int, day: date) -> Subject:
    """A day of somebody's."""
    return Subject(PERSON, person_id, day.isoformat(), DAY)


def week_of_person(person_id: int, day: date) -> Subject:
    """The week of somebody's that holds a day."""
    return Subject(PERSON, person_id, monday_of(day).isoformat(), WEEK)


def about(reader: Reader, subject: Subject) -> About:
    """What a subject is called, and whose it is.

    Raises UsageError for what cannot be spoken of, Refused for what is no longer there or was merged.
    """
    if subject.table == PERSON:
        person = by_id(reader, subject.record_id)
        return About(_called(reader, subject, person), person.id)
    if subject.table not in RECORDS:
        kinds = ", ".join(f"a {table}" for table in RECORDS)
        raise UsageError(f"Comments are on {kinds}, a day or a week, not on a {clean(subject.table, 40)}.")
    called = reader.registry.table(subject.table).called
    rows = reader.select(
        f"select {called}, owner_id, merged_into from {subject.table} where id = ?", (subject.record_id,)
    )
    if not rows:
        raise Refused(f"That {subject.table} is no longer there.")
    name, owner, merged_into = rows[0]
    if merged_into is not None:
        raise Refused(f"{name} was merged into another {subject.table}.")
    return About(str(name), owner)


def may_read(reader: Reader, actor: Person, whose: About) -> bool:
    """Whether somebody reads what is said of a subject: whoever reaches it."""
    return reach_of(reader, actor).holds(whose.owner_id)


def _called(reader: Reader, subject: Subject, person: Person) -> str:
    try:
        day = date.fromisoformat(subject.day)
    except ValueError:
        raise UsageError(f"{clean(subject.day, 40)!r} is no day. Write it like 2026-11-27.") from None
    if subject.place == DAY:
        return f"{full_day(day)} of {person.name}"
    if subject.place == WEEK:
        if monday_of(day) != day:
            raise UsageError("A week is spoken of by its Monday.")
        return f"week {week_label(day)} of {person.name}"
    # What a noun above speaks of is called as it was when it was spoken of first.
    rows = reader.select(
        "select about from comment where record_id = ? and day = ? and place = ? order by id limit 1",
        (subject.record_id, subject.day, subject.place),
    )
    if not rows:
        raise Refused("Nobody has said anything on that yet.")
    return str(rows[0][0])
