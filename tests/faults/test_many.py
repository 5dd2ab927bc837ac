"""Many processes at once on one file: nobody loses, nobody is told that it is locked, one wins a race."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from data.kernel.file_engine import open_connection
from data.kernel.ids import IdMaker
from data.kernel.store import open_store
from data.kernel.undo import Undo
from data.leads.commands import AddLead
from data.schema import APPLICATION_ID, VERSION
from data.schema.migrate import step_statements
from tests.faults.children import Report, together
from tests.faults.stores import NOW, assert_sound, log, logged_ids, new_store

PROCESSES, LOGS = 50, 30
RACERS = 8


def writer(path: Path, person: int, logs: int = LOGS, at: int = NOW) -> Callable[[Report], None]:
    def work(report: Report) -> None:
        store = open_store(str(path))
        for _ in range(logs):
            report(log(store, person, at=at))

    return work


def test_fifty_processes_share_a_file(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)
    reports = together([writer(path, person, at=NOW + 1_000 * number) for number in range(PROCESSES)])
    acknowledged = [line for lines in reports for line in lines]
    assert [line for line in acknowledged if not line.isdecimal()] == []
    assert sorted(map(int, acknowledged)) == logged_ids(path)
    assert len(acknowledged) == PROCESSES * LOGS
    assert_sound(path)


def test_readers_are_not_disturbed_by_writers(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)

    def read(report: Report) -> None:
        store, last = open_store(str(path)), 0
        for _ in range(300):
            with store.snapshot():
                entries = store.select("select count(*) from activity")[0][0]
                counted = store.select("select ifnull(sum(entries), 0) from tally")[0][0]
            if entries != counted or entries < last:
                report(f"{entries} entries, {counted} counted, {last} before")
            last = entries

    reports = together([writer(path, person, 100), writer(path, person, 100, NOW + 1_000), read, read, read])
    assert reports[2:] == [[], [], []]
    assert len(logged_ids(path)) == 200


def test_one_step_is_undone_once_by_many_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)
    store = open_store(str(path))
    for _ in range(RACERS):
        log(store, person)
    store.close()

    def undo(report: Report) -> None:
        mine = open_store(str(path))
        report(mine.apply(Undo(mine.ids.new(NOW), person, NOW)).summary)

    reports = together([undo for _ in range(RACERS)])
    undone = [line for lines in reports for line in lines if line == "undone: 1 call"]
    assert len(undone) == RACERS - len(logged_ids(path))
    assert all(
        line == "undone: 1 call" or line.startswith("failed: Conflict") for lines in reports for line in lines
    )
    assert_sound(path)


def test_two_that_made_one_id_by_chance_both_keep_what_they_did(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)
    for number in range(4):
        store = open_store(str(path))
        store.ids = the_same_first()
        log(store, person)
        store.close()
        store = open_store(str(path))
        store.ids = the_same_first()
        columns = {"name": f"Lead {number}", "emails": f"lead{number}@example.com"}
        added = store.apply(AddLead(store.ids.new(NOW), person, NOW, columns)).id
        assert store.select("select name from lead where id = ?", (added,)) == [(f"Lead {number}",)]
        store.close()
    assert len(logged_ids(path)) == 4
    assert_sound(path)


def the_same_first() -> IdMaker:
    """Makes an id that others made before, and then ids of its own."""
    first = iter([bytes(2)])
    return IdMaker(lambda size: next(first, os.urandom(size)))


def test_one_of_many_begins_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    reports = together([lambda report: report(new_store(path)) for _ in range(RACERS)])
    begun = [line for lines in reports for line in lines if line.isdecimal()]
    refused = [line for lines in reports for line in lines if line.startswith("failed: StoreError")]
    assert len(begun) == 1
    assert len(refused) == RACERS - 1
    store = open_store(str(path))
    assert store.select("select id from person") == [(int(begun[0]),)]
    store.close()
    assert {file.name for file in tmp_path.iterdir()} <= {"store.db", "store.db.lock"}


@pytest.mark.skipif(VERSION == 1, reason="there is no older version yet")
def test_an_older_store_is_brought_up_to_date_once_by_many_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    older_store(path)

    def bring_up(report: Report) -> None:
        store = open_store(str(path))
        report(store.select("pragma user_version")[0][0])

    reports = together([bring_up for _ in range(RACERS)])
    assert reports == [[str(VERSION)]] * RACERS
    backups = [file for file in tmp_path.iterdir() if "before-version" in file.name]
    assert len(backups) == 1
    fresh = tmp_path / "fresh.db"
    new_store(fresh)
    assert shape(path) == shape(fresh)
    assert_sound(path)


def older_store(path: Path) -> None:
    """A store of the version before this one, without people."""
    connection = open_connection(str(_touched(path)))
    connection.execute("pragma journal_mode = wal")
    connection.execute(f"pragma application_id = {APPLICATION_ID}")
    connection.execute("begin")
    ids = IdMaker()
    for version in range(1, VERSION):
        for sql, params in step_statements(version, ids, NOW):
            connection.execute(sql, params)
    connection.execute(f"pragma user_version = {VERSION - 1}")
    connection.execute("commit")
    connection.close()


def shape(path: Path) -> list[tuple[str, str]]:
    store = open_store(str(path))
    try:
        return [(row[0], row[1]) for row in store.select("select name, sql from sqlite_master order by name")]
    finally:
        store.close()


def _touched(path: Path) -> Path:
    path.touch()
    return path
