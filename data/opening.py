"""Opening a store with all that this program knows: its nouns, and the way of older files to its schema."""

from __future__ import annotations

from data.kernel.errors import StoreError
from data.kernel.file_engine import FileEngine
from data.kernel.store import Store
from data.nouns import NOUNS
from data.schema import VERSION
from data.schema.store_file import check_file


def open_store(path: str, *, read_only: bool = False) -> Store:
    """Open a store, bringing an older one up to date (after a backup beside it).

    Raises StoreMissing where there is no file, StoreError where the file is not a store that this program
    may write: foreign, newer, truncated or damaged. Such a file is not touched.
    """
    check_file(path)
    engine = FileEngine(path, read_only=read_only)
    version = engine.version()
    if version > VERSION:
        engine.close()
        raise StoreError(
            f"{path} was written by a newer Cockpit (store version {version}, this program knows {VERSION}). "
            "Update this program; nothing was changed."
        )
    if version < VERSION:
        import time

        from data.backup.copies import copy_to
        from data.schema.migrate import migrate

        migrate(engine, time.time_ns() // 1_000_000, copy_to)
    return Store(engine, NOUNS, VERSION)
