"""A step such as the next noun's: a table of its own, a column of another's, rows filled from what is there."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker
from data.schema.declare import create_table


def build(database: Database) -> None:
    """Deals, and how often somebody was in touch with a lead."""
    create_table(
        database, "visit", {"id": int, "name": str, "lead_id": int | None}, references={"lead_id": "lead"}
    )
    database.table("lead").add_column("touches", int)
    database.execute("update lead set touches = (select count(*) from activity where lead_id = lead.id)")


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """One visit."""
    yield ("insert into visit(id, name) values(?, 'first')", (ids.new(now),))
