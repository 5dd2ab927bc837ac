"""Moments as a person types them: ``14:05``, ``yesterday 16:30``, ``mon``, ``2026-11-19 9:15``, ``-2h``, ``now``.

Those that lie ahead: ``2d``, ``in 2 h``, ``mon 9:30``, ``tomorrow 10``, ``next week``, also with words after them.
Both take dates as they are shown: ``3 jan``, ``3 Jan 2028 9:30``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from data.calendar.days import DAY_NAMES, instant, local, monday_of
from data.kernel.errors import UsageError

if TYPE_CHECKING:
    from data.calendar.hours import WorkingHours

EARLIEST = date(2000, 1, 1)
CLOCK_SKEW = 5 * 60_000
"""How far (ms) a typed moment may lie ahead of the clock before it counts as the future."""

FARTHEST_DAYS = 3660
"""How far ahead a moment may lie: about ten years."""

LONGEST_MOMENT = 5
"""Words that a moment has at most: ``3 jan 2028 at 10``."""

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_LEAP_YEARS_APART = 8
"""How many years may lie between two 29ths of February."""

_AHEAD = "Write it like: 2d, in 2 h, tomorrow, mon 9:30, next week, 2026-11-30, 2026-11-30 14:00."
_FORMS = "Write it like: 14:05, yesterday, mon 9:30, 2026-11-19, 2026-11-19 14:05 or -2h."


class NoMoment(UsageError):
    """What was typed is no moment at all, rather than one that cannot be meant."""


def past_moment(text: str, now: int, where: tzinfo) -> int:
    """The instant of something that has happened.

    A weekday means the latest one that has begun, as does a date without a year; a day without a time means its
    noon, or now if it is today. Raises UsageError where the text names no moment, or one in the future or before 2000.
    """
    if text.strip().lower() == "now":
        return now
    here = local(now, where)
    ago = _ago(text)
    if ago is not None:
        found = now - ago
    else:
        day, clock = _day_and_time(text, here.date())
        if day == here.date() and clock is None:
            return now
        found = instant(datetime.combine(day, clock or time(12), where))
    if found > now + CLOCK_SKEW:
        raise UsageError(f"{text!r} lies in the future. Only what has happened can be logged.")
    if local(found, where).date() < EARLIEST:
        raise UsageError(f"{text!r} is too long ago: the log begins in {EARLIEST.year}.")
    return min(found, now)


def future_moment(text: str, now: int, where: tzinfo, hours: WorkingHours) -> int:
    """The instant of something that is to come.

    ``in 2 h`` and ``30m`` count from now. A day without a time means the start of its working hours; ``2d``
    and ``1w`` count days and pass over those that are not worked; a weekday means the next one, and today only
    with a time still to come; ``next week`` is its Monday; a date without a year is the next one. Raises
    UsageError where the text names no moment, or one that has passed.
    """
    words = text.strip().lower()
    here = local(now, where)
    try:
        length = _length(words)
        if length is not None and length[1] in "mh":
            found = now + length[0] * (60_000 if length[1] == "m" else 3_600_000)
        elif length is not None:
            found = _start_of(here.date() + timedelta(days=length[0] * (7 if length[1] == "w" else 1)), hours)
        else:
            day, clock = _future_day(words, here)
            found = _begin_of(day, hours) if clock is None else instant(datetime.combine(day, clock, where))
    except OverflowError:
        raise UsageError(f"{text!r} lies too far ahead. {_AHEAD}") from None
    if found <= now:
        raise UsageError(
            f"{text!r} has passed already. Name a moment that lies ahead: tomorrow, 2d, mon 9:30."
        )
    if found > now + FARTHEST_DAYS * 86_400_000:
        raise UsageError(f"{text!r} lies too far ahead. {_AHEAD}")
    return found


def moment_and_words(parts: Sequence[str], now: int, where: tzinfo, hours: WorkingHours) -> tuple[int, str]:
    """The moment ahead with which a text begins, of as many of its parts as make one, and the words after it.

    A comma ends the moment, but may stand between its day and a time as ``9:30``. Raises NoMoment where the text
    begins with none, UsageError where it begins with one that has passed or cannot be.
    """
    for length in range(min(LONGEST_MOMENT, len(parts)), 0, -1):
        *before, last = parts[:length]
        is_parted = any(part.endswith(",") for part in before)
        if is_parted and ":" not in last:
            continue
        words = " ".join(part.removesuffix(",") for part in (*before, last))
        try:
            return future_moment(words, now, where, hours), " ".join(parts[length:])
        except NoMoment:
            continue
    typed = " ".join(parts)
    raise NoMoment(f"{typed!r} begins with no moment. Write it like: tomorrow 10:00 call back.")


def _future_day(words: str, here: datetime) -> tuple[date, time | None]:
    """A day that lies ahead and the time of day, where one is named."""
    today = here.date()
    for name in ("next week", "next month"):
        if words == name or words.startswith(f"{name} "):
            monday = monday_of(today) + timedelta(days=7)
            following = date(today.year + today.month // 12, today.month % 12 + 1, 1)
            rest = words.removeprefix(name).strip().removeprefix("at ")
            return (monday if name == "next week" else following), _clock_of(rest) if rest else None
    parts = words.removeprefix("next ").removeprefix("on ").replace(" at ", " ").split()
    if len(parts) == 1 and "t" in parts[0] and parts[0][:1].isdecimal():
        parts = parts[0].split("t", 1)
    if len(parts) == 1 and ":" in parts[0]:
        return today, parse_time(parts[0])
    dated = _dated(parts, today, 1)
    if dated is not None and len(dated[1]) <= 1:
        return dated[0], _clock_of(dated[1][0]) if dated[1] else None
    if not 1 <= len(parts) <= 2:
        raise NoMoment(f"{words!r} is no moment. {_AHEAD}")
    clock = _clock_of(parts[1]) if len(parts) == 2 else None
    try:
        weekday = _weekday(parts[0])
        if weekday is None:
            return parse_day(parts[0], today), clock
    except UsageError:
        raise NoMoment(f"{words!r} is no moment. {_AHEAD}") from None
    days = (weekday - today.weekday()) % 7
    has_passed = clock is None or clock <= here.time().replace(tzinfo=None)
    return today + timedelta(days=7 if days == 0 and has_passed else days), clock


def _clock_of(word: str) -> time:
    """A time of day after a day, be it a bare hour. Raises NoMoment where the word does not even look like one."""
    try:
        if word[:1].isdecimal():
            return parse_time(word)
    except UsageError:
        if ":" in word:
            raise
    raise NoMoment(f"{word!r} is no time of day. {_AHEAD}")


def _dated(words: list[str], today: date, direction: int) -> tuple[date, list[str]] | None:
    """The day that words such as ``3 jan`` or ``3 jan 2028`` begin with, and the words after it.

    Without a year it is the nearest one that is not before today, or with a direction of -1 not after it. None
    where they begin with no date. Raises UsageError for a day that its month does not have.
    """
    if len(words) < 2 or not _is_number(words[0], 1, 2) or len(words[1]) < 3:
        return None
    month = next((i for i, name in enumerate(_MONTHS, 1) if name.startswith(words[1].lower())), None)
    if month is None:
        return None
    has_year = len(words) > 2 and _is_number(words[2], 4, 4)
    last = today.year + direction * _LEAP_YEARS_APART
    years = [int(words[2])] if has_year else range(today.year, last + direction, direction)
    for year in years:
        try:
            found = date(year, month, int(words[0]))
        except ValueError:
            continue
        if has_year or (found - today).days * direction >= 0:
            return found, words[3 if has_year else 2 :]
    typed = " ".join(words[: 3 if has_year else 2])
    raise UsageError(f"There is no {typed}. Write a day like 3 jan, 3 jan 2028 or 2028-01-03.")


def _is_number(word: str, least: int, most: int) -> bool:
    return word.isascii() and word.isdecimal() and least <= len(word) <= most


def _weekday(word: str) -> int | None:
    names = [name.lower() for name in DAY_NAMES]
    return names.index(word[:3]) if len(word) >= 3 and word.isalpha() and word[:3] in names else None


def _length(words: str) -> tuple[int, str] | None:
    """A length of time such as ``2d``, ``in 2 hours``, ``+30 min``: how many of which unit, or None."""
    plain = words.removeprefix("in ").removeprefix("+").replace(" ", "")
    number = plain.rstrip("abcdefghijklmnopqrstuvwxyz")
    unit = plain[len(number) :]
    units = {"m": "m", "min": "m", "h": "h", "hour": "h", "d": "d", "day": "d", "w": "w", "week": "w"}
    found = units.get(unit) or units.get(unit.removesuffix("s"))
    if found is None or not (number.isascii() and number.isdecimal()) or len(number) > 6:
        return None
    return int(number), found


def _start_of(day: date, hours: WorkingHours) -> int:
    """When work begins on a day, or on the next one that is worked."""
    ahead = (day + timedelta(days=offset) for offset in range(7))
    return _begin_of(next((one for one in ahead if hours.works_on(one)), day), hours)


def _begin_of(day: date, hours: WorkingHours) -> int:
    """When work begins on a day; on a day that is not worked, when it begins on others."""
    stretches = hours.stretches(day)
    if stretches:
        return stretches[0][0]
    minutes = min(spans[0].start for spans in hours.spans if spans)
    return instant(datetime.combine(day, time(minutes // 60, minutes % 60), hours.where))


def parse_day(text: str, today: date) -> date:
    """A day as 2026-11-19, 19.11.2026, today, yesterday, tomorrow, or the latest day of a weekday's name.

    Raises UsageError where it is none.
    """
    word = text.strip().lower()
    named = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if word in named:
        return today + timedelta(days=named[word])
    weekdays = [name.lower() for name in DAY_NAMES]
    if len(word) >= 3 and word[:3] in weekdays and word.isalpha():
        return today - timedelta(days=(today.weekday() - weekdays.index(word[:3])) % 7)
    try:
        if word.count(".") == 2:
            day, month, year = word.split(".")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(word)
    except ValueError:
        raise UsageError(f"{text!r} is no day. Write it like 2026-11-19, yesterday or mon.") from None


def parse_time(text: str) -> time:
    """A time of day as 14:05, 9:30 or 9h. Raises UsageError where it is none."""
    hour, _, minute = text.strip().lower().replace("h", ":").partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise UsageError(f"{text!r} is no time of day. Write it like 14:05.") from None


def _day_and_time(text: str, today: date) -> tuple[date, time | None]:
    words = text.replace("T", " ", 1).split() if text[:4].isdigit() else text.split()
    dated = _dated(words, today, -1)
    try:
        if len(words) == 1 and ":" in words[0]:
            return today, parse_time(words[0])
        if len(words) == 1:
            return parse_day(words[0], today), None
        if dated is not None and len(dated[1]) <= 1:
            return dated[0], parse_time(dated[1][0]) if dated[1] else None
        if len(words) == 2:
            return parse_day(words[0], today), parse_time(words[1])
    except UsageError:
        pass
    raise UsageError(f"{text!r} is no moment. {_FORMS}")


def _ago(text: str) -> int | None:
    word = text.strip().lower().removesuffix(" ago").strip()
    signed, word = word.startswith("-") or text.strip().endswith("ago"), word.lstrip("-")
    units = {"m": 60_000, "h": 3_600_000, "d": 86_400_000}
    if signed and word[-1:] in units and word[:-1].isdecimal() and len(word) <= 5:
        return int(word[:-1]) * units[word[-1]]
    return None
