"""Whole processes: the quick log beside the least that can log, and many at once on one file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from data.kernel.sqlite import sqlite3
from data.opening import open_store
from tests.bench.measure import TO_KNOW, Lacking, Line, compared, interleave, percentile
from tests.bench.setting import Setting, console_script

LOG_LIMIT = 2.0
SHARE_LIMIT = 2.0
PROCESSES, LOGS = 50, 200


def quick_log(setting: Setting) -> Sequence[Line]:
    """``cockpit log call`` against a bare process that inserts one row."""
    bare = setting.folder / "bare.db"
    _bare_store(bare)
    contenders = {
        "bare": _run([*setting.floor("insert_one"), str(bare)], setting),
        "module": _run([sys.executable, "-m", "cockpit", "log", "call"], setting),
    }
    if script := console_script():
        contenders["script"] = _run([str(script), "log", "call"], setting)
    samples = interleave(setting.rounds(40), contenders)
    titles = {"script": "cockpit log call", "module": "python -m cockpit log call"}
    lines = [
        compared(title, samples[name], samples["bare"], LOG_LIMIT)
        for name, title in titles.items()
        if name in samples
    ]
    if "script" not in samples:
        print("        (no installed cockpit script beside this Python: 'make install' puts it there)")
    return lines


def sharing(setting: Setting) -> Sequence[Line]:
    """Many processes that log on one file against the same with bare sqlite3 under an flock."""
    processes, logs = (10, 40) if setting.quick else (PROCESSES, LOGS)
    floor: list[float] = []
    ours: list[float] = []
    acknowledged: list[int] = []
    for number in range(1 if setting.quick else 3):
        bare = setting.folder / f"bare-shared-{number}.db"
        _bare_store(bare)
        floor += [float(line) for line in _at_once(setting.floor("share"), bare, processes, logs, setting)]
        worker = [sys.executable, "-m", "tests.bench.share_worker"]
        for line in _at_once(worker, setting.store, processes, logs, setting):
            identifier, milliseconds = line.split()
            acknowledged.append(int(identifier))
            ours.append(float(milliseconds))
    distinct = set(acknowledged)
    title = f"{processes} x {logs} logs"
    return [
        Line(f"{title}: lost of {len(ours):,}", len(distinct) - _present(setting.store, distinct), "logs", 0),
        Line(f"{title}: id given twice", len(acknowledged) - len(distinct), "logs", 0),
        Line(
            f"{title}: p99",
            percentile(ours, 0.99),
            "ms",
            SHARE_LIMIT,
            percentile(floor, 0.99),
        ),
        Line(f"{title}: slowest", max(ours), "ms", TO_KNOW, max(floor)),
    ]


def _bare_store(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("create table entry(id integer primary key, at integer, kind text, count integer)")
    connection.close()


def _run(arguments: list[str], setting: Setting) -> Callable[[], float]:
    """A function that runs the command line once and returns how long it took in milliseconds."""
    environment = setting.environment
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]

    def once() -> float:
        started = time.perf_counter()
        process = os.posix_spawn(arguments[0], arguments, environment, file_actions=quiet)
        _, status = os.waitpid(process, 0)
        took = (time.perf_counter() - started) * 1000
        if status:
            raise Lacking(f"{' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
        return took

    return once


def _at_once(command: list[str], store: Path, processes: int, logs: int, setting: Setting) -> list[str]:
    """Start the processes, let them go together, and return the lines of all reports."""
    reports = [setting.folder / f"report-{number}" for number in range(processes)]
    workers = [
        subprocess.Popen(
            [*command, str(store), str(logs), str(report), str(turn)],
            env=setting.environment,
            stdin=subprocess.PIPE,
        )
        for turn, report in enumerate(reports)
    ]
    time.sleep(0.5 + processes * 0.1)  # all have to be up before the first begins
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write(b"\n")
        worker.stdin.flush()
    failed = [worker.wait() for worker in workers]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.close()
    if any(failed):
        raise Lacking(f"{sum(map(bool, failed))} of {processes} processes failed: {' '.join(command)}")
    return [line for report in reports for line in report.read_text().splitlines()]


def _present(path: Path, identifiers: set[int]) -> int:
    store = open_store(str(path))
    try:
        rows = store.select("select id from activity where id >= ?", (min(identifiers),))
        return len({row[0] for row in rows} & identifiers)
    finally:
        store.close()
