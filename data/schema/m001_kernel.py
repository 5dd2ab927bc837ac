"""What the store itself keeps: the journal of commands, settings, guards of a batch, search tables that rest.

Of all tables: instants are Unix milliseconds in UTC; days are ISO dates in the person's own time zone, stored when
the row is written; weeks are named by their Monday. ``touched`` is the id of the command that last changed a row
(null: as created); undo and guards compare it. ``batch_id`` is the import that brought a row. No column holds
bytes: a replicated engine takes numbers and text.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_table


def build(database: Database) -> None:
    """``guard`` takes nothing but 1, so that a guard that fails takes its batch with it."""
    journal = create_table(
        database,
        "journal",
        {
            "seq": int,
            "id": int,
            "name": str,
            "actor": int,
            "subject": int | None,
            "at": int,
            "summary": str,
            "points": 0,
            "changes": str | None,
            "target": int | None,
            "undone_by": int | None,
        },
        key="seq",
    )
    journal.create_index(["id"], "journal_id", unique=True)
    setting = create_table(database, "setting", {"id": int, "name": str, "value": str, "touched": int | None})
    setting.create_index(["name"], "setting_name", unique=True)
    create_table(database, "guard", {"ok": int}, key=None, check="ok = 1")
    create_table(database, "search_rests", {"name": str}, key="name", without_rowid=True)
