"""Reviews of weeks: how each stands, what it was signed with, and what was adjusted since.

``review`` is a week that was submitted, or returned since; one that was signed stands in ``signed_week`` besides, with
what its page showed then (JSON) and a fingerprint of that and of its entries. ``monday`` is an ISO day.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_table
from data.schema.m002_people import keep_person
from data.schema.view_words import instant, week

_VIEW = f"""
select totalled.person_id, person.handle as person, {week("totalled.monday")} as week, totalled.monday,
    case when signed_week.id is not null then 'signed' else ifnull(review.state, 'open') end as state,
    {instant("review.at")} as state_since, totalled.points,
    ifnull((select sum(points) from adjustment where adjustment.person_id = totalled.person_id
        and adjustment.monday = totalled.monday), 0) as adjusted,
    signer.handle as signed_by, {instant("signed_week.signed_at")} as signed, signed_week.fingerprint
from week_points as totalled join person on person.id = totalled.person_id
    left join review on review.person_id = totalled.person_id and review.monday = totalled.monday
    left join signed_week on signed_week.person_id = totalled.person_id and signed_week.monday = totalled.monday
    left join person as signer on signer.id = signed_week.signed_by"""


def build(database: Database) -> None:
    """Whoever has adjusted a week stays, and whose week was submitted."""
    signed_week = database.table("signed_week")
    signed_week.add_column("fingerprint", str, not_null_default="")
    signed_week.add_column("page", str, not_null_default="")
    review = create_table(
        database,
        "review",
        {"id": int, "person_id": int, "monday": str, "state": str, "at": int, "touched": int | None},
        references={"person_id": "person"},
    )
    review.create_index(["person_id", "monday"], "review_monday", unique=True)
    review.create_index(["state", "person_id", "monday"], "review_state")
    adjustment = create_table(
        database,
        "adjustment",
        {
            "id": int,
            "person_id": int,
            "monday": str,
            "points": int,
            "reason": str,
            "adjusted_by": int,
            "at": int,
            "touched": int | None,
        },
        references={"person_id": "person", "adjusted_by": "person"},
    )
    adjustment.create_index(["person_id", "monday"], "adjustment_monday")
    keep_person(
        database,
        "person_with_reviews",
        "select 1 from review where person_id = old.id union all "
        "select 1 from adjustment where adjusted_by = old.id",
    )
    database.create_view("reviews", _VIEW)
