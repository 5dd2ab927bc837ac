"""Leads by the hundred thousand: brought in from a file, and looked through for duplicates."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.bench import lead_import
from tests.bench.measure import TO_KNOW, Lacking, Line, percentile
from tests.bench.setting import Setting

LEAST_SHARE = 1 / 3
"""Our rows a second, of those of a bare insert_all: no fewer."""

SECONDS_LIMIT, MEMORY_LIMIT = 30.0, 500.0
"""For the duplicates among all leads of the store; memory in MiB."""


def imports(setting: Setting) -> Sequence[Line]:
    """An import against a bare insert_all of the same file, while somebody else keeps logging."""
    report = setting.folder / "logged-beside"
    count, rounds = (5_000, 1) if setting.quick else (100_000, 3)

    @contextmanager
    def beside(path: str, handle: str) -> Iterator[None]:
        command = [sys.executable, "-m", "tests.bench.log_worker", path, handle, str(report)]
        worker = subprocess.Popen(command, env=setting.environment)
        try:
            yield
        finally:
            worker.kill()
            worker.wait()

    whole, lock, back = lead_import.rows(count, rounds, beside)
    logs = [float(line) for line in report.read_text().splitlines() if "." in line]
    if not logs:
        raise Lacking("nobody logged beside the import")
    return [
        Line(f"{count:,} leads imported", whole.ours, "s", 1 / LEAST_SHARE, whole.bare),
        Line("of it under the lock", lock.ours, "s", TO_KNOW),
        Line("import taken back", back.ours, "s", TO_KNOW),
        Line(f"logs of somebody else meanwhile, {len(logs)}: p95", percentile(logs, 0.95), "ms", TO_KNOW),
        Line("logs of somebody else meanwhile: slowest", max(logs), "ms", TO_KNOW),
    ]


def duplicates(setting: Setting) -> Sequence[Line]:
    """All pairs of leads that may be the same, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.duplicates_worker", str(setting.store)]
    done = subprocess.run(command, env=setting.environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Lacking(done.stderr.strip()[-400:])
    pairs, seconds, mebibytes = done.stdout.split()
    what = f"duplicates among {setting.size['leads']:,} leads"
    return [
        Line(f"{what}, {int(pairs):,} pairs", float(seconds), "s", SECONDS_LIMIT),
        Line(f"{what}: memory", float(mebibytes), "MiB", MEMORY_LIMIT),
    ]
