"""Writing a demo store: a company's whole history in bulk, then its last minutes by real commands.

The same size, seed and instant give the same rows, ids included. A million entries take seconds: rows are
streamed in the order of time, and indexes, triggers and totals are made once at the end.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from data.calendar.hours import MINUTE
from data.demo.amounts import full_size
from data.demo.telling import planned, tell
from data.kernel.errors import StoreError
from data.kernel.file_engine import open_connection, refusing_damage
from data.kernel.private_files import OWNER
from data.kernel.sqlite import sqlite3
from data.nouns import NOUNS
from data.opening import open_store
from data.schema.migrate import create
from data.story.story import Story


def write_demo(path: str, size: Mapping[str, int], seed: int, now: int, mode: int = OWNER) -> Story:
    """Write a demo store to a new file of these rights; what it holds ends at the instant ``now``.

    Returns the story that it tells. ``size`` says how many there are, by the names of ``data.demo.amounts``; what it
    leaves out is as usual. Raises UsageError for a size out of range, StoreError where something is at ``path`` already
    or it cannot be written.
    """
    story = planned(full_size(size), seed, now)
    if os.path.lexists(path):
        raise StoreError(f"There is something at {path} already. Nothing was changed.")
    with _draft(path) as draft:
        seeds = [statement for part in story.parts for statement in part.seeds()]
        create(draft, seeds, story.ids, story.founded, mode)
        with refusing_damage(path), _bulk_connection(draft) as connection:
            tell(story, connection)
        _take_last_steps(draft, story)
        try:
            os.link(draft, path)
        except FileExistsError:
            raise StoreError(f"There is something at {path} already. Nothing was changed.") from None
    return story


def _take_last_steps(path: str, story: Story) -> None:
    store = open_store(path)
    store.terminal = None  # the same rows wherever they are made, and nobody's own steps
    store.ids = story.ids
    moments = iter(range(story.end + MINUTE, story.now, MINUTE // 2))
    try:
        for part in story.parts:
            part.last_steps(store, moments)
    finally:
        store.close()


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
        for search in filter(None, (table.search for table in NOUNS.tables().values())):
            connection.execute(f"insert into {search}(rowid, words) select id, words from {search}_words")
            connection.execute(f"insert into {search}({search}) values('optimize')")
        for sql in later:
            connection.execute(sql)
        for totals in sorted({table.totals for table in NOUNS.tables().values() if table.totals}):
            # Triggers that have rested count what they keep anew.
            connection.execute("insert into search_rests(name) values(?)", (totals,))
            connection.execute("delete from search_rests where name = ?", (totals,))
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
