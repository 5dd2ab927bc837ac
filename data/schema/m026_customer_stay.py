"""How long the company's customers stay is read from their first and last days alone."""

from __future__ import annotations

from sqlite_utils import Database


def build(database: Database) -> None:
    """The index that holds all that is asked."""
    database.table("customer").create_index(["since", "churned_on", "merged_into"], "customer_stay")
