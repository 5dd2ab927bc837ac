"""Working hours: what a person's week looks like, and how much working time lies between two instants.

Written as ``Mon-Fri 09:00-17:30``, several spans and days parted by commas:
``Mon-Thu 09:00-13:00 14:00-18:00, Fri 09:00-15:00``.
"""

from collections.abc import Container
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise

from data.calendar.days import DAY_NAMES, day_of, instant, week_days
from data.kernel.errors import UsageError
from data.kernel.quick_typing import NamedTuple

DEFAULT_HOURS = "Mon-Fri 09:00-17:30"
MINUTE = 60_000
WEEK = timedelta(weeks=1)
LONGEST_SEARCH_DAYS = 400


class Span(NamedTuple):
    """A stretch of working time in a day, in minutes after midnight."""

    start: int
    end: int


class WorkingHours(NamedTuple):
    """The spans of each weekday, Monday first, and the time zone they are meant in."""

    spans: tuple[tuple[Span, ...], ...]
    where: tzinfo

    def works_on(self, day: date) -> bool:
        """Whether the day is a working day of the week (days off are not known here)."""
        return bool(self.spans[day.weekday()])

    def stretches(self, day: date) -> list[tuple[int, int]]:
        """The working time of a day as pairs of instants."""
        midnight = datetime.combine(day, time(), self.where)
        return [(_at(midnight, span.start), _at(midnight, span.end)) for span in self.spans[day.weekday()]]

    def minutes_on(self, day: date) -> int:
        """The working minutes of a day."""
        return sum((end - start) // MINUTE for start, end in self.stretches(day))

    def minutes_between(self, start: int, end: int, days_off: Container[date] = ()) -> int:
        """The working minutes between two instants, days off left out. 0 where ``end`` is not later."""
        first, last, total = day_of(start, self.where), day_of(end, self.where), 0
        day = first
        while day <= last:
            following = day + WEEK
            if first < day and following <= last and self._keeps_clock(day, following):
                total += MINUTE * self._usual_minutes(day, days_off)
                day = following
                continue
            if day not in days_off:
                total += sum(max(0, min(e, end) - max(s, start)) for s, e in self.stretches(day))
            day += timedelta(days=1)
        return total // MINUTE

    def _keeps_clock(self, day: date, following: date) -> bool:
        """Whether no clock is changed from the midnight of a day to that of another one of the same season."""
        before, after = (datetime.combine(one, time(), self.where).utcoffset() for one in (day, following))
        return before == after

    def _usual_minutes(self, first: date, days_off: Container[date]) -> int:
        """The working minutes of seven days on which no clock is changed, by what is written of them alone."""
        return sum(
            span.end - span.start
            for day in (first + timedelta(days=number) for number in range(7))
            if day not in days_off
            for span in self.spans[day.weekday()]
        )

    def after(self, start: int, minutes: int, days_off: Container[date] = ()) -> int | None:
        """The instant when ``minutes`` of working time have passed since ``start``.

        None where no working time comes within 400 days.
        """
        left, day = minutes * MINUTE, day_of(start, self.where)
        for _ in range(LONGEST_SEARCH_DAYS):
            if day not in days_off:
                for s, e in self.stretches(day):
                    begin = max(s, start)
                    if begin < e:
                        if left <= e - begin:
                            return begin + left
                        left -= e - begin
            day += timedelta(days=1)
        return None

    def week_minutes(self, monday: date, days_off: Container[date] = ()) -> int:
        """The working minutes of a whole week."""
        return sum(self.minutes_on(day) for day in week_days(monday) if day not in days_off)


def _at(midnight: datetime, minutes: int) -> int:
    if minutes == 24 * 60:
        return instant(midnight + timedelta(days=1))
    return instant(midnight.replace(hour=minutes // 60, minute=minutes % 60))


def parse_hours(text: str, where: tzinfo) -> WorkingHours:
    """Working hours from their written form. Raises UsageError that shows the right form."""
    week: list[tuple[Span, ...]] = [()] * 7
    try:
        for part in text.split(","):
            days, *spans = part.split()
            for weekday in _weekdays(days):
                week[weekday] = (*week[weekday], *(_span(span) for span in spans))
        for weekday, spans_of_day in enumerate(week):
            week[weekday] = _in_order(spans_of_day)
        if not any(week):
            raise ValueError("no hours")
    except (ValueError, IndexError):
        raise UsageError(
            f"{text!r} are no working hours. Write them like: Mon-Fri 09:00-17:30, "
            "or: Mon-Thu 09:00-13:00 14:00-18:00, Fri 09:00-15:00"
        ) from None
    return WorkingHours(tuple(week), where)


@lru_cache(maxsize=64)
def working_weekdays(text: str) -> frozenset[int]:
    """The days of the week on which working hours in their written form let somebody work; Monday is 0."""
    return frozenset(weekday for weekday, spans in enumerate(parse_hours(text, UTC).spans) if spans)


def _weekdays(text: str) -> range:
    names = [name.lower() for name in DAY_NAMES]
    first, _, last = text.lower().partition("-")
    start, end = names.index(first[:3]), names.index((last or first)[:3])
    if end < start:
        raise ValueError(text)
    return range(start, end + 1)


def _span(text: str) -> Span:
    start, end = (_minutes(part) for part in text.split("-"))
    if end <= start:
        raise ValueError(text)
    return Span(start, end)


def _minutes(text: str) -> int:
    hour, _, minute = text.partition(":")
    value = int(hour) * 60 + int(minute or 0)
    if not 0 <= value <= 24 * 60 or not 0 <= int(minute or 0) < 60:
        raise ValueError(text)
    return value


def _in_order(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    ordered = tuple(sorted(spans))
    for earlier, later in pairwise(ordered):
        if later.start < earlier.end:
            raise ValueError("spans overlap")
    return ordered
