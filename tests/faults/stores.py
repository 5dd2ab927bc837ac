"""Stores for the tests of faults, and what must hold of a store whatever has happened to it."""

from __future__ import annotations

import os
from pathlib import Path

from data.begin import begin_store
from data.kernel.store import Store
from data.opening import open_store
from data.points.log import LogActivity

NOW = 1_795_348_800_000
"""2026-11-22T12:00Z."""


def new_store(path: Path) -> int:
    """Begin a store there and return its first person's id."""
    return begin_store(str(path), NOW, name="Maria Silva", start="2026-09-07", time_zone="Europe/Lisbon")


def log(store: Store, person: int, count: int = 1, *, at: int = NOW, note: str = "") -> int:
    """Log calls, and return the acknowledged id."""
    command = LogActivity(store.ids.new(at), person, at, kind="call", count=count, done_at=at, note=note)
    return store.apply(command).id


def assert_sound(path: Path) -> None:
    """No half transaction, no damage, no total that a recount contradicts."""
    store = open_store(str(path))
    try:
        assert store.select("pragma integrity_check") == [("ok",)]
        assert store.select("select * from guard") == []
        torn = (
            "select count(*) from journal left join activity on activity.id = journal.id "
            "where journal.name = 'activity.log' and undone_by is null and activity.id is null"
        )
        assert store.select(torn) == [(0,)]
        orphans = (
            "select count(*) from activity left join journal on journal.id = activity.id "
            "where journal.id is null"
        )
        assert store.select(orphans) == [(0,)]
        unmarked = (
            "select count(*) from activity left join journal on journal.id = touched "
            "where touched is not null and journal.id is null"
        )
        assert store.select(unmarked) == [(0,)]
        totals = "person_id, day, kind, entries, count, points"
        recount = (
            "select person_id, day, kind, count(*), sum(count), sum(points) from activity group by 1, 2, 3"
        )
        assert store.select(f"select {totals} from tally order by 1, 2, 3") == store.select(recount)
    finally:
        store.close()


def logged_ids(path: Path) -> list[int]:
    """The ids of all entries."""
    store = open_store(str(path))
    try:
        return [row[0] for row in store.select("select id from activity order by id")]
    finally:
        store.close()


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every file of a folder with its bytes (None for a folder)."""
    return {entry.name: None if entry.is_dir() else Path(entry).read_bytes() for entry in os.scandir(folder)}
