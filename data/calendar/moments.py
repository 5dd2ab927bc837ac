"""Moments as a person types them: ``14:05``, ``yesterday 16:30``, ``mon``, ``2026-11-19 9:15``, ``-2h``."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from data.calendar.days import DAY_NAMES, instant, local
from data.errors import UsageError

EARLIEST = date(2000, 1, 1)
CLOCK_SKEW = 5 * 60_000
"""How far (ms) a typed moment may lie ahead of the clock before it counts as the future."""

_FORMS = "Write it like: 14:05, yesterday, mon 9:30, 2026-11-19, 2026-11-19 14:05 or -2h."


def past_moment(text: str, now: int, where: tzinfo) -> int:
    """The instant of something that has happened.

    A weekday means the latest one that has begun; a day without a time means its noon, or now if it is
    today. Raises UsageError where the text names no moment, or one in the future or before 2000.
    """
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
    try:
        if len(words) == 1 and ":" in words[0]:
            return today, parse_time(words[0])
        if len(words) == 1:
            return parse_day(words[0], today), None
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
