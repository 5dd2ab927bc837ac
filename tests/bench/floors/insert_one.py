"""The least that can log: a bare process that inserts one row with sqlite3 and commits with FULL."""

import sqlite3
import sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("pragma synchronous=full")
connection.execute("begin immediate")
connection.execute("insert into entry(at, kind, count) values(?, ?, ?)", (0, "call", 1))
connection.execute("commit")
connection.close()
