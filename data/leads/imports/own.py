"""The columns of our own export of leads, which come back exactly as they went out."""

from __future__ import annotations

from data.files.table import Table
from data.leads.fields import HEADED, NOTES_BY_DATE
from data.leads.imports.columns import OWN_KEY, OWN_REFERENCE, Columns, Found
from data.records.fields import LABELLED_FORMS

LINES = {heading: field.column for heading, field in HEADED.items() if field.form in LABELLED_FORMS}
"""Columns of fields with labels: ``E-mail``, ``E-mail (work)``."""
_CALLED = {"owner_id": "owner", "created_at": "created", "source_key": "source_record"}
"""What files call fields whose column is called otherwise."""
COLUMNS = {
    **{
        heading: _CALLED.get(field.column, field.column)
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


def own_columns(table: Table) -> Columns:
    """What the columns of our own export hold: nothing is guessed."""
    found: list[Found] = []
    rest: list[str] = []
    for column in table.columns:
        field = own_field(column)
        if field is None:
            rest.append(column)
        else:
            found.append(Found(field, column, 100, "a column of Cockpit's own"))
    return Columns(tuple(found), "cockpit", OWN_KEY, False, is_own=True, rest=tuple(rest))


def own_field(column: str) -> str | None:
    """The field of a heading of our export, or None for an added field."""
    if column == OWN_REFERENCE:
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
