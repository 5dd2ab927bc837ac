"""The one door from a screen to files of the machine that Cockpit runs on."""

from __future__ import annotations

import asyncio
import os
from typing import NamedTuple

from data.backup.protected_files import refuse_replacing
from data.kernel.errors import CockpitError, Refused, UsageError
from data.kernel.text import clean
from screens.shell.desk import Desk

MOST_NAMES = 400
"""Names of a folder that are looked at when one is completed."""


class Seen(NamedTuple):
    """What lies at a path that was typed: words on it, and the path that is meant by it so far."""

    words: str
    completed: str
    is_file: bool = False


def refuse_files(desk: Desk) -> None:
    """Raise Refused where the person may open no files of this machine."""
    if not desk.reaches_files:
        raise Refused("A session over SSH opens no files.", code="files.out_of_reach")


def host_path(desk: Desk, typed: str) -> str:
    """The path of a file of this machine. Raises Refused where the person may open none."""
    refuse_files(desk)
    if not typed.strip():
        raise UsageError("Type the path of a file, or leave with esc.")
    return os.path.expanduser(typed.strip().strip("'\""))


async def look_at(desk: Desk, typed: str) -> Seen:
    """What lies at a path that is being typed; the disk is asked in a thread.

    Raises UsageError where nothing does, Refused as ``host_path``.
    """
    return await asyncio.to_thread(_seen, host_path(desk, typed))


async def look_where_to_write(desk: Desk, typed: str, imported: str) -> Seen:
    """What writing to a path would do; the disk is asked in a thread.

    Raises UsageError where no file can be written there, Refused where it is the store or the file ``imported``,
    and as ``host_path``.
    """
    path = host_path(desk, typed)
    return await asyncio.to_thread(_writable, path, desk.store.path, imported)


def sibling(path: str, ending: str) -> str:
    """The path of a file beside another: ``contacts.csv`` and ``-rejected.csv`` make ``contacts-rejected.csv``."""
    return os.path.splitext(path)[0] + ending


async def sheets_at(path: str) -> list[str]:
    """The sheets of a workbook, none where the file is none or cannot be read; the disk is asked in a thread."""
    return await asyncio.to_thread(_sheets, path)


def _sheets(path: str) -> list[str]:
    from data.files.workbook import sheet_names

    try:
        return sheet_names(path)
    except (CockpitError, OSError, ValueError):
        return []  # whoever reads the file itself says what is wrong with it


def _writable(path: str, store: str, imported: str) -> Seen:
    folder, name = os.path.split(path)
    try:
        if os.path.isdir(path) or not name:
            raise UsageError(f"{clean(path, 200)} is a folder. Add the name of a file.")
        if not os.path.isdir(folder or "."):
            raise UsageError(f"There is no folder {clean(folder, 200)}.")
        refuse_replacing(path, store, imported)
        if os.path.exists(path) and not os.path.isfile(path):
            raise UsageError(f"{clean(path, 200)} is a pipe or a device. The command line writes into such.")
        if not os.path.exists(path):
            return Seen(f"{clean(name, 60)}   enter write it", path, is_file=True)
    except (OSError, ValueError):
        raise UsageError(f"Nothing can be written to {clean(path, 200)}.") from None
    return Seen(f"{clean(name, 60)} is there already   enter replace it", path, is_file=True)


def _seen(path: str) -> Seen:
    completed, others = _completed(path)
    try:
        size = os.stat(path).st_size
    except (OSError, ValueError):
        if not others:
            raise UsageError(f"There is nothing at {clean(path, 200)}.") from None
        return Seen("tab   " + _names(others), completed)
    if os.path.isdir(path):
        return Seen("a folder   tab   " + _names(others), completed)
    return Seen(
        f"{clean(os.path.basename(path), 60)}, {_size_words(size)}   enter read it", completed, is_file=True
    )


def _completed(path: str) -> tuple[str, list[str]]:
    """The path as far as it is certain, and the names that it could become."""
    if os.path.isdir(path) and not path.endswith("/"):
        return path + "/", _entries(path, "")
    folder, begun = os.path.split(path)
    names = _entries(folder or ".", begun)
    common = _shared_beginning(names) if names else begun
    completed = os.path.join(folder, common)
    is_folder = len(names) == 1 and os.path.isdir(completed)
    return completed + ("/" if is_folder else ""), names


def _entries(folder: str, begun: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(begun)]
    except (OSError, ValueError):
        return []
    shown = [name for name in names if begun.startswith(".") or not name.startswith(".")]
    return sorted(shown)[:MOST_NAMES]


def _shared_beginning(names: list[str]) -> str:
    """What all names begin with; they are in order, so the first and the last tell."""
    first, last = names[0], names[-1]
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[:same]


def _names(names: list[str]) -> str:
    shown = "  ".join(clean(name, 40) for name in names[:6])
    return shown + (f"  and {len(names) - 6} more" if len(names) > 6 else "")


def _size_words(size: int) -> str:
    for unit, worth in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= worth:
            return f"{size / worth:.1f} {unit}"
    return f"{size} bytes"
