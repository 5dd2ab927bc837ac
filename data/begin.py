"""Beginning a store: the catalogues become tables, and the first person an admin who also sells."""

from __future__ import annotations

import os

from data.calendar.hours import DEFAULT_HOURS
from data.kernel.engine import Statement
from data.kernel.ids import IdMaker
from data.kernel.journal import BEGUN
from data.people.commands import checked_person, refuse_far_start
from data.schema import VERSION
from data.schema.migrate import create


def begin_store(
    path: str,
    now: int,
    *,
    name: str,
    start: str,
    handle: str = "",
    email: str = "",
    time_zone: str = "UTC",
    working_hours: str = DEFAULT_HOURS,
) -> int:
    """Make a store with its first person, and return that person's id.

    Raises UsageError for particulars that make no sense, StoreError where the file cannot be made.
    """
    ids = IdMaker()
    person = ids.new(now)
    row = checked_person(
        {
            "handle": handle,
            "name": name,
            "email": email,
            "role": "admin",
            "start_date": start,
            "time_zone": time_zone,
            "working_hours": working_hours,
        }
    )
    refuse_far_start(row, now)
    names = ", ".join(row)
    seeds: list[Statement] = [
        (f"insert into person(id, {names}) values(?, {', '.join('?' * len(row))})", (person, *row.values())),
        (
            """insert into journal(id, name, actor, at, summary, changes, store_version)
            values(?, ?, ?, ?, ?, ?, ?)""",
            (ids.new(now), BEGUN, person, now, f"store begun by {row['name']!s}", "[]", VERSION),
        ),
    ]
    create(path, seeds, ids, now)
    return person


def local_time_zone() -> str:
    """The IANA name of this machine's time zone, or UTC where it cannot be told."""
    name = os.environ.get("TZ", "").lstrip(":")
    if not name:
        link = os.path.realpath("/etc/localtime")
        name = link.partition("/zoneinfo/")[2]
    if name:
        from data.calendar.days import zone
        from data.kernel.errors import UsageError

        try:
            zone(name)
        except UsageError:
            return "UTC"
    return name or "UTC"
