"""How the ambiguous cells of a file are read: days and months, points and commas, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from data.files.dates import DateFormat, detect_date_format
from data.files.numbers import NumberFormat, detect_number_format
from data.files.table import Table
from data.imports.columns import Columns
from data.imports.fields import ImportField

_LOOKED_AT = 200


class Formats(NamedTuple):
    """The form of dates and amounts, by field."""

    dates: Mapping[str, DateFormat] = {}
    numbers: Mapping[str, NumberFormat] = {}

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
    if columns.is_ours:
        return Formats(), notes
    for field in fields:
        column = columns.place(field.field)
        if column is None:
            continue
        place = table.columns.index(column)
        if field.form == "moment":
            found = detect_date_format(row.cells[place] for row in table.rows())
            dates[field.field] = found
            order = "day first" if found.slash == "dmy" else "month first"
            if any("/" in row.cells[place] for row in islice(table.rows(), _LOOKED_AT)):
                notes.append(f"Dates of {column}: {order}.")
            notes += found.notes
        elif field.form == "money":
            form = detect_number_format(row.cells[place] for row in table.rows())
            numbers[field.field] = form
            mark = "point" if form.decimal == "." else "comma"
            notes += [f"Amounts of {column}: decimal {mark}.", *form.notes]
    return Formats(dates, numbers), notes
