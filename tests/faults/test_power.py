"""The power goes out: what was acknowledged is on the disk, and nobody waited for it with the lock held."""

import errno
import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.backup import copies as backup
from data.kernel import file_engine as engine
from data.kernel.errors import StoreError
from data.kernel.file_engine import FileEngine
from data.kernel.store import Store
from data.opening import open_store
from tests.faults.stores import NOW, assert_sound, log, logged_ids, new_store


class Disk:
    """Keeps what a power cut would leave of a store: its files as they were when last brought to the disk."""

    def __init__(self, store: Path, folder: Path, sync: Callable[[int], None]) -> None:
        self.left = folder / store.name
        self.locked_meanwhile = 0
        self._store, self._sync = store, sync

    def sync(self, descriptor: int) -> None:
        """Stand where the program waits for the disk."""
        self.locked_meanwhile += not _is_free(Path(f"{self._store}.lock"))
        self._sync(descriptor)
        assert Path(f"/proc/self/fd/{descriptor}").resolve() == Path(f"{self._store}-wal")
        for ending in ("", "-wal"):
            shutil.copyfile(f"{self._store}{ending}", f"{self.left}{ending}")

    def entries(self) -> list[int]:
        """The entries that are there after the cut."""
        return logged_ids(self.left)


def _is_free(lock: Path) -> bool:
    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def disk(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    if not Path("/proc/self/fd").exists():
        pytest.skip("which file a descriptor is of can be seen on Linux alone")
    folder = tmp_path / "disk"
    folder.mkdir()
    made = Disk(path, folder, engine._sync_data)
    monkeypatch.setattr(engine, "_sync_data", made.sync)
    return made


def test_what_was_acknowledged_survives_a_power_cut(path: Path, disk: Disk) -> None:
    person = new_store(path)
    store = open_store(str(path))
    acknowledged = []
    for _ in range(3):
        acknowledged.append(log(store, person))
        assert disk.entries() == acknowledged
    store.close()
    assert disk.locked_meanwhile == 0
    assert_sound(disk.left)


def test_a_session_keeps_its_promise_after_a_restore(path: Path, disk: Disk, tmp_path: Path) -> None:
    person = new_store(path)
    kept = tmp_path / "kept.db"
    session = open_store(str(path))
    before = log(session, person)
    backup.copy_to(session.path, str(kept))
    log(session, person)
    backup.restore(str(path), str(kept), NOW)
    after = log(session, person)
    assert disk.entries() == [before, after]
    session.close()
    assert logged_ids(path) == [before, after]


def test_a_store_that_came_without_a_log_of_its_own_gets_one(path: Path, disk: Disk) -> None:
    person = new_store(path)
    plain = FileEngine(str(path))
    plain.connection.execute("pragma journal_mode = delete")
    plain.close()
    store = open_store(str(path))
    entry = log(store, person)
    assert disk.entries() == [entry]
    store.close()


def test_a_disk_that_fails_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = new_store(path)
    store = open_store(str(path))

    def fail(descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(engine, "_sync_data", fail)
        with pytest.raises(StoreError, match="may be lost"):
            log(store, person)
    _goes_on(store, person)
    store.close()


def _goes_on(store: Store, person: int) -> None:
    entry = log(store, person)
    assert store.select("select id from activity where id = ?", (entry,)) == [(entry,)]
