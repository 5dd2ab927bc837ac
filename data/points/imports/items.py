"""The activities of a file, before they are held against the store, and why rows make none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from data.calendar.days import day_of, instant
from data.calendar.moments import CLOCK_SKEW, EARLIEST
from data.imports.left_rows import Reason
from data.imports.spec import Wording
from data.people.person import Person
from data.points.imports.kinds import KindMatch
from data.points.log import MOST_AT_ONCE

NO_ACTIVITY = Reason("no activity that earns points", "left_out")
NOT_YOURS = Reason("not yours", "left_out")
OWNER_LEFT_OUT = Reason("owner left out, as you said", "left_out")
OWNER_UNKNOWN = Reason("owner unknown", "rejected")
KIND_UNKNOWN = Reason("kind unknown", "rejected")
BAD_DATE = Reason("no usable date", "rejected")
BAD_COUNT = Reason("no usable count", "rejected")
UNREADABLE = Reason("row cannot be read", "rejected")
TWICE = Reason("the same again in this file", "duplicates")
TWICE_IN_DOUBT = TWICE._replace(fate="rejected")
ADDED = Reason("added to another row of the same kind and day", "duplicates")
CONTRADICTS = Reason("contradicts an earlier row of the same id", "rejected")
SIGNED = Reason("its week is signed off", "rejected")
WORTHLESS = Reason("worth nothing yet on its day", "rejected")
CHANGED_HERE = Reason("changed by hand since it was imported", "left_out")
REMOVED_HERE = Reason("removed by hand since it was imported", "left_out")
COUNTED_ELSEWHERE = Reason("already counted for somebody else", "left_out")


class Item(NamedTuple):
    """One activity of a file. ``amount`` 0 is an emptied cell; ``note`` None: the file has no notes.

    Lead and outcome come from our own export alone; None: it names none that is known here. ``points`` and ``flag``
    are those of an item that is not in the store yet.
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
    points: int = 0
    flag: str | None = None


class Group(NamedTuple):
    """A wording of the file and what it counts as."""

    label: str
    match: KindMatch


def wordings(groups: Mapping[str, Group], sizes: Counter[str]) -> list[Wording]:
    """The wordings of a file with how many rows bear them, in the order in which they stand there."""
    return [
        Wording(label, sizes[label], match.kind, match.certainty, match.because)
        for label, match in groups.values()
    ]


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
