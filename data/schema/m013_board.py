"""The board: which kinds of activity are face-to-face meetings, and indexes by which a period is counted."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker
from data.schema.declare import create_partial_index

_MEETING_KINDS = "discovery discovery-mentored demo demo-mentored"
_CREATED = (
    *(
        "created_at",
        "owner_id",
        "open",
        "unworked",
        "merged_into",
        "snoozed_until",
        "response_due_at",
        "source",
    ),
)


def build(database: Database) -> None:
    """The index of leads by their beginning holds their source, too, so that a period is counted from it alone."""
    database.execute("drop index lead_created")
    database.table("lead").create_index(list(_CREATED), "lead_created")
    database.table("stage_change").create_index(["to_stage", "at", "deal_id"], "stage_change_stage")
    create_partial_index(database, "quote_requested", "quote", ["requested_at"])


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """The meetings of a new company."""
    yield (
        "insert into setting(id, name, value) values(?, 'meeting_kinds', ?)",
        (ids.new(now), _MEETING_KINDS),
    )
