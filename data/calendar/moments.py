"""Moments as a person types them, read by one small grammar for steps, snoozes, the log, forms and options.

A moment is a day, a time of day, both in either order, or a length of time from now: ``tomorrow 3pm``,
``9:30 on fri``, ``friday week``, ``25/11``, ``in 1 h 30 min``, ``2 days ago``. The words of days
are in ``moment_days``, those of times and lengths in ``moment_clocks``; ``moment_in_text`` finds a moment in a text.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from data.calendar.days import clock_time, day_of, instant, local, short_day
from data.calendar.hours import Span, WorkingHours
from data.calendar.moment_clocks import Clock, Length, clock_at, digits_alone, length_at, within_part
from data.calendar.moment_dates import added
from data.calendar.moment_days import day_at
from data.calendar.moment_tokens import Said, Unclear, meant_day, said
from data.kernel.errors import UsageError
from data.kernel.text import clean

EARLIEST = date(2000, 1, 1)
CLOCK_SKEW = 5 * 60_000
"""How far (ms) a typed moment may lie ahead of the clock before it counts as the future."""

FARTHEST_DAYS = 3660
"""How far ahead a moment may lie: about ten years."""

MINUTE = 60_000
_LEADING = ("by", "until", "till", "due", "from")
_LONGEST = 200

AHEAD = "Write it like: tomorrow 15:00, fri 3pm, 2d, in 2 h, next week, 24 dec, 2027-01-15 14:00."
GONE_BY = "Write it like: 14:05, yesterday 16:30, mon 9:30, 2 h ago, 19 nov 2026, 2026-11-19 14:05."
_DAYS = "Write it like: 2026-11-19, 19 nov 2026, 19.11.2026, today, yesterday, fri."


class Spoken(NamedTuple):
    """What was said of a moment: a length from now, or a day, a time of day, or both.

    ``other`` is the day that is meant where the time lies on the wrong side of now. ``is_worked``: the next day that is
    worked is meant. ``is_sure`` is not so for what may be something else as well, and so begins or ends no text.
    """

    day: date | None = None
    clock: Clock | None = None
    length: Length | None = None
    sign: int = 1
    other: date | None = None
    is_worked: bool = False
    is_sure: bool = True


def past_moment(text: str, now: int, hours: WorkingHours) -> int:
    """The instant of something that has happened, in the zone of ``hours``.

    A weekday means the latest one that has begun, as does a date without a year; a day without a time means its
    noon, or now if it is today. Raises UsageError where the text names no moment, or one in the future or before 2000.
    """
    if text.strip().lower() in ("now", "just now"):
        return now
    where = hours.where
    here = local(now, where)
    spoken = _whole(_said(text, here, where, ahead=False), hours, GONE_BY)
    try:
        found = _gone_by(spoken, here, hours, now)
    except OverflowError:
        raise UsageError(f"{_quoted(text)} is too long ago: the log begins in {EARLIEST.year}.") from None
    if found > now + CLOCK_SKEW:
        raise UsageError(
            f"{_quoted(text)} lies in the future. Only what has happened can be logged. {GONE_BY}"
        )
    if local(found, where).date() < EARLIEST:
        raise UsageError(f"{_quoted(text)} is too long ago: the log begins in {EARLIEST.year}. {GONE_BY}")
    return min(found, now)


def future_moment(text: str, now: int, hours: WorkingHours) -> int:
    """The instant of something that is to come, in the zone of ``hours``.

    ``in 2 h`` and ``30m`` count from now. A day without a time means the start of its working hours, today their end;
    ``2d``, ``1w`` and ``2 months`` pass over days that are not worked; a weekday means the next one, and today only
    with a time still to come; ``next fri`` lies in the week to come, ``next week`` is its Monday; a date without a year
    is the next one. Raises UsageError where the text names no moment, or one that has passed.
    """
    here = local(now, hours.where)
    return ahead_of(_whole(_said(text, here, hours.where, ahead=True), hours, AHEAD), text, now, hours)


def ahead_of(spoken: Spoken, text: str, now: int, hours: WorkingHours) -> int:
    """The instant ahead that is meant. Raises UsageError, which quotes the text, for one that has passed."""
    here = local(now, hours.where)
    try:
        found = _to_come(spoken, here, hours, now)
    except OverflowError:
        raise UsageError(f"{_quoted(text)} lies too far ahead. {AHEAD}") from None
    if found <= now:
        raise UsageError(
            f"{_quoted(text)} has passed already. Name a moment that lies ahead: tomorrow, 2d, mon 9:30."
        )
    if found > now + FARTHEST_DAYS * 86_400_000:
        raise UsageError(f"{_quoted(text)} lies too far ahead. {AHEAD}")
    return found


def parse_day(text: str, today: date, where: tzinfo, *, ahead: bool = False, nearest: bool = False) -> date:
    """A day as it is typed; a weekday or a date without a year is the latest one, or with ``ahead`` the next one.

    With ``nearest`` a date without a year is the nearest. Raises UsageError where the text names no day.
    """
    words = said(_short(text), today, str(where), ahead=ahead)._replace(nearest=nearest)
    try:
        spoken = _whole(words, _every_day(where), _DAYS)
        length, day = spoken.length, spoken.day
        if length is not None and not length.minutes:
            day = added(today, length, spoken.sign)
        if day is not None and spoken.clock is None:
            return day
    except OverflowError:
        pass
    raise UsageError(f"{_quoted(text)} is no day. {_DAYS}")


def moment_words(at: int, now: int, where: tzinfo) -> str:
    """A moment in full, as it can be typed again: ``today 15:40``, ``Thu 19 Nov 09:00``, ``Mon 4 Jan 2027 09:00``."""
    day, today = day_of(at, where), day_of(now, where)
    return f"{'today' if day == today else short_day(day, today)} {clock_time(at, where)}"


def _every_day(where: tzinfo) -> WorkingHours:
    """Hours by which every day is worked: where days alone are meant, the end of a month is its last one."""
    return WorkingHours(((Span(0, 1440),),) * 7, where)


def spoken_at(words: Said, place: int, hours: WorkingHours) -> tuple[Spoken, int] | None:
    """The moment with which the words from a place on begin, and the place behind it; None where they begin with none.

    Raises Unclear where they begin with what looks like one.
    """
    place += words.word(place) in _LEADING
    found = _length_from_now(words, place, hours) or _day_first(words, place, hours)
    return found or _clock_first(words, place, hours)


def _length_from_now(words: Said, place: int, hours: WorkingHours) -> tuple[Spoken, int] | None:
    """``in 2 h``, ``2d 15:00``, ``-2h``, ``2 days ago``, ``a week from fri``."""
    sign, start = 1, place
    is_said = words.word(place) in ("in", "within") or words.word(place) in ("+", "-")
    if words.word(place) == "-":
        sign = -1
    place += is_said
    found = length_at(words, place)
    if found is None:
        return None
    length, end = found
    if not is_said and _is_attribute(words, start, end):
        return None
    if words.word(end) == "ago":
        sign, end, is_said = -1, end + 1, True
    elif words.words(end, "from", "now"):
        end, is_said = end + 2, True
    elif not length.minutes and sign > 0:
        anchor = _anchor(words, end, length, hours)
        if anchor is not None:
            return _with_clock(words, *anchor)
        end = _behind_time(words, end) if is_said else end
    is_short = end - place == 2 and words.at(end - 1).is_glued
    is_sure = is_said or is_short or start == 0
    spoken = Spoken(length=length, sign=sign, is_worked=True, is_sure=is_sure)
    return (spoken, end) if length.minutes else _with_clock(words, spoken, end)


def _is_attribute(words: Said, start: int, end: int) -> bool:
    """Whether a length tells of what follows it: ``3 day workshop``, ``9 month report``."""
    number = words.number(start)
    is_singular = words.word(end - 1) in ("day", "week", "month", "year")
    return number is not None and number > 1 and is_singular and not words.is_over(end)


def _anchor(words: Said, end: int, length: Length, hours: WorkingHours) -> tuple[Spoken, int] | None:
    """The day from which a length counts: ``a week from fri``, ``a week on friday``, ``two weeks today``."""
    is_from = words.word(end) == "from"
    if not is_from and (length.months or length.days % 7 or words.number(end) is not None):
        return None
    start = end + is_from
    found = day_at(words, start, hours)
    if found is None:
        return None
    named, behind = found
    if not is_from and named.other is not None:
        raise Unclear(f"Does {words.typed(start, behind)!r} mean today or the next one? Write the date.")
    return Spoken(added(named.day, length), is_worked=True), behind


def _behind_time(words: Said, end: int) -> int:
    """The place behind the time of ``in two weeks' time``, ``in a week's time``."""
    after = end + 1 if words.word(end) in ("'", "’") else end
    after += after > end and words.glued(after).word == "s"
    return after + 1 if words.word(after) == "time" else end


def _with_clock(words: Said, spoken: Spoken, end: int) -> tuple[Spoken, int]:
    """A day with the time that may follow it, behind a comma too."""
    is_parted = words.word(end) == ","
    clock = clock_at(words, end + is_parted, after_day=True, is_parted=is_parted)
    return (spoken, end) if clock is None else (spoken._replace(clock=clock[0]), clock[1])


def _day_first(words: Said, place: int, hours: WorkingHours) -> tuple[Spoken, int] | None:
    found = day_at(words, place, hours)
    if found is None:
        return None
    named, end = found
    spoken = Spoken(named.day, other=named.other, is_worked=named.is_worked)
    if words.word(place) == "tonight":
        clock, end = within_part(words, end, "evening")
        return spoken._replace(clock=clock), end
    return _with_clock(words, spoken, end)


def _clock_first(words: Said, place: int, hours: WorkingHours) -> tuple[Spoken, int] | None:
    found = clock_at(words, place)
    is_sure = found is not None
    if found is None:
        found = digits_alone(words, place)
    if found is None:
        return None
    clock, end = found
    after = end + 1 if words.word(end) == "," else end
    day = dated_at(words, after, hours)
    if day is None:
        tomorrow = words.today + timedelta(days=1) if clock == "begin" else None  # in the morning
        return Spoken(clock=clock, other=tomorrow, is_sure=is_sure), end
    return day[0]._replace(clock=clock, is_sure=is_sure), day[1]


def dated_at(words: Said, place: int, hours: WorkingHours) -> tuple[Spoken, int] | None:
    """A day at a place, without a time: ``fri``, ``by next week``, ``in 2 days``, ``a week on friday``."""
    place += words.word(place) in _LEADING
    length = _length_from_now(words, place, hours)
    if length is not None:
        spoken, end = length
        is_day = spoken.clock is None and not (spoken.length and spoken.length.minutes) and spoken.is_sure
        return (spoken, end) if is_day else None
    found = day_at(words, place, hours)
    if found is None or words.word(place) == "tonight":
        return None if found is None else (Spoken(found[0].day), found[1])
    named, end = found
    return Spoken(named.day, other=named.other, is_worked=named.is_worked), end


def _whole(words: Said, hours: WorkingHours, advice: str) -> Spoken:
    """The moment that a text is, with nothing besides."""
    found = spoken_at(words, 0, hours)
    if found is None:
        near = meant_day(words.word(0))
        if near:
            raise Unclear(f"{_quoted(words.text)} is no moment. Did you mean {near}?")
        what = "day" if advice == _DAYS else "moment"
        raise UsageError(f"{_quoted(words.text)} is no {what}. {advice}")
    spoken, end = found
    if not words.is_over(end):
        rest = _quoted(words.typed(end, len(words.tokens)))
        raise Unclear(f"{rest} is no part of a moment. {advice}")
    return spoken


def _said(text: str, here: datetime, where: tzinfo, *, ahead: bool) -> Said:
    return said(_short(text), here.date(), str(where), ahead=ahead)


def _short(text: str) -> str:
    """A text as a moment is looked for in it: one that is too long for one is none."""
    if len(text) > _LONGEST:
        raise UsageError(f"{_quoted(text)} is too long for a moment. {AHEAD}")
    return text


def _quoted(text: str) -> str:
    return repr(clean(text, 40))


def _to_come(spoken: Spoken, here: datetime, hours: WorkingHours, now: int) -> int:
    if spoken.length is not None and spoken.length.minutes:
        return _from_now(spoken, here, now)
    today = here.date()
    day = spoken.day or today
    if spoken.length is not None:
        day = added(today, spoken.length, spoken.sign)
    if spoken.is_worked:
        day = _worked(day, hours)
    if spoken.clock is None:
        if day == today and spoken.other is not None:
            day = spoken.other
        return _edge_of(day, hours, is_end=day == today)
    found = _on(day, spoken.clock, hours)
    return found if found > now or spoken.other is None else _on(spoken.other, spoken.clock, hours)


def _gone_by(spoken: Spoken, here: datetime, hours: WorkingHours, now: int) -> int:
    if spoken.length is not None:
        if spoken.sign > 0:
            raise UsageError(f"That lies in the future. Only what has happened can be logged. {GONE_BY}")
        if spoken.clock is None:
            return _from_now(spoken, here, now)
        return _on(added(here.date(), spoken.length, -1), spoken.clock, hours)
    day = spoken.day or here.date()
    if spoken.clock is None:
        return now if day == here.date() else instant(datetime.combine(day, time(12), hours.where))
    return _on(day, spoken.clock, hours)


def _from_now(spoken: Spoken, here: datetime, now: int) -> int:
    """A length before or after now, to the minute: days keep the time of day, hours are real ones."""
    length = spoken.length or Length()
    day = added(here.date(), Length(length.months, length.days), spoken.sign)
    at = now if day == here.date() else instant(datetime.combine(day, here.timetz()))
    return (at + spoken.sign * length.minutes * MINUTE) // MINUTE * MINUTE


def _on(day: date, clock: Clock, hours: WorkingHours) -> int:
    if isinstance(clock, time):
        return instant(datetime.combine(day, clock, hours.where))
    return _edge_of(day, hours, is_end=clock == "end")


def _worked(day: date, hours: WorkingHours) -> date:
    """The day, or the next one that is worked."""
    ahead = (day + timedelta(days=offset) for offset in range(7))
    return next((one for one in ahead if hours.works_on(one)), day)


def _edge_of(day: date, hours: WorkingHours, *, is_end: bool) -> int:
    """When work begins or ends on a day; on a day that is not worked, when it does so on others."""
    stretches = hours.stretches(day)
    if stretches:
        return stretches[-1][1] if is_end else stretches[0][0]
    worked = [spans for spans in hours.spans if spans]
    minutes = max(s[-1].end for s in worked) if is_end else min(s[0].start for s in worked)
    clock = time(minutes // 60 % 24, minutes % 60)
    return instant(datetime.combine(day + timedelta(days=minutes // 1440), clock, hours.where))
