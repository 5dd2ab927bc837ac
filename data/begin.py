"""Beginning a store: the catalogues become tables, and the first person an admin who also sells."""

from __future__ import annotations

import os

from data.calendar.hours import DEFAULT_HOURS
from data.kernel.cluster_engine import ClusterEngine
from data.kernel.commands import change_statements
from data.kernel.engine import Statement, is_cluster
from data.kernel.ids import IdMaker
from data.kernel.journal import BEGUN
from data.kernel.private_files import OWNER
from data.kernel.rows import added
from data.people.commands import checked_person, refuse_far_start
from data.people.person import Person
from data.schema import VERSION
from data.schema.cluster_store import begin
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
    mode: int = OWNER,
    password: str = "",
) -> int:
    """Make a store with its first person, and return that person's id: a file of these rights, or on the nodes of an
    address.

    Raises UsageError for particulars that make no sense, StoreError where the store cannot be made.
    """
    ids = IdMaker()
    admin = Person(ids.new(now), handle, name, "admin", start, time_zone, working_hours, email)
    admin = checked_person(admin)
    refuse_far_start(admin, now)
    first = ids.new(now)
    seeds: list[Statement] = [
        *change_statements(added("person", admin)),
        (
            """insert into journal(id, name, actor, at, summary, changes, store_version)
            values(?, ?, ?, ?, ?, ?, ?)""",
            (first, BEGUN, admin.id, now, f"store begun by {admin.name}", "[]", VERSION),
        ),
    ]
    if is_cluster(path):
        engine = ClusterEngine(path, password)
        try:
            begin(engine, seeds, ids, now, first)
        finally:
            engine.close()
    else:
        create(path, seeds, ids, now, mode)
    return admin.id


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
