"""The only door to SQLite: every module of ours takes ``sqlite3`` from here.

SQLite 3.7.0 to 3.51.2 can corrupt a WAL file when one process checkpoints while another resets it
(fixed in 3.51.3). ``pysqlite3`` brings a fixed library where it has a wheel; two libraries in one
process on one file would undo their locks, hence the single door.
"""

from __future__ import annotations

from data.kernel.quick_typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:
        import sqlite3

FIRST_SAFE_LIBRARY = (3, 51, 3)
"""The first SQLite release without the WAL-reset bug."""

__all__ = ["FIRST_SAFE_LIBRARY", "library_is_safe", "sqlite3"]


def library_is_safe() -> bool:
    """Whether the SQLite library in use is free of the WAL-reset bug."""
    return tuple(sqlite3.sqlite_version_info) >= FIRST_SAFE_LIBRARY
