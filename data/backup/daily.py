"""Backups that are made by themselves: one a day, beside the store, checked, and the old ones taken away.

Days are those of UTC, as the names of backups are. What was copied by hand, or lies elsewhere, is never taken away.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from datetime import UTC, datetime
from typing import NamedTuple

from data.backup.copies import backup_name, copy_to
from data.backup.rotation import Keep, kept
from data.kernel.errors import StoreError
from data.kernel.private_files import make_file, make_folder, rights_like

_LOCK = ".lock"
_UNFINISHED = ".part"
_TIMES_SIZE = 2
"""How often the store has to fit on what is free of the disk, so that a backup takes nobody's last room."""


class Backup(NamedTuple):
    """A backup that was made by itself. ``at`` is in UTC."""

    path: str
    at: datetime
    size: int


def folder_of(store: str) -> str:
    """Where the backups of a store lie."""
    return f"{os.path.splitext(store)[0]}-backups"


def backups_of(store: str) -> list[Backup]:
    """The backups of a store that were made by themselves, the newest first."""
    folder = folder_of(store)
    stem, ending = os.path.splitext(os.path.basename(store))
    pattern = re.compile(rf"{re.escape(stem)}-(\d{{8}}-\d{{6}})(-\d+)?{re.escape(ending)}")
    found = []
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        match = pattern.fullmatch(name)
        if match:
            path = os.path.join(folder, name)
            at = datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
            found.append(Backup(path, at, os.path.getsize(path)))
    return sorted(found, key=lambda backup: (backup.at, backup.path), reverse=True)


def back_up_today(store: str, now: int, keep: Keep) -> Backup | None:
    """Make today's backup and take old ones away; None where there is one of today, or somebody is making it.

    ``now`` is Unix milliseconds. Raises StoreError where it cannot be written or is not sound; old ones stay then.
    """
    if keep.is_off:
        return None
    folder = folder_of(store)
    try:
        rights = rights_like(store)
        make_folder(folder, rights)
        lock = _lock(os.path.join(folder, _LOCK), rights)
        if lock is None:
            return None
        try:
            return _made(store, folder, datetime.fromtimestamp(now / 1000, UTC), keep)
        finally:
            os.close(lock)
    except OSError as error:
        raise StoreError(f"No backup can be made in {folder}: {error.strerror}.") from error


def _lock(path: str, rights: int) -> int | None:
    """A lock that whoever makes the backup holds; None where somebody else does."""
    try:
        descriptor = make_file(path, rights)
    except FileExistsError:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _made(store: str, folder: str, now: datetime, keep: Keep) -> Backup | None:
    there = backups_of(store)
    if there and there[0].at.date() >= now.date():
        return None
    for name in os.listdir(folder):
        if name.endswith(_UNFINISHED):
            os.remove(os.path.join(folder, name))  # of a process that was ended meanwhile
    size = os.path.getsize(store)
    if shutil.disk_usage(folder).free < _TIMES_SIZE * size:
        raise StoreError(
            f"There is no room for a backup in {folder}: {size / 1e6:,.0f} MB.", code="backup.no_room"
        )
    path = backup_name(os.path.join(folder, os.path.basename(store)), round(now.timestamp() * 1000))
    copy_to(store, path)
    remove_old(store, keep)
    return Backup(path, now, os.path.getsize(path))


def remove_old(store: str, keep: Keep) -> None:
    """Take away the backups that are not to be kept."""
    there = backups_of(store)
    stays = kept([backup.at for backup in there], keep)
    for backup in there:
        if backup.at not in stays:
            os.remove(backup.path)
