"""Reading single cells of a file: e-mails, phones, links, tags, amounts, moments, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, tzinfo

from data.calendar.days import instant
from data.files.dates import DateFormat, parse_moment
from data.files.numbers import NumberFormat, parse_amount
from data.files.refused import CellRefused
from data.kernel.text import clean, clean_lines
from data.records.fields import LINES_LIMIT
from data.records.money import MOST_MONEY
from data.records.normal_forms import normal_email

VALUE_LIMIT = 300
YES_NO = {"yes": 1, "true": 1, "1": 1, "no": 0, "false": 0, "0": 0}
_SEVERAL = re.compile(r"[\s;,|<]")
_EMAIL_BREAKS = re.compile(r"[\n;,|]+")
_PHONE_BREAKS = re.compile(r"[\n;]+")
_EARLIEST = date(1990, 1, 1)


def emails_in(cell: str) -> list[str] | None:
    """The addresses in a cell, with their labels where they have some; None where something else stands in it."""
    if _SEVERAL.search(cell) is None:
        is_plain = len(cell) <= VALUE_LIMIT and cell.isascii() and cell.isprintable()
        address = cell if is_plain else clean(cell, VALUE_LIMIT)
        return [address] if normal_email(address) else None
    found: list[str] = []
    for part in _EMAIL_BREAKS.split(cell):
        text = clean(part, VALUE_LIMIT)
        if not text:
            continue
        label, colon, address = text.rpartition(": ")
        if "<" in address:
            address = address.rpartition("<")[2].rstrip("> ")
        if not normal_email(address):
            return None
        found.append(f"{label}{colon}{address}")
    return found


def phones_in(cell: str) -> list[str] | None:
    """The numbers in a cell, one a line or between semicolons; None where one is too long to be one."""
    if "\n" not in cell and ";" not in cell:
        return _short_ones([cell])
    return _short_ones(_PHONE_BREAKS.split(cell))


def links_in(cell: str) -> list[str] | None:
    """The links in a cell, one a line; None where one is too long to be one."""
    return _short_ones(cell.splitlines())


def _short_ones(parts: Sequence[str]) -> list[str] | None:
    found = []
    for part in parts:
        text = clean(part, VALUE_LIMIT + 1)
        if len(text) > VALUE_LIMIT:
            return None
        if text:
            found.append(text)
    return found


def tags_in(cell: str, breaks: str = r"[,;\n]") -> str:
    """The tags in a cell as they are stored: lowercase words between commas, each once."""
    words = (clean(word, 80).lower() for word in re.split(breaks, cell))
    return ", ".join(dict.fromkeys(word for word in words if word))


def amount_in(cell: str, number_format: NumberFormat) -> tuple[int, str] | None:
    """Hundredths and the currency, empty where none is written; None where it is no amount that fits."""
    try:
        amount = parse_amount(cell, number_format)
    except CellRefused:
        return None
    hundredths = amount.value * 100
    if not 0 <= hundredths <= MOST_MONEY or hundredths != int(hundredths):
        return None
    return int(hundredths), amount.currency or ""


class MomentReader:
    """Reads the moments of one column; each wording once."""

    def __init__(self, date_format: DateFormat, where: tzinfo) -> None:
        self._date_format = date_format
        self._where = where
        self._instants: dict[str, int | None] = {}

    def read(self, cell: str) -> int | None:
        """The instant, of a day alone its beginning; None where it is no moment since 1990."""
        if cell not in self._instants:
            if len(self._instants) > 50_000:
                self._instants.clear()
            self._instants[cell] = self._instant(cell)
        return self._instants[cell]

    def _instant(self, cell: str) -> int | None:
        try:
            moment = parse_moment(cell, self._date_format)
            day = date.fromisoformat(moment.day)
            if day < _EARLIEST:
                return None
            if moment.time is None:
                return instant(datetime.combine(day, time(), self._where))
            found = datetime.fromisoformat(f"{moment.day}T{moment.time}")
            return instant(found if found.tzinfo else found.replace(tzinfo=self._where))
        except (CellRefused, ValueError, OverflowError):
            return None


def joined_address(parts: Mapping[str, str]) -> str:
    """An address in lines: whole, street, second line, city with state and code, country."""
    place = ", ".join(text for text in (parts.get("city"), parts.get("state")) if text)
    place = f"{place} {parts.get('zip', '')}".strip()
    lines = (
        parts.get("address"),
        parts.get("street"),
        parts.get("street_2"),
        place,
        parts.get("country"),
    )
    text = "\n".join(line for line in lines if line)
    return text if len(text) <= LINES_LIMIT else clean_lines(text, LINES_LIMIT)


Lines = Callable[[str], list[str] | None]
SPLITTERS: Mapping[str, Lines] = {"emails": emails_in, "phones": phones_in, "links": links_in}
"""How a cell of each field with labels is taken apart."""
