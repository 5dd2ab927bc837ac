"""The steps of the journal that somebody may read, by person, record and time; the newest first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from data.kernel import journal
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.errors import Refused
from data.people.person import Person
from data.people.reach import reach_of

MOST_STEPS = 10_000
"""Steps of one record that are followed back."""


class Wanted(NamedTuple):
    """Which steps: of who acted, of whose records changed, of one record (table and id), of a stretch of time.

    Instants are Unix milliseconds, ``until`` left out; None: no bound. ``most`` steps come at most.
    """

    by: Person | None = None
    of: Person | None = None
    record: tuple[str, int] | None = None
    since: int | None = None
    until: int | None = None
    most: int = 50


def steps(reader: Reader, actor: Person, wanted: Wanted) -> list[journal.Entry]:
    """The steps of people whom somebody reaches and those that changed records of these; an admin's are all.

    Raises Refused for a person out of reach.
    """
    reach = reach_of(reader, actor)
    where, params = ["1"], list[Value]()
    for column, person in (("actor", wanted.by), ("ifnull(subject, actor)", wanted.of)):
        if person is None:
            continue
        if not reach.holds_person(person.id):
            raise Refused(f"What {person.name} does is for {person.name}, their manager and admins.")
        where.append(f"{column} = ?")
        params.append(person.id)
    if reach.people is not None:
        listed = json.dumps(sorted(reach.people))
        where.append(
            "(actor in (select value from json_each(?)) or subject in (select value from json_each(?)))"
        )
        params += [listed, listed]
    for bound, instant in (("at >= ?", wanted.since), ("at < ?", wanted.until)):
        if instant is not None:
            where.append(bound)
            params.append(instant)
    if wanted.record is not None:
        where.append("id in (select value from json_each(?))")
        params.append(json.dumps(steps_of_record(reader, *wanted.record)))
    rows = reader.select(
        f"select {journal.COLUMNS} from journal where {' and '.join(where)} order by seq desc limit ?",
        (*params, wanted.most),
    )
    return [journal.Entry(*row) for row in rows]


def steps_of_record(reader: Reader, table: str, identifier: int) -> Sequence[int]:
    """The ids of the commands that changed one row, whether it is there or gone.

    Each change names the one before it, so that from the last hand on nothing is searched for. Of a row that is gone,
    and of one whose last steps were taken back, the journal is searched.
    """
    found = {identifier}
    keeps_batch = reader.registry.table(table).keeps_batch
    batch = "batch_id" if keeps_batch else "null"
    rows = reader.select(f"select touched, {batch} from {table} where id = ?", (identifier,))
    for stamp, brought in rows:
        found |= {brought} if brought else set()
        found |= _before(reader, table, identifier, stamp)
    told = reader.select(
        "select journal.id from record_event join journal on journal.seq = record_event.seq where record_id = ?",
        (identifier,),
    )
    found.update(row[0] for row in told)
    if not rows:
        named = reader.select("select id from journal where changes like ?", (f'%["{table}",{identifier},%',))
        found.update(row[0] for row in named)
    return sorted(found)


def _before(reader: Reader, table: str, identifier: int, stamp: int | None) -> set[int]:
    """The commands from a row's last one back to its first change."""
    found: set[int] = set()
    while stamp and stamp not in found and len(found) < MOST_STEPS:
        found.add(stamp)
        change = (
            next(journal.updates_of_row(reader, stamp, table, identifier), None)
            if _is_there(reader, stamp)
            else None
        )
        stamp = (change.before or {}).get("touched") if change is not None else None
    return found


def _is_there(reader: Reader, command: int) -> bool:
    return journal.find(reader, command) is not None
