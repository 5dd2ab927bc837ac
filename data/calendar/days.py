"""Days and ISO weeks. A week is named by its Monday; an instant is Unix milliseconds in UTC."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache

from data.kernel.errors import UsageError

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HALF_A_YEAR = 182
"""Days within which a day of a month is taken for the nearest one."""
ZONES_PATH = "PYTHONTZPATH"
USUAL_ZONES = "/usr/share/zoneinfo"


def zone(name: str) -> tzinfo:
    """The time zone of that IANA name. Raises UsageError where there is none."""
    if name == "UTC":
        return UTC
    _learn_zones()
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            f"{name!r} is no time zone. Use a name like Europe/Lisbon, America/New_York or UTC."
        ) from None


@cache
def _learn_zones() -> None:
    """Import zoneinfo once, told where zones lie on nearly every system.

    To find that out by itself it loads all settings that Python was built with: a twentieth of a quick command.
    """
    if ZONES_PATH in os.environ or not os.path.isdir(USUAL_ZONES):
        return
    os.environ[ZONES_PATH] = USUAL_ZONES
    try:
        import zoneinfo  # noqa: F401
    finally:
        del os.environ[ZONES_PATH]


def local(at: int, where: tzinfo) -> datetime:
    """The wall-clock time of an instant."""
    return datetime.fromtimestamp(at / 1000, where)


def instant(moment: datetime) -> int:
    """The instant of an aware wall-clock time."""
    return round(moment.timestamp() * 1000)


def day_of(at: int, where: tzinfo) -> date:
    """The calendar day of an instant."""
    return local(at, where).date()


def monday_of(day: date) -> date:
    """The Monday that names the day's week."""
    return day - timedelta(days=day.weekday())


def week_days(monday: date) -> tuple[date, ...]:
    """The seven days of a week, Monday first."""
    return tuple(monday + timedelta(days=offset) for offset in range(7))


def week_label(monday: date) -> str:
    """The ISO name of a week, such as 2026-W47."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"


def parse_week(text: str, today: date) -> date:
    """The Monday of a week written as 2026-W47, W47, 47, last, this, or any day in it.

    Raises UsageError where the week does not exist.
    """
    word = text.strip().lower()
    if word in ("this", "now", "current"):
        return monday_of(today)
    if word in ("last", "previous"):
        return monday_of(today) - timedelta(days=7)
    year_text, _, week_text = word.partition("-w")
    try:
        if not week_text:
            if word.count("-") == 2:
                return monday_of(date.fromisoformat(word))
            week_text = word.lstrip("w")
            year_text = str(monday_of(today).isocalendar()[0])
        return date.fromisocalendar(int(year_text), int(week_text), 1)
    except ValueError:
        raise UsageError(f"{text!r} is no week. Write it like 2026-W47, or: last, this.") from None


def onboarding_week(start: date, day: date) -> int:
    """The week of onboarding that holds ``day``: 1 in the week of the start date, 0 in the one before it."""
    return (monday_of(day) - monday_of(start)).days // 7 + 1


def short_date(day: date, today: date) -> str:
    """A day as ``19 Nov``; one of another year than today's as ``19 Nov 2025``."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTH_NAMES[day.month - 1]}{year}"


def brief_date(day: date, today: date) -> str:
    """A day in six cells: ``19 Nov``, or ``Jan'28`` of one that is further off than half a year."""
    name = MONTH_NAMES[day.month - 1]
    return f"{day.day} {name}" if abs((day - today).days) <= HALF_A_YEAR else f"{name}'{day.year % 100:02d}"


def month_words(month: str) -> str:
    """A month that is written as ``2026-11``: ``Nov 2026``."""
    year, number = month.split("-")
    return f"{MONTH_NAMES[int(number) - 1]} {year}"


def short_day(day: date, today: date) -> str:
    """The same with its weekday: ``Thu 19 Nov``, ``Wed 19 Nov 2025``."""
    return f"{DAY_NAMES[day.weekday()]} {short_date(day, today)}"


def full_day(day: date) -> str:
    """A day with weekday and year: ``Thu 19 Nov 2026``."""
    return f"{short_day(day, day)} {day.year}"


def clock_time(at: int, where: tzinfo) -> str:
    """An instant's wall-clock time as ``14:05``."""
    moment = local(at, where)
    return f"{moment.hour:02d}:{moment.minute:02d}"


def full_moment(at: int, where: tzinfo) -> str:
    """An instant as it is still understood in years: ``Wed 25 Nov 2026 09:05``."""
    return f"{full_day(day_of(at, where))} {clock_time(at, where)}"
