"""Readings: shares of the market, which no record of the store can tell, read off once by somebody."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.kernel.commands import NOBODY, REACH, Deciding, Decision, Whose, command
from data.kernel.errors import UsageError
from data.kernel.rows import added, existing_record, removed
from data.kernel.text import bounded, clean
from data.kpi.kpi import Kpi, kpi
from data.kpi.record_kinds import Figure, is_share, share_words, typed_share
from data.people.person import by_id
from data.records.fields import LINE_LIMIT

TABLE = "reading"


class Reading(NamedTuple):
    """What was read of a KPI on a day: ``part`` of ``whole``, in hundredths. Without a person it is the company's."""

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


def typed_reading(wanted: Kpi, text: str) -> Figure:
    """A reading as a person types it: ``18/20`` or ``90 %``.

    Raises UsageError for what is none, and for what lies out of the range, which it says.
    """
    refuse_counted(wanted)
    return checked_reading(wanted, typed_share(text))


def refuse_counted(wanted: Kpi) -> None:
    """Raise UsageError for a KPI that the store counts itself."""
    if not wanted.reads:
        raise UsageError(f"{wanted.name} is counted by the store: {wanted.formula}.", code="kpi.measured")


def checked_reading(wanted: Kpi, read: Figure) -> Figure:
    """A reading that lies in its range. Raises UsageError that says the range."""
    if not is_share(read):
        raise UsageError(
            f"{clean(share_words(read), 40)} is out of range. {wanted.name.capitalize()} goes from 0 to 100 %: "
            "write so many of so many, like 18/20, or 90 %."
        )
    return read


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
        refuse_counted(wanted)
        read = checked_reading(wanted, Figure(self.part, self.whole))
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
        words = f"{wanted.name} of {whose} on {day}: {share_words(read)}"
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
        words = (
            f"{wanted.name} of {reading.day} taken out: {share_words(Figure(reading.part, reading.whole))}"
        )
        return Decision(words, [removed(TABLE, reading)], whose=_whose(reading.person_id))


def _whose(person_id: int | None) -> tuple[Whose, ...]:
    return (NOBODY if person_id is None else person_id,)
