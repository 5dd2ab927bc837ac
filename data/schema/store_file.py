"""Looking at a file before it is opened as a store: whether it is one, of which program, and whole."""

from __future__ import annotations

import os

from data.kernel.errors import StoreError
from data.schema import APPLICATION_ID, FORMER_APPLICATION_ID

_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\x00"
_ANOTHER = "Name another backup."


class StoreMissing(StoreError):
    """There is no file at the store's path."""


class NoStore(StoreError):
    """The file holds nothing that looks like a store or any database."""


def check_file(path: str, *, is_backup: bool = False) -> None:
    """Look at a file without opening it as a database. Raises StoreMissing, NoStore or another StoreError.

    Of a backup other things are advised than of the store.
    """
    try:
        with open(path, "rb") as file:
            header = file.read(_HEADER_BYTES)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        if is_backup:
            raise StoreMissing(f"There is no backup at {path}. {_ANOTHER}") from None
        raise StoreMissing(f"There is no store at {path}.", code="store.missing") from None
    except IsADirectoryError:
        raise _unfit(StoreError, f"{path} is a folder.", is_backup) from None
    except PermissionError:
        raise StoreError(f"Cannot read {path}: this user has no right to.", code="store.closed") from None
    except OSError as error:
        raise StoreError(f"Cannot read {path}: {error.strerror}.") from error
    if size == 0:
        raise _unfit(NoStore, f"{path} is an empty file, not a store.", is_backup)
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise _unfit(NoStore, f"{path} is not a Cockpit store.", is_backup)
    application = int.from_bytes(header[68:72], "big")
    if application == FORMER_APPLICATION_ID:
        raise StoreError(
            f"{path} was written by a Cockpit before this one, and this one cannot read it; nothing was changed. What "
            "it holds can be exported by the program that wrote it, and imported into a new store.",
            code="store.former",
        )
    if application != APPLICATION_ID:
        raise _unfit(StoreError, f"{path} is a database of another program.", is_backup)
    # A checkpoint writes the first page before the last ones. Until its WAL is gone, the WAL has what is missing,
    # even where the process that copied it back was killed half-way: opening the store completes it.
    if _is_truncated(header, size) and not _has_wal(path) and _is_truncated(header, os.stat(path).st_size):
        cut = f"{path} is cut short: it says more pages than it has."
        if is_backup:
            raise StoreError(f"{cut} {_ANOTHER}")
        raise StoreError(f"{cut} Keep the file.", code="store.damaged")


def _unfit(kind: type[StoreError], text: str, is_backup: bool) -> StoreError:
    """The error of a file that is no store of this program."""
    return kind(f"{text} {_ANOTHER}") if is_backup else kind(text, code="store.another")


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
