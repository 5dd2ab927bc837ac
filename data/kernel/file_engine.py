"""One SQLite file shared by many processes: plain SELECTs in, ordered lists of statements out.

A write takes an flock on a file beside the store and then ``BEGIN IMMEDIATE``: the lock queues fairly where
SQLite's own busy loop lets unlucky processes starve for seconds. Once the lock is free again it waits for the
disk: what ``write`` returned from survives a power cut, and others need not wait for it meanwhile
(docs/decisions/0008).
"""

from __future__ import annotations

import errno
import fcntl
import os
import sys
from _thread import _local  # threading.local without the import of threading, for the quick path
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from data.kernel.engine import Params, Row, Statement
from data.kernel.errors import StoreError
from data.kernel.sqlite import sqlite3

BUSY_SECONDS = 30.0
_TRIES = 3
_STEPS = 50_000
"""Steps of a SELECT, about a millisecond, after which it asks whether its answer is still wanted."""
CACHE, WRITING_CACHE = 500, 4_000
"""KiB of the store that a connection keeps in memory: little, as the system keeps what is read, and while it writes
more, as an import changes the same pages again and again.
"""
LONGEST_WAL = 64 * 1024 * 1024
"""Bytes that the WAL keeps on disk after an import made it longer."""

if sys.platform == "darwin":
    _sync_data = os.fsync
else:
    _sync_data = os.fdatasync


class FileEngine:
    """Connections to one store file, one for each thread that asks.

    A SELECT fails with sqlite3.OperationalError soon after ``is_wanted`` says no.
    """

    def __init__(
        self, path: str, *, read_only: bool = False, is_wanted: Callable[[], bool] | None = None
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._is_wanted = is_wanted
        self._thread = _local()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, opened at first use.

        Raises StoreError where the file cannot be opened.
        """
        existing: sqlite3.Connection | None = getattr(self._thread, "connection", None)
        if existing is not None:
            return existing
        with refusing_damage(self.path):
            opened = open_connection(self.path, **self._mode())
        if (is_wanted := self._is_wanted) is not None:
            opened.set_progress_handler(lambda: not is_wanted(), _STEPS)
        self._thread.connection = opened
        return opened

    def _mode(self) -> dict[str, bool]:
        at_rest = _is_at_rest(self.path)
        return {"read_only": self.read_only or at_rest, "at_rest": at_rest}

    def stoppable(self, is_wanted: Callable[[], bool]) -> FileEngine:
        """The same store, for SELECTs that fail soon after nobody wants their answer."""
        return FileEngine(self.path, read_only=self.read_only, is_wanted=is_wanted)

    def select(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows of a SELECT (read to the end, so that no reader pins the WAL)."""
        try:  # not refusing_damage: a context manager would cost as much as a short SELECT
            rows: list[Row] = self.connection.execute(sql, params).fetchall()
        except (sqlite3.DatabaseError, OSError) as error:
            refuse_damage(error, self.path)
            raise
        return rows

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several SELECTs that must agree with each other see one state of the store."""
        with refusing_damage(self.path):
            self.connection.execute("begin")
        try:
            yield
        finally:
            self.connection.execute("commit")

    def write(self, statements: Sequence[Statement]) -> None:
        """Apply the statements whole or not at all, and return when they are on disk.

        A run of statements with one SQL text (the rows of an import) is prepared once and goes in at the
        speed of the library; such texts change rows and return none.

        Raises BatchRefused where a constraint, trigger or guard fails, StoreError where the file or its disk refuses.
        """
        if self.read_only:
            raise StoreError(f"{self.path} was opened for reading only.")
        with refusing_damage(self.path):
            with self.lock():
                log = self._log_descriptor()
                self._commit(statements)
            self._await_disk(log)

    def _commit(self, statements: Sequence[Statement]) -> None:
        connection = self.connection
        connection.execute("begin immediate")
        try:
            connection.execute(f"pragma cache_size = -{WRITING_CACHE}")
            for sql, group in groupby(statements, _sql_of):
                rows = [params for _, params in group]
                if len(rows) == 1:
                    connection.execute(sql, rows[0])
                else:
                    connection.executemany(sql, rows)
            connection.execute("commit")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("rollback")
            if isinstance(error, sqlite3.IntegrityError):
                from data.kernel.refusals import refused  # seldom needed

                raise refused(str(error)) from error
            raise
        finally:
            connection.execute(f"pragma cache_size = -{CACHE}")

    def news_mark(self) -> int:
        """A number that differs after another connection has committed; costs a few microseconds."""
        return int(self.select("pragma data_version")[0][0])

    def glance(self) -> object:
        """What SQLite counts in memory that all who have the file open share, and by which connection it is seen.

        That one writes nothing, so that the number differs after anybody has, and knows nothing of the schema, which
        would take a megabyte. What another connection has counted says nothing of its own number.
        """
        with refusing_damage(self.path):
            watching: sqlite3.Connection | None = getattr(self._thread, "watching", None)
            if watching is None:
                watching = self._thread.watching = _connect(self.path, **self._mode())
                self._thread.since = object()
            return self._thread.since, watching.execute("pragma data_version").fetchone()[0]

    def version(self) -> int:
        """The version of the store's schema."""
        return int(self.select("pragma user_version")[0][0])

    def size(self) -> int:
        """How many bytes the store's file takes."""
        return os.stat(self.path).st_size

    def _log_descriptor(self) -> int:
        """The write-ahead log's file. A store in another mode, as a copied backup is, is brought to this one."""
        existing: int | None = getattr(self._thread, "log", None)
        if existing is not None:
            if os.fstat(existing).st_nlink:
                return existing
            os.close(existing)  # a restored backup may have brought a new one
            self._thread.log = None
        self.connection.execute("pragma journal_mode = wal")
        self.connection.execute("pragma synchronous = normal")  # ``write`` itself sees to the disk
        self.connection.execute("pragma user_version").fetchone()  # the first to read makes the log
        try:
            opened = os.open(self.path + "-wal", os.O_RDWR | os.O_CLOEXEC)
        except PermissionError as error:
            raise StoreError(_NOT_WRITABLE.format(path=self.path)) from error
        except FileNotFoundError as error:
            raise StoreError(
                f"{self.path} is gone: it was removed or renamed while it was open, and nothing more can be "
                "written to it. Put it or a copy of it back, then start again.",
                code="store.gone",
            ) from error
        self._thread.log = opened
        return opened

    def _await_disk(self, log: int) -> None:
        try:
            _sync_data(log)
        except OSError as error:
            raise StoreError(
                f"The disk that holds {self.path} reports an error ({error.strerror}). What was just written may "
                "be lost: see whether it is there, and make a backup on another disk.",
                code="store.disk_fails",
            ) from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the store's write lock; waiting is fair and without limit, the holder's death frees it."""
        descriptor = self._lock_descriptor()
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)

    def holder(self) -> str:
        """Who holds the lock for long work, as that work announced itself; empty for nobody."""
        try:
            return os.pread(self._lock_descriptor(), 500, 0).decode("utf-8", "replace").strip()
        except StoreError:
            return ""

    @contextmanager
    def announced(self, work: str) -> Iterator[None]:
        """Say beside the store, for those who wait, what this process holds the lock for."""
        descriptor = self._lock_descriptor()
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, work.encode(), 0)
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)

    def _lock_descriptor(self) -> int:
        existing: int | None = getattr(self._thread, "descriptor", None)
        if existing is not None:
            return existing
        try:
            opened = _open_lock(self.path)
        except OSError as error:
            raise StoreError(
                f"Cannot write beside {self.path}: {error.strerror}. Give this user write access to the folder.",
                code="store.folder_closed",
            ) from error
        self._thread.descriptor = opened
        return opened

    def close(self) -> None:
        """Close this thread's connections and descriptors."""
        for name in ("connection", "watching"):
            connection: sqlite3.Connection | None = getattr(self._thread, name, None)
            if connection is not None:
                connection.close()
                setattr(self._thread, name, None)
        for name in ("descriptor", "log"):
            descriptor: int | None = getattr(self._thread, name, None)
            if descriptor is not None:
                os.close(descriptor)
                setattr(self._thread, name, None)


def _open_lock(path: str) -> int:
    """The lock's file of a store, made where it is missing: whoever may write the store may hold its lock."""
    lock = path + ".lock"
    for _ in range(_TRIES):
        try:
            return os.open(lock, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            # Here, as it is needed once in the life of a store.
            from data.kernel.private_files import OWNER, make_file, rights_like

            try:
                return make_file(lock, rights_like(path) if os.path.exists(path) else OWNER)
            except FileExistsError:
                continue  # another process was faster
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), lock)


def _sql_of(statement: Statement) -> str:
    return statement[0]


def _is_at_rest(path: str) -> bool:
    """Whether the store lies where this user cannot write, as on a disk mounted read-only, and nobody has it open.

    It can then be read only by a connection that makes no files beside it.
    """
    return not os.access(os.path.dirname(path) or ".", os.W_OK) and not os.path.exists(path + "-wal")


def open_connection(path: str, *, read_only: bool = False, at_rest: bool = False) -> sqlite3.Connection:
    """A connection in the mode that every process of the house uses.

    One for a file ``at_rest`` takes no locks and leaves nothing beside it: nobody may write to the file meanwhile.
    """
    connection = _connect(path, read_only=read_only, at_rest=at_rest)
    connection.execute(f"pragma cache_size = -{CACHE}")
    if not read_only:
        connection.execute("pragma synchronous=full")
        connection.execute(f"pragma journal_size_limit={LONGEST_WAL}")
    return connection


def _connect(path: str, *, read_only: bool, at_rest: bool) -> sqlite3.Connection:
    address = "file:" + quote_path(path) + ("?mode=ro" if read_only else "?mode=rw")
    address += "&immutable=1" if at_rest else ""
    return sqlite3.connect(
        address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def quote_path(path: str) -> str:
    """A file path as the path of a ``file:`` address."""
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


@contextmanager
def refusing_damage(path: str) -> Iterator[None]:
    """Turn what SQLite says of a bad file, disk or permission into a StoreError that says what to do."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        refuse_damage(error, path)
        raise


def refuse_damage(error: sqlite3.DatabaseError | OSError, path: str) -> None:
    """Raise a StoreError that says what to do, if the error is one of a bad file, disk or permission."""
    if isinstance(error, sqlite3.IntegrityError):
        return
    if isinstance(error, OSError):
        if error.errno == errno.ENOSPC:
            raise StoreError(f"The disk that holds {path} is full. Nothing was written.") from error
        return
    for words, (sentence, code) in _DAMAGES:
        if any(word in str(error) for word in words):
            raise StoreError(sentence.format(path=path), code=code) from error


_NOT_WRITABLE = "{path} cannot be written by this user. Nothing was written."

_DAMAGES = (
    (
        ("malformed", "not a database", "disk image"),
        ("{path} is damaged. Nothing was written. Keep the file.", "store.damaged"),
    ),
    (
        ("full",),
        ("The disk that holds {path} is full. Nothing was written. Free some space and try again.", ""),
    ),
    (("readonly", "read-only"), (_NOT_WRITABLE, "")),
    (
        ("unable to open",),
        ("Cannot open {path}. Check that its folder exists and that this user may write there.", ""),
    ),
    (("disk I/O",), ("The disk that holds {path} reports an error. Nothing was written.", "")),
    (
        ("locked", "busy"),
        (
            "Another program holds {path} without letting go. Nothing was written. Close it and try again.",
            "",
        ),
    ),
)
"""Words of SQLite's messages, and the sentence and code for a person behind them; all else is a fault of ours."""
