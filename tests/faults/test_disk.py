"""A full disk, and files that may not be written: said in words, nothing half-written, and on it goes."""

import os
import resource
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.kernel.errors import CockpitError, StoreError
from data.kernel.store import Store
from data.opening import open_store
from tests.faults.children import Child, Report
from tests.faults.stores import assert_sound, contents, log, logged_ids, new_store

NOBODY = 65534


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root and leave to mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def common_folder() -> Iterator[Path]:
    """A folder below which every user may look."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def log_until_refused(store: Store, person: int) -> tuple[list[int], str]:
    """Log until the store says no: what was acknowledged, and what it said."""
    acknowledged: list[int] = []
    while len(acknowledged) < 5_000:
        try:
            acknowledged.append(log(store, person, note="long words " * 150))
        except StoreError as error:
            return acknowledged, str(error)
    raise AssertionError("the store never said no")


def test_a_full_disk_loses_nothing_and_is_said_in_words(small_disk: Path) -> None:
    path = small_disk / "store.db"
    person = new_store(path)
    store = open_store(str(path))
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file:
        file.write(bytes(os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize - 400_000))
    acknowledged, said = log_until_refused(store, person)
    assert acknowledged
    assert "is full. Nothing was written" in said
    assert set(acknowledged) == set(logged_ids(path))
    filler.unlink()
    acknowledged.append(log(store, person))
    store.close()
    assert acknowledged == logged_ids(path)
    assert_sound(path)


def test_a_store_is_not_begun_by_half_on_a_full_disk(small_disk: Path) -> None:
    with (small_disk / "filler").open("wb", buffering=0) as file:
        file.write(bytes(os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize - 20_000))
    with pytest.raises(StoreError, match="Nothing was written"):
        new_store(small_disk / "store.db")
    assert list(contents(small_disk)) == ["filler"]


def test_a_store_at_its_largest_size_says_so(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)
    store = open_store(str(path))
    pages = store.select("pragma page_count")[0][0]
    store.select(f"pragma max_page_count = {pages + 20}")
    acknowledged, said = log_until_refused(store, person)
    assert "is full. Nothing was written" in said
    store.close()
    assert acknowledged == logged_ids(path)
    assert_sound(path)


def test_a_limit_on_the_size_of_files_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)
    largest = path.stat().st_size + 200_000

    def work(report: Report) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        acknowledged, said = log_until_refused(open_store(str(path)), person)
        for identifier in acknowledged:
            report(identifier)
        report(said)

    *acknowledged, said = Child(work).rest()
    assert "Nothing was written" in said
    assert [int(line) for line in acknowledged] == logged_ids(path)
    assert_sound(path)


def as_an_ordinary_user(work: Callable[[], None]) -> str:
    """Do the work as a user to whom permissions apply, and return the complaint it met (else ``done``)."""

    def child(report: Report) -> None:
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        try:
            work()
        except CockpitError as error:
            report(error)
        else:
            report("done")

    (said,) = Child(child).rest()
    return said


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"),
    [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)],
    ids=["file", "folder", "both"],
)
def test_what_may_not_be_written_is_refused_in_words(
    common_folder: Path, file_mode: int, folder_mode: int
) -> None:
    folder = common_folder / "shared"
    folder.mkdir()
    path = folder / "store.db"
    person = new_store(path)
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    before = path.read_bytes()
    try:
        said = as_an_ordinary_user(lambda: _log_once(path, person))
    finally:
        folder.chmod(0o755)
    assert said.startswith(("Cannot write", "Cannot open")) or "cannot be written" in said, said
    assert path.read_bytes() == before
    assert logged_ids(path) == []


def test_a_store_that_may_not_be_read_is_refused_in_words(common_folder: Path) -> None:
    path = common_folder / "store.db"
    new_store(path)
    path.chmod(0o000)
    try:
        said = as_an_ordinary_user(lambda: open_store(str(path)).close())
    finally:
        path.chmod(0o644)
    assert said.startswith("Cannot read")


def test_a_store_cannot_be_begun_where_nothing_may_be_written(common_folder: Path) -> None:
    folder = common_folder / "closed"
    folder.mkdir()
    folder.chmod(0o555)
    try:
        said = as_an_ordinary_user(lambda: _begin(folder / "store.db"))
    finally:
        folder.chmod(0o755)
    assert said.startswith("Cannot make a store")
    assert contents(folder) == {}


def _log_once(path: Path, person: int) -> None:
    log(open_store(str(path)), person)


def _begin(path: Path) -> None:
    new_store(path)
