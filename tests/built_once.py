"""New stores of tests are copies of one that was built by the steps: to take all steps takes a sixth of all time.

What is built is the same but for the ids of what the steps bring along. The tests of the schema take the steps.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from data.kernel.engine import Statement
from data.kernel.file_engine import open_connection
from data.kernel.ids import IdMaker
from data.schema import migrate

really_build = migrate._build


@pytest.fixture(autouse=True, scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Build a store of each moment once."""
    folder = tmp_path_factory.mktemp("built")

    def build(path: str, seeds: Sequence[Statement], ids: IdMaker, now: int) -> None:
        built = folder / f"{now}.db"
        if not built.exists():
            built.touch()
            really_build(str(built), (), IdMaker(), now)
        shutil.copyfile(built, path)
        _fill(Path(path), seeds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "_build", build)
        yield


def _fill(path: Path, seeds: Sequence[Statement]) -> None:
    connection = open_connection(str(path))
    try:
        connection.execute("begin immediate")
        for sql, params in seeds:
            connection.execute(sql, params)
        connection.execute("commit")
        connection.execute("pragma wal_checkpoint(truncate)")
    finally:
        connection.close()
