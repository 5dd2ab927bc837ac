"""With how many points a week was submitted: whoever signs it sees that it has others by now."""

from __future__ import annotations

from sqlite_utils import Database


def build(database: Database) -> None:
    """Of weeks that were submitted before nobody knows it."""
    database.table("review").add_column("points", int)
