"""Looking at a file before it is opened as a store: whether it is one, of which program, and whole."""

from __future__ import annotations

import os

from data.kernel.errors import StoreError
from data.schema import APPLICATION_ID, FORMER_APPLICATION_ID

_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\x00"


class StoreMissing(StoreError):
    """There is no file at the store's path."""


class NoStore(StoreError):
    """The file holds nothing that looks like a store or any database."""


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
    application = int.from_bytes(header[68:72], "big")
    if application == FORMER_APPLICATION_ID:
        raise StoreError(
            f"{path} was written by a Cockpit before this one, and this one cannot read it; nothing was changed. With "
            "the program that wrote it, export what it holds: cockpit leads export --all and cockpit export --team. "
            "Begin a new store here with its people, then: cockpit leads import and cockpit points import"
        )
    if application != APPLICATION_ID:
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
