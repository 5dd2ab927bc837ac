"""Backups are whole, restoring never loses what was there, and sessions that run see it happen."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.backup.copies import backup_name, copy_to, inspect, restore
from data.begin import begin_store
from data.kernel.engine import Row
from data.kernel.errors import StoreError
from data.kernel.store import Store
from data.opening import open_store
from data.points.log import LogActivity

NOW = 1_795_097_100_000


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Where the store is."""
    return str(tmp_path / "cockpit.db")


@pytest.fixture
def store(path: str) -> Iterator[Store]:
    """A store with one entry."""
    begin_store(path, NOW, name="Pam Beesly", start="2026-09-07")
    opened = open_store(path)
    log(opened, 3)
    yield opened
    opened.close()


def log(store: Store, count: int) -> None:
    """Log calls."""
    me = int(store.select("select id from person")[0][0])
    store.apply(LogActivity(store.ids.new(NOW), me, NOW, kind="call", count=count, done_at=NOW))


def entries(path: str) -> list[Row]:
    """What a store holds, read anew."""
    store = open_store(path)
    rows = store.select("select kind, count from activity order by id")
    store.close()
    return rows


def test_a_backup_holds_everything_and_is_private(store: Store, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    copy_to(store.path, copy)
    assert inspect(copy)[1:4] == (1, 1, 2)
    assert stat.S_IMODE(os.stat(copy).st_mode) == 0o600
    assert entries(copy) == [("call", 3)]


def test_nothing_is_written_over(store: Store, tmp_path: Path) -> None:
    taken = tmp_path / "taken.db"
    taken.write_text("mine")
    with pytest.raises(StoreError, match="already"):
        copy_to(store.path, str(taken))
    assert taken.read_text() == "mine"
    assert [name for name in os.listdir(tmp_path) if name.endswith(".part")] == []


def test_names_tell_the_time_and_never_collide(path: str) -> None:
    first = backup_name(path, NOW)
    assert os.path.basename(first) == "cockpit-20261119-140500.db"
    Path(first).touch()
    assert os.path.basename(backup_name(path, NOW)) == "cockpit-20261119-140500-2.db"


def test_a_running_session_sees_the_restored_state_and_works_on(
    store: Store, path: str, tmp_path: Path
) -> None:
    copy = str(tmp_path / "copy.db")
    copy_to(store.path, copy)
    log(store, 7)
    done = restore(path, copy, NOW)
    assert not done.was_damaged
    assert store.select("select count from activity") == [(3,)]
    assert entries(done.kept_as) == [("call", 3), ("call", 7)]
    log(store, 9)
    assert entries(path) == [("call", 3), ("call", 9)]
    assert store.select("pragma journal_mode") == [("wal",)]


@pytest.mark.parametrize("damage", ["cut", "garbage", "header", "empty", "pages"])
def test_a_damaged_store_is_moved_aside_and_kept(
    store: Store, path: str, tmp_path: Path, damage: str
) -> None:
    copy = str(tmp_path / "copy.db")
    copy_to(store.path, copy)
    store.engine.select("pragma wal_checkpoint(truncate)")
    store.close()
    whole = Path(path).read_bytes()
    middle = len(whole) // 2
    bad = {
        "cut": whole[:middle],
        "garbage": b"\x07" * 5000,
        "header": b"?" + whole[1:],
        "empty": b"",
        "pages": whole[:4096] + b"\xff" * (len(whole) - 4096),
    }[damage]
    Path(path).write_bytes(bad)
    done = restore(path, copy, NOW)
    assert done.was_damaged
    assert Path(done.kept_as).read_bytes() == bad
    assert entries(path) == [("call", 3)]


def test_a_missing_store_is_put_back(store: Store, path: str, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    copy_to(store.path, copy)
    store.close()
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(path + ending):
            os.remove(path + ending)
    done = restore(path, copy, NOW)
    assert (done.kept_as, done.was_damaged) == ("", False)
    assert entries(path) == [("call", 3)]


def test_what_is_sound_and_not_ours_is_left_where_it_is(store: Store, path: str, tmp_path: Path) -> None:
    copy, foreign = str(tmp_path / "copy.db"), tmp_path / "foreign.db"
    copy_to(store.path, copy)
    other = sqlite3.connect(foreign)
    other.execute("create table t(x)")
    other.close()
    whole = Path(copy).read_bytes()
    newer = tmp_path / "newer.db"
    newer.write_bytes(whole[:60] + (99).to_bytes(4, "big") + whole[64:])
    for place in (tmp_path, foreign, newer):
        before = sorted(os.listdir(tmp_path))
        with pytest.raises(StoreError):
            restore(str(place), copy, NOW)
        assert sorted(os.listdir(tmp_path)) == before


def test_a_write_ahead_log_without_its_file_is_kept(store: Store, path: str, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    copy_to(store.path, copy)
    store.close()
    os.remove(path)
    Path(path + "-wal").write_bytes(b"stray")
    done = restore(path, copy, NOW)
    assert Path(done.kept_as + "-wal").read_bytes() == b"stray"
    assert entries(path) == [("call", 3)]


def test_a_bad_backup_changes_nothing(store: Store, path: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy_to(store.path, str(copy))
    whole = copy.read_bytes()
    foreign = sqlite3.connect(tmp_path / "foreign.db")
    foreign.execute("create table t(x)")
    foreign.close()
    newer = tmp_path / "newer.db"
    newer.write_bytes(whole[:60] + (99).to_bytes(4, "big") + whole[64:])
    (tmp_path / "bad.db").write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    for name in ("bad.db", "foreign.db", "newer.db", "nowhere.db"):
        with pytest.raises(StoreError):
            restore(path, str(tmp_path / name), NOW)
    with pytest.raises(StoreError, match="itself"):
        restore(path, path, NOW)
    assert entries(path) == [("call", 3)]
    assert not [name for name in os.listdir(tmp_path) if "before-restore" in name or "damaged" in name]


@pytest.mark.parametrize("spoil", ["pragma user_version = 99", "pragma journal_mode = wal"])
def test_a_backup_is_looked_at_without_a_trace(store: Store, path: str, tmp_path: Path, spoil: str) -> None:
    copy = tmp_path / "usb" / "copy.db"
    copy.parent.mkdir()
    copy_to(store.path, str(copy))
    other = sqlite3.connect(copy)
    other.execute("pragma journal_mode = wal")
    other.execute(spoil)
    other.close()
    before = copy.read_bytes()
    try:
        restore(path, str(copy), NOW)
    except StoreError as error:
        assert "newer Cockpit" in str(error)
    assert os.listdir(copy.parent) == ["copy.db"]
    assert copy.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no backup at"),
        (b"", "is an empty file"),
        (b"SQLite format 3\x00" + b"\x01" * 84, "is a database of another program"),
    ],
)
def test_what_is_wrong_with_a_backup_is_said_of_the_backup(
    path: str, store: Store, tmp_path: Path, content: bytes | None, said: str
) -> None:
    backup = tmp_path / "backup.db"
    if content is not None:
        backup.write_bytes(content)
    with pytest.raises(StoreError, match=said) as refused:
        restore(path, str(backup), NOW)
    assert "Name another backup." in str(refused.value)
    assert "--db" not in str(refused.value)
    assert "init" not in str(refused.value)
