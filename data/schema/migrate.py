"""Bringing a store to the shape of this program: building a new one, and stepping up an older one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module

from data.kernel.engine import Statement
from data.kernel.errors import StoreError
from data.kernel.file_engine import FileEngine, open_connection, refusing_damage
from data.kernel.ids import IdMaker
from data.schema import APPLICATION_ID, VERSION

STEPS = ("m001_points", "m002_leads", "m003_quicker_log", "m004_spelling", "m005_people_stay")
"""The files of this package that lead from one version to the next, in order."""


def step_statements(version: int, ids: IdMaker, now: int) -> list[Statement]:
    """The statements that lead from ``version - 1`` to ``version``: its tables, then its catalogues' rows."""
    module = import_module(f"data.schema.{STEPS[version - 1]}")
    return [*((sql, ()) for sql in module.STATEMENTS), *module.seeds(ids, now)]


def create(path: str, seeds: Sequence[Statement], ids: IdMaker, now: int) -> None:
    """Build a store under a temporary name, fill it, and give it its name.

    Raises StoreError where something is at ``path`` already, or the folder cannot be written.
    """
    if os.path.lexists(path):
        raise StoreError(f"There is something at {path} already. Nothing was changed.")
    folder = os.path.dirname(path) or "."
    draft = f"{path}.{os.getpid()}.new"
    try:
        os.makedirs(folder, exist_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666))
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
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute("pragma journal_mode = wal")
        connection.execute("begin immediate")
        for version in range(1, VERSION + 1):
            for sql, params in step_statements(version, ids, now):
                connection.execute(sql, params)
        for sql, params in seeds:
            connection.execute(sql, params)
        connection.execute(f"pragma user_version = {VERSION}")
        connection.execute("commit")
        connection.execute("pragma wal_checkpoint(truncate)")
    finally:
        connection.close()


def migrate(engine: FileEngine, now: int) -> str:
    """Step an older store up to ``VERSION``, and return the path of the backup made before.

    Safe to run in many processes at once: the first does it, the others find it done.
    """
    from data.backup.copies import copy_to

    with engine.lock():
        version = int(engine.select("pragma user_version")[0][0])
        if version >= VERSION:
            return ""
        backup = f"{engine.path}.before-version-{VERSION}"
        if not os.path.exists(backup):
            copy_to(engine, backup)
        connection, ids = engine.connection, IdMaker()
        connection.execute("begin immediate")
        try:
            for number in range(version + 1, VERSION + 1):
                for sql, params in step_statements(number, ids, now):
                    connection.execute(sql, params)
            connection.execute(f"pragma user_version = {VERSION}")
            connection.execute("commit")
        except BaseException:
            connection.execute("rollback")
            raise
    return backup
