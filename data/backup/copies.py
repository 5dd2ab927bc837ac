"""Backups: a whole, consistent copy of a store while others keep writing, and putting one back."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from data.kernel.errors import StoreError
from data.kernel.file_engine import FileEngine, open_connection, refusing_damage
from data.kernel.private_files import make_file, make_folder, rights_like
from data.kernel.sqlite import sqlite3
from data.schema import MOVED, VERSION
from data.schema.store_file import StoreMissing, check_file

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file; it belongs to the file and moves with it."""


class Contents(NamedTuple):
    """What is in a store, to tell one backup from another. ``last_at`` is Unix milliseconds."""

    version: int
    people: int
    entries: int
    commands: int
    last_at: int


class Restored(NamedTuple):
    """How a backup was put back, and where what was there before is now ("": nothing was there)."""

    contents: Contents
    kept_as: str
    was_damaged: bool


def backup_name(store: str, at: int, what: str = "") -> str:
    """A name beside the store that says when a copy was made (UTC): ``cockpit-20261122-120000.db``."""
    stem, ending = os.path.splitext(store)
    moment = datetime.fromtimestamp(at / 1000, UTC).strftime("%Y%m%d-%H%M%S")
    base = f"{stem}-{what}{'-' if what else ''}{moment}"
    name, number = f"{base}{ending}", 1
    while os.path.lexists(name):
        number += 1
        name = f"{base}-{number}{ending}"
    return name


def copy_to(store: str, path: str) -> None:
    """Copy the store in a file to a new file at ``path``, for those alone who may read and write the store, and never
    for everybody.

    Raises StoreError where something is there already, it cannot be written, or the copy is not sound.
    """
    if os.path.lexists(path):
        raise StoreError(f"There is something at {path} already. Name another file.")
    draft = f"{path}.{os.getpid()}.part"
    engine = FileEngine(store)
    try:
        _create(draft, path, rights_like(store))
        with refusing_damage(path):
            _copy(engine.connection, draft)
        inspect(draft)
        os.rename(draft, path)
        _sync(os.path.dirname(path) or ".")
    finally:
        engine.close()
        _remove(draft)


def inspect(path: str) -> Contents:
    """Check a copy through and through, and say what is in it; nothing is left beside it.

    Raises StoreError where it is no sound store, or one of a newer program.
    """
    check_file(path, is_backup=True)
    return _contents(path, _open_at_rest)


def _contents(path: str, opened: Callable[[str], sqlite3.Connection]) -> Contents:
    try:
        connection = opened(path)
        try:
            verdict = str(connection.execute("pragma quick_check(1)").fetchone()[0])
            if verdict != "ok":
                raise StoreError(f"{path} is damaged itself and was not used.")
            version = int(connection.execute("pragma user_version").fetchone()[0])
            counts = connection.execute(
                "select (select count(*) from person), (select count(*) from activity), "
                "(select count(*) from journal), (select ifnull(max(at), 0) from journal)"
            ).fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} is damaged itself and was not used.") from error
    if VERSION < version != MOVED:
        raise StoreError(
            f"{path} was written by a newer Cockpit (store version {version}). Update this program."
        )
    return Contents(version, *counts)


def _open_at_rest(path: str) -> sqlite3.Connection:
    """Open a copy that nobody writes to; with a WAL beside it, which belongs to it, it is read like a store."""
    return open_connection(path, read_only=True, at_rest=not os.path.exists(path + "-wal"))


def restore(path: str, backup: str, at: int) -> Restored:
    """Put a backup in the place of the store at ``path``; what was there is kept beside it, never deleted.

    A sound store is replaced from within, so that running sessions see one change. A damaged one is moved
    aside first: sessions that have it open must be begun again. A backup of an older version is stepped up
    when it is next opened.
    Raises StoreError where the backup is not a sound store or the place cannot be written; nothing is
    changed then.
    """
    if os.path.realpath(path) == os.path.realpath(backup):
        raise StoreError(f"{backup} is the store itself. Name a backup.")
    contents = inspect(backup)
    was_damaged, kept_as = _what_is_there(path, at)
    if kept_as and not was_damaged:
        engine = FileEngine(path)
        try:
            restore_from(engine, backup, kept_as)
        finally:
            engine.close()
    else:
        _put_aside(path, backup, kept_as)
    return Restored(contents, kept_as, was_damaged)


def _what_is_there(path: str, at: int) -> tuple[bool, str]:
    """Whether a damaged store is at ``path``, and the name to keep what is there under ("": nothing is).

    Raises StoreError for what is sound and not ours to move: a folder, another program's database, a store of
    a newer program.
    """
    if os.path.isdir(path):
        raise StoreError(f"{path} is a folder.", code="store.is_folder")
    try:
        check_file(path)
        _contents(path, lambda path: open_connection(path, read_only=True))
    except StoreMissing:
        if not any(os.path.lexists(path + ending) for ending in SIDE_FILES):
            return False, ""
    except StoreError:
        if _is_sound_database(path):
            raise
    else:
        return False, backup_name(path, at, "before-restore")
    return True, backup_name(path, at, "damaged")


def _is_sound_database(path: str) -> bool:
    if not os.path.getsize(path):
        return False
    try:
        connection = open_connection(path, read_only=True)
        try:
            return bool(connection.execute("pragma quick_check(1)").fetchone()[0] == "ok")
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return False


def restore_from(engine: FileEngine, backup: str, kept_as: str) -> None:
    """Replace a sound store's whole content by a sound backup's, having copied it to ``kept_as``.

    Running sessions see it as one change; a store of an older version is stepped up when it is next opened.
    """
    with refusing_damage(backup):
        source = _open_at_rest(backup)
    try:
        with engine.lock():
            copy_to(engine.path, kept_as)
            with refusing_damage(engine.path):
                source.backup(engine.connection)
                engine.connection.execute("pragma journal_mode = wal")
    finally:
        source.close()


def _put_aside(path: str, backup: str, kept_as: str) -> None:
    """Move what is at ``path`` to ``kept_as``, and put the backup in its place."""
    try:
        make_folder(os.path.dirname(path) or ".", rights_like(backup))
        engine = FileEngine(path)
        try:
            with engine.lock():
                draft = f"{path}.{os.getpid()}.part"
                _draft_of(backup, draft, path)
                for ending in ("", *SIDE_FILES):
                    if os.path.lexists(path + ending):
                        os.rename(path + ending, kept_as + ending)
                os.rename(draft, path)
                with refusing_damage(path):
                    engine.connection.execute("pragma journal_mode = wal")
        finally:
            engine.close()
    except OSError as error:
        raise StoreError(f"Cannot put a store at {path}: {error.strerror}.") from error


def _draft_of(backup: str, draft: str, path: str) -> None:
    """A copy of a backup under a temporary name, with the rights of the file that it is to replace, else with its own;
    never for everybody.
    """
    _create(draft, path, rights_like(path if os.path.exists(path) else backup))
    try:
        with refusing_damage(backup):
            source = _open_at_rest(backup)
            try:
                _copy(source, draft)
            finally:
                source.close()
    except BaseException:
        _remove(draft)
        raise


def _copy(source: sqlite3.Connection, draft: str) -> None:
    """Copy page by page in one read, and see it on disk."""
    target = open_connection(draft)
    try:
        source.backup(target)
        target.execute("pragma journal_mode = delete")
    finally:
        target.close()
    _sync(draft)


def _create(draft: str, path: str, mode: int) -> None:
    try:
        os.close(make_file(draft, mode))
    except OSError as error:
        raise StoreError(f"Cannot write {path}: {error.strerror}.") from error


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: str) -> None:
    if os.path.lexists(path):
        os.remove(path)
