"""A store on a disk that cannot be written, as of a backup or another machine's: it can still be read."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.backup.copies import copy_to
from data.begin import begin_store
from data.doctor.examine import examine
from data.kernel.errors import CockpitError
from data.kernel.finding import OK, WRONG
from data.opening import open_store
from data.points.log import LogActivity
from tests.faults.children import Child, Report

NOW = 1_795_097_100_000
NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder below which every user may look."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


def test_a_store_that_cannot_be_written_is_read_and_copied(folder: Path) -> None:
    shelf = folder / "shelf"
    shelf.mkdir()
    path = shelf / "store.db"
    person = begin_store(str(path), NOW, name="Pam Beesly", start="2026-09-07")
    log = LogActivity(1, person, NOW, kind="call", count=3, done_at=NOW)
    store = open_store(str(path))
    store.apply(log)
    store.close()
    assert not [found for found in examine(str(path), NOW) if found.verdict == WRONG]
    path.chmod(0o644)
    shelf.chmod(0o555)
    before = path.read_bytes()

    def work(report: Report) -> None:
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        store = open_store(str(path))
        report(store.select("select sum(points) from tally")[0][0])
        copy_to(store.path, str(folder / "copy.db"))
        try:
            store.apply(log._replace(id=2))
        except CockpitError as error:
            report(error)
        store.close()
        for found in examine(str(path), NOW):
            if found.verdict == WRONG or (found.subject == "journal mode" and found.verdict != OK):
                report(f"{found.subject}: {found.code}")

    try:
        points, refused, *wrong = Child(work).rest()
    finally:
        shelf.chmod(0o755)
    assert points == "3"
    assert refused.startswith("Cannot write beside")
    assert {line.partition(":")[0] for line in wrong} == {"rights"}
    assert not any("damaged" in line for line in wrong)
    assert path.read_bytes() == before
    assert (folder / "copy.db").exists()
