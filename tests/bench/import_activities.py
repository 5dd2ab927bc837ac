"""How long activities take to import from a file, beside a bare insert_all of the same file by sqlite-utils."""

from __future__ import annotations

import csv
import random
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from data.begin import begin_store
from data.imports.plan import read_plan
from data.opening import open_store
from data.people.person import by_id
from data.points.imports.activity_spec import ACTIVITY_IMPORT
from tests.bench.measure import Line, interleave
from tests.bench.setting import Setting

NOW = 1_795_348_800_000
LEAST_SHARE = 1 / 3
"""Our rows a second, of those of a bare insert_all: no fewer, as with leads."""


def activities(setting: Setting) -> Sequence[Line]:
    """An import into a new store against a bare insert_all."""
    rows = 5_000 if setting.quick else 100_000
    path = setting.folder / "activities.csv"
    _write(path, rows)
    stores = (setting.folder / f"imported-{number}.db" for number in range(100))
    samples = interleave(
        setting.rounds(3),
        {"ours": lambda: _ours(path, next(stores), rows), "bare": lambda: _bare(path, next(stores))},
    )
    ours, bare = sorted(samples["ours"]), sorted(samples["bare"])
    middle = len(ours) // 2
    return [Line(f"{rows:,} activities imported", ours[middle], "s", 1 / LEAST_SHARE, bare[middle])]


def _write(path: Path, rows: int) -> None:
    chance = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["Activity ID", "Activity Type", "Activity Date", "Notes", "Call Outcome"])
        for number in range(rows):
            day = date(2023, 1, 1) + timedelta(days=chance.randrange(1000))
            kind = chance.choice(["Call", "Email", "Meeting"])
            outcome = chance.choice(["Connected", "No Answer"]) if kind == "Call" else ""
            words = f"Spoke of the order {number}"
            out.writerow([f"ACT-{number:08d}", kind, day.isoformat(), words, outcome])


def _bare(path: Path, store: Path) -> float:
    from sqlite_utils import Database

    start = time.perf_counter()
    with path.open(newline="", encoding="utf-8") as file:
        Database(store).table("activity").insert_all(csv.DictReader(file))
    return time.perf_counter() - start


def _ours(path: Path, store_path: Path, rows: int) -> float:
    me = begin_store(str(store_path), NOW, name="Pam", start="2023-01-01", time_zone="Europe/Lisbon")
    store = open_store(str(store_path))
    try:
        start = time.perf_counter()
        plan = read_plan(ACTIVITY_IMPORT, store, by_id(store, me), NOW, str(path))
        store.apply(plan.command(store.ids, me, NOW))
        took = time.perf_counter() - start
    finally:
        store.close()
    if len(plan.found.new) != rows:
        raise ValueError(f"{len(plan.found.new)} of {rows} rows are new")
    return took
