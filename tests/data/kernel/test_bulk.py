"""Rows of an import as wholes: put in with their search words, found, taken out and brought back to the last one."""

from collections.abc import Sequence

import pytest

from data.kernel import bulk
from data.kernel.bulk import NewRows
from data.kernel.engine import BatchRefused, Value
from tests.data.leads.house import House

NAMES = ("id", "name", "created_at", "batch_id")
BATCH = 77


def rows(house: House, count: int) -> Sequence[Sequence[Value]]:
    """Leads of one batch."""
    return [(number, f"Name{number}", house.now, BATCH) for number in house.store.new_ids(house.now, count)]


def found(house: House, word: str) -> int:
    """How many leads a word finds."""
    return int(house.rows("select count(*) from lead_search where lead_search match ?", word)[0][0])


@pytest.mark.parametrize("count", [3, 6_000])
def test_what_was_put_in_is_searched_taken_out_and_brought_back(house: House, count: int) -> None:
    house.add("Ida")
    before = house.state()
    indexes = house.rows("select name, sql from sqlite_master order by name")
    store = house.store
    store.engine.write(bulk.put_in(store, NewRows("lead", NAMES, rows(house, count)), BATCH))
    after = house.state()
    assert found(house, "name*") == count
    images = bulk.images(store, "lead", BATCH)
    assert len(images.rows) == count and bulk.count_in_use(store, "lead", BATCH) == 0
    store.engine.write([*bulk.take_out(store, [images]), ("delete from guard", ())])
    assert (house.state(), found(house, "name*")) == (before, 0)
    store.engine.write(bulk.bring_back(store, [images]))
    assert (house.state(), found(house, "name*")) == (after, count)
    assert house.rows("select name, sql from sqlite_master order by name") == indexes
    assert house.rows("pragma integrity_check") == [("ok",)]


def test_rows_that_somebody_works_with_meanwhile_are_not_taken_out(house: House) -> None:
    store = house.store
    store.engine.write(bulk.put_in(store, NewRows("lead", NAMES, rows(house, 3)), BATCH))
    images = bulk.images(store, "lead", BATCH)
    statements = bulk.take_out(store, [images])
    store.engine.write([("update lead set touched = 5 where id = ?", (images.rows[0][0],))])
    with pytest.raises(BatchRefused) as refused:
        store.engine.write(statements)
    assert refused.value.reason == "stale"
    assert bulk.names_in_use(store, "lead", BATCH, 5) == ["Name" + str(images.rows[0][0])]


def test_no_rows_make_no_statements(house: House) -> None:
    assert bulk.put_in(house.store, NewRows("lead", NAMES, []), BATCH) == []


@pytest.mark.parametrize("others", [1, 9])
def test_what_stays_is_still_found_once_few_or_most_leads_are_taken_back(
    house: House, others: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_INDEXES_REST_FROM", 2)
    for number in range(others):
        house.add(f"Ida{number}")
    store = house.store
    store.engine.write(bulk.put_in(store, NewRows("lead", NAMES, rows(house, 3)), BATCH))
    images = bulk.images(store, "lead", BATCH)
    store.engine.write([*bulk.take_out(store, [images]), ("delete from guard", ())])
    assert (found(house, "ida*"), found(house, "name*")) == (others, 0)
    assert house.rows("pragma integrity_check") == [("ok",)]
    house.add("Zoe")
    assert found(house, "zoe") == 1
