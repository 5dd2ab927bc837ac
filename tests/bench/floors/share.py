"""The least that can share a file: a process that inserts rows under an flock, and how long each took.

Arguments: the file, how many rows, the file for the milliseconds (one a line); a fourth is not looked at.
Waits for a line on stdin.
"""

import fcntl
import os
import sqlite3
import sys
import time

path, number, report = sys.argv[1], int(sys.argv[2]), sys.argv[3]
connection = sqlite3.connect(path, isolation_level=None, timeout=30)
connection.execute("pragma synchronous=full")
descriptor = os.open(path + ".lock", os.O_RDWR | os.O_CREAT, 0o666)
took = []
sys.stdin.readline()
for _ in range(number):
    started = time.perf_counter()
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    connection.execute("begin immediate")
    connection.execute("insert into entry(at, kind, count) values(?, ?, ?)", (0, "call", 1))
    connection.execute("commit")
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    took.append((time.perf_counter() - started) * 1000)
with open(report, "w", encoding="utf-8") as file:
    file.writelines(f"{milliseconds}\n" for milliseconds in took)
