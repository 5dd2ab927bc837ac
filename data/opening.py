"""Opening a store with all that this program knows: its nouns, and the way of older files to its schema."""

from __future__ import annotations

from data.kernel.engine import Engine, is_cluster
from data.kernel.errors import StoreError
from data.kernel.file_engine import FileEngine
from data.kernel.store import Store
from data.nouns import NOUNS
from data.schema import MOVED, VERSION
from data.schema.store_file import StoreMissing, check_file


def open_store(path: str, *, read_only: bool = False, password: str = "") -> Store:
    """Open a store, bringing an older one up to date (a file after a backup beside it).

    ``path`` is a file, or the address of the nodes that keep the store, which may ask for a password. Raises
    StoreMissing where there is no store, StoreError where there is none that this program may write: foreign, newer,
    truncated or damaged. Such a one is not touched.
    """
    if is_cluster(path):
        return _open_cluster(path, password)
    check_file(path)
    engine = FileEngine(path, read_only=read_only)
    version = engine.version()
    if version > VERSION:
        error = _moved(engine) if version == MOVED else _newer(path, version)
        engine.close()
        raise error
    if version < VERSION:
        import time

        from data.backup.copies import copy_to
        from data.schema.migrate import migrate

        migrate(engine, time.time_ns() // 1_000_000, copy_to)
    return Store(engine, NOUNS, VERSION)


def _open_cluster(path: str, password: str) -> Store:
    # Here, as it imports http and json, which the quick verbs on a file do without.
    from data.kernel.cluster_engine import ClusterEngine

    engine = ClusterEngine(path, password)
    version = engine.version()
    if not version:
        engine.close()
        raise StoreMissing(f"There is no store at {path}.", code="store.missing")
    if version > VERSION:
        raise _moved(engine) if version == MOVED else _newer(path, version)
    if version < VERSION:
        import time

        from data.schema.cluster_store import step_up

        step_up(engine, time.time_ns() // 1_000_000)
    return Store(engine, NOUNS, VERSION)


def _moved(engine: Engine) -> StoreError:
    from data.backup.moving import moved_to

    place = moved_to(engine)
    return StoreError(f"This store has moved to {place}, or is on its way.", code="store.moved", place=place)


def _newer(path: str, version: int) -> StoreError:
    return StoreError(
        f"{path} was written by a newer Cockpit (store version {version}, this program knows {VERSION}). "
        "Update this program; nothing was changed."
    )
