"""Spans of days with a name: ``2026-11-19``, ``2026-W48``, ``2026-11``, ``2026-Q4``, ``2026``."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal, NamedTuple, get_args

from data.calendar.days import instant, monday_of, week_label
from data.kernel.errors import UsageError
from data.kernel.text import clean

Length = Literal["day", "week", "month", "quarter", "year"]
LENGTHS: tuple[Length, ...] = get_args(Length)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7}


class Period(NamedTuple):
    """A day, week, month, quarter or year, by its first day."""

    length: Length
    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.shifted(1).first - timedelta(days=1)

    @property
    def label(self) -> str:
        """Its name, as it is typed."""
        if self.length == "week":
            return week_label(self.first)
        written = self.first.isoformat()
        if self.length != "quarter":
            return {"day": written, "month": written[:7], "year": written[:4]}[self.length]
        return f"{self.first.year}-Q{(self.first.month + 2) // 3}"

    def shifted(self, steps: int) -> Period:
        """The one so many further on, or back. Raises UsageError where the calendar ends before that."""
        try:
            if self.length in _DAYS:
                return self._replace(first=self.first + timedelta(days=steps * _DAYS[self.length]))
            months = self.first.year * 12 + self.first.month - 1 + steps * _MONTHS[self.length]
            return self._replace(first=date(months // 12, months % 12 + 1, 1))
        except (ValueError, OverflowError):
            raise UsageError(f"The calendar ends near {self.label}.") from None

    def instants(self, where: tzinfo) -> tuple[int, int]:
        """The instant at which it begins, and that at which the next one does, in a time zone."""
        first, following = (
            instant(datetime.combine(day, time(), where)) for day in (self.first, self.shifted(1).first)
        )
        return first, following


def period_of(length: Length, day: date) -> Period:
    """The period of that length that holds a day."""
    if length == "day":
        return Period(length, day)
    if length == "week":
        return Period(length, monday_of(day))
    months = _MONTHS[length]
    return Period(length, date(day.year, (day.month - 1) // months * months + 1, 1))


def parse_period(text: str, today: date) -> Period:
    """The period that is typed: ``month`` (the present one), ``last quarter``, ``2026-W48``, ``2026-11``, ``2026-Q4``.

    Raises UsageError for anything else.
    """
    word = " ".join(text.split()).lower()
    for length in LENGTHS:
        if word in (length, f"this {length}"):
            return period_of(length, today)
        if word == f"last {length}":
            return period_of(length, today).shifted(-1)
    try:
        return _named(word.upper())
    except ValueError:
        raise UsageError(
            f"{clean(text, 30)!r} is no period. Write week, month, quarter, year, last month, 2026-11-19, 2026-W48, "
            "2026-11, 2026-Q4 or 2026."
        ) from None


def _named(label: str) -> Period:
    """The period of a label. Raises ValueError where there is none."""
    year, dash, part = label.partition("-")
    if not dash:
        return Period("year", date(int(year), 1, 1))
    if part.startswith("W"):
        return Period("week", date.fromisocalendar(int(year), int(part[1:]), 1))
    if part in ("Q1", "Q2", "Q3", "Q4"):
        return Period("quarter", date(int(year), int(part[1:]) * 3 - 2, 1))
    if "-" in part:
        return Period("day", date.fromisoformat(label))
    return Period("month", date(int(year), int(part), 1))
