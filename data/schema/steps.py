"""Steps as lists of statements, so that every engine applies the same.

A step is a module with ``build``, which adds to a database through sqlite-utils, and, where its tables begin with
rows, ``seeds``. It builds on a scratch database that has all earlier steps; what it executes there is the step.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

from sqlite_utils import Database

from data import schema
from data.kernel.engine import Statement
from data.kernel.ids import IdMaker
from data.kernel.sqlite import sqlite3

_DEFINING = frozenset({"alter", "create", "delete", "drop", "insert", "update"})


def step_statements(version: int, ids: IdMaker, now: int) -> list[Statement]:
    """The statements that lead from ``version - 1`` to ``version``: its tables, then the rows they begin with."""
    seeds = getattr(import_module(schema.STEPS[version - 1]), "seeds", None)
    definitions: list[Statement] = [(sql, ()) for sql in _definitions(schema.STEPS)[version - 1]]
    return definitions if seeds is None else [*definitions, *seeds(ids, now)]


@cache
def _definitions(steps: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """What each of the steps defines. Nothing but the steps decides on it: a process works it out once."""
    executed: list[str] = []

    def note(sql: str, values: Sequence[Any] | dict[str, Any] | None) -> None:
        # The library also looks about: what only reads is no part of a step.
        if sql.split(maxsplit=1)[0].lower() in _DEFINING:
            if values:
                raise ValueError(f"A step that builds writes no values: {sql}. Rows are seeds.")
            executed.append(sql.strip().removesuffix(";"))

    connection = sqlite3.connect(":memory:")
    try:
        database = Database(connection, tracer=note, execute_plugins=False)
        found = []
        for step in steps:
            executed.clear()
            import_module(step).build(database)
            found.append(tuple(executed))
        return tuple(found)
    finally:
        connection.close()
