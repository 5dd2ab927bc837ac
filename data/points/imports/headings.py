"""Days at the head of a sheet's columns or rows: dates, dates without a year, and names of weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import get_args

from data.calendar.days import DAY_NAMES, monday_of, parse_week
from data.files.dates import DateFormat, Order, parse_moment
from data.files.headers import joined_name
from data.files.refused import CellRefused
from data.imports.vocabulary import common_words, day_names
from data.kernel.errors import UsageError

_WEEKDAY = re.compile(
    r"(?P<name>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\.?(?: \(\d\))?", re.IGNORECASE
)
_LONGEST_NAME = 24
_REPEATED = re.compile(r" \(\d\)$")
_WITHOUT_YEAR = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?(?:(?P<one>\d{1,2})\s*[/.-]\s*(?P<two>\d{1,2})\.?"
    r"|(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<month>[A-Za-z]{3,9})"
    r"|(?P<month_first>[A-Za-z]{3,9}) (?P<day_last>\d{1,2})(?:st|nd|rd|th)?)"
)
_WEEK_WORDS = re.compile(
    r"(?:(?:for|the|week|wk|of|commencing|beginning|starting|ending|start|end|w/c|w/e|w/b|from|date)\b[\s:.-]*)+",
    re.IGNORECASE,
)
_ISO_WEEK = re.compile(r"\d{4}-w\d{2}", re.IGNORECASE)


def is_day_heading(text: str) -> bool:
    """Whether a cell can be the heading of a day."""
    return _weekday(text) is not None or any(_dates([text], order, date.min) for order in get_args(Order))


def read_days(texts: Sequence[str], monday: date | None, today: date) -> list[date | None] | None:
    """The day of each heading; None for one that names none.

    Where day and month could be either way round, the way is taken that brings the days closest together.
    None instead of a list: there are weekday names and no week is known for them.
    """
    by_order = [_dates_or_none(texts, order, monday or today) for order in get_args(Order)]
    best = max(by_order, key=lambda days: (sum(day is not None for day in days), -_spread(days)))
    found: list[date | None] = []
    for text, day in zip(texts, best, strict=True):
        weekday = _weekday(text)
        if weekday is None:
            found.append(day)
        elif monday is None:
            return None
        else:
            found.append(monday + timedelta(days=weekday))
    return found


def week_in(cells: Iterable[str], today: date) -> date | None:
    """The Monday of the week that a cell names: ``Week of 16 Nov 2026``, ``2026-W47``, ``Week 47``."""
    for cell in cells:
        text = cell.strip()
        iso, numbered = _ISO_WEEK.search(text), _week_number().fullmatch(text)
        try:
            if iso:
                return parse_week(iso[0], today)
            rest = _WEEK_WORDS.sub("", text, count=1)
            day = next(iter(_dates_or_none([rest], "dmy", today)))
            if day is not None:
                return monday_of(day)
            if numbered:
                found = parse_week(numbered["number"], today)
                last_year = f"{today.year - 1}-W{numbered['number']}"
                return found if found <= today else parse_week(last_year, today)
        except UsageError:
            continue
    return None


@cache
def _week_number() -> re.Pattern[str]:
    """A week by its number, in every language: ``Week 47``, ``KW 47``."""
    words = "|".join(map(re.escape, ("w", "wk", "week", "cw", *common_words("week"))))
    return re.compile(rf"(?:\d{{4}}-?)?(?:{words})\s*\.?:?\s*(?P<number>\d{{1,2}})(?:\D.*)?", re.IGNORECASE)


def _weekday(text: str) -> int | None:
    match = _WEEKDAY.fullmatch(text.strip())
    if match is not None:
        return [name.lower() for name in DAY_NAMES].index(match["name"].lower())
    if len(text) > _LONGEST_NAME or text[:1].isdecimal():
        return None
    return day_names().get(joined_name(_REPEATED.sub("", text)))


def _dates(texts: Sequence[str], order: Order, near: date) -> list[date]:
    return [day for day in _dates_or_none(texts, order, near) if day is not None]


def _dates_or_none(texts: Sequence[str], order: Order, near: date) -> list[date | None]:
    return [_date(text.strip(), order, near) for text in texts]


def _date(text: str, order: Order, near: date) -> date | None:
    # A bare number is a count, whatever day a spreadsheet could make of it.
    if not text or text.isdecimal() or not any(c.isdigit() for c in text):
        return None
    try:
        return date.fromisoformat(parse_moment(text, DateFormat(order, order, order, serial=False)).day)
    except CellRefused:
        return _without_year(text, order, near)


def _without_year(text: str, order: Order, near: date) -> date | None:
    match = _WITHOUT_YEAR.fullmatch(text)
    if match is None or re.fullmatch(r"\d+\.\d+", text):
        return None
    if match["one"]:
        day, month = (match["one"], match["two"]) if order == "dmy" else (match["two"], match["one"])
        form = f"{{}}-{month}-{day}"
    else:
        form = f"{match['day'] or match['day_last']} {match['month'] or match['month_first']} {{}}"
    years = [near.year] if near == date.min else [near.year - 1, near.year, near.year + 1]
    days = (_exact(form.format(max(year, 2000))) for year in years)
    found = [day for day in days if day is not None]
    return min(found, key=lambda day: abs((day - near).days), default=None)


def _exact(text: str) -> date | None:
    try:
        return date.fromisoformat(parse_moment(text).day)
    except CellRefused:
        return None


def _spread(days: Sequence[date | None]) -> int:
    named = [day for day in days if day is not None]
    return (max(named) - min(named)).days if named else 0
