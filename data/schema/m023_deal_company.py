"""Whether a company had bought before a deal was won is read from the index of its deals alone."""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_partial_index


def build(database: Database) -> None:
    """The index of deals by company holds how and when each was closed."""
    database.execute("drop index deal_company")
    create_partial_index(
        database, "deal_company", "deal", ["company_key", "open", "closed_at", "stage", "merged_into"]
    )
