"""What was acknowledged is there, once, and nothing is half there, however many writers are killed."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random

import pytest

from data.kernel.file_engine import FileEngine
from data.opening import open_store
from data.points.correct import EditActivity
from tests.faults.children import Child, Report
from tests.faults.stores import NOW, assert_sound, log, logged_ids, new_store

KILLS = 300
WRITERS = 5
MOST_LINES = 6


def endless_writer(path: Path, person: int, at: int) -> Callable[[Report], None]:
    """Logs without end, and changes every third entry."""

    def work(report: Report) -> None:
        store = open_store(str(path))
        number = 0
        while True:
            number += 1
            entry = log(store, person, at=at, note="a note that spans some bytes" * 5)
            report(entry)
            if number % 3 == 0:
                store.apply(EditActivity(store.ids.new(at), person, at, entry=entry, count=2))

    return work


def test_killed_writers_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)
    random = Random(9)
    moments = count(NOW, 1_000)  # a clock of its own for each
    writers = [Child(endless_writer(path, person, next(moments))) for _ in range(WRITERS)]
    acknowledged: list[str] = []
    for _ in range(KILLS):
        victim = writers.pop(random.randrange(WRITERS))
        acknowledged += [victim.line() for _ in range(random.randint(1, MOST_LINES))]
        acknowledged += victim.kill()
        writers.append(Child(endless_writer(path, person, next(moments))))
    for writer in writers:
        acknowledged += writer.kill()
    assert not [line for line in acknowledged if not line.isdecimal()]
    ids = [int(line) for line in acknowledged]
    present = logged_ids(path)
    assert len(ids) == len(set(ids)) > KILLS
    assert set(ids) <= set(present)
    assert len(present) == len(set(present)) <= len(ids) + KILLS + WRITERS
    assert_sound(path)


def test_a_killed_holder_of_the_lock_frees_it(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)

    def hold(report: Report) -> None:
        engine = FileEngine(str(path))
        with engine.lock(), engine.announced("an import"):
            report("held")
            Child(lambda _: None).line()  # stays inside until it is killed
            while True:
                pass

    holder = Child(hold)
    assert holder.line() == "held"
    holder.kill()
    store = open_store(str(path))
    assert log(store, person) in logged_ids(path)
    store.close()


@pytest.mark.parametrize("statement", ["begin immediate", "insert into guard values(1)"])
def test_a_writer_killed_inside_a_transaction_leaves_no_trace(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)

    def stop_inside(report: Report) -> None:
        connection = FileEngine(str(path)).connection
        connection.execute("begin immediate")
        if statement != "begin immediate":
            connection.execute(statement)
        report("inside")
        while True:
            pass

    writer = Child(stop_inside)
    assert writer.line() == "inside"
    writer.kill()
    store = open_store(str(path))
    log(store, person)
    store.close()
    assert_sound(path)


def test_a_store_opens_though_a_checkpoint_was_killed_half_way(tmp_path: Path) -> None:
    path, killed = tmp_path / "store.db", tmp_path / "killed.db"
    person = new_store(path)
    store = open_store(str(path))
    entries = [log(store, person, note="many words " * 100) for _ in range(100)]
    before = path.read_bytes()
    killed.with_name("killed.db-wal").write_bytes(path.with_name("store.db-wal").read_bytes())
    store.close()  # the last to leave copies the WAL back
    after = path.read_bytes()
    assert len(after) > len(before)
    killed.write_bytes(after[:4096] + before[4096:])
    assert logged_ids(killed) == entries
    assert_sound(killed)
