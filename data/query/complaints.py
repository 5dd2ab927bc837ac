"""What SQLite says of a query that it does not understand, in words for whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from data.kernel.errors import CockpitError, UsageError
from data.kernel.sqlite import sqlite3
from data.kernel.text import clean
from data.query.statement import Statement

Readable = Mapping[str, Sequence[str]]
"""The columns of each table and view that the query may read."""

_FAULTS = (
    (r'near "(.+)": syntax error', "SQL is not understood near {0}."),
    (r"unrecognized token: \"(.+)\"", "SQL is not understood at {0}."),
    (r"incomplete input", "The query ends too early."),
    (r"ambiguous column name: (.+)", "{0} could be a column of several views: write it as view.{0}."),
    (r"no such function: (.+)", "There is no function {0}."),
    (r"Could not decode to UTF-8.*", "The answer holds bytes that are no text."),
)


def complaint(message: str, statement: Statement, readable: Readable, views: Collection[str]) -> CockpitError:
    """The error behind one of SQLite's messages: what is wrong, near what, and what could be meant."""
    kind, _, name = message.partition(": ")
    if kind == "no such table":
        return _no_table(name, readable, views)
    if kind == "no such column":
        return _no_column(name, statement, readable, views)
    for pattern, words in _FAULTS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return UsageError(words.format(*(clean(part, 60) for part in found.groups())))
    return UsageError(f"The query cannot be answered. SQLite says: {clean(message, 300)}.")


def is_of_the_query(error: sqlite3.DatabaseError) -> bool:
    """Whether an error is about what was asked, not about the file or its disk."""
    return getattr(error, "sqlite_errorname", "SQLITE_ERROR").startswith(
        (
            "SQLITE_ERROR",
            "SQLITE_AUTH",
            "SQLITE_TOOBIG",
            "SQLITE_MISMATCH",
            "SQLITE_RANGE",
            "SQLITE_CONSTRAINT",
        )
    )


def _no_table(name: str, readable: Readable, views: Collection[str]) -> CockpitError:
    near = _nearest(name, readable)
    return UsageError(
        f"There is no view or table {clean(name, 60)}.{near} Views: {', '.join(views)}.", code="query.no_view"
    )


def _no_column(name: str, statement: Statement, readable: Readable, views: Collection[str]) -> CockpitError:
    words = set(re.findall(r"\w+", statement.bare.lower()))
    asked = {table: columns for table, columns in readable.items() if table.lower() in words}
    near = _nearest(name, {column for columns in asked.values() for column in columns})
    sentence = f"There is no column {clean(name, 60)}.{near}"
    view = next((table for table in asked if table in views), None)
    if view is None:
        return UsageError(sentence)
    return UsageError(sentence, code="query.no_column", view=view)


def _nearest(name: str, names: Collection[str]) -> str:
    close = get_close_matches(name.rpartition(".")[2].lower()[:60], names, n=1)
    return f" Did you mean {close[0]}?" if close else ""
