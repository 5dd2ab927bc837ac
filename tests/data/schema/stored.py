"""Stores that were written once and are kept as files, to be opened by the program as it is.

``former_store.db.gz`` and ``former_exports`` are of the program before this one. ``baseline_store.db.gz`` is of the
baseline steps; until these are released, a step that changes makes it anew: ``python -m tests.data.schema.stored``.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from data.kernel.sqlite import sqlite3
from data.leads.commands import AddNote
from data.leads.triage import ReceiveMessage
from data.points.correct import EditActivity
from data.points.log import LogActivity
from tests.data.leads.house import House

HERE = Path(__file__).parent


def put(name: str, path: Path) -> bytes:
    """Put a stored file at a path, and return what is in it."""
    content = gzip.decompress((HERE / f"{name}.db.gz").read_bytes())
    path.write_bytes(content)
    return content


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a SELECT, read from the file by nothing of ours."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table and search table."""
    names = rows(path, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    return {name: sorted(rows(path, f"select * from {name}"), key=repr) for (name,) in names}


def shape(path: Path) -> dict[str, str]:
    """What defines every table, index, view and trigger, by name."""
    return dict(rows(path, "select type || ' ' || name, sql from sqlite_master where sql is not null"))


def write_baseline(folder: Path) -> Path:
    """A store with a little of everything that commands write."""
    house = House(folder)
    leads = [house.add(f"Lead {number}", emails=f"lead{number}@company.example") for number in range(3)]
    house.do(AddNote, lead_id=leads[0], text="prefers mornings, says Nguyễn")
    house.do(ReceiveMessage, lead_id=leads[1], received_at=house.now)
    for kind in ("call", "email", "demo"):
        house.do(LogActivity, kind=kind, count=2, done_at=house.now, lead_id=leads[2])
    entry = house.do(LogActivity, house.ben, kind="won", count=1, done_at=house.now).id
    house.do(EditActivity, house.ben, entry=entry, count=3)
    house.store.select("pragma wal_checkpoint(truncate)")
    house.store.close()
    return Path(house.store.path)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        made = write_baseline(Path(folder)).read_bytes()
    (HERE / "baseline_store.db.gz").write_bytes(gzip.compress(made, 9, mtime=0))
