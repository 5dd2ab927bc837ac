"""A new demo store in the place of an older one, and what was done in that."""

from __future__ import annotations

import os
from collections.abc import Mapping

from data.backup.copies import SIDE_FILES, restore
from data.demo.store import write_demo
from data.kernel.errors import Refused, StoreError
from data.kernel.file_engine import FileEngine
from data.kernel.private_files import OWNER
from data.kernel.sqlite import sqlite3
from data.people.person import DEFAULT_PERSON
from data.schema.store_file import check_file
from data.story.story import Story


def steps_taken(path: str) -> int:
    """How many steps people have taken in a demo store since it was written.

    Raises Refused for a file that is no demo store: whatever else it is, it is not made up.
    """
    refused = Refused(f"{path} is no demo store. Nothing was changed.")
    engine = FileEngine(path, read_only=True)
    try:
        check_file(path)
        if not engine.select("select 1 from setting where name = ?", (DEFAULT_PERSON,)):
            raise refused
        # What a demo is written with comes from no terminal.
        return int(engine.select("select count(*) from journal where terminal is not null")[0][0])
    except (StoreError, sqlite3.DatabaseError) as error:
        raise refused from error
    finally:
        engine.close()


def replace_demo(path: str, size: Mapping[str, int], seed: int, now: int, mode: int = OWNER) -> Story:
    """Write a demo store and put it in the place of the one at ``path``; sessions open on it see one change.

    Raises as ``write_demo``, before anything is changed.
    """
    draft = f"{path}.{os.getpid()}.fresh"
    try:
        story = write_demo(draft, size, seed, now, mode)
        done = restore(path, draft, now)
        for leftover in (done.kept_as, *(done.kept_as + ending for ending in SIDE_FILES)):
            _remove(leftover)
        return story
    finally:
        for leftover in (draft, *(draft + ending for ending in (*SIDE_FILES, ".lock"))):
            _remove(leftover)


def _remove(path: str) -> None:
    if os.path.exists(path):
        os.remove(path)
