"""A store written by an earlier version opens, brought up to date once, with nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import schema
from data.begin import begin_store
from data.kernel.undo import Undo
from data.leads.fields import LEADS
from data.opening import open_store
from data.records.search import matching
from tests.data.leads.house import moment
from tests.data.schema import further_step, stored
from tests.faults.children import Report, together
from tests.faults.stores import assert_sound

RACERS = 8
NOW = moment(17)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of the baseline, with the steps since."""
    path = tmp_path / "store.db"
    stored.put("baseline_store", path)
    open_store(str(path)).close()
    for beside in tmp_path.glob("store.db?*"):
        beside.unlink()
    return path


def test_the_steps_make_what_they_made(path: Path, tmp_path: Path) -> None:
    """A step that was released must not change: stores that exist have what it made then."""
    fresh = tmp_path / "fresh.db"
    begin_store(str(fresh), NOW, name="Ada Admin", start="2026-09-07")
    assert stored.shape(path) == stored.shape(fresh)


def test_an_older_store_is_brought_up_to_date_with_nothing_lost(path: Path, further: int) -> None:
    before, whole = stored.contents(path), path.read_bytes()
    store = open_store(str(path))
    assert store.select("pragma user_version") == [(further,)]
    after = stored.contents(path)
    assert after.keys() - before.keys() == {"visit"}
    assert [row[:-1] for row in after["lead"]] == before["lead"]
    assert after["store_version"] == [(further,)]
    same = before.keys() - {"lead", "store_version"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert store.select("select touches from lead order by name") == [(0,), (0,), (3,)]
    assert store.select("select name from visit") == [("first",)]
    backup = path.with_name(f"{path.name}.before-version-{further}")
    assert stored.contents(backup) == before
    assert whole[68:72] == backup.read_bytes()[68:72]
    store.close()


def test_what_was_done_before_can_be_taken_back_after(path: Path, further: int) -> None:
    del further
    store = open_store(str(path))
    (ben,) = store.select("select id from person where handle = 'ben'")[0]
    count = "select count from activity where person_id = ?"
    assert store.select(count, (ben,)) == [(3,)]
    store.apply(Undo(store.ids.new(NOW), ben, NOW))
    assert store.select(count, (ben,)) == [(1,)]
    assert len(matching(store, LEADS, "nguyen")) == 1
    store.close()
    assert_sound(path)


def test_many_at_once_bring_it_up_to_date_once(path: Path, further: int) -> None:
    def bring_up(report: Report) -> None:
        store = open_store(str(path))
        report(store.select("pragma user_version")[0][0])
        report(store.select("select count(*) from visit")[0][0])

    reports = together([bring_up for _ in range(RACERS)])
    assert reports == [[str(further), "1"]] * RACERS
    assert len([file for file in path.parent.iterdir() if "before-version" in file.name]) == 1
    assert_sound(path)


def test_a_step_that_fails_leaves_the_store_as_it_was(
    path: Path, further: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    del further
    failing = [("create table half(x)", ()), ("insert into nowhere values(1)", ())]
    monkeypatch.setattr(further_step, "seeds", lambda ids, now: iter(failing))
    before = stored.contents(path)
    with pytest.raises(Exception, match="nowhere"):
        open_store(str(path))
    assert stored.contents(path) == before
    assert stored.rows(path, "pragma user_version") == [(len(schema.STEPS) - 1,)]
