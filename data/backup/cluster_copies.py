"""Copies of a store that several hosts keep: out of the nodes into a file that is a store like any other, and back."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager

from data.backup.copies import Contents, copy_to, inspect
from data.kernel.cluster_engine import ARRIVING, ClusterEngine
from data.kernel.errors import StoreError
from data.kernel.file_engine import open_connection, refusing_damage
from data.kernel.private_files import OWNER, make_file
from data.schema import APPLICATION_ID


def copy_out(engine: ClusterEngine, path: str) -> None:
    """Copy what the nodes keep to a new file for its owner alone.

    Raises StoreError where something is there already, it cannot be written, or the copy is not sound.
    """
    if os.path.lexists(path):
        raise StoreError(f"There is something at {path} already. Name another file.")
    draft = f"{path}.{os.getpid()}.part"
    try:
        try:
            with open(make_file(draft, OWNER), "wb") as out:
                engine.nodes.fetch("/db/backup", out)
        except OSError as error:
            raise StoreError(f"Cannot write {path}: {error.strerror}.") from error
        _as_a_file(draft)
        inspect(draft)
        os.rename(draft, path)
    finally:
        if os.path.lexists(draft):
            os.remove(draft)


@contextmanager
def copied(engine: ClusterEngine) -> Iterator[str]:
    """The path of a copy that is gone afterwards: for what needs a file to work on."""
    with tempfile.TemporaryDirectory(prefix="cockpit-") as folder:
        path = os.path.join(folder, "copy.db")
        copy_out(engine, path)
        yield path


def load(engine: ClusterEngine, path: str) -> Contents:
    """Have the nodes keep what a sound file holds, in the place of what they kept: one change to every reader."""
    contents = inspect(path)
    with tempfile.TemporaryDirectory(prefix="cockpit-") as folder:
        whole = os.path.join(folder, "whole.db")
        copy_to(path, whole)
        engine.nodes.send("/db/load", whole)
    return contents


def _as_a_file(path: str) -> None:
    """Give a copy what tells a file of ours from others; the nodes keep the version in a table alone."""
    with refusing_damage(path), closing(open_connection(path)) as connection:
        connection.execute(f"drop table if exists {ARRIVING}")
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        version = connection.execute("select version from store_version").fetchone()[0]
        connection.execute(f"pragma user_version = {int(version)}")
        connection.execute("pragma journal_mode = delete")
