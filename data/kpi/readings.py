"""Readings: figures that the store cannot count, read off once by somebody: a survey, a test, an audit, a market."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.kernel.commands import NOBODY, REACH, Deciding, Decision, Reader, Whose, command
from data.kernel.errors import Refused, UsageError
from data.kernel.ids import from_reference
from data.kernel.rows import added, existing_record, removed, select_records
from data.kernel.text import bounded, clean
from data.kpi.kpi import Kpi, kpi
from data.kpi.units import MOST, figure_words, typed_figure
from data.people.person import by_id
from data.records.fields import LINE_LIMIT

TABLE = "reading"
_WHOLE = (1 << 63) - 1
"""More than any id."""
HUNDRED = 10_000
"""A hundred of a hundred, in hundredths: what a rate that is typed as such is of."""


class Reading(NamedTuple):
    """What was read of a KPI on a day: ``part`` of ``whole``, both in hundredths. Without a person it is the company's.

    A share is so many of so many, a score is over one, a count or a time has one as its whole.
    """

    id: int
    kpi: str
    person_id: int | None
    day: str
    part: int
    whole: int
    note: str = ""
    source: str = ""
    entered_by: int = 0
    touched: int | None = None


class Read(NamedTuple):
    """What was read, in hundredths."""

    part: int
    whole: int


def typed_reading(wanted: Kpi, text: str) -> Read:
    """A reading as a person types it: ``18/20`` or ``90 %`` of a share, ``4.5`` of a score, ``3`` of a count.

    Raises UsageError for what is none, and for what lies out of the range, which it says.
    """
    if not wanted.reads:
        raise UsageError(f"{wanted.name} is counted by the store: {wanted.formula}.", code="kpi.measured")
    if wanted.reads != "share":
        return checked_reading(wanted, Read(typed_figure(wanted.unit, text), 100))
    part, slash, whole = text.partition("/")
    if slash:
        return checked_reading(wanted, Read(typed_figure("count", part), typed_figure("count", whole)))
    return checked_reading(wanted, Read(typed_figure("percent", text), HUNDRED))


def checked_reading(wanted: Kpi, read: Read) -> Read:
    """A reading that lies in its range. Raises UsageError that says the range."""
    if wanted.reads == "share":
        if not 0 <= read.part <= read.whole or read.whole == 0:
            raise UsageError(
                f"{_words(read)} is out of range. {wanted.name.capitalize()} goes from 0 to 100 %: "
                "write so many of so many, like 18/20, or 90 %."
            )
        return read
    most = MOST if wanted.most is None else wanted.most
    if not wanted.least <= read.part <= most:
        least = figure_words(wanted.unit, wanted.least)
        upto = "" if wanted.most is None else f" to {figure_words(wanted.unit, wanted.most)}"
        shown = figure_words(wanted.unit, read.part)
        raise UsageError(
            f"{shown} is out of range. {wanted.name.capitalize()} goes from {least}{upto or ' up'}."
        )
    if wanted.reads == "count" and read.part % 100:
        raise UsageError(f"{wanted.name.capitalize()} is a whole number, like 2.")
    return read


def reading_words(wanted: Kpi, read: Read) -> str:
    """``18 of 20``, ``90 %``, ``4.5``."""
    if wanted.reads == "share" and read.whole != HUNDRED:
        return f"{figure_words('count', read.part)} of {figure_words('count', read.whole)}"
    return figure_words(wanted.unit, read.part)


def example_of(wanted: Kpi) -> str:
    """What a reading of a KPI looks like when it is typed."""
    return {"share": "18/20 or 90 %", "score": "4.5", "minutes": "120", "count": "2"}.get(wanted.reads, "")


def readings_of(reader: Reader, code: str, first: date, last: date) -> list[Reading]:
    """The readings of a KPI between two days, the latest first."""
    return select_records(
        reader,
        Reading,
        TABLE,
        "where kpi = ? and day between ? and ? order by day desc, id desc",
        (code, first.isoformat(), last.isoformat()),
    )


def reading_named(reader: Reader, text: str) -> Reading:
    """The reading of a reference, or of its last letters. Raises Refused where there is none, or several."""
    word = text.strip()
    try:
        value, modulus = from_reference(word)
    except ValueError:
        raise UsageError(
            f"{clean(text, 20)!r} is no reference of a reading.", code="reading.not_found"
        ) from None
    found = select_records(reader, Reading, TABLE, "where id % ? = ? limit 2", (min(modulus, _WHOLE), value))
    if len(found) != 1 or not word:
        many = "several readings" if found else "no reading"
        raise Refused(f"{clean(text, 20)!r} is {many}.", code="reading.not_found")
    return found[0]


@command("kpi.read", REACH)
class TakeReading(NamedTuple):
    """Enter a reading of a KPI of a person (None: the company's) and a day (empty: today), in hundredths."""

    id: int
    actor: int
    at: int
    kpi: str
    part: int
    whole: int
    person_id: int | None = None
    day: str = ""
    note: str = ""
    source: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a KPI that the store counts itself, what is out of range, and a day to come."""
        wanted = kpi(self.kpi)
        if not wanted.reads:
            raise UsageError(f"{wanted.name} is counted by the store: {wanted.formula}.", code="kpi.measured")
        read = checked_reading(wanted, Read(self.part, self.whole))
        today = day_of(self.at, by_id(reader, self.actor).zone)
        day = date.fromisoformat(self.day) if self.day else today
        if day > today:
            raise UsageError(f"{day} is still to come: a reading is of a day that was.")
        person_id = None if wanted.company else self.person_id
        reading = Reading(
            self.id,
            wanted.code,
            person_id,
            day.isoformat(),
            *read,
            note=bounded(self.note, LINE_LIMIT, "A note"),
            source=bounded(self.source, LINE_LIMIT, "A source"),
            entered_by=self.actor,
        )
        whose = by_id(reader, person_id).name if person_id else "the company"
        words = f"{wanted.name} of {whose} on {day}: {reading_words(wanted, read)}"
        return Decision(words, [added(TABLE, reading)], whose=_whose(person_id))


@command("kpi.unread", REACH)
class RemoveReading(NamedTuple):
    """Take a reading out again."""

    id: int
    actor: int
    at: int
    reading_id: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a reading that is gone."""
        reading = existing_record(reader, Reading, TABLE, self.reading_id)
        wanted = kpi(reading.kpi)
        words = f"{wanted.name} of {reading.day} taken out: {reading_words(wanted, Read(reading.part, reading.whole))}"
        return Decision(words, [removed(TABLE, reading)], whose=_whose(reading.person_id))


def _whose(person_id: int | None) -> tuple[Whose, ...]:
    return (NOBODY if person_id is None else person_id,)


def _words(read: Read) -> str:
    if read.whole == HUNDRED:
        return figure_words("percent", read.part)
    return clean(f"{figure_words('count', read.part)} of {figure_words('count', read.whole)}", 40)
