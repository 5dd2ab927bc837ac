"""Indexes of an owner's deals that hold all that the funnel asks of them, whatever it is narrowed to."""

from __future__ import annotations

from sqlite_utils import Database

_LOOKED_AT = ("channel", "territory", "sold_lines", "merged_into")
_INDEXES = {
    "deal_open": (
        *("open", "owner_id", "stage", "stage_since", "amount", "currency", "probability", "category"),
        *("expected_close", *_LOOKED_AT, "furthest"),
    ),
    "deal_owner_closed": (
        *("owner_id", "closed_at", "open", "stage", "amount", "currency", "created_at", "lead_id"),
        *_LOOKED_AT,
    ),
}


def build(database: Database) -> None:
    """The indexes take the place of narrower ones of the same names."""
    for name, columns in _INDEXES.items():
        database.execute(f"drop index {name}")
        database.table("deal").create_index(columns, name)
