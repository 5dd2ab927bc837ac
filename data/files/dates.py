"""Read dates and times of day as CRM systems and spreadsheets write them.

Most forms speak for themselves. Two do not: in 3/4/2025 the order of day and month, and in 45631 that it is a
day at all (spreadsheets count days). Both are decided once for a column, over all of its values.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from data.files.refused import CellRefused
from data.kernel.text import clean

Order = Literal["dmy", "mdy"]

_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_OFFSET = r"\s?(?P<offset>[Zz]|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)"
_REST = re.compile(rf"(?:[Tt]|,?\s+(?:at\s+)?){_TIME}(?:{_OFFSET})?", re.ASCII)

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)
_NUMBERS = re.compile(
    r"(?P<one>\d{1,2})(?P<mark>[-/.])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)", re.ASCII
)
_DAY_NAMED_MONTH = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ \-./]*(?P<month>[A-Za-z]{3,9})\.?,?[ \-./]*(?P<year>\d{4}|\d\d)",
    re.ASCII,
)
_NAMED_MONTH_DAY = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.?[ \-]*(?P<day>\d{1,2})(?:st|nd|rd|th)?,?[ \-]+(?P<year>\d{4})", re.ASCII
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE
)
_SERIAL = re.compile(r"(?P<days>\d{5})(?:[.,](?P<part>\d{1,15}))?", re.ASCII)

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SERIAL_ZERO = datetime.date(1899, 12, 30)
_SERIAL_RANGE = range(18_264, 73_051)  # 1950 to 2099
_YEARS = range(1900, 2200)
_TWO_DIGIT_PIVOT = 69  # 68 is 2068, 69 is 1969, as in POSIX
_LIMIT = 60


class DateFormat(NamedTuple):
    """How the ambiguous dates of one column are read, for each mark between day, month and year."""

    slash: Order = "dmy"
    dash: Order = "dmy"
    dot: Order = "dmy"
    serial: bool = True
    """Whether a plain number from 18264 to 73050 is a spreadsheet's count of days."""
    notes: tuple[str, ...] = ()
    """What to tell about the column: an order that had to be assumed, or dates that contradict each other."""

    def order(self, mark: str) -> Order:
        """Return the order in dates whose parts are joined by `mark`."""
        return self.slash if mark == "/" else self.dash if mark == "-" else self.dot


class Moment(NamedTuple):
    """A day, and the time on it where one was given.

    `day` is YYYY-MM-DD. `time` is HH:MM:SS, followed by the offset from UTC (+01:00) where one was written;
    without an offset it is the local time of whoever wrote the file.
    """

    day: str
    time: str | None


def detect_date_format(values: Iterable[str], default: Order = "dmy") -> DateFormat:
    """Return how the dates of a column are to be read, decided over all of its values.

    A number above 12 gives the order away. Where none does, `default` is taken and a note says so. A year of
    four digits in front is never in doubt, and such dates do not count here.
    """
    day_first = {"/": "", "-": "", ".": ""}
    month_first = dict(day_first)
    doubtful = dict(day_first)
    for value in values:
        text = value.strip()
        match = _NUMBERS.match(text)
        if match is None:
            continue
        mark = match["mark"]
        one, two = int(match["one"]), int(match["two"])
        if one > 12 >= two:
            day_first[mark] = day_first[mark] or text
        elif two > 12 >= one:
            month_first[mark] = month_first[mark] or text
        elif one != two:
            doubtful[mark] = doubtful[mark] or text
    orders: dict[str, Order] = {}
    notes: list[str] = []
    for mark in day_first:
        # Dots are the custom of countries that write the day first.
        fallback: Order = "dmy" if mark == "." else default
        orders[mark], note = _decide(day_first[mark], month_first[mark], doubtful[mark], fallback)
        if note:
            notes.append(note)
    return DateFormat(orders["/"], orders["-"], orders["."], notes=tuple(notes))


def parse_moment(text: str, date_format: DateFormat = DateFormat()) -> Moment:  # noqa: B008 - immutable
    """Return the day and the time of day that `text` means.

    Raises CellRefused where it is no date, or one that the calendar does not have.
    """
    stripped = text.strip()
    if len(stripped) > _LIMIT:
        raise CellRefused(f"{clean(text, 40)} is no date")
    stripped = _WEEKDAY.sub("", stripped, count=1) if stripped[:1].isalpha() else stripped
    for pattern in (_YEAR_FIRST, _NUMBERS, _DAY_NAMED_MONTH, _NAMED_MONTH_DAY, _COMPACT):
        match = pattern.match(stripped)
        if match is None:
            continue
        rest = stripped[match.end() :]
        time = _time_of(rest, text) if rest else None
        if rest and time is None:
            continue
        return Moment(_day_of(match, date_format, text), time)
    serial = _SERIAL.fullmatch(stripped)
    if serial is not None and date_format.serial and int(serial["days"]) in _SERIAL_RANGE:
        return _from_serial(int(serial["days"]), serial["part"])
    raise CellRefused(f"{clean(text, 40) or 'an empty cell'} is no date")


def _decide(day_first: str, month_first: str, doubtful: str, fallback: Order) -> tuple[Order, str | None]:
    if day_first and month_first:
        names = f"{clean(day_first, 40)} begins with the day, {clean(month_first, 40)} with the month"
        example = f", so a date like {clean(doubtful, 40)} may be wrong" if doubtful else ""
        return (
            fallback,
            f"Dates contradict each other: {names}{example}. Read as {_words(fallback)} where unclear.",
        )
    if day_first:
        return "dmy", None
    if month_first:
        return "mdy", None
    if doubtful:
        return fallback, f"{clean(doubtful, 40)} does not tell day from month. Read as {_words(fallback)}."
    return fallback, None


def _words(order: Order) -> str:
    return "day first" if order == "dmy" else "month first"


def _day_of(match: re.Match[str], date_format: DateFormat, text: str) -> str:
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year < _TWO_DIGIT_PIVOT else 1900
    if match.re is _NUMBERS:
        one, two = int(match["one"]), int(match["two"])
        month_leads = date_format.order(match["mark"]) == "mdy"
        if one > 12 or two > 12:  # it speaks for itself, whatever the column does
            month_leads = two > 12
        month, day = (one, two) if month_leads else (two, one)
    else:
        day = int(match["day"])
        month = _month_number(match["month"])
    try:
        date = datetime.date(year, month, day)
    except ValueError as error:
        raise CellRefused(f"{clean(text, 40)} is no day of the calendar") from error
    if year not in _YEARS:
        raise CellRefused(f"{clean(text, 40)} lies in the year {year}, which cannot be meant")
    return date.isoformat()


def _month_number(text: str) -> int:
    """Return the month, 1 to 12, or 0 where `text` names none."""
    if text.isdigit():
        return int(text)
    name = text.lower()
    for number, month in enumerate(_MONTHS, 1):
        if month.startswith(name) or (name == "sept" and number == 9):
            return number
    return 0


def _time_of(rest: str, text: str) -> str | None:
    match = _REST.fullmatch(rest)
    if match is None:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    refusal = CellRefused(f"{clean(text, 40)} holds no time of day")
    if match["half"]:
        if not 1 <= hour <= 12:
            raise refusal
        hour = hour % 12 + (12 if match["half"] in "Pp" else 0)
    if hour > 23 or minute > 59 or second > 60:
        raise refusal
    # A leap second is a real time that no clock of ours can show.
    return f"{hour:02}:{minute:02}:{min(second, 59):02}{_offset(match['offset'], refusal)}"


def _offset(text: str | None, refusal: CellRefused) -> str:
    if text is None:
        return ""
    if text[0] not in "+-":
        return "+00:00"
    digits = text[1:].replace(":", "").ljust(4, "0")
    if int(digits[:2]) > 23 or int(digits[2:]) > 59:
        raise refusal
    return f"{text[0]}{digits[:2]}:{digits[2:]}"


def _from_serial(days: int, part: str | None) -> Moment:
    seconds = round(float(f"0.{part}") * 86_400) if part else 0
    moment = datetime.datetime.combine(_SERIAL_ZERO, datetime.time())
    moment += datetime.timedelta(days=days, seconds=seconds)
    return Moment(moment.date().isoformat(), moment.strftime("%H:%M:%S") if part and seconds else None)
