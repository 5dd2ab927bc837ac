"""Somebody who keeps logging while others work on the same store, until the process is ended.

Arguments: the store, the handle of who logs, the file for the milliseconds that each log took (one a line).
"""

import sys
import time

from data.opening import open_store
from data.people.person import everybody
from data.points.log import LogActivity

PAUSE = 0.05
"""Seconds between two logs: far more often than people log, seldom enough to leave the processor to others."""


def work(path: str, handle: str, report: str) -> None:
    """Log a call again and again."""
    store = open_store(path)
    person = next(person for person in everybody(store) if person.handle == handle)
    with open(report, "a", encoding="utf-8", buffering=1) as file:
        while True:
            started = time.perf_counter()
            now = time.time_ns() // 1_000_000
            store.apply(LogActivity(store.ids.new(now), person.id, now, kind="call", count=1, done_at=now))
            file.write(f"{(time.perf_counter() - started) * 1000}\n")
            time.sleep(PAUSE)


if __name__ == "__main__":
    work(*sys.argv[1:4])
