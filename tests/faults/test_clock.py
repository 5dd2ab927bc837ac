"""A clock that is set back, or differs between machines, mixes up nothing."""

from collections.abc import Callable
from pathlib import Path

from data.kernel.undo import Undo
from data.opening import open_store
from tests.faults.children import Report, together
from tests.faults.stores import NOW, assert_sound, log, logged_ids, new_store

HOUR = 3_600_000
YEAR = 365 * 24 * HOUR


def test_ids_rise_within_a_process_though_the_clock_is_set_back(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)
    store = open_store(str(path))
    ids = [log(store, person, at=NOW - step * HOUR) for step in (0, 1, 2, -1, 5)]
    assert ids == sorted(ids)
    store.close()
    assert_sound(path)


def test_undo_takes_back_what_was_done_last_not_what_is_dated_last(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)
    store = open_store(str(path))
    first = log(store, person, 5)
    log(store, person, 7, at=NOW - HOUR)
    result = store.apply(Undo(store.ids.new(NOW - HOUR), person, NOW - HOUR))
    assert result.summary.startswith("undone: 7 calls")
    assert logged_ids(path) == [first]
    store.close()


def test_processes_with_different_clocks_do_not_collide(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)
    clocks = [NOW, NOW + 1, NOW - YEAR, NOW + YEAR, NOW - 5 * YEAR, NOW - HOUR]

    def writer(at: int) -> Callable[[Report], None]:
        def work(report: Report) -> None:
            store = open_store(str(path))
            for _ in range(20):
                report(log(store, person, at=at))

        return work

    reports = together([writer(at) for at in clocks])
    acknowledged = [int(line) for lines in reports for line in lines]
    assert len(set(acknowledged)) == 20 * len(clocks)
    assert sorted(acknowledged) == logged_ids(path)
    store = open_store(str(path))
    order = [
        row[0] for row in store.select("select id from journal where name = 'activity.log' order by seq")
    ]
    for lines in reports:
        own = [int(line) for line in lines]
        assert [identifier for identifier in order if identifier in set(own)] == own
    store.close()
    assert_sound(path)
