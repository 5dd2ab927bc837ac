"""A store of several hosts is brought up to date once, by one of those who come at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data import opening, schema
from data.begin import begin_store
from data.kernel.errors import StoreError
from data.opening import open_store
from tests.data.leads.house import moment
from tests.data.schema import further_step
from tests.rqlite_nodes import address, nodes

NOW = moment(17)
RACERS = 6


@pytest.fixture
def place(tmp_path: Path) -> Iterator[str]:
    """The address of a node that keeps a store of the program before."""
    with nodes(tmp_path) as members:
        begin_store(address(members), NOW, name="Ada Admin", start="2026-09-07")
        yield address(members)


def test_many_at_once_bring_it_up_to_date_once(
    place: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    former = open_store(place)
    version = int(request.getfixturevalue("further"))

    def bring_up(_: int) -> list[object]:
        store = open_store(place)
        try:
            return [store.select("select version from store_version"), store.select("select name from visit")]
        finally:
            store.close()

    with ThreadPoolExecutor(RACERS) as racers:
        found = list(racers.map(bring_up, range(RACERS)))
    assert found == [[[(version,)], [("first",)]]] * RACERS
    former.close()
    monkeypatch.setattr(opening, "VERSION", version - 1)
    with pytest.raises(StoreError, match="newer Cockpit"):
        open_store(place)


def test_a_step_that_fails_leaves_the_store_as_it_was(
    place: str, further: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = [("create table half(x)", ()), ("insert into nowhere values(1)", ())]
    monkeypatch.setattr(further_step, "seeds", lambda ids, now: iter(failing))
    with pytest.raises(StoreError, match="could not be brought up to date"):
        open_store(place)
    monkeypatch.setattr(opening, "VERSION", further - 1)
    monkeypatch.setattr(schema, "VERSION", further - 1)
    store = open_store(place)
    assert not store.select("select 1 from sqlite_schema where name in ('half', 'visit')")
    store.close()
