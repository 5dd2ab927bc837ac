"""The file as an engine: whole batches or none, with the reason, and news of what others wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.kernel.engine import BatchRefused
from data.kernel.errors import StoreError
from data.kernel.file_engine import FileEngine
from data.kernel.refusals import refused
from data.kernel.sqlite import sqlite3
from tests.data.leads.house import House


@pytest.fixture
def engine(house: House) -> Iterator[FileEngine]:
    """The engine of a store, with a connection of its own."""
    made = FileEngine(house.store.path)
    yield made
    made.close()


def test_a_batch_is_written_whole_or_not_at_all(engine: FileEngine) -> None:
    add = "insert into setting(id, name, value) values(?, ?, 'x')"
    before = engine.select("select count(*) from setting")
    with pytest.raises(BatchRefused) as stale:
        engine.write([(add, (1, "one")), ("insert into guard values(?)", (0,)), (add, (2, "two"))])
    assert (stale.value.reason, engine.select("select count(*) from setting")) == ("stale", before)
    engine.write([(add, (1, "one")), (add, (2, "two"))])
    with pytest.raises(BatchRefused) as taken:
        engine.write([(add, (3, "one"))])
    assert (taken.value.reason, taken.value.what) == ("taken", "setting.name")


@pytest.mark.parametrize(
    ("message", "reason", "what"),
    [
        ("CHECK constraint failed: ok = 1", "stale", ""),
        ("UNIQUE constraint failed: lead.source_key", "taken", "lead.source_key"),
        ("UNIQUE constraint failed: choice.list, choice.name", "taken", "choice.list"),
        ("NOT NULL constraint failed: lead.name", "shape", "lead.name"),
        ("week is signed", "rule", "week is signed"),
    ],
)
def test_what_sqlite_says_becomes_a_reason(message: str, reason: str, what: str) -> None:
    found = refused(message)
    assert (found.reason, found.what) == (reason, what)


def test_several_selects_see_one_state_while_somebody_writes(engine: FileEngine, house: House) -> None:
    with engine.snapshot():
        before = engine.select("select count(*) from lead")
        house.add("Ida")
        assert engine.select("select count(*) from lead") == before
    assert engine.select("select count(*) from lead") == [(1,)]


def test_the_mark_of_news_moves_when_somebody_else_has_written_and_stands_for_own_writes(
    engine: FileEngine, house: House
) -> None:
    mark = engine.news_mark()
    engine.write([("update setting set value = value", ())])
    assert engine.news_mark() == mark
    house.add("Ida")
    assert engine.news_mark() != mark


def test_a_glance_tells_that_anybody_has_written(engine: FileEngine, house: House) -> None:
    seen = engine.glance()
    assert engine.glance() == seen
    house.add("Ida")
    assert (after := engine.glance()) != seen
    engine.write([("update lead set name = 'Ada'", ())])
    assert engine.glance() != after


def test_no_glance_after_a_close_is_like_one_before(engine: FileEngine, house: House) -> None:
    """Else what was written in between would be news to nobody."""
    seen = engine.glance()
    engine.close()
    house.add("Ida")
    assert engine.glance() != seen


def test_a_long_write_says_to_others_what_it_is_for(engine: FileEngine, house: House) -> None:
    with house.store.engine.announced("Ana imports fair.csv"):
        assert engine.holder() == "Ana imports fair.csv"
    assert engine.holder() == ""


def test_a_store_opened_for_reading_takes_nothing(house: House) -> None:
    reading = FileEngine(house.store.path, read_only=True)
    with pytest.raises(StoreError, match="reading only"):
        reading.write([("delete from lead", ())])
    reading.close()


def test_a_run_of_one_text_is_written_in_its_order(engine: FileEngine) -> None:
    add = "insert into setting(id, name, value) values(?, ?, ?)"
    engine.write([(add, (number, f"n{number}", "x")) for number in range(1, 500)])
    assert engine.select("select count(*), max(id) from setting where name like 'n%'") == [(499, 499)]


def test_the_size_and_version_are_those_of_the_file(engine: FileEngine, house: House) -> None:
    house.store.select("pragma wal_checkpoint(truncate)")
    assert engine.size() == Path(house.store.path).stat().st_size
    assert [(engine.version(),)] == engine.select("pragma user_version")


def test_a_long_select_ends_once_nobody_wants_its_answer(engine: FileEngine) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    looks = iter([True, True, False])
    stoppable = engine.stoppable(lambda: next(looks))
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        stoppable.select(endless)
    stoppable.close()
    assert engine.select("select 1") == [(1,)], "other reads go on"
