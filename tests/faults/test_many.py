"""Many processes at once on one file: nobody loses, nobody is told that it is locked, one wins a race."""

import os
from collections.abc import Callable
from pathlib import Path

from data.kernel.ids import IdMaker
from data.kernel.undo import Undo
from data.leads.commands import AddLead
from data.opening import open_store
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
