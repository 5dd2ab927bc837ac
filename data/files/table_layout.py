"""Find the table inside a file: its header, what stands above it, and what stands below it."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from data.files.findings import counted, listed
from data.files.row import Row
from data.kernel.text import clean

COLUMN_LIMIT = 2_000
_NAME_LIMIT = 200
_PREAMBLE_LIMIT = 40
_FOOTER_LIMIT = 20

_TOTALS = re.compile(r"grand totals?\b.*", re.IGNORECASE)
_SMALL_PRINT = re.compile(
    r"grand totals?\b.*|total records?\b.*|confidential information\b.*|copyright\b.*(\(c\)|©|salesforce).*"
    r"|generated (by|on)\b.*|end of (file|report)\b.*|\d[\d.,]* (records?|rows?)( total)?",
    re.IGNORECASE,
)
_LOOKS_LIKE_DATA = re.compile(
    r"[-+$€£]?\d[\d.,:/\- ]*%?|\d{4}-\d\d-\d\d.*|[^@\s]+@[^@\s]+\.[a-z]+", re.IGNORECASE
)


class Header(NamedTuple):
    """The header row as it stands in the file, and how many rows with text stand above it."""

    number: int
    names: list[str]
    rows_above: int


class Survey(NamedTuple):
    """What one pass over the rows below the header has found."""

    rows: int
    end: int | None
    """The number of the first footer row, or None."""
    footer: list[str]
    short: int
    long: int
    widest: int
    """How many columns are needed to hold every filled cell."""


def find_header(head: Sequence[Row]) -> Header:
    """Return the header among the first records of a file.

    It is the first row that fills at least half of the usual number of cells. Rows above it, such as a title
    or a note, are passed over only where such a row follows and reads like names of columns.
    """
    widths = Counter(len(record.cells) for record in head)
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    needed = max(2, (usual + 1) // 2)
    if usual > 1:
        for index, record in enumerate(head[:_PREAMBLE_LIMIT]):
            if _filled(record.cells) < needed:
                continue
            if index == 0 or not _data_like(record.cells):
                return Header(record.number, record.cells, index)
            break
    return Header(head[0].number, head[0].cells, 0)


def places_as_header(head: Sequence[Row]) -> Header:
    """A header for a table that has none: the columns are called by their places."""
    width = max(len(record.cells) for record in head)
    return Header(0, [f"Column {place}" for place in range(1, width + 1)], 0)


def survey(records: Iterable[Row], width: int) -> Survey:
    """Look once at all records below a header of `width` columns."""
    count = short = long = 0
    widest = width
    tail: deque[Row] = deque(maxlen=_FOOTER_LIMIT)
    for record in records:
        count += 1
        tail.append(record)
        cells = record.cells
        if len(cells) < width:
            short += 1
        elif len(cells) > width:
            extent = _extent(cells)
            if extent > width:
                long += 1
                widest = max(widest, extent)
    footer = _footer(list(tail), width) if width > 1 else []
    short -= sum(len(record.cells) < width for record in footer)
    end = footer[0].number if footer else None
    return Survey(count - len(footer), end, [_first(record.cells) for record in footer], short, long, widest)


def unique_names(names: Sequence[str], start: int = 1) -> tuple[list[str], list[str]]:
    """Return the names of columns made safe, filled in and unique, and findings about what was changed.

    An empty name becomes "Column 4", counted from 1; a repeated one gets a number, "Name (2)". Upper and
    lower case do not tell names apart.
    """
    cleaned = [clean(name, _NAME_LIMIT) for name in names]
    taken = {name.casefold() for name in cleaned}
    seen: set[str] = set()
    unique: list[str] = []
    empty: list[str] = []
    repeated: list[str] = []
    for place, name in enumerate(cleaned, start):
        if name and name.casefold() not in seen:
            chosen = name
        else:
            base = name or f"Column {place}"
            number = 2
            chosen = f"{base} ({number})" if name else base
            while chosen.casefold() in taken or chosen.casefold() in seen:
                chosen = f"{base} ({number})"
                number += 1
            (repeated if name else empty).append(chosen)
        seen.add(chosen.casefold())
        unique.append(chosen)
    findings = []
    if empty:
        findings.append(f"{counted(len(empty), 'column')} without a name: now called {listed(empty)}.")
    if repeated:
        findings.append(f"Names of columns that stood there twice: now called {listed(repeated)}.")
    return unique, findings


def header_doubt(names: Sequence[str]) -> str | None:
    """Return a warning where the header row reads like data."""
    if _data_like(names):
        return "The header row looks like data: if the columns have no names, put a line with names on top."
    return None


def _data_like(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return 2 * sum(_LOOKS_LIKE_DATA.fullmatch(cell) is not None for cell in filled) > len(filled)


def _footer(tail: list[Row], width: int) -> list[Row]:
    """Return the rows at the end that are the small print of a report.

    A row counts as such only by its wording, never by being short: a contact may have a name only.
    """
    start = len(tail)
    for index in range(len(tail) - 1, -1, -1):
        cells = tail[index].cells
        filled = _filled(cells)
        first = _first(cells)
        totals = 2 * filled <= width and _TOTALS.fullmatch(first)
        if totals or (filled == 1 and _SMALL_PRINT.fullmatch(first)):
            start = index
        elif filled > 1:
            break
    return tail[start:]


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell and not cell.isspace())


def _first(cells: Sequence[str]) -> str:
    return next((clean(cell, 120) for cell in cells if cell.strip()), "")


def _extent(cells: Sequence[str]) -> int:
    """Return how many cells there are up to the last that is filled."""
    extent = len(cells)
    while extent and not cells[extent - 1].strip():
        extent -= 1
    return extent
