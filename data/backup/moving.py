"""Moving a store from a file to the nodes of a cluster, and back: nothing is written meanwhile, nothing is lost.

The store that is left takes no more commands from the moment at which the move begins: it bears a version that no
program has, and a setting that names the new place. A move that was broken off is taken up by the same call, and
given up by ``stay``.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from data.backup.cluster_copies import copied, copy_out, load
from data.backup.copies import Restored, copy_to, inspect
from data.kernel.cluster_engine import ClusterEngine
from data.kernel.engine import BatchRefused, Engine, Statement
from data.kernel.errors import Refused, StoreError
from data.kernel.file_engine import FileEngine
from data.kernel.ids import IdMaker
from data.schema import MOVED, VERSION

_WHERE = "moved_to"


class Moved(NamedTuple):
    """How much was moved: tables that were compared, and rows in all of them."""

    tables: int
    rows: int


def move(engine: FileEngine | ClusterEngine, to: FileEngine | ClusterEngine | str, now: int) -> Moved:
    """Move a store to nodes (their engine), or from nodes to a new file (its path), and compare the two.

    The new place has nothing until it has all. Raises Refused where the store has moved or is being moved elsewhere,
    StoreError where something else is at the new place, or the two differ: the store that is left stays closed then,
    until the move is made again or given up.
    """
    place = to if isinstance(to, str) else to.path
    already = moved_to(engine)
    if already and already != place:
        raise Refused(f"This store is being moved to {already}.", code="move.elsewhere")
    if os.path.lexists(to) if isinstance(to, str) else to.version():
        if already:
            raise Refused(f"This store has moved to {place}.", code="store.moved", place=place)
        raise StoreError(f"There is something at {place} already. Nothing was changed.", code="move.taken")
    if not already:
        _close(engine, place, now)
    with _whole(engine) as copy:
        _open_again(copy)
        if isinstance(to, ClusterEngine):
            load(to, copy)
        elif isinstance(to, str):
            copy_to(copy, to)
        target = FileEngine(to, read_only=True) if isinstance(to, str) else to
        source = FileEngine(copy, read_only=True)
        try:
            return _compared(source, target)
        finally:
            source.close()
            if isinstance(to, str):
                target.close()


def stay(engine: FileEngine | ClusterEngine, now: int) -> str:
    """Give up a move: the store takes commands again. Returns where it was going.

    Raises Refused where it was going nowhere.
    """
    place = moved_to(engine)
    if not place:
        raise Refused("This store is not being moved.", code="move.none")
    engine.write(_opening())
    if isinstance(engine, FileEngine):
        engine.select(f"pragma user_version = {VERSION}")
    return place


def restore_into(engine: ClusterEngine, backup: str, kept_as: str, now: int) -> Restored:
    """Put a sound backup in the place of what the nodes keep, which is kept as a file; one change to every reader.

    Nothing is taken between that copy and the change. Raises StoreError where one of them fails; the store then
    takes commands again, as long as a node answers.
    """
    contents = inspect(backup)
    if not engine.version():
        load(engine, backup)
        return Restored(contents, "", was_damaged=False)
    if not moved_to(engine):
        _close(engine, backup, now)
    try:
        copy_out(engine, kept_as)
        _open_again(kept_as)
        os.remove(f"{kept_as}.lock")  # a copy at rest needs none
        load(engine, backup)
    except BaseException:
        engine.write(_opening())
        raise
    return Restored(contents, kept_as, was_damaged=False)


def moved_to(engine: Engine) -> str:
    """Where a store is being moved, or was; empty: nowhere."""
    rows = engine.select("select value from setting where name = ?", (_WHERE,))
    return str(rows[0][0]) if rows else ""


def _close(engine: FileEngine | ClusterEngine, place: str, now: int) -> None:
    try:
        engine.write(
            [
                ("update store_version set version = ?", (MOVED,)),
                ("insert into setting(id, name, value) values(?, ?, ?)", (IdMaker().new(now), _WHERE, place)),
            ]
        )
    except BatchRefused:
        # Nodes whose answer was lost were asked twice, and had closed it by then.
        if moved_to(engine) != place:
            raise
    if isinstance(engine, FileEngine):
        engine.select(f"pragma user_version = {MOVED}")


def _opening() -> list[Statement]:
    """What opens a store that was closed, and does nothing to another."""
    return [
        ("update store_version set version = ? where version = ?", (VERSION, MOVED)),
        ("delete from setting where name = ?", (_WHERE,)),
    ]


@contextmanager
def _whole(engine: FileEngine | ClusterEngine) -> Iterator[str]:
    """A copy of the store that is left, gone afterwards."""
    if isinstance(engine, ClusterEngine):
        with copied(engine) as path:
            yield path
        return
    with tempfile.TemporaryDirectory(prefix="cockpit-") as folder:
        path = os.path.join(folder, "copy.db")
        copy_to(engine.path, path)
        yield path


def _open_again(copy: str) -> None:
    """Have the copy take commands again, wherever it is put."""
    engine = FileEngine(copy)
    try:
        engine.write(_opening())
        engine.select(f"pragma user_version = {VERSION}")
        engine.select("pragma journal_mode = delete")
    finally:
        engine.close()


def _compared(source: Engine, target: Engine) -> Moved:
    tables = [
        row[0]
        for row in source.select(
            "select name from sqlite_schema where type = 'table' and sql like '%strict%' order by name"
        )
    ]
    rows = 0
    for table in tables:
        columns = [row[1] for row in source.select(f"pragma table_info({table})") if row[2] == "INTEGER"]
        here, there = (_told(engine, table, columns) for engine in (source, target))
        if here != there:
            raise StoreError(
                f"The two differ in {table}. What is there is not to be used.", code="move.differs"
            )
        rows += int(here[0])
    return Moved(len(tables), rows)


def _told(engine: Engine, table: str, columns: Sequence[str]) -> tuple[int, ...]:
    """How many rows a table has, and the sums of its numbers, each taken small enough to add up exactly."""
    sums = "".join(f", ifnull(sum({column} % 1000003), 0)" for column in columns)
    return tuple(engine.select(f"select count(*){sums} from {table}")[0])
