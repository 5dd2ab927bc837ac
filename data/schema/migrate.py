"""Bringing a store to the shape of this program: building a new one, and stepping up an older one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from data import schema
from data.kernel.engine import Statement
from data.kernel.errors import StoreError
from data.kernel.file_engine import FileEngine, open_connection, refusing_damage
from data.kernel.ids import IdMaker
from data.kernel.private_files import OWNER, make_file, make_folder


def create(path: str, seeds: Sequence[Statement], ids: IdMaker, now: int, mode: int = OWNER) -> None:
    """Build a store of these rights under a temporary name, fill it, and give it its name.

    Raises StoreError where something is at ``path`` already, or the folder cannot be written.
    """
    if os.path.lexists(path):
        raise StoreError(f"There is something at {path} already. Nothing was changed.")
    folder = os.path.dirname(path) or "."
    draft = f"{path}.{os.getpid()}.new"
    try:
        make_folder(folder, mode)
        os.close(make_file(draft, mode))
    except OSError as error:
        raise StoreError(
            f"Cannot make a store in {folder}: {error.strerror}.", code="store.not_made"
        ) from error
    try:
        with refusing_damage(path):
            _build(draft, seeds, ids, now)
        os.link(draft, path)
    except FileExistsError:
        raise StoreError(f"There is something at {path} already. Nothing was changed.") from None
    finally:
        for leftover in (draft, draft + "-wal", draft + "-shm", draft + "-journal"):
            if os.path.exists(leftover):
                os.remove(leftover)


def _build(path: str, seeds: Sequence[Statement], ids: IdMaker, now: int) -> None:
    connection = open_connection(path)
    try:
        connection.execute(f"pragma application_id = {schema.APPLICATION_ID}")
        connection.execute("pragma journal_mode = wal")
        connection.execute("begin immediate")
        for sql, params in (*steps_from(1, ids, now), *seeds):
            connection.execute(sql, params)
        connection.execute(f"pragma user_version = {schema.VERSION}")
        connection.execute("commit")
        connection.execute("pragma wal_checkpoint(truncate)")
    finally:
        connection.close()


def steps_from(version: int, ids: IdMaker, now: int) -> Iterator[Statement]:
    """The statements of that step and of all after it; the version that guards of a batch ask for comes last."""
    # Here, as it imports sqlite-utils: a third of a second, which only whoever makes a store has to wait.
    from data.schema.steps import step_statements

    for number in range(version, schema.VERSION + 1):
        yield from step_statements(number, ids, now)
    yield "update store_version set version = ?", (schema.VERSION,)


def migrate(engine: FileEngine, now: int, keep: Callable[[str, str], None]) -> str:
    """Step an older store up to ``schema.VERSION``, and return the path of the backup made before.

    ``keep`` makes that backup: it is told the store's file and the copy's. Safe to run in many processes at
    once: the first does it, the others find it done.
    """
    with engine.lock():
        version = int(engine.select("pragma user_version")[0][0])
        if version >= schema.VERSION:
            return ""
        backup = f"{engine.path}.before-version-{schema.VERSION}"
        if not os.path.exists(backup):
            keep(engine.path, backup)
        connection, ids = engine.connection, IdMaker()
        connection.execute("begin immediate")
        try:
            for sql, params in steps_from(version + 1, ids, now):
                connection.execute(sql, params)
            connection.execute(f"pragma user_version = {schema.VERSION}")
            connection.execute("commit")
        except BaseException:
            connection.execute("rollback")
            raise
    return backup
