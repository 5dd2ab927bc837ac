"""One of many processes that log on one store, and write down each acknowledged id and how long it took.

Arguments: the store, how many logs, the report (lines of ``id milliseconds``), and whose turn among active
reps it is, so that each process is somebody else as in an office. Waits for a line on stdin.
"""

import sys
import time

from data.opening import open_store
from data.people.person import everybody
from data.points.log import LogActivity


def work(path: str, number: int, report: str, turn: int) -> None:
    """Log ``number`` calls of one rep."""
    store = open_store(path)
    reps = [person for person in everybody(store, active_only=True) if person.sells]
    person = reps[turn % len(reps)]
    took: list[tuple[int, float]] = []
    now = time.time_ns() // 1_000_000
    # What a session has loaded long before its person logs; nothing is written.
    LogActivity(store.ids.new(now), person.id, now, kind="call", count=1, done_at=now).decide(store)
    sys.stdin.readline()
    for _ in range(number):
        started = time.perf_counter()
        now = time.time_ns() // 1_000_000
        command = LogActivity(store.ids.new(now), person.id, now, kind="call", count=1, done_at=now)
        result = store.apply(command)
        took.append((result.id, (time.perf_counter() - started) * 1000))
    with open(report, "w", encoding="utf-8") as file:
        file.writelines(f"{identifier} {milliseconds}\n" for identifier, milliseconds in took)


if __name__ == "__main__":
    work(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
