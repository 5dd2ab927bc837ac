"""How long 100,000 activities take to import, beside a bare insert_all of the same file by sqlite-utils."""

from __future__ import annotations

import csv
import os
import random
import sys
import tempfile
import time
from datetime import date, timedelta

from data.engine import Engine, Statement
from data.people.person import by_id
from data.points.imports.command import ImportActivities
from data.points.imports.read import Options, read_plan
from data.setup import begin_store
from data.store import open_store
from data.undo import Undo

NOW = 1_795_348_800_000


def main(rows: int) -> None:
    """Print both durations, the time under the lock, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "activities.csv")
        _write(path, rows)
        bare = _bare(path, os.path.join(folder, "bare.db"))
        ours = _ours(path, os.path.join(folder, "ours.db"), rows)
        print(f"bare insert_all {bare:.2f} s, ours {ours:.2f} s: {bare / ours:.2f} of its rows a second")


def _write(path: str, rows: int) -> None:
    chance = random.Random(1)
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["Activity ID", "Activity Type", "Activity Date", "Notes", "Call Outcome"])
        for number in range(rows):
            day = date(2023, 1, 1) + timedelta(days=chance.randrange(1000))
            kind = chance.choice(["Call", "Email", "Meeting"])
            outcome = chance.choice(["Connected", "No Answer"]) if kind == "Call" else ""
            out.writerow(
                [f"ACT-{number:08d}", kind, day.isoformat(), f"Spoke of the order {number}", outcome]
            )


def _bare(path: str, store: str) -> float:
    from sqlite_utils import Database

    start = time.perf_counter()
    with open(path, newline="", encoding="utf-8") as file:
        Database(store).table("activity").insert_all(csv.DictReader(file))
    return time.perf_counter() - start


def _ours(path: str, store_path: str, rows: int) -> float:
    me = begin_store(store_path, NOW, name="Pam", start="2023-01-01", time_zone="Europe/Lisbon")
    store = open_store(store_path)
    engine = store.engine
    held: list[float] = []
    _time_writes(engine, held)
    start = time.perf_counter()
    plan = read_plan(store, by_id(store, me), NOW, path, Options())
    read = time.perf_counter()
    items = plan.draft.items
    ids = store.ids.block(NOW, len(items))
    result = store.apply(ImportActivities(store.ids.new(NOW), me, NOW, "activities.csv", items, ids))
    end = time.perf_counter()
    took = end - start
    assert len(plan.comparison.new) == rows, "every row is new"
    print(f"read and compared {read - start:.2f} s, applied {end - read:.2f} s, written in {held[-1]:.2f} s")
    start = time.perf_counter()
    read_plan(store, by_id(store, me), NOW, path, Options())
    again = time.perf_counter()
    store.apply(Undo(store.ids.new(NOW), me, NOW))
    undone = time.perf_counter()
    print(f"again {again - start:.2f} s, undone in {undone - again:.2f} s, written in {held[-1]:.2f} s")
    print(result.summary, f"{result.points:,} points")
    return took


def _time_writes(engine: Engine, held: list[float]) -> None:
    write = engine.write

    def timed(statements: list[Statement]) -> None:
        start = time.perf_counter()
        write(statements)
        held.append(time.perf_counter() - start)

    engine.write = timed  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
