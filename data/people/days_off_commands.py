"""Commands on the calendar: days off of a person, holidays of the company."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import full_day, short_day
from data.kernel.commands import (
    CLOCKS,
    COMPANY,
    TEAM,
    Change,
    Command,
    Deciding,
    Decision,
    Reader,
    command,
)
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, removed, select_records
from data.kernel.text import bounded
from data.people.person import by_id
from data.people.signed_weeks import refuse_signed_weeks
from data.people.working_time import NewTime, follow_working_time

LONGEST_RANGE = 366
REASON_LIMIT = 80


class DayOff(NamedTuple):
    """One stored day off; ``person_id`` None is a holiday of everybody."""

    id: int
    person_id: int | None
    day: str
    reason: str
    touched: int | None = None


@command("days_off.take", TEAM, CLOCKS)
class TakeDaysOff(NamedTuple):
    """Mark the days from ``first`` to ``last`` as off, for a person or (``person_id`` None) for everybody."""

    id: int
    actor: int
    at: int
    first: str
    last: str
    person_id: int | None
    reason: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Leaves days alone that are off already. Refuses a day of a week that is signed off."""
        first, last = checked_range(self.first, self.last)
        refuse_signed_weeks(reader, self.person_id, first, last)
        taken = {row.day for row in stored_days_off(reader, self.person_id, first, last)}
        days = [day for day in _range(first, last) if day.isoformat() not in taken]
        if not days:
            raise Refused("Those days are off already.")
        reason = bounded(self.reason, REASON_LIMIT, "A reason") or (
            "holiday" if self.person_id is None else "day off"
        )
        changes = [
            added("day_off", DayOff(row, self.person_id, day.isoformat(), reason))
            for row, day in zip(reader.new_ids(self.at, len(days)), days, strict=True)
        ]
        changes += _following(reader, self, self.person_id, off=days)
        return Decision(
            f"{_who(reader, self.person_id)} off on {range_words(first, last)}: {reason}"
            f"{_not_worked_anyway(reader, self.person_id, days)}",
            changes,
            whose=(COMPANY if self.person_id is None else self.person_id,),
        )


@command("days_off.work", TEAM, CLOCKS)
class WorkOnDays(NamedTuple):
    """Take days off back: the days from ``first`` to ``last`` are working days again."""

    id: int
    actor: int
    at: int
    first: str
    last: str
    person_id: int | None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where none of the days is off, and a day of a week that is signed off."""
        first, last = checked_range(self.first, self.last)
        refuse_signed_weeks(reader, self.person_id, first, last)
        rows = stored_days_off(reader, self.person_id, first, last)
        if not rows:
            not_off = f"{_who(reader, self.person_id)} is not off on {range_words(first, last)}."
            if self.person_id is not None and stored_days_off(reader, None, first, last):
                raise Refused(f"{not_off} It is a holiday of everybody.", code="day.holiday")
            raise Refused(not_off)
        changes = [removed("day_off", row) for row in rows]
        changes += _following(
            reader, self, self.person_id, worked=[date.fromisoformat(row.day) for row in rows]
        )
        return Decision(
            f"{_who(reader, self.person_id)} working on {range_words(first, last)}",
            changes,
            whose=(COMPANY if self.person_id is None else self.person_id,),
        )


def _not_worked_anyway(reader: Reader, person_id: int | None, days: Sequence[date]) -> str:
    """Says of days off on how many of them the person would not have worked; nothing where that is none."""
    if person_id is None:
        return ""
    hours = by_id(reader, person_id).hours
    idle = sum(not hours.works_on(day) for day in days)
    if not idle:
        return ""
    which = "no working day" if len(days) == 1 else f"{idle} of {len(days)} days are no working days"
    return f" ({which} anyway)"


def _following(
    reader: Deciding,
    command: Command,
    person_id: int | None,
    *,
    off: Sequence[date] = (),
    worked: Sequence[date] = (),
) -> list[Change]:
    """What moves along with other days off; a day of one's own off may be a holiday besides."""
    if person_id is None:
        return follow_working_time(reader, command, None, NewTime(off, worked))
    if worked:
        holidays = {row.day for row in stored_days_off(reader, None, worked[0], worked[-1])}
        worked = [day for day in worked if day.isoformat() not in holidays]
    return follow_working_time(reader, command, by_id(reader, person_id), NewTime(off, worked))


def stored_days_off(reader: Reader, person_id: int | None, first: date, last: date) -> list[DayOff]:
    """The days off of one person alone, or the holidays of everybody, in order."""
    which = "where person_id is ? and day between ? and ? order by day"
    days = (first.isoformat(), last.isoformat())
    return select_records(reader, DayOff, "day_off", which, (person_id, *days))


def checked_range(first: str, last: str) -> tuple[date, date]:
    """The ends of a range of days. Raises UsageError where it runs backwards or past a year."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if end < start:
        raise UsageError(f"{last} comes before {first}. Name the first day first.")
    if (end - start).days >= LONGEST_RANGE:
        raise UsageError(f"That is more than {LONGEST_RANGE} days. Name a shorter range.")
    return start, end


def range_words(first: date, last: date) -> str:
    """``Thu 19 Nov 2026``, or ``Thu 19 Nov to Fri 20 Nov 2026``."""
    if first == last:
        return full_day(first)
    return f"{short_day(first, last)} to {full_day(last)}"


def _range(first: date, last: date) -> Sequence[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def _who(reader: Reader, person_id: int | None) -> str:
    return "everybody" if person_id is None else by_id(reader, person_id).name
