"""Backups: a whole, consistent copy of a store while others keep writing, and putting one back."""

from __future__ import annotations

import os

from data.engine import Engine, open_connection, refusing_damage
from data.errors import StoreError
from data.store import check_file


def copy_to(engine: Engine, path: str) -> None:
    """Copy a store to a new file at ``path``. Raises StoreError where something is there already."""
    if os.path.lexists(path):
        raise StoreError(f"There is something at {path} already. Name another file.")
    draft = f"{path}.{os.getpid()}.part"
    try:
        try:
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except OSError as error:
            raise StoreError(f"Cannot write {path}: {error.strerror}.") from error
        with refusing_damage(path):
            target = open_connection(draft)
            try:
                engine.connection.backup(target)
                target.execute("pragma journal_mode = delete")
            finally:
                target.close()
        descriptor = os.open(draft, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
        os.rename(draft, path)
    finally:
        if os.path.exists(draft):
            os.remove(draft)


def restore_from(engine: Engine, backup: str) -> None:
    """Replace a store's whole content by a backup's; running sessions see it as one change.

    Raises StoreError where the backup is not a sound store.
    """
    check_file(backup)
    with refusing_damage(backup):
        source = open_connection(backup, read_only=True)
        try:
            verdict = source.execute("pragma quick_check").fetchone()[0]
            if verdict != "ok":
                raise StoreError(f"{backup} is damaged itself and was not used: {verdict}")
            with engine.lock():
                source.backup(engine.connection)
                engine.connection.execute("pragma journal_mode = wal")
        finally:
            source.close()
