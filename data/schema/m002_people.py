"""People, what imports call them, their days off, goals and signed weeks.

A role is one of three that the program itself means by it, since rights depend on it. Every other list is a table.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker
from data.schema.declare import create_table

_GOALS_EFFECTIVE_ON = "2000-01-01"
_GOALS = ((3, 13, 500), (14, None, 500))
"""Of a new company: the first and last week since the start, and the points."""


def build(database: Database) -> None:
    """``sunday`` of a signed week is its ``monday`` plus six days. Whoever has done anything stays."""
    person = create_table(
        database,
        "person",
        {
            "id": int,
            "handle": str,
            "name": str,
            "email": "",
            "role": str,
            "sells": 1,
            "manager_id": int | None,
            "start_date": str,
            "time_zone": str,
            "working_hours": str,
            "active": 1,
            "touched": int | None,
        },
        references={"manager_id": "person"},
        check="role in ('rep', 'manager', 'admin')",
    )
    person.create_index(["handle"], "person_handle", unique=True)
    alias = create_table(
        database,
        "owner_alias",
        {"id": int, "alias": str, "person_id": int, "touched": int | None},
        references={"person_id": "person"},
    )
    alias.create_index(["alias"], "owner_alias_alias", unique=True)
    create_table(
        database,
        "day_off",
        {"id": int, "person_id": int | None, "day": str, "reason": str, "touched": int | None},
        references={"person_id": "person"},
    )
    database.execute("create unique index day_off_day on day_off(day, ifnull(person_id, 0))")
    create_table(
        database,
        "goal",
        {
            "id": int,
            "person_id": int | None,
            "effective_on": str,
            "first_week": int,
            "last_week": int | None,
            "points": int | None,
            "touched": int | None,
        },
        references={"person_id": "person"},
    )
    signed_week = create_table(
        database,
        "signed_week",
        {
            "id": int,
            "person_id": int,
            "monday": str,
            "sunday": str,
            "signed_by": int,
            "signed_at": int,
            "touched": int | None,
        },
        references={"person_id": "person", "signed_by": "person"},
    )
    signed_week.create_index(["person_id", "monday"], "signed_week_monday", unique=True)
    keep_person(database, "person_with_team", "select 1 from person where manager_id = old.id")
    keep_person(database, "person_who_acted", "select 1 from journal where actor = old.id")


def keep_person(database: Database, name: str, rows: str) -> None:
    """The trigger by which a person stays where there are such rows; ``old`` is the person."""
    database.execute(
        f"""create trigger {name} before delete on person when exists({rows})
        begin select raise(abort, 'that person has entries, leads or a team by now'); end"""
    )


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """The weekly goals of a new company."""
    for weeks_and_points in _GOALS:
        yield (
            "insert into goal(id, effective_on, first_week, last_week, points) values(?, ?, ?, ?, ?)",
            (ids.new(now), _GOALS_EFFECTIVE_ON, *weeks_and_points),
        )
