"""The backup of the day comes by itself, and where it does not, somebody is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit import daily_backup
from data.backup.daily import backups_of, folder_of
from data.kernel.store import Store
from data.opening import open_store


@pytest.fixture
def store(begun: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store whose backups are made at once."""
    monkeypatch.setattr(daily_backup, "AFTER", 0.0)
    # The priority of a thread of the tests is theirs.
    monkeypatch.setattr(os, "setpriority", lambda *_: None)
    path = tmp_path / "cockpit.db"
    path.write_bytes(begun)
    opened = open_store(str(path))
    yield opened
    opened.close()


def test_a_session_makes_todays_backup(store: Store) -> None:
    complaints: list[str] = []
    for _ in range(2):
        daily_backup.begin(store, complaints.append).join()
    assert complaints == []
    assert len(backups_of(store.path)) == 1


def test_what_keeps_a_backup_from_being_made_is_said(store: Store) -> None:
    Path(folder_of(store.path)).touch()
    complaints: list[str] = []
    daily_backup.begin(store, complaints.append).join()
    assert [words[:30] for words in complaints] == ["Today's backup was not made. N"]
    assert store.select("select count(*) from person") == [(1,)]


def test_a_session_that_ends_before_its_time_leaves_it_to_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_backup, "AFTER", 600.0)
    timer = daily_backup.begin(store, lambda _: None)
    timer.cancel()
    timer.join()
    assert backups_of(store.path) == []
