"""What a touch does to a lead: it answers what came in, warms it up, and settles a follow-up that is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from data.calendar.days import day_of
from data.commands import Change, Reader, column_names, update
from data.engine import Value
from data.leads.clock import cold_at, duration
from data.people.person import Person
from data.points.tally import days_off


def touched_columns(reader: Reader, row: Mapping[str, Any], at: int, person: Person) -> dict[str, Value]:
    """The columns of a lead after somebody of the company has been in touch at ``at``."""
    status = "working" if row["status"] == "new" else row["status"]
    last = max(at, row["last_touch_at"] or 0)
    columns: dict[str, Value] = {
        "status": status,
        "unworked": 0,
        "waiting_since": None,
        "response_due_at": None,
        "last_touch_at": last,
        "cold_at": cold_at(reader, status, last) if row["open"] else None,
    }
    follow_up = row["follow_up_at"]
    if follow_up is not None and day_of(follow_up, person.zone) <= day_of(at, person.zone):
        columns |= {"follow_up_at": None, "next_step": ""}
    return columns


def touch(
    reader: Reader, row: Mapping[str, Any], command_id: int, at: int, person: Person
) -> tuple[list[Change], str]:
    """The changes of a touch, and the words on what it answered.

    Nothing where ``at`` lies before the message that waits: that was no answer to it.
    """
    if row["waiting_since"] is not None and at < row["waiting_since"]:
        return [], ""
    changes = [update("lead", row, command_id, touched_columns(reader, row, at, person))]
    waited = []
    for message in unanswered(reader, row["id"]):
        waited.append(working_minutes(reader, person, message["at"], at))
        answer: dict[str, Value] = {"answered_at": at, "answered_by": command_id, "minutes": waited[-1]}
        changes.append(update("message", message, command_id, answer))
    words = f"answered after {duration(max(waited))}" if waited else ""
    return [change for change in changes if change is not None], words


def unanswered(reader: Reader, lead_id: int) -> list[dict[str, Any]]:
    """The lead's messages that wait for an answer, the oldest first."""
    names = column_names(reader, "message")
    rows = reader.select(
        f"select {', '.join(names)} from message where lead_id = ? and answered_at is null order by at",
        (lead_id,),
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def working_minutes(reader: Reader, person: Person, start: int, end: int) -> int:
    """The person's working minutes between two instants, days off left out."""
    first, last = day_of(start, person.zone), day_of(end, person.zone)
    return person.hours.minutes_between(start, end, days_off(reader, person.id, first, last))


def off_ahead(reader: Reader, person: Person, start: int, days: int) -> set[date]:
    """The person's days off from the day of ``start`` on."""
    first = day_of(start, person.zone)
    return set(days_off(reader, person.id, first, first + timedelta(days=days)))


def response_due(
    reader: Reader, person: Person, received_at: int, minutes: int, horizon_days: int
) -> int | None:
    """When a message must be answered by, in the person's working time."""
    return person.hours.after(received_at, minutes, off_ahead(reader, person, received_at, horizon_days))
