"""The columns of our own export of leads, which come back exactly as they went out."""

from __future__ import annotations

from data.files.table import Table
from data.imports.columns import Columns, Found
from data.imports.source_systems import OUR_KEY

REFERENCE = "Cockpit reference"
"""The column by which a file is known as an export of leads of our own."""
LINES = {"E-mail": "emails", "Phone": "phones", "Link": "links"}
"""Columns of fields with labels: ``E-mail``, ``E-mail (work)``."""
COLUMNS = {
    "Name": "name",
    "Title": "title",
    "Company": "company",
    "Address": "address",
    "Territory": "territory",
    "Segment": "segment",
    "Product interest": "product_interest",
    "Influence": "influence",
    "Source": "source",
    "Channel": "channel",
    "Budget": "budget",
    "Currency": "currency",
    "Tags": "tags",
    "Notes": "notes",
    "Status": "status",
    "Reason": "reason",
    "Owner": "owner",
    "Owner in the source": "owner_name",
    "Budget confirmed": "has_budget",
    "Need confirmed": "has_need",
    "Authority confirmed": "has_authority",
    "Timing confirmed": "has_timing",
    "Willing to meet": "will_meet",
    "Next step": "next_step",
    "Next step at": "follow_up_at",
    "Snoozed until": "snoozed_until",
    "Last touch": "last_touch_at",
    "Not worked yet": "unworked",
    "Created": "created",
    "Source record": "source_record",
    "Notes by date": "history",
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
