"""The columns of our own export of leads, which come back exactly as they went out."""

from __future__ import annotations

from data.files.table import Table
from data.imports.columns import Columns, Found
from data.imports.source_systems import OUR_KEY
from data.leads.fields import HEADED, NOTES_BY_DATE
from data.records.fields import LABELLED_FORMS

REFERENCE = "Cockpit reference"
"""The column by which a file is known as an export of leads of our own."""

LINES = {heading: field.column for heading, field in HEADED.items() if field.form in LABELLED_FORMS}
"""Columns of fields with labels: ``E-mail``, ``E-mail (work)``."""
FILE_NAMES = {"owner_id": "owner", "created_at": "created", "source_key": "source_record"}
"""What files call fields whose column is called otherwise."""
COLUMNS = {
    **{
        heading: FILE_NAMES.get(field.column, field.column)
        for heading, field in HEADED.items()
        if heading not in LINES
    },
    NOTES_BY_DATE: "history",
}
"""Headings of our export and the fields below them, in its order."""
CUSTOM_PREFIX = "Custom: "
"""Before the name of an added field that is called like a column of our own."""
OTHER_FIELDS = "Other fields (JSON)"
"""Added fields whose names no heading can give back."""


def exported_columns(table: Table) -> Columns | None:
    """What the columns of our own export hold, without guessing; None for any other file."""
    if REFERENCE not in table.columns:
        return None
    found: list[Found] = []
    rest: list[str] = []
    for column in table.columns:
        field = exported_field(column)
        if field is None:
            rest.append(column)
        else:
            found.append(Found(field, column, 100, "a column of Cockpit's own"))
    return Columns(tuple(found), "cockpit", OUR_KEY, is_ours=True, rest=tuple(rest))


def exported_field(column: str) -> str | None:
    """The field of a heading of our export, or None for an added field."""
    if column == REFERENCE:
        return "id"
    if column == OTHER_FIELDS:
        return "custom"
    if column in COLUMNS:
        return COLUMNS[column]
    for heading, field in LINES.items():
        if column == heading:
            return field
        if column.startswith(f"{heading} (") and column.endswith(")"):
            return f"{field}:{column[len(heading) + 2 : -1]}"
    return None
