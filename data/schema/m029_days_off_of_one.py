"""One person's days off are found without those of all others: they are asked for each owner of a page of leads."""

from __future__ import annotations

from sqlite_utils import Database


def build(database: Database) -> None:
    """The index by whose they are."""
    database.table("day_off").create_index(["person_id", "day"], "day_off_person")
