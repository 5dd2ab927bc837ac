"""The rows of the demo's leads, written in bulk: the tables' indexes and triggers are set aside meanwhile."""

from __future__ import annotations

from data.demo.lead_book import Book
from data.demo.lead_records import BEGINNING, Rows
from data.kernel.sqlite import sqlite3

_LEAD_COLUMNS = (
    *("id", "name", "title", "company", "emails", "phones", "links", "address", "territory", "segment"),
    *("product_interest", "influence", "source", "channel", "budget", "currency", "tags", "custom"),
    *("company_key", "owner_id", "created_at", "source_key", "batch_id"),
)
_EMPTY = {"budget": None, "currency": "", "source_key": None}
_LEAD_SQL = (
    f"insert into lead({', '.join(_LEAD_COLUMNS)}) values({', '.join(':' + name for name in _LEAD_COLUMNS)})"
)
_KEY_SQL = (
    "insert into match_key(id, record_table, record_id, kind, value, batch_id) values(?, 'lead', ?, ?, ?, ?)"
)
_MESSAGE_SQL = (
    "insert into message(id, lead_id, at, channel, text, due_at, answered_at, answered_by, minutes, touched) "
    "values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_NOTE_SQL = "insert into note(id, record_table, record_id, person_id, at, text) values(?, 'lead', ?, ?, ?, ?)"
_EVENT_SQL = "insert or ignore into record_event(record_table, record_id, seq) values('lead', ?, ?)"
_STANDING_SQL = f"update lead set {', '.join(f'{name} = ?' for name in BEGINNING)} where id = ?"


def put_leads(connection: sqlite3.Connection, rows: Rows) -> None:
    """Write the rows that have come together, and take them out of ``rows``."""
    connection.executemany(_LEAD_SQL, [{**_EMPTY, **lead} for lead in rows.leads])
    for sql, made in (
        (_KEY_SQL, rows.keys),
        (_MESSAGE_SQL, rows.messages),
        (_NOTE_SQL, rows.notes),
        (_EVENT_SQL, rows.events),
    ):
        connection.executemany(sql, made)
    for some in rows:
        some.clear()


def settle_leads(connection: sqlite3.Connection, book: Book) -> None:
    """Write how every lead stands in the end."""
    connection.executemany(_STANDING_SQL, book.standing())
