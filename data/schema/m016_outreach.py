"""Targets of outreach: how many new prospects somebody is to contact in a month, and how many of them in which way.

One holds from its month on, until a later one; ``person_id`` null: everybody who has none of their own.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_table
from data.schema.m002_people import keep_person

_VIEW = """
select target.from_month, target.person_id, person.handle as person, target.prospects, target.calls, target.emails,
    target.meetings
from outreach_target as target left join person on person.id = target.person_id"""


def build(database: Database) -> None:
    """A person for whom there is a target stays."""
    target = create_table(
        database,
        "outreach_target",
        {
            "id": int,
            "person_id": int | None,
            "from_month": str,
            "prospects": int | None,
            "calls": int | None,
            "emails": int | None,
            "meetings": int | None,
            "touched": int | None,
        },
        references={"person_id": "person"},
    )
    target.create_index(["person_id", "from_month"], "outreach_target_month")
    keep_person(
        database, "person_with_outreach_target", "select 1 from outreach_target where person_id = old.id"
    )
    database.create_view("outreach_targets", _VIEW)
