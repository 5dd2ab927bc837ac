"""How long the rows of a file take to import, beside a bare insert_all of the same file by sqlite-utils."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from data.begin import begin_store
from data.imports.plan import read_plan
from data.imports.spec import ImportSpec
from data.opening import open_store
from data.people.person import by_id
from tests.bench.measure import Line, interleave
from tests.bench.setting import Setting

NOW = 1_795_348_800_000
LEAST_SHARE = 1 / 3
"""Our rows a second, of those of a bare insert_all: no fewer, as with leads."""


def imported(setting: Setting, spec: ImportSpec[Any], write: Callable[[Path, int], None]) -> Sequence[Line]:
    """An import into a new store against a bare insert_all; ``write`` makes a file of so many rows."""
    rows = 5_000 if setting.quick else 100_000
    path = setting.folder / f"{spec.noun}.csv"
    write(path, rows)
    stores = (setting.folder / f"{spec.noun}-{number}.db" for number in range(100))
    samples = interleave(
        setting.rounds(3),
        {
            "ours": lambda: _ours(spec, path, next(stores), rows),
            "bare": lambda: _bare(spec, path, next(stores)),
        },
    )
    ours, bare = sorted(samples["ours"]), sorted(samples["bare"])
    middle = len(ours) // 2
    return [Line(f"{rows:,} {spec.many} imported", ours[middle], "s", 1 / LEAST_SHARE, bare[middle])]


def _bare(spec: ImportSpec[Any], path: Path, store: Path) -> float:
    from sqlite_utils import Database

    start = time.perf_counter()
    with path.open(newline="", encoding="utf-8") as file:
        Database(store).table(spec.noun).insert_all(csv.DictReader(file))
    return time.perf_counter() - start


def _ours(spec: ImportSpec[Any], path: Path, store_path: Path, rows: int) -> float:
    me = begin_store(str(store_path), NOW, name="Pam", start="2023-01-01", time_zone="Europe/Lisbon")
    store = open_store(str(store_path))
    try:
        start = time.perf_counter()
        plan = read_plan(spec, store, by_id(store, me), NOW, str(path))
        store.apply(plan.command(store.ids, me, NOW))
        took = time.perf_counter() - start
    finally:
        store.close()
    if len(plan.found.new) != rows:
        raise ValueError(f"{len(plan.found.new)} of {rows} rows are new")
    return took
