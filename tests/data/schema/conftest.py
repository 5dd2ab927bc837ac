"""What the tests of the schema share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from data import opening, schema
from data.kernel.ids import IdMaker
from data.kernel.sqlite import sqlite3
from data.schema.steps import step_statements
from tests.data.leads.house import moment
from tests.data.schema import further_step


@pytest.fixture
def database() -> Iterator[Database]:
    """A database that the statements of all steps have made, in a row and by nothing else."""
    connection = sqlite3.connect(":memory:")
    for version in range(1, schema.VERSION + 1):
        for sql, params in step_statements(version, IdMaker(), moment(17)):
            connection.execute(sql, params)
    yield Database(connection)
    connection.close()


@pytest.fixture
def further(monkeypatch: pytest.MonkeyPatch) -> int:
    """The version of a program that has a step more."""
    version = schema.VERSION + 1
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, further_step.__name__))
    monkeypatch.setattr(schema, "VERSION", version)
    monkeypatch.setattr(opening, "VERSION", version)
    return version
