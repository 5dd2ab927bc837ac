"""How the ambiguous cells of a file are read: days and months, points and commas, column by column."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from data.files.dates import DateFormat, Order, detect_date_format
from data.files.numbers import NumberFormat, detect_number_format, parse_amount
from data.files.refused import CellRefused
from data.files.table import Table
from data.imports.columns import Columns
from data.imports.fields import ImportField

_DATED, _NUMBERED = ("moment", "day"), ("money", "percent")


class Formats(NamedTuple):
    """The form of dates and amounts, by field."""

    dates: Mapping[str, DateFormat] = {}
    numbers: Mapping[str, NumberFormat] = {}
    shares: frozenset[str] = frozenset()
    """The fields of percents that are written as shares of 1."""

    def dates_of(self, field: str) -> DateFormat:
        """How the dates of a field are read."""
        return self.dates.get(field, DateFormat())

    def numbers_of(self, field: str) -> NumberFormat:
        """How the amounts of a field are read."""
        return self.numbers.get(field, NumberFormat())


def detect_formats(
    table: Table, columns: Columns, fields: Iterable[ImportField]
) -> tuple[Formats, list[str]]:
    """How dates and amounts of a file are read, by all that stands there, and what to tell about it."""
    dates: dict[str, DateFormat] = {}
    numbers: dict[str, NumberFormat] = {}
    notes: list[str] = []
    shares: set[str] = set()
    if columns.is_ours:
        return Formats(), notes
    ambiguous = {
        field: column
        for field in fields
        if field.form in (*_DATED, *_NUMBERED) and (column := columns.place(field.field)) is not None
    }
    cells = _different_cells(table, ambiguous.values())
    order = _usual_order(cells[column] for field, column in ambiguous.items() if field.form in _DATED)
    for field, column in ambiguous.items():
        if field.form in _DATED:
            found = detect_date_format(cells[column], order)
            dates[field.field] = found
            if any("/" in cell for cell in cells[column]):
                first = "day first" if found.slash == "dmy" else "month first"
                notes.append(f"Dates of {column}: {first}.")
            notes += found.notes
        else:
            form = detect_number_format(cells[column])
            numbers[field.field] = form
            mark = "point" if form.decimal == "." else "comma"
            what = "Amounts" if field.form == "money" else "Numbers"
            notes += [f"{what} of {column}: decimal {mark}.", *form.notes] if _tells(field, form) else []
            if field.form == "percent" and are_shares(cells[column], form):
                shares.add(field.field)
                notes.append(f"{column} from 0 to 1: read as shares of 1.")
    return Formats(dates, numbers, frozenset(shares)), notes


def _usual_order(columns: Iterable[Iterable[str]]) -> Order:
    """The order in which the dates of a file are written, where some column tells: others are likely written so too."""
    found = detect_date_format(chain.from_iterable(columns))
    return "dmy" if found.notes else found.slash


def _tells(field: ImportField, form: NumberFormat) -> bool:
    """Whether it is to be said how a column is read: percents have seldom decimals."""
    return field.form == "money" or form.decimal != "." or bool(form.notes)


def _different_cells(table: Table, columns: Iterable[str]) -> Mapping[str, Mapping[str, None]]:
    """All that stands in some columns, each wording once, in the order of the file."""
    places = {table.columns.index(column): dict[str, None]() for column in columns}
    columns_found = list(places.items())
    for row in table.rows() if places else ():
        cells = row.cells
        for place, found in columns_found:
            found[cells[place]] = None
    return {table.columns[place]: found for place, found in places.items()}


def are_shares(cells: Collection[str], form: NumberFormat) -> bool:
    """Whether the percents of a column are written as shares of 1: none is more, and some is more than none."""
    if any("%" in cell for cell in cells):
        return False
    values = [value for cell in cells if (value := number_in(cell, form)) is not None]
    return bool(values) and 0 < max(values) <= 1


def number_in(cell: str, form: NumberFormat) -> Decimal | None:
    """The number of a cell, which may have a percent sign behind it; None for none."""
    try:
        return parse_amount(cell.strip().removesuffix("%").strip(), form).value
    except CellRefused:
        return None
