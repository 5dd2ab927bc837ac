"""A demo store and a small company, to be asked in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.demo.store import write_demo
from data.kernel.store import Store
from data.opening import open_store
from data.query.ask import asked
from tests.data.leads.house import House, moment

THURSDAY = moment(19, "15:00")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A company of some reps and a manager, half a year old."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    write_demo(str(path), {"reps": 4, "activities": 2_000, "leads": 150}, 7, THURSDAY)
    store = open_store(str(path))
    yield store
    store.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A new company."""
    house = House(tmp_path)
    yield house
    house.store.close()


def answer(store: Store, sql: str, values: dict[str, str] | None = None, **how: Any) -> list[tuple[Any, ...]]:
    """All rows of an answer."""
    with asked(store, sql, values or {}, **{"seconds": 30, **how}) as found:
        return list(found)


def records(store: Store, sql: str, values: dict[str, str] | None = None, **how: Any) -> list[dict[str, Any]]:
    """The rows of an answer by column."""
    with asked(store, sql, values or {}, **{"seconds": 30, **how}) as found:
        return [dict(zip(found.columns, row, strict=True)) for row in found]
