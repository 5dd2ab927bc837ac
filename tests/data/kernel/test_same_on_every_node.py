"""Several hosts run each statement by themselves: one that asked its machine for anything would leave them unlike."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

import data
from data.kernel.engine import Params, Row, Statement
from data.kernel.file_engine import FileEngine
from tests.data.kernel.every_command import MAKERS, NEEDS
from tests.data.kernel.test_undo import NAMES, begin, do

OF_THE_MACHINE = re.compile(
    r"\brandom(blob)?\s*\(|\blast_insert_rowid\b|\b(total_)?changes\s*\(|\bcurrent_(time|date|timestamp)\b"
    r"|'(now|localtime|utc)'|\b(date|time|datetime|julianday|unixepoch)\s*\(\s*\)|\bstrftime\s*\(\s*'[^']*'\s*\)",
    re.IGNORECASE,
)
"""Clocks, chance, and what belongs to one connection, in SQL."""
SQL = re.compile(
    r"\b(select|insert into|insert or|update \w+ set|delete from|create|with \w+)\b"
    r".*\b(from|values|set|as|on|table|select)\b",
    re.IGNORECASE | re.DOTALL,
)


def texts(source: Path) -> Iterator[str]:
    """The texts of a module but for its docstrings, which tell of SQL and are none."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    parts = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield ast.unparse(node)
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in told
            and id(node) not in parts
        ):
            yield node.value


def test_no_statement_of_the_source_asks_the_machine() -> None:
    folder = Path(data.__file__).parent
    found = [
        (source.relative_to(folder), text)
        for source in sorted(folder.rglob("*.py"))
        for text in texts(source)
        if OF_THE_MACHINE.search(text) and SQL.search(text)
    ]
    assert found == []


def test_no_statement_of_any_command_or_trigger_asks_the_machine(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements: set[str] = set()
    write, select = FileEngine.write, FileEngine.select

    def writing(engine: FileEngine, batch: Sequence[Statement]) -> None:
        statements.update(sql for sql, _ in batch)
        write(engine, batch)

    def selecting(engine: FileEngine, sql: str, params: Params = ()) -> list[Row]:
        statements.add(sql)
        return select(engine, sql, params)

    monkeypatch.setattr(FileEngine, "write", writing)
    monkeypatch.setattr(FileEngine, "select", selecting)
    house, chance = begin(tmp_path_factory), Random(3)
    for name in NAMES:
        if name in NEEDS:
            do(house, NEEDS[name], chance)
        if do(house, name, chance):
            house.undo(house.admin)
            house.redo(house.admin)
    kept = [row[0] for row in house.store.select("select sql from sqlite_schema where sql is not null")]
    house.store.close()
    assert len(MAKERS) > 50 and len(statements) > 300 and len(kept) > 100
    assert [sql for sql in (*sorted(statements), *kept) if OF_THE_MACHINE.search(sql)] == []


@pytest.mark.parametrize(
    "sql",
    [
        "insert into a values(random())",
        "select datetime('now') from a",
        "select date( ) from a",
        "select strftime('%s') from a",
        "update a set b = last_insert_rowid()",
        "select current_timestamp",
    ],
)
def test_what_asks_the_machine_is_found(sql: str) -> None:
    assert OF_THE_MACHINE.search(sql)
