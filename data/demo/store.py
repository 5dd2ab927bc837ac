"""Writing a demo store: a company's whole history in bulk, then its last minutes by real commands.

The same size, seed and instant give the same rows, ids included. A million entries take seconds: rows are
streamed in the order of time, and indexes, triggers and totals are made once at the end.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from random import Random

from data.demo.events import Deed, LogEvent, founding_moment, person_columns
from data.demo.history import History, Size, plan_history
from data.demo.last_steps import LAST_ENTRIES, take_last_steps
from data.demo.lead_records import Touch
from data.demo.lead_rows import put_leads, settle_leads
from data.kernel.commands import facts_of
from data.kernel.engine import Statement, Value
from data.kernel.errors import StoreError
from data.kernel.file_engine import open_connection, refusing_damage
from data.kernel.ids import IdMaker
from data.kernel.journal import BEGUN
from data.kernel.private_files import OWNER
from data.kernel.sqlite import sqlite3
from data.nouns import NOUNS
from data.people.default_person import SETTING as DEFAULT_PERSON
from data.points.log import LogActivity
from data.schema import VERSION
from data.schema.migrate import create

LOGGED = facts_of(LogActivity)
CHUNK = 20_000
"""Rows handed to SQLite at a time."""

_ENTRY_SQL = (
    "insert into activity(id, person_id, kind, count, points, at, day, note, flag, lead_id, outcome) "
    "values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_JOURNAL_SQL = (
    "insert into journal(id, name, actor, subject, at, summary, points, touches, changes, store_version) "
    f"values(?, ?, ?, ?, ?, ?, ?, ?, ?, {VERSION})"
)
_TALLY_SQL = (
    "insert into tally(person_id, day, kind, entries, count, points) "
    "select person_id, day, kind, count(*), sum(count), sum(points) from activity "
    "group by person_id, day, kind"
)


def touches(name: str) -> int:
    """What a command of that name touches; nothing where no noun knows it yet."""
    facts = NOUNS.facts().get(name)
    return facts.touches if facts else 0


def write_demo(path: str, size: Size, seed: int, now: int, mode: int = OWNER) -> None:
    """Write a demo store to a new file of these rights; what it holds ends at the instant ``now``.

    Raises UsageError for a size out of range, StoreError where something is at ``path`` already or it
    cannot be written.
    """
    history = plan_history(size, seed, now, LAST_ENTRIES)
    if os.path.lexists(path):
        raise StoreError(f"There is something at {path} already. Nothing was changed.")
    ids = IdMaker(Random(f"{seed} ids").randbytes)
    with _draft(path) as draft:
        founded = founding_moment(history.company, history.begin)
        create(draft, _seeds(history, ids, founded), ids, founded, mode)
        with refusing_damage(path), _bulk_connection(draft) as connection:
            _load(connection, history, ids)
        take_last_steps(draft, history.company.first.id, history.end, ids, history.book.known())
        try:
            os.link(draft, path)
        except FileExistsError:
            raise StoreError(f"There is something at {path} already. Nothing was changed.") from None


@contextmanager
def _draft(path: str) -> Iterator[str]:
    """A name beside the path to write to first; whatever is left of it goes in the end."""
    draft = f"{path}.{os.getpid()}.draft"
    try:
        yield draft
    finally:
        for leftover in (draft, draft + "-wal", draft + "-shm", draft + ".lock"):
            if os.path.exists(leftover):
                os.remove(leftover)


def _seeds(history: History, ids: IdMaker, founded: int) -> list[Statement]:
    """What the store begins with besides the catalogues: its admin, and on whom it opens."""
    company = history.company
    admin = person_columns(company.admin)
    return [
        _insert("person", {"id": company.admin.id, **admin}),
        _insert("setting", {"id": ids.new(founded), "name": DEFAULT_PERSON, "value": str(company.first.id)}),
        (
            _JOURNAL_SQL,
            (
                ids.new(founded),
                BEGUN,
                company.admin.id,
                None,
                founded,
                f"store begun by {company.admin.name}",
                0,
                0,
                "[]",
            ),
        ),
    ]


def _insert(table: str, columns: dict[str, Value]) -> Statement:
    marks = ", ".join("?" * len(columns))
    return f"insert into {table}({', '.join(columns)}) values({marks})", tuple(columns.values())


@contextmanager
def _bulk_connection(path: str) -> Iterator[sqlite3.Connection]:
    """A connection for one long load into a file that nobody else knows; on disk at the end.

    A crash leaves a broken draft, which no one takes for a store, so that no journal of pages is needed.
    """
    connection = open_connection(path)
    try:
        connection.execute("pragma journal_mode = delete")
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute("pragma cache_size = -65536")
        later = _set_aside(connection)
        connection.execute("begin immediate")
        yield connection
        connection.execute(_TALLY_SQL)
        for search in filter(None, (table.search for table in NOUNS.tables().values())):
            connection.execute(f"insert into {search}(rowid, words) select id, words from {search}_words")
            connection.execute(f"insert into {search}({search}) values('optimize')")
        for sql in later:
            connection.execute(sql)
        connection.execute("commit")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma journal_mode = wal")
    finally:
        connection.close()
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _set_aside(connection: sqlite3.Connection) -> list[str]:
    """Drop the indexes and triggers of all tables, and return the SQL that makes them again."""
    rows = connection.execute(
        "select type, name, sql from sqlite_master where type in ('index', 'trigger') and sql is not null "
        "order by type, name"
    ).fetchall()
    for kind, name, _ in rows:
        connection.execute(f"drop {kind} {name}")
    return [sql for _, _, sql in rows]


def _load(connection: sqlite3.Connection, history: History, ids: IdMaker) -> None:
    events, book = history.events(), history.book
    from sqlite_utils import Database

    database = Database(connection, recursive_triggers=False, execute_plugins=False)
    seq = connection.execute("select max(seq) from journal").fetchone()[0]
    while chunk := list(islice(events, CHUNK)):
        entries: list[tuple[Value, ...]] = []
        journal: list[tuple[Value, ...]] = []
        for event in chunk:
            identifier = ids.new(event.at)
            place = seq + len(journal) + 1
            if isinstance(event, LogEvent):
                entry, line = _entry(event, identifier, book.touch(event, identifier, place))
                entries.append(entry)
                journal.append(line)
            elif isinstance(event, Deed):
                row = ids.new(event.at) if event.row is None else event.row
                database.table(event.table).insert({"id": row, **event.columns})
                journal.append(_deed_journal(identifier, event, row))
            elif told := book.step(event, identifier, place, ids):
                name, summary, changes = told
                journal.append(
                    (identifier, name, event.actor, None, event.at, summary, 0, touches(name), changes)
                )
        seq += len(journal)
        connection.executemany(_ENTRY_SQL, entries)
        connection.executemany(_JOURNAL_SQL, journal)
        put_leads(connection, book.rows)
    book.finish()
    put_leads(connection, book.rows)
    settle_leads(connection, book)


def _entry(
    event: LogEvent, identifier: int, touch: Touch | None
) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """The rows of an entry and of its command."""
    at, _, person, kind, count, points, done_at, day, note, flag, summary = event
    if touch is None:
        alone = (identifier, person, kind, count, points, done_at, day, note, flag, None, None)
        return alone, (identifier, LOGGED.name, person, None, at, summary, points, *LOGGED[2:])
    told, lead, outcome, note = touch
    row = (identifier, person, kind, count, points, done_at, day, note, flag, lead, outcome)
    return row, (
        identifier,
        told.name,
        person,
        None,
        at,
        told.summary,
        points,
        touches(told.name),
        told.changes,
    )


def _deed_journal(identifier: int, deed: Deed, row: int) -> tuple[Value, ...]:
    changes = f'[["{deed.table}",{row},null,null]]'
    return (
        *(identifier, deed.name, deed.actor, deed.subject, deed.at, deed.summary, 0),
        *(touches(deed.name), changes),
    )


__all__ = ["Size", "write_demo"]
