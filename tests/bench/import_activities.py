"""How long activities take to import from a file."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from data.points.imports.activity_spec import ACTIVITY_IMPORT
from tests.bench.file_import import imported
from tests.bench.measure import Line
from tests.bench.setting import Setting


def activities(setting: Setting) -> Sequence[Line]:
    """An import into a new store against a bare insert_all."""
    return imported(setting, ACTIVITY_IMPORT, _write)


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
