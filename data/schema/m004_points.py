"""Kinds of activity with their worth, the log of activities, and the totals that triggers keep of it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker
from data.schema.declare import create_partial_index, create_table
from data.schema.m002_people import keep_person

_SCALE_EFFECTIVE_ON = "2000-01-01"
_KINDS = (
    ("call", "call", "calls", "c", 60, 10, 1),
    ("email", "e-mail", "e-mails", "e", 60, 10, 1),
    ("conversation", "conversation", "conversations", "d", 15, 10, 5),
    ("connection", "connection", "connections", "s", 30, 10, 5),
    ("meeting", "meeting booked", "meetings booked", "m", 10, 10, 10),
    ("discovery", "discovery", "discoveries", "v", 5, 10, 25),
    ("discovery-mentored", "discovery, mentor", "discoveries, mentor", "i", 5, 10, 20),
    ("demo-shadowed", "demo shadowed", "demos shadowed", "h", 5, 10, 15),
    ("demo-booked", "demo booked", "demos booked", "b", 10, 10, 10),
    ("demo", "demo", "demos", "p", 5, 10, 25),
    ("demo-mentored", "demo, mentor", "demos, mentor", "t", 5, 10, 20),
    ("won", "deal won", "deals won", "w", 5, 10, 25),
)
"""Of a new company: code, name, plural, key, the most within so many minutes, and the points of one."""

_TALLIED = ("person_id", "day", "kind", "count", "points")
_ADD = """insert into tally(person_id, day, kind, entries, count, points)
        values(new.person_id, new.day, new.kind, 1, new.count, new.points)
        on conflict(person_id, day, kind) do update set
            entries = entries + 1, count = count + excluded.count, points = points + excluded.points;"""
_TAKE = """update tally set entries = entries - 1, count = count - old.count, points = points - old.points
        where person_id = old.person_id and day = old.day and kind = old.kind;
        delete from tally
        where person_id = old.person_id and day = old.day and kind = old.kind and entries = 0;"""


def build(database: Database) -> None:
    """What is logged stays: a person or kind of which there are entries cannot be removed."""
    kind = create_table(
        database,
        "kind",
        {
            "id": int,
            "code": str,
            "name": str,
            "plural": str,
            "key": str,
            "position": int,
            "active": 1,
            "burst_count": int,
            "burst_minutes": int,
            "touched": int | None,
        },
    )
    kind.create_index(["code"], "kind_code", unique=True)
    kind.create_index(["key"], "kind_key", unique=True)
    scale = create_table(
        database,
        "scale",
        {"id": int, "kind": str, "effective_on": str, "points": int, "touched": int | None},
        references={"kind": "kind.code"},
    )
    scale.create_index(["kind", "effective_on"], "scale_kind", unique=True)
    _build_log(database)
    keep_person(database, "person_with_entries", "select 1 from tally where person_id = old.id")
    database.execute(
        """create trigger kind_with_entries before delete on kind
        when exists(select 1 from tally where kind = old.code)
        begin select raise(abort, 'entries of that kind have been logged by now'); end"""
    )


def _build_log(database: Database) -> None:
    activity = create_table(
        database,
        "activity",
        {
            "id": int,
            "person_id": int,
            "kind": str,
            "count": int,
            "points": int,
            "at": int,
            "day": str,
            "note": str | None,
            "flag": str | None,
            "lead_id": int | None,
            "batch_id": int | None,
            "source_key": str | None,
            "touched": int | None,
            "outcome": str | None,
        },
        references={"person_id": "person", "kind": "kind.code"},
    )
    # The last minutes of a kind are asked of the index alone, at every entry.
    activity.create_index(["person_id", "day", "kind", "at", "count"], "activity_day")
    create_partial_index(database, "activity_batch", "activity", ["batch_id"])
    create_partial_index(database, "activity_source", "activity", ["source_key"], unique=True)
    create_partial_index(database, "activity_lead", "activity", ["lead_id", "at"])
    database.execute("create index activity_flag on activity(person_id, day) where flag is not null")
    create_table(
        database,
        "tally",
        {"person_id": int, "day": str, "kind": str, "entries": int, "count": int, "points": int},
        key=("person_id", "day", "kind"),
        references={"person_id": "person", "kind": "kind.code"},
        without_rowid=True,
    )
    tallied = ", ".join(_TALLIED)
    database.execute(f"create trigger activity_added after insert on activity begin {_ADD} end")
    database.execute(f"create trigger activity_removed after delete on activity begin {_TAKE} end")
    database.execute(
        f"create trigger activity_changed after update of {tallied} on activity begin {_TAKE} {_ADD} end"
    )
    _refuse_signed(database, "added_to", "insert", "new")
    _refuse_signed(database, "removed_from", "delete", "old")
    _refuse_signed(database, "changed_in", "update", "old", "new")


def _refuse_signed(database: Database, name: str, event: str, *rows: str) -> None:
    """The one week that can hold a day is found by its Monday; ``date`` counts from the day it is given."""
    is_signed = " or ".join(
        f"""exists(select 1 from signed_week where person_id = {row}.person_id
            and monday between date({row}.day, '-6 days') and {row}.day)"""
        for row in rows
    )
    database.execute(
        f"""create trigger activity_{name}_signed_week before {event} on activity when {is_signed}
        begin select raise(abort, 'week is signed'); end"""
    )


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """The kinds of a new company and what they are worth."""
    for position, (code, name, plural, key, most, minutes, points) in enumerate(_KINDS, 1):
        yield (
            """insert into kind(id, code, name, plural, key, position, burst_count, burst_minutes)
            values(?, ?, ?, ?, ?, ?, ?, ?)""",
            (ids.new(now), code, name, plural, key, position, most, minutes),
        )
        yield (
            "insert into scale(id, kind, effective_on, points) values(?, ?, ?, ?)",
            (ids.new(now), code, _SCALE_EFFECTIVE_ON, points),
        )
