"""What the store itself keeps: the journal of commands, settings, guards of a batch, search tables that rest, and the
places of the digits of a reference.

Of all tables: instants are Unix milliseconds in UTC; days are ISO dates in the person's own time zone, stored when
the row is written; weeks are named by their Monday. ``touched`` is the id of the command that last changed a row
(null: as created); undo and guards compare it. ``batch_id`` is the import that brought a row. No column holds
bytes: a replicated engine takes numbers and text.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_table


def build(database: Database) -> None:
    """``guard`` takes nothing but 1, so that a guard that fails takes its batch with it.

    Each command says for which version of the store it was made, and one of a program that is older than the store by
    now is refused with its whole batch. ``terminal`` is the terminal session that it came from; null: unknown.
    """
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
            "touches": 0,
            "changes": str,
            "store_version": int,
            "terminal": int | None,
            "target": int | None,
            "undone_by": int | None,
        },
        key="seq",
    )
    journal.create_index(["id"], "journal_id", unique=True)
    create_table(database, "store_version", {"version": int}, key=None)
    database.execute("insert into store_version(version) values(0)")
    database.execute(
        """create trigger journal_of_another_version before insert on journal
        when new.store_version <> (select version from store_version)
        begin select raise(abort, 'the store has moved on'); end"""
    )
    setting = create_table(database, "setting", {"id": int, "name": str, "value": str, "touched": int | None})
    setting.create_index(["name"], "setting_name", unique=True)
    create_table(database, "guard", {"ok": int}, key=None, check="ok = 1")
    create_table(database, "reference_place", {"place": int}, key="place")
    places = ", ".join(f"({place})" for place in range(13))
    database.execute(f"insert into reference_place(place) values {places}")
    create_table(database, "search_rests", {"name": str}, key="name", without_rowid=True)
