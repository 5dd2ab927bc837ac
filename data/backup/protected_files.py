"""The files that nothing written by Cockpit ever takes the place of: the store, and what is being imported."""

from __future__ import annotations

import os

from data.backup.copies import SIDE_FILES
from data.kernel.errors import Refused
from data.kernel.text import clean


def refuse_replacing(path: str, store: str, imported: str = "") -> None:
    """Raise Refused where ``path``, which is to be written, is the store, belongs to it, or is the imported file.

    Links are followed: another name of one of these files is that file.
    """
    if any(_is_same(path, store + ending) for ending in ("", *SIDE_FILES, ".lock")):
        raise Refused(f"{clean(path, 200)} is the store itself. Name another file.")
    if imported and _is_same(path, imported):
        raise Refused(f"{clean(path, 200)} is the file that is being imported. Name another file.")


def _is_same(one: str, other: str) -> bool:
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    return os.path.exists(one) and os.path.exists(other) and os.path.samefile(one, other)
