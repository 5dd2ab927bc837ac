"""The store: the one way in for every change, and the door for every read.

``apply`` takes a command, whether it came from a key, the command line, an import or over SSH: it lets the
command decide, checks the actor's rights, and writes the journal row and the changed rows as one batch.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager

from data.kernel import journal
from data.kernel.commands import Command, Result, change_statements, facts_of
from data.kernel.engine import BatchRefused, Params, Row, Statement
from data.kernel.errors import Conflict, Refused, StoreError
from data.kernel.file_engine import FileEngine
from data.kernel.ids import IdMaker
from data.kernel.nouns import Registry
from data.schema import APPLICATION_ID, VERSION

ATTEMPTS = 3
RESULTS_KEPT = 1_000
"""Results that a store remembers, for a command that is applied a second time."""
_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\x00"


class StoreMissing(StoreError):
    """There is no file at the store's path."""


class NoStore(StoreError):
    """The file holds nothing that looks like a store or any database."""


class Store:
    """An open store. Each thread that uses it gets its own connection."""

    def __init__(self, engine: FileEngine, registry: Registry) -> None:
        self.engine = engine
        self.registry = registry
        self.ids = IdMaker()
        self._results: dict[int, Result] = {}

    @property
    def path(self) -> str:
        """Where the store is."""
        return self.engine.path

    def select(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows of a SELECT."""
        return self.engine.select(sql, params)

    def snapshot(self) -> AbstractContextManager[None]:
        """Several reads that see one state."""
        return self.engine.snapshot()

    def new_ids(self, at: int, count: int) -> Sequence[int]:
        """Ids for ``count`` new rows of a command of the instant ``at``."""
        return self.ids.several(at, count)

    def revision(self) -> int:
        """The number of the newest command; moves with every change from any process."""
        return int(self.engine.select("select ifnull(max(seq), 0) from journal")[0][0])

    def apply(self, command: Command, *, again: bool = False) -> Result:
        """Apply a command once, whole or not at all; on return it is on disk.

        A command that this store has applied before gives its first result. ``again`` tells that the command
        may have been applied by another process whose answer was lost; without it an id that is taken belongs
        to somebody else by chance, and the command gets another one.

        Raises Refused or UsageError where a rule or right forbids it, Conflict where others keep changing
        the same rows, StoreError where the file cannot take it.
        """
        first = self._first_result(command, again)
        if first is not None:
            return first._replace(repeated=True)
        asked_for = command.id
        for _ in range(ATTEMPTS):
            try:
                result = self._attempt(command)
            except BatchRefused as refused:
                if refused.reason == "taken" and refused.what.endswith(".id"):
                    command = command._replace(id=self.ids.new(command.at))
                elif refused.reason != "stale":
                    raise Refused(self._words(refused)) from refused
            else:
                self._remember(asked_for, result)
                return result
        raise Conflict("Somebody else is changing the same thing. Nothing was written; try again.")

    def _attempt(self, command: Command) -> Result:
        facts = facts_of(type(command))
        with self.engine.snapshot():
            decision = command.decide(self)
            self.registry.check_right(self, command.actor, facts.right, decision.whose)
        batch: list[Statement] = [journal.record(command, facts, decision), *decision.statements]
        for change in decision.changes:
            batch.extend(change_statements(change))
        if any("guard" in sql for sql, _ in batch):
            batch.append(("delete from guard", ()))
        self.engine.write(batch)
        return Result(command.id, decision.summary, decision.points)

    def _words(self, refused: BatchRefused) -> str:
        """What a refused batch means to the person at the keyboard."""
        if refused.reason == "rule":
            return self.registry.refusal(refused.what) or f"The store refuses that: {refused.what}."
        table, _, column = refused.what.partition(".")
        what = f"{table.replace('_', ' ')} with the same {column.replace('_', ' ')}"
        if refused.reason == "taken":
            return f"There is another {what} already. Nothing was written."
        return f"The store refuses that: {refused.what} is missing or out of range. Nothing was written."

    def _first_result(self, command: Command, again: bool) -> Result | None:
        """What the command gave when it was applied before, if it was."""
        if command.id in self._results or not again:
            return self._results.get(command.id)
        entry = journal.find(self, command.id)
        name = facts_of(type(command)).name
        if entry is None or (entry.actor, entry.at, entry.name) != (command.actor, command.at, name):
            return None
        return Result(entry.id, entry.summary, entry.points)

    def _remember(self, command_id: int, result: Result) -> None:
        self._results[command_id] = result
        if len(self._results) > RESULTS_KEPT:
            del self._results[next(iter(self._results))]

    def close(self) -> None:
        """Close this thread's connection."""
        self.engine.close()


def open_store(path: str, *, read_only: bool = False) -> Store:
    """Open a store, bringing an older one up to date (after a backup beside it).

    Raises StoreMissing where there is no file, StoreError where the file is not a store that this program
    may write: foreign, newer, truncated or damaged. Such a file is not touched.
    """
    check_file(path)
    engine = FileEngine(path, read_only=read_only)
    version = int(engine.select("pragma user_version")[0][0])
    if version > VERSION:
        engine.close()
        raise StoreError(
            f"{path} was written by a newer Cockpit (store version {version}, this program knows {VERSION}). "
            "Update this program; nothing was changed."
        )
    if version < VERSION:
        import time

        from data.schema.migrate import migrate

        migrate(engine, time.time_ns() // 1_000_000)
    from data.nouns import NOUNS

    return Store(engine, NOUNS)


def check_file(path: str, *, is_backup: bool = False) -> None:
    """Look at a file without opening it as a database. Raises StoreMissing, NoStore or another StoreError.

    Of a backup other things are advised than of the store.
    """
    another = "Name another backup." if is_backup else "Name another file with --db."
    try:
        with open(path, "rb") as file:
            header = file.read(_HEADER_BYTES)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        if is_backup:
            raise StoreMissing(f"There is no backup at {path}. {another}") from None
        raise StoreMissing(f"There is no store at {path}. Begin one with: cockpit init") from None
    except IsADirectoryError:
        raise StoreError(f"{path} is a folder. {another}") from None
    except OSError as error:
        raise StoreError(f"Cannot read {path}: {error.strerror}.") from error
    if size == 0:
        raise NoStore(f"{path} is an empty file, not a store. {another}")
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise NoStore(f"{path} is not a Cockpit store. {another}")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreError(f"{path} is a database of another program. {another}")
    # A checkpoint writes the first page before the last ones. Until its WAL is gone, the WAL has what is missing,
    # even where the process that copied it back was killed half-way: opening the store completes it.
    if _is_truncated(header, size) and not _has_wal(path) and _is_truncated(header, os.stat(path).st_size):
        advice = "Keep the file, and put the newest backup in its place with: cockpit restore"
        raise StoreError(
            f"{path} is cut short: it says more pages than it has. {another if is_backup else advice}"
        )


def _has_wal(path: str) -> bool:
    try:
        return os.stat(path + "-wal").st_size > 0
    except FileNotFoundError:
        return False


def _is_truncated(header: bytes, size: int) -> bool:
    page_size = int.from_bytes(header[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    pages = int.from_bytes(header[28:32], "big")
    is_valid = header[24:28] == header[92:96]
    return is_valid and size < pages * page_size
