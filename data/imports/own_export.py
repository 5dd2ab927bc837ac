"""The columns of our own export of a noun's records, which come back exactly as they went out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from data.files.table import Table
from data.imports.columns import Columns, Found
from data.imports.source_systems import OUR_KEY
from data.records.fields import LABELLED_FORMS, Records

NOTES_BY_DATE = "Notes by date"
"""The column behind the fields."""
CUSTOM_PREFIX = "Custom: "
"""Before the name of an added field that is called like a column of our own."""
OTHER_FIELDS = "Other fields (JSON)"
"""Added fields whose names no heading can give back."""


class OwnExport(NamedTuple):
    """Our own export of a noun. A file is known as one by its column ``reference``.

    ``file_names``: what files call fields whose column is called otherwise. ``further`` are the headings of what the
    noun tells besides, and the fields below them; ``has_notes``: whether its records have notes.
    """

    records: Records
    reference: str
    file_names: Mapping[str, str] = {}
    further: Mapping[str, str] = {}
    has_notes: bool = True

    @property
    def lines(self) -> dict[str, str]:
        """The columns of fields with labels, ``E-mail`` and ``E-mail (work)``: the heading and the field."""
        headed = self.records.headed
        return {heading: field.column for heading, field in headed.items() if field.form in LABELLED_FORMS}

    @property
    def columns(self) -> dict[str, str]:
        """The other headings and the fields below them, in their order."""
        found = {
            heading: self.file_names.get(field.column, field.column)
            for heading, field in self.records.headed.items()
            if field.form not in LABELLED_FORMS
        }
        notes = {NOTES_BY_DATE: "history"} if self.has_notes else {}
        return {**found, **notes, **self.further}

    def field_of(self, heading: str) -> str | None:
        """The field of a heading, or None for an added field."""
        if heading == self.reference:
            return "id"
        if heading == OTHER_FIELDS:
            return "custom"
        if heading in self.columns:
            return self.columns[heading]
        for name, field in self.lines.items():
            if heading == name:
                return field
            if heading.startswith(f"{name} (") and heading.endswith(")"):
                return f"{field}:{heading[len(name) + 2 : -1]}"
        return None

    def returning(self, table: Table) -> Columns | None:
        """What the columns of our own export hold, without guessing; None for any other file."""
        if self.reference not in table.columns:
            return None
        found: list[Found] = []
        rest: list[str] = []
        for column in table.columns:
            field = self.field_of(column)
            if field is None:
                rest.append(column)
            else:
                found.append(Found(field, column, 100, "a column of Cockpit's own"))
        return Columns(tuple(found), "cockpit", OUR_KEY, is_ours=True, rest=tuple(rest))

    def custom_heading(self, name: str) -> str:
        """An added field's own name, with a mark before it where one of our columns is called so."""
        is_ours = self.field_of(name) is not None
        return CUSTOM_PREFIX + name if is_ours or name.startswith(CUSTOM_PREFIX) else name


def added_name(heading: str) -> str:
    """What an added field is called that our own export has under a heading."""
    return heading.removeprefix(CUSTOM_PREFIX)
