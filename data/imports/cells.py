"""Reading single cells of a file: tags, amounts, moments, addresses, names in parts.

Those of e-mails, phones and links are in ``contact_cells``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, tzinfo

from data.calendar.days import instant
from data.files.dates import DateFormat, parse_moment
from data.files.numbers import NumberFormat, parse_amount
from data.files.refused import CellRefused
from data.files.spoiled import NOTHING
from data.imports.several_values import pieces_in
from data.kernel.text import clean, clean_lines
from data.records.fields import LINES_LIMIT
from data.records.money import MOST_MONEY

YES_NO = {"yes": 1, "true": 1, "1": 1, "no": 0, "false": 0, "0": 0}
_TAG_BREAKS = re.compile(r"[,;|\n]")
_EARLIEST = date(1990, 1, 1)


def own_tags_in(cell: str) -> str:
    """The tags in a cell of our own export."""
    return _stored_tags(cell.split(","))


def tags_in(cell: str) -> tuple[str, bool]:
    """The tags in a cell as they are stored, lowercase words between commas, each once; and whether they are all of it.

    The asterisk before a group of Google's own is no part of its name.
    """
    parted = pieces_in(cell)
    parts = [piece.text for piece in parted.pieces] if parted is not None else _TAG_BREAKS.split(cell)
    words = (part.strip().removeprefix("* ").replace(",", " ") for part in parts)
    tags = _stored_tags(word for word in words if word not in NOTHING)
    says_all = parted is None or not (parted.says_more or any(piece.label for piece in parted.pieces))
    return tags, says_all and ("…" not in tags or "…" in cell)


def _stored_tags(words: Iterable[str]) -> str:
    tags = (clean(word, 80).lower() for word in words)
    return ", ".join(dict.fromkeys(tag for tag in tags if tag))


_PLAIN_DIGITS = len(str(MOST_MONEY)) - 2
"""So many digits make an amount that may be too much."""


def amount_in(cell: str, number_format: NumberFormat) -> tuple[int, str] | None:
    """Hundredths and the currency, empty where none is written; None where it is no amount that fits."""
    if cell.isascii() and cell.isdigit() and len(cell) < _PLAIN_DIGITS:
        return int(cell) * 100, ""  # what most cells are, read without more ado
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


def joined_name_parts(parts: Sequence[str]) -> str:
    """First, middle and last name as one; where they are written in Chinese, Japanese or Korean the last leads."""
    filled = [part for part in parts if part]
    if len(filled) > 1 and not filled[0].isascii() and all(map(_is_east_asian, filled)):
        filled = [filled[-1], *filled[:-1]]
    return " ".join(filled)


def _is_east_asian(text: str) -> bool:
    return all("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in text if not c.isspace())


def joined_address(parts: Mapping[str, str]) -> str:
    """An address in lines: whole, street, second line, city with state and code, country."""
    place = ", ".join(text for text in (parts.get("city"), parts.get("state")) if text)
    place = f"{place} {parts.get('zip', '')}".strip()
    whole = parts.get("address", "")
    lines = (parts.get("street"), parts.get("street_2"), place, parts.get("country"))
    text = "\n".join(line for line in (whole, *lines) if line and (line is whole or line not in whole))
    return text if len(text) <= LINES_LIMIT else clean_lines(text, LINES_LIMIT)
