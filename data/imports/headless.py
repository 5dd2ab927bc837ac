"""Files whose first row is no row of column names, but the first record."""

from __future__ import annotations

import re

from data.files.findings import listed
from data.files.refused import FileRefused, shown_name
from data.files.table import Table
from data.imports.columns import Columns

_NEVER_A_NAME = re.compile(
    r"[^@\s]+@[^@\s]+\.\w+|\+?(?:[\s./()-]*\d){7,}|\w+://\S+|(?:\d{1,4}[-./]){2}\d{1,4}.*"
)
"""An e-mail address, a phone, a link or a date: a row that holds such is one of data."""


def refuse_headless(table: Table, columns: Columns) -> None:
    """Raise FileRefused for a table whose names of columns read like data, so that its first record would be lost."""
    if not table.has_header:
        return
    data = sum(_NEVER_A_NAME.fullmatch(name.strip()) is not None for name in table.columns)
    known = sum(found.score == 100 for found in columns.found)
    if data > known:
        raise FileRefused(
            f"{shown_name(table.path)} has no row of column names: its first row is {listed(table.columns)}.",
            code="file.no_header",
        )
