"""Everything that happened with a lead, the newest first: activities and messages beside what any record tells."""

from __future__ import annotations

from datetime import UTC, tzinfo

from data.comments.timeline import comments
from data.kernel.commands import Reader
from data.leads.attention import duration
from data.leads.fields import LEADS
from data.points.kinds import all_kinds
from data.records.timeline import PAGE, Cursor, Event, Page, Story, rows_of_page, told


def timeline(
    reader: Reader, lead_id: int, limit: int = PAGE, before: Cursor | None = None, where: tzinfo = UTC
) -> list[Event]:
    """At most ``limit`` events of a lead, those before a cursor, the newest first.

    ``where`` is the time zone in which dates among the details are told.
    """
    return told(reader, STORY, lead_id, limit, before, where)


def _activities(reader: Reader, page: Page) -> list[Event]:
    kinds = {kind.code: kind for kind in all_kinds(reader)}
    columns = "at, id, person_id, kind, count, outcome, note"
    return [
        Event(
            *(at, identifier, "activity", lead_id),
            title=kinds[kind].counted(count) + (f", {outcome}" if outcome else ""),
            who=page.people.get(person, ""),
            text=note or "",
        )
        for lead_id in page.ids
        for at, identifier, person, kind, count, outcome, note in rows_of_page(
            reader, page, columns, "activity", "lead_id", lead_id
        )
    ]


def _messages(reader: Reader, page: Page) -> list[Event]:
    answerer = "(select actor from journal where journal.id = answered_by)"
    columns = f"at, id, channel, text, answered_at, minutes, {answerer}"
    return [
        Event(
            *(at, identifier, "message", lead_id),
            title=("message" if not channel else f"message by {channel}")
            + (", not answered" if answered is None else f", answered after {duration(minutes or 0)}"),
            who=page.people.get(by, ""),
            text=text,
        )
        for lead_id in page.ids
        for at, identifier, channel, text, answered, minutes, by in rows_of_page(
            reader, page, columns, "message", "lead_id", lead_id
        )
    ]


STORY = Story(
    records=LEADS,
    sources=(_activities, _messages, comments),
    settled=frozenset({"follow_up_at", "next_step", "snoozed_until"}),
)
"""How a lead is told. What a touch or a message settles in passing is told by the activity or message itself."""
