"""The ways in which a file from outside can be turned down."""

from __future__ import annotations

import os

from data.kernel.errors import CockpitError, UsageError
from data.kernel.text import clean


class FileRefused(CockpitError):
    """A file or a mapping of its columns cannot be used; the message says where, and what to do."""


class OptionRefused(FileRefused, UsageError):
    """What was said about a file, such as its encoding or the columns to take, does not fit it."""


class CellRefused(CockpitError):
    """One cell cannot be read as what its column holds; the message says why."""


def shown_name(path: str | os.PathLike[str]) -> str:
    """Return the last part of `path`, safe to show in a message."""
    return clean(os.path.basename(os.fspath(path).rstrip("/")), 80) or "the file"


def refusal_of(error: OSError, path: str | os.PathLike[str]) -> FileRefused:
    """Turn an error of the operating system about `path` into a sentence."""
    name = shown_name(path)
    if isinstance(error, FileNotFoundError):
        return FileRefused(f"{name}: there is no such file. Check the name and the folder.")
    if isinstance(error, IsADirectoryError):
        return FileRefused(f"{name} is a folder. Name a file in it.")
    if isinstance(error, PermissionError):
        return FileRefused(f"{name}: no permission. Ask for access, or copy it to a folder of your own.")
    return FileRefused(f"{name}: {clean(error.strerror or error, 200)}.")
