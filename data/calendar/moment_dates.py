"""Dates within a typed moment, in numbers or with the month's name: ``24/12``, ``24.12.``, ``Jan 5``, ``3 jan 2027``.

Each function reads from a place of the text on, and answers as those of ``moment_days`` do.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from data.calendar.days import MONTH_NAMES
from data.calendar.moment_clocks import Length
from data.calendar.moment_tokens import ORDINALS, Said, Unclear, is_plural, month_of

_YEARS = range(1900, 2200)
YEARS_OF_REACH = 8
"""How many years may lie between two 29ths of February."""
_FAR_DAYS = 334
"""From how far away on, about eleven months, a date without its year is asked about where it has just gone by."""


def in_numbers(said: Said, place: int, *, is_behind_day: bool) -> tuple[date, int] | None:
    """``2026-11-25``, ``25.11.2026``, ``25/11``, ``25.11.``: the order where it is in doubt is that of the zone."""
    mark = said.glued(place + 1).word
    if mark not in ("-", "/", ".") or not said.at(place).is_number or not said.glued(place + 2).is_number:
        return None
    one, two = said.number(place, 1, 4), said.number(place + 2, 1, 2)
    if one is None or two is None:
        return None
    has_third = said.glued(place + 3).word == mark and said.glued(place + 4).is_number
    typed = said.typed(place, place + (5 if has_third else 3))
    if len(said.word(place)) == 4:
        day = said.number(place + 4, 1, 2) if has_third else None
        return None if day is None else (_checked(typed, one, two, day), _behind_iso(said, place + 5))
    if len(said.word(place)) > 2:
        return None
    month_first = said.month_first and mark != "."
    if mark != "." and (one > 12 or two > 12):  # it speaks for itself
        month_first = two > 12
    month, day = (one, two) if month_first else (two, one)
    if has_third:
        year = said.number(place + 4, 2, 4)
        if year is None or len(said.word(place + 4)) == 3:
            return None
        return _checked(typed, year + 2000 if year < 100 else year, month, day), place + 5
    end = place + 3
    if mark == "." and said.glued(end).word == ".":
        return nearest_date(said, month, day, typed), end + 1
    return _short(said, place, mark, month, day, is_behind_day=is_behind_day)


def _behind_iso(said: Said, place: int) -> int:
    """Behind the T that may part an ISO date from its time."""
    return place + 1 if said.glued(place).word == "t" and said.glued(place + 1).is_number else place


def _short(
    said: Said, place: int, mark: str, month: int, day: int, *, is_behind_day: bool
) -> tuple[date, int] | None:
    """``25/11``, ``25.11``, ``25-11``: a date where it is no time of day and no range of hours."""
    one, two = int(said.word(place)), int(said.word(place + 2))
    typed, end = said.typed(place, place + 3), place + 3
    if mark == "/":
        return None if typed == "24/7" else (nearest_date(said, month, day, typed), end)
    can_be_day = 1 <= month <= 12 and 1 <= day <= 31
    can_be_time = one <= 23 and (two <= 59 and len(said.word(place + 2)) == 2 if mark == "." else two <= 23)
    if not can_be_day or (is_behind_day and can_be_time):
        return None
    if can_be_time:
        other = f"{one}:{two:02d}" if mark == "." else f"{one}:00"
        raise Unclear(
            f"{typed} may be a day or a time. Write {day} {MONTH_NAMES[month - 1].lower()} or {other}."
        )
    return nearest_date(said, month, day, typed), end


def day_month(said: Said, place: int) -> tuple[date, int] | None:
    """``3 jan``, ``3rd of January 2027``, ``3-jan-2027``, ``3jan``."""
    place += said.word(place) == "the"
    day = said.number(place, 1, 2)
    if day is None:
        return None
    end = place + 1
    if said.glued(end).word in ORDINALS:
        end += 1
    if said.word(end) == "of" or said.glued(end).word in ("-", ".", "/"):
        end += 1
    month = month_of(said.word(end))
    if month is None:
        return None
    return _with_year(said, place, end + 1, month, day)


def month_day(said: Said, place: int) -> tuple[date, int] | None:
    """``Jan 5``, ``January 5th, 2027``."""
    month = month_of(said.word(place))
    if month is None:
        return None
    end = place + 1
    if said.glued(end).word == ".":
        end += 1
    end += said.word(end) == "the"
    day = said.number(end, 1, 2)
    if (
        said.glued(end + 1).word == "."
        and said.glued(end + 2).is_number
        and said.number(end + 2, 4, 4) is None
    ):
        return None  # 9.30 is a time
    if day is None or said.glued(end + 1).word in (":", "h") or said.word(end + 1) in ("am", "pm"):
        return None
    if not said.glued(end + 1).word and is_plural(said.word(end + 1)):
        return None
    end += 1
    if said.glued(end).word in ORDINALS:
        end += 1
    return _with_year(said, place, end, month, day)


def _with_year(said: Said, start: int, end: int, month: int, day: int) -> tuple[date, int]:
    """A date whose month and day were read, with the year that may follow."""
    after = end
    if said.glued(after).word in ("-", ".", "/"):
        after += 1
    is_parted = said.word(after) == ","
    after += is_parted
    year = said.number(after, 4, 4)
    is_count = is_parted and is_plural(said.word(after + 1))
    if year is None or year not in _YEARS or is_count or said.glued(after + 1).word == "-":
        return nearest_date(said, month, day, said.typed(start, end)), end
    return _checked(said.typed(start, after + 1), year, month, day), after + 1


def nearest_date(said: Said, month: int, day: int, typed: str = "") -> date:
    """The next such day of a year, or the latest one. Raises Unclear for a day that its month does not have."""
    days = list(_such_days(said, month, day))
    if said.nearest and days:
        ahead = list(_such_days(said._replace(ahead=not said.ahead), month, day))
        return min(days + ahead, key=lambda found: abs(found - said.today))
    for found in days:
        if (found >= said.today) if said.ahead else (found <= said.today):
            _refuse_far(said, found, typed)
            return found
    raise Unclear(
        f"There is no {typed or f'{day}.{month}.'}. Write a day like 3 jan, 3 jan 2028 or 2028-01-03."
    )


def _refuse_far(said: Said, found: date, typed: str) -> None:
    """Raise Unclear where a date without its year is nearly a year away, and was meant of the other side of today."""
    if said.weekday_said or abs(found - said.today).days < _FAR_DAYS or (found.month, found.day) == (2, 29):
        return
    other = found.replace(year=found.year - (1 if said.ahead else -1))
    which = "has gone by" if said.ahead else "is still to come"
    far, near = (f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}" for day in (found, other))
    raise Unclear(
        f"Which year is meant by {typed or far[:-5]}? {near} {which}. Write {far} if that is meant."
    )


def _such_days(said: Said, month: int, day: int) -> Iterator[date]:
    step = 1 if said.ahead else -1
    for year in range(said.today.year, said.today.year + step * (YEARS_OF_REACH + 1), step):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _checked(typed: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear(f"There is no {typed}. Write a day like 3 jan, 3 jan 2028 or 2028-01-03.") from None


def added(day: date, length: Length, sign: int = 1) -> date:
    """The day some months and days later or earlier; the last of a month that is too short. Raises OverflowError."""
    months = day.year * 12 + day.month - 1 + sign * length.months
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(year)
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return moved + timedelta(days=sign * length.days)
