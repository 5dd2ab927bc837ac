"""The territory in which a person sells: what the person's new deals begin with."""

from __future__ import annotations

from sqlite_utils import Database


def build(database: Database) -> None:
    """A column of people."""
    database.table("person").add_column("territory", str, not_null_default="")
