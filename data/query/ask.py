"""Putting a query to the store: on a connection of its own that only reads, for a limited time.

sqlite-utils runs it, names the columns apart, and knows what there is where a name is wrong.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from itertools import islice
from typing import NamedTuple

from sqlite_utils import Database
from sqlite_utils.utils import dedupe_keys

from data.kernel.engine import Value
from data.kernel.errors import Refused, UsageError
from data.kernel.file_engine import FileEngine, refuse_damage
from data.kernel.sqlite import sqlite3
from data.kernel.store import Store
from data.kernel.tables import View
from data.kernel.text import clean, clean_lines
from data.nouns import NOUNS
from data.people.person import Person
from data.people.reach import reach_of
from data.query.complaints import Readable, complaint, is_of_the_query
from data.query.permissions import Reading
from data.query.reached import cover, empty_copy, readable_views
from data.query.statement import Statement, read_statement, read_values

LONGEST_CELL = 100_000
"""Characters of a cell; no text of the store is as long."""

_LONGEST_HEADING = 80
_STEPS_BETWEEN_LOOKS = 10_000
"""Steps of SQLite's machine from one look at the clock to the next: well below a millisecond."""


class Answer:
    """The columns of an answer, and its rows, to be read once. ``is_cut`` tells afterwards whether there were more."""

    def __init__(self, columns: list[str], rows: Iterator[tuple[object, ...]], limit: int | None) -> None:
        self.columns = columns
        self.is_cut = False
        self._rows = rows
        self._limit = limit

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        """Rows of safe text and of numbers; bytes as hexadecimal digits."""
        for row in islice(self._rows, self._limit):
            yield tuple(map(_cell, row))
        self.is_cut = self._limit is not None and next(self._rows, None) is not None


class _Question(NamedTuple):
    """What is asked: the statement, the values it waits for, and how long the answer may take."""

    statement: Statement
    given: dict[str, Value]
    seconds: float
    deadline: float


@contextmanager
def asked(
    store: Store,
    sql: str,
    values: Mapping[str, str],
    *,
    seconds: float,
    limit: int | None = None,
    bound_to: Person | None = None,
) -> Iterator[Answer]:
    """The answer to a query, of one state of the store; it may take so many seconds, reading included.

    ``bound_to`` is the person to whom the session is bound: only views are there, with the rows that this person
    reaches. Raises UsageError for what cannot be understood, Refused where it takes too long.
    """
    statement = read_statement(sql)
    given = read_values(values, statement)
    question = _Question(statement, given, seconds, time.monotonic() + seconds)
    with ExitStack() as stack:
        engine = FileEngine(stack.enter_context(_file_of(store)), read_only=True)
        stack.callback(engine.close)
        readable = None
        if bound_to is not None:
            views = views_to_read(bound_to)
            readable = {name: list(view.columns) for name, view in views.items()}
            _refuse_all_but(views, readable, question)
            cover(engine.connection, views, reach_of(store, bound_to))
        engine.connection.execute("pragma query_only = 1")
        database = Database(engine.connection, recursive_triggers=False, execute_plugins=False)
        with _in_words(database, Reading(), question, store.path, readable):
            cursor = database.execute(statement.sql, given)
            headings = (clean(column[0], _LONGEST_HEADING) or "column" for column in cursor.description)
            yield Answer(dedupe_keys(headings), cursor, limit)


@contextmanager
def _file_of(store: Store) -> Iterator[str]:
    """The file that a query reads: the store's own, or a copy of what several hosts keep."""
    if isinstance(store.engine, FileEngine):
        yield store.path
        return
    from data.backup.cluster_copies import copied
    from data.kernel.cluster_engine import ClusterEngine

    if isinstance(store.engine, ClusterEngine):
        with copied(store.engine) as path:
            yield path


def views_to_read(bound_to: Person | None = None) -> dict[str, View]:
    """The views that there are, or those for somebody to whom a session is bound."""
    views = NOUNS.views()
    return dict(views) if bound_to is None else readable_views(views)


def _refuse_all_but(views: Mapping[str, View], readable: Readable, question: _Question) -> None:
    """Raise UsageError for a query that speaks of anything but the views."""
    connection, permission = empty_copy(views)
    database = Database(connection, recursive_triggers=False, execute_plugins=False)
    with closing(connection), _in_words(database, permission, question, "", readable):
        database.execute(f"explain {question.statement.sql}", question.given).fetchone()


@contextmanager
def _in_words(
    database: Database, permission: Reading, question: _Question, path: str, readable: Readable | None = None
) -> Iterator[None]:
    """Watch over a query while it runs and is read, and say in words what goes wrong.

    ``readable`` is what it may read, where that is not all that the database has.
    """
    connection = database.conn
    connection.set_authorizer(permission)
    connection.set_progress_handler(lambda: time.monotonic() > question.deadline, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except sqlite3.DatabaseError as error:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)
        if permission.refused:
            raise UsageError(permission.refused) from error
        if str(error) == "interrupted":
            raise _interrupted(question) from error
        if not is_of_the_query(error):
            refuse_damage(error, path)
        if readable is None:
            readable = {one.name: list(one.columns_dict) for one in (*database.tables, *database.views)}
        raise complaint(str(error), question.statement, readable, NOUNS.views()) from error


def _interrupted(question: _Question) -> BaseException:
    """Who stopped SQLite: the clock, or an interrupt from the keyboard, which gets lost during a look at the clock."""
    if time.monotonic() < question.deadline:
        return KeyboardInterrupt()
    return Refused(
        f"The answer takes longer than {question.seconds:g} seconds.",
        code="query.too_long",
        seconds=question.seconds,
    )


def _cell(value: object) -> object:
    """A value as it can be shown: text without what a terminal would take for an order."""
    if isinstance(value, str):
        return clean_lines(value, LONGEST_CELL)
    return value.hex() if isinstance(value, bytes) else value
