"""How often an item is due, and the stretch of days that one run of it spans. Pure rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from data.calendar.days import full_day, short_day
from data.calendar.periods import Length, parse_period, period_of
from data.kernel.errors import UsageError
from data.kernel.text import clean

Cadence = Literal["day", "week", "month", "quarter", "event"]
CADENCES: tuple[Cadence, ...] = get_args(Cadence)
PERIODS: Mapping[Cadence, Length] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter"}
"""The cadences that come by themselves; an event is begun when it happens."""
EACH = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "event": "at an event"}
LONGEST_PAUSE = 14
"""Days within which the working day before another is looked for."""

Works = Callable[[date], bool]
"""Whether somebody works on a day."""


class Span(NamedTuple):
    """The days of one run, both ends included."""

    cadence: Cadence
    first: date
    last: date

    @property
    def label(self) -> str:
        """Its name, as it is typed: ``2026-11-19``, ``2026-W47``, ``2026-11``, ``2026-Q4``."""
        return period_of(PERIODS.get(self.cadence, "day"), self.first).label

    def words(self, today: date) -> str:
        """``today``, ``Wed 18 Nov``, ``this week``, ``last week``, ``2026-W45``."""
        if self.cadence in ("day", "event"):
            return "today" if self.first == today else short_day(self.first, today)
        if self.first <= today <= self.last:
            return f"this {self.cadence}"
        is_last = self.last + timedelta(days=1) == span_of(self.cadence, today).first
        return f"last {self.cadence}" if is_last else self.label


def span_of(cadence: Cadence, day: date) -> Span:
    """The span of a cadence that holds a day; an event has the day on which it began."""
    period = period_of(PERIODS.get(cadence, "day"), day)
    return Span(cadence, period.first, period.last)


def earlier(span: Span, works: Works) -> Span | None:
    """The span before, of the same cadence; of days the last one that was worked on, None where that is long ago."""
    if span.cadence != "day":
        return span_of(span.cadence, span.first - timedelta(days=1))
    for back in range(1, LONGEST_PAUSE + 1):
        day = span.first - timedelta(days=back)
        if works(day):
            return span_of("day", day)
    return None


def due_day(span: Span, works: Works) -> date:
    """The day by which a run is to be done: the last of its days that is worked on, or its last where none is."""
    day = span.last
    for _ in range(LONGEST_PAUSE):
        if day < span.first:
            break
        if works(day):
            return day
        day -= timedelta(days=1)
    return span.last


def has_work(span: Span, works: Works) -> bool:
    """Whether any of its days is worked on: else there is no run, as of somebody who is away."""
    days = ((span.first + timedelta(days=offset)) for offset in range((span.last - span.first).days + 1))
    return any(works(day) for day in days)


def following(span: Span, works: Works) -> Span | None:
    """The span after, of the same cadence; of days the next one that is worked on."""
    if span.cadence == "event":
        return None
    if span.cadence != "day":
        return span_of(span.cadence, span.last + timedelta(days=1))
    for ahead in range(1, LONGEST_PAUSE + 1):
        day = span.first + timedelta(days=ahead)
        if works(day):
            return span_of("day", day)
    return None


def parse_span(text: str, today: date) -> Span:
    """The span that is typed: ``today``, ``yesterday``, ``2026-11-19``, ``week``, ``last month``, ``2026-Q4``.

    Raises UsageError for anything else.
    """
    word = " ".join(text.split()).lower()
    if word in ("today", "yesterday"):
        return span_of("day", today - timedelta(days=word == "yesterday"))
    period = parse_period(word, today)
    cadence = next((cadence for cadence, length in PERIODS.items() if length == period.length), None)
    if cadence is None:
        raise UsageError(
            f"Nothing is run {clean(text, 30)!r} at a time. Write today, 2026-11-19, week, last month, 2026-Q4."
        )
    return Span(cadence, period.first, period.last)


def span_words(span: Span) -> str:
    """A span with its days, for a heading: ``2026-W47, Mon 16 Nov to Sun 22 Nov 2026``."""
    if span.first == span.last:
        return full_day(span.first)
    return f"{span.label}, {short_day(span.first, span.last)} to {full_day(span.last)}"
