"""What people type as arguments, made into values. Each refuses with what to type instead."""

from __future__ import annotations

from datetime import date, tzinfo

from data.kernel.errors import UsageError
from data.kernel.quick_typing import TYPE_CHECKING
from data.kernel.text import clean
from data.points.log import MOST_AT_ONCE

if TYPE_CHECKING:
    from data.people.person import Person

LONGEST_WORD = 200
FIRST_YEAR, LAST_YEAR = 2000, 2100
_SHOWN = 40


def line(text: str) -> str:
    """A short text on one line, safe to look up and to repeat in an answer."""
    return clean(text, LONGEST_WORD)


def shown(text: str) -> str:
    """What was typed, quoted and short enough to repeat."""
    return repr(clean(text, _SHOWN))


def count(text: str) -> int:
    """How many activities an entry holds. Raises UsageError unless a whole number from 1 to 999."""
    number = whole(text)
    if number is None or not 1 <= number <= MOST_AT_ONCE:
        raise UsageError(
            f"-n takes a whole number from 1 to {MOST_AT_ONCE}, not {shown(text)}. Type it like: -n 3"
        )
    return number


def points(text: str) -> int:
    """A number of points. Raises UsageError unless a whole number from 0 to 100000."""
    number = whole(text)
    if number is None or number > 100_000:
        raise UsageError(f"Points are a whole number from 0 to 100000, not {shown(text)}. Type it like: 25")
    return number


def whole(text: str) -> int | None:
    """A whole number of plain digits, or None."""
    word = text.strip()
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 9 else None


def moment(text: str, now: int, person: Person) -> int:
    """The instant of something that has happened, in a person's time. Raises UsageError where the text names none."""
    from data.calendar.moments import past_moment

    return past_moment(text, now, person.hours)


def day(text: str, today: date, where: tzinfo, *, ahead: bool = False, nearest: bool = False) -> date:
    """A day between 2000 and 2100; with ``ahead`` a weekday is the next one, else the latest one.

    With ``nearest`` a date without a year is the nearest. Raises UsageError where the text names none.
    """
    from data.calendar.moments import parse_day

    return _of_our_time(parse_day(text, today, where, ahead=ahead, nearest=nearest), text)


def week(text: str, today: date) -> date:
    """The Monday of a week between 2000 and 2100. Raises UsageError where the text names none."""
    from data.calendar.days import parse_week

    try:
        found = parse_week(text, today)
    except OverflowError:
        found = None
    return _of_our_time(found, text)


def _of_our_time(found: date | None, text: str) -> date:
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UsageError(f"{shown(text)} is not between {FIRST_YEAR} and {LAST_YEAR}.")
    return found
