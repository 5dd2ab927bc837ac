"""Days within a typed moment: ``tomorrow``, ``friday week``, ``25/11``, ``Jan 5``, ``end of month``, ``the 25th``.

Each function reads from a place of the text on. It answers with the day that is meant and the place behind it, or with
None where no day stands there, and raises Unclear where one does that cannot be told.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import monday_of, short_date
from data.calendar.hours import WorkingHours
from data.calendar.moment_clocks import Length, is_hour_or_number
from data.calendar.moment_dates import YEARS_OF_REACH, added, day_month, in_numbers, month_day, nearest_date
from data.calendar.moment_tokens import (
    NAMED_DAYS,
    ORDINALS,
    WEEKDAYS,
    Said,
    Unclear,
    month_of,
    weekday_of,
)

_WEEKS_ON = {"week": 7, "fortnight": 14}
"""Days that a word behind a day adds to it."""
_SPANS = ("week", "month", "quarter", "year")
_ENDS = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}


class Named(NamedTuple):
    """A day, and the one that is meant where its time of day lies on the wrong side of now."""

    day: date
    other: date | None = None
    is_worked: bool = False
    """Whether the next day that is worked is meant."""


def day_at(said: Said, place: int, hours: WorkingHours) -> tuple[Named, int] | None:
    """A day. ``hours`` tell the last day of a week or month that is worked."""
    if said.word(place) == "on":
        place += 1
    for reading in (_relative, _weekday, _span, _date, _of_month):
        found = reading(said, place)
        if found is not None:
            return found
    return _edge(said, place, hours)


def _relative(said: Said, place: int) -> tuple[Named, int] | None:
    after = place + 1 if said.word(place) == "the" else place
    for words, days in ((("day", "after", "tomorrow"), 2), (("day", "before", "yesterday"), -2)):
        if said.words(after, *words):
            return Named(said.today + timedelta(days=days)), after + 3
    days_off = NAMED_DAYS.get(said.word(place))
    if days_off is None:
        return None
    day, end = said.today + timedelta(days=days_off), place + 1
    more = _weeks_on(said, end) if days_off >= 0 else 0
    return (Named(day + timedelta(days=more)), end + 1) if more else (Named(day), end)


def _weeks_on(said: Said, place: int) -> int:
    """The days that ``week`` or ``fortnight`` behind a day adds. Raises Unclear where it may be a week's number."""
    more = _WEEKS_ON.get(said.word(place), 0) if said.ahead else 0
    if more == 7 and is_hour_or_number(said, place + 1):
        number = said.word(place + 1)
        raise Unclear(
            f"Is {number} a time or the number of a week? "
            f"Write the time with its minutes, like friday week {number}:00, or the date."
        )
    return more


def _weekday(said: Said, place: int) -> tuple[Named, int] | None:
    """A weekday, as the nearest one or with the week it lies in, or with its date."""
    which = said.word(place) if said.word(place) in ("next", "last", "this", "coming", "past") else ""
    start = place + bool(which)
    weekday = weekday_of(said.word(start))
    if weekday is None:
        return None
    end = start + 1
    if said.glued(end).word == ".":
        end += 1
    if not which:
        dated = _with_date(said, place, weekday, end)
        if dated is not None:
            return dated
    week, after = _week_at(said, end)
    if week is None and which in ("next", "this", "last"):
        return _of_week_named(said, weekday, which), end
    if week is not None:
        return Named(monday_of(said.today) + timedelta(days=7 * week + weekday)), after
    nearest = _nearest_weekday(said, weekday)
    more = _weeks_on(said, end)
    if not more:
        return nearest, end
    if nearest.day == said.today:
        first, second = (
            short_date(nearest.day + timedelta(days=days), said.today) for days in (more, more + 7)
        )
        raise Unclear(f"Is {said.typed(place, end + 1)!r} {first} or {second}? Write the date.")
    return Named(nearest.day + timedelta(days=more)), end + 1


def _nearest_weekday(said: Said, weekday: int) -> Named:
    """The next one, today with a time still to come; looking back the latest one, today too."""
    if not said.ahead:
        return Named(said.today - timedelta(days=(said.today.weekday() - weekday) % 7))
    day = said.today + timedelta(days=(weekday - said.today.weekday()) % 7)
    return Named(day, day + timedelta(days=7)) if day == said.today else Named(day)


def _of_week_named(said: Said, weekday: int, which: str) -> Named:
    """``next fri`` lies in the week to come, ``this fri`` in the present one, ``last fri`` has gone by."""
    if which == "last":
        return Named(said.today - timedelta(days=(said.today.weekday() - weekday - 1) % 7 + 1))
    monday = monday_of(said.today) + timedelta(days=7 if which == "next" else 0)
    return Named(monday + timedelta(days=weekday))


def _week_at(said: Said, place: int) -> tuple[int | None, int]:
    """``next week``, ``of last week``, ``the week after next`` behind a weekday: weeks from the present one."""
    if said.word(place) in ("of", ",", "in"):
        place += 1
    after = place + (said.word(place) == "the")
    if said.words(after, "week", "after", "next"):
        return 2, after + 3
    if said.word(place + 1) == "week" and said.word(place) in ("next", "last", "this"):
        return {"next": 1, "last": -1, "this": 0}[said.word(place)], place + 2
    return None, place


def _with_date(said: Said, place: int, weekday: int, end: int) -> tuple[Named, int] | None:
    """``wed 25 nov``: the date, which must be such a weekday."""
    after = end + 1 if said.word(end) == "," else end
    dated = _date(said._replace(weekday_said=True), after, is_behind_day=True)
    if dated is None:
        return None
    named, end = dated
    if named.day.weekday() != weekday:
        was, meant = (WEEKDAYS[day].capitalize() for day in (named.day.weekday(), weekday))
        raise Unclear(
            f"{short_date(named.day, said.today)} is a {was}, not a {meant}. Write the date alone, or the weekday."
        )
    return named, end


def _span(said: Said, place: int) -> tuple[Named, int] | None:
    """``next week``, its Monday or a weekday in it; the first day of the next month, ``month after next``."""
    place += said.word(place) == "the"
    which, span, end = said.word(place), said.word(place + 1), place + 2
    step = {"next": 1, "last": -1, "this": 0}.get(which, 0)
    if said.words(place + 1, "after", "next"):
        which, span, step, end = "next", said.word(place), 2, place + 3
    if which not in ("next", "last", "this") or span not in _SPANS:
        return None
    if span == "week":
        after = end + 1 if said.word(end) in ("on", ",") else end
        weekday = weekday_of(said.word(after))
        if weekday is not None:
            return Named(monday_of(said.today) + timedelta(days=7 * step + weekday)), after + 1
    if which != "next":
        raise Unclear(f"Which day of {which} {span}? Name it, like {which} week tue, 3 nov or yesterday.")
    return Named(_first_of(said.today, span, step)), end


def _first_of(day: date, span: str, step: int) -> date:
    """The first day of the week, month, quarter or year that lies ``step`` after the day's own."""
    if span == "week":
        return monday_of(day) + timedelta(days=7 * step)
    months = {"month": 1, "quarter": 3, "year": 12}[span]
    begin = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return added(begin, Length(months=months * step))


def _edge(said: Said, place: int, hours: WorkingHours) -> tuple[Named, int] | None:
    """``end of month``, ``eow``, ``start of next month``, ``end of january``."""
    span = _ENDS.get(said.word(place))
    if span is not None:
        return Named(_last_worked(_first_of(said.today, span, 1), hours)), place + 1
    place += said.word(place) == "the"
    edge = said.word(place)
    if edge not in ("end", "start", "beginning") or said.word(place + 1) != "of":
        return None
    place += 2 + (said.word(place + 2) in ("the", "this"))
    step = int(said.word(place) == "next")
    place += step
    span, month = said.word(place), month_of(said.word(place))
    if span in _SPANS:
        first, after = _first_of(said.today, span, step), _first_of(said.today, span, step + 1)
    elif month is not None:
        is_present = month == said.today.month and edge == "end"
        first = (said.today if is_present else nearest_date(said, month, 1)).replace(day=1)
        after = _first_of(first, "month", 1)
    else:
        return None
    return Named(_last_worked(after, hours) if edge == "end" else first), place + 1


def _last_worked(after: date, hours: WorkingHours) -> date:
    """The last day before another that is worked."""
    before = (after - timedelta(days=days) for days in range(1, 8))
    return next((day for day in before if hours.works_on(day)), after - timedelta(days=1))


def _date(said: Said, place: int, *, is_behind_day: bool = False) -> tuple[Named, int] | None:
    """A date in numbers or with its month's name, with or without its year."""
    found = (
        in_numbers(said, place, is_behind_day=is_behind_day)
        or day_month(said, place)
        or month_day(said, place)
    )
    if found is None:
        return None
    day, end = found
    return Named(day), end


def _of_month(said: Said, place: int) -> tuple[Named, int] | None:
    """``the 25th``: the nearest day of that number."""
    start = place
    place += said.word(place) == "the"
    number = said.number(place, 1, 2)
    if number is None or said.glued(place + 1).word not in ORDINALS:
        return None
    if (
        said.word(place + 2) not in ("", ",", ".", "at", "@", ":")
        and start == place
        and said.number(place + 2) is None
    ):
        return None  # the 3rd reminder is none
    step = 1 if said.ahead else -1
    for months in range(YEARS_OF_REACH):
        month = added(said.today.replace(day=1), Length(months=months * step))
        if 1 <= number <= monthrange(month.year, month.month)[1]:
            day = month.replace(day=number)
            if (day - said.today).days * step >= 0:
                return Named(day), place + 2
    raise Unclear(f"There is no {said.typed(place, place + 2)} in a month. Write a day like 3 jan.")
