"""What a file holds, before it is held against the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from data.calendar.days import day_of, instant
from data.calendar.moments import CLOCK_SKEW, EARLIEST
from data.people.person import Person
from data.points.imports.kinds import KindMatch
from data.points.log import MOST_AT_ONCE

Progress = Callable[[str, int], None]
"""Called now and then with what is being done and how many rows of it are through. May raise to cancel."""


class Reason(NamedTuple):
    """Why a row is left out. ``rejected``: somebody has to do something for it to count."""

    text: str
    rejected: bool


NO_ACTIVITY = Reason("no activity that earns points", rejected=False)
NOT_YOURS = Reason("not yours", rejected=False)
OWNER_LEFT_OUT = Reason("owner left out, as you said", rejected=False)
OWNER_UNKNOWN = Reason("owner unknown", rejected=True)
KIND_UNKNOWN = Reason("kind unknown", rejected=True)
BAD_DATE = Reason("no usable date", rejected=True)
BAD_COUNT = Reason("no usable count", rejected=True)
UNREADABLE = Reason("row cannot be read", rejected=True)
TWICE = Reason("the same again in this file", rejected=False)
ADDED = Reason("added to another row of the same kind and day", rejected=False)
CONTRADICTS = Reason("contradicts an earlier row of the same id", rejected=True)
SIGNED = Reason("its week is signed off", rejected=True)
WORTHLESS = Reason("worth nothing yet on its day", rejected=True)
CHANGED_HERE = Reason("changed by hand since it was imported", rejected=False)
COUNTED_ELSEWHERE = Reason("already counted for somebody else", rejected=False)


class Item(NamedTuple):
    """One activity of a file. ``amount`` 0 is an emptied cell; ``note`` None: the file has no notes.

    Lead and outcome come from our own export alone; None: it names none that is known here.
    """

    number: int
    person_id: int
    kind: str
    amount: int
    at: int
    day: str
    note: str | None
    key: str
    has_time: bool
    label: str
    lead_id: int | None = None
    outcome: str | None = None


class Left(NamedTuple):
    """A row (or cell) that is left out, and why."""

    number: int
    reason: Reason
    detail: str = ""


class Group(NamedTuple):
    """A wording of the file and what it counts as."""

    label: str
    match: KindMatch


class Draft(NamedTuple):
    """Everything a file says. ``unit`` is what is counted: rows, or the filled cells of a sheet."""

    file: str
    unit: str
    findings: list[str]
    items: list[Item]
    left: list[Left]
    groups: Mapping[str, Group]
    group_sizes: Counter[str]


def unusable_day(day: date, today: date) -> str:
    """Why nothing can have been done on that day, or nothing."""
    if day > today:
        return f"{day.isoformat()} lies in the future"
    if day < EARLIEST:
        return f"{day.isoformat()} is too long ago: the log begins in {EARLIEST.year}"
    return ""


def instant_on(day: date, clock: str | None, person: Person, now: int) -> tuple[int, date]:
    """The instant of a day and time of day (HH:MM:SS, with or without an offset), and the person's day of it.

    Without a time it is noon of the person's day, or now where noon is still to come.
    """
    if clock is None:
        return min(instant(datetime.combine(day, time(12), person.zone)), now), day
    moment = datetime.fromisoformat(f"{day.isoformat()}T{clock}")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=person.zone)
    found = instant(moment)
    if now < found <= now + CLOCK_SKEW:
        found = now
    return found, day_of(found, person.zone)


def count_in(text: str) -> int | None:
    """The whole number in a cell, 0 for an empty one, None where it is none that one entry may hold."""
    plain = text.strip()
    if plain in ("", "-", "–", "—"):
        return 0
    whole, _, rest = plain.partition(".")
    if not (whole.isascii() and whole.isdecimal() and len(whole) <= 6 and not rest.strip("0")):
        return None
    count = int(whole)
    return count if count <= MOST_AT_ONCE else None
