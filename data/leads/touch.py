"""What a touch does to a lead: it answers what came in, warms it up, and settles a follow-up that is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.calendar.days import day_of
from data.commands import Change, Reader, column_names, read_row, update
from data.engine import Value
from data.leads.clock import cold_at, duration
from data.leads.lead import standing, with_merged
from data.people.person import Person, by_id
from data.points.tally import days_off


def touched_columns(
    reader: Reader, row: Mapping[str, Any], at: int, person: Person, waiting: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Value]:
    """The columns of a lead after somebody of the company has been in touch at ``at``.

    ``waiting`` are the messages that came in later, which the touch does not answer.
    """
    status = "working" if row["status"] == "new" else row["status"]
    last = max(at, row["last_touch_at"] or 0)
    columns: dict[str, Value] = {
        "status": status,
        "unworked": 0,
        "waiting_since": min((message["at"] for message in waiting), default=None),
        "response_due_at": min((message["due_at"] for message in waiting), default=None),
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

    A message that came in after ``at`` goes on waiting: the touch was no answer to it.
    """
    messages = unanswered(reader, row["id"], row["waiting_since"])
    waiting = [message for message in messages if message["at"] > at]
    columns = touched_columns(reader, row, at, person, waiting)
    changes = [update("lead", row, command_id, columns)]
    owner = by_id(reader, row["owner_id"]) if row["owner_id"] is not None else person
    waited = []
    for message in messages[: len(messages) - len(waiting)]:
        waited.append(working_minutes(reader, owner, message["at"], at))
        answer: dict[str, Value] = {"answered_at": at, "answered_by": command_id, "minutes": waited[-1]}
        changes.append(update("message", message, command_id, answer))
    words = f"answered after {duration(max(waited))}" if waited else ""
    return [change for change in changes if change is not None], words


def untouch(reader: Reader, activity: Mapping[str, Any], command_id: int, person: Person) -> list[Change]:
    """The changes where an activity with a lead is deleted: what it alone answered waits again."""
    row = read_row(reader, "lead", standing(reader, activity["lead_id"]))
    if row is None:
        return []
    owner = by_id(reader, row["owner_id"]) if row["owner_id"] is not None else person
    ids = ", ".join(str(identifier) for identifier in with_merged(reader, row["id"]))
    others = reader.select(
        f"select at, id from activity where lead_id in ({ids}) and id <> ? order by at, id", (activity["id"],)
    )
    changes: list[Change | None] = []
    waiting = unanswered(reader, row["id"], row["waiting_since"])
    for message in _messages(reader, f"lead_id in ({ids}) and answered_by = ?", activity["id"]):
        answer: dict[str, Value] = {"answered_at": None, "answered_by": None, "minutes": None}
        later = next(((at, identifier) for at, identifier in others if at >= message["at"]), None)
        if later is None:
            waiting.append(message)
        else:
            minutes = working_minutes(reader, owner, message["at"], later[0])
            answer = {"answered_at": later[0], "answered_by": later[1], "minutes": minutes}
        changes.append(update("message", message, command_id, answer))
    columns: dict[str, Value] = {}
    if row["open"] and waiting:
        columns["waiting_since"] = min(message["at"] for message in waiting)
        columns["response_due_at"] = min(message["due_at"] for message in waiting)
    if row["last_touch_at"] == activity["at"]:
        last = others[-1][0] if others else None
        columns["last_touch_at"] = last
        columns["cold_at"] = (
            cold_at(reader, row["status"], last or row["created_at"]) if row["open"] else None
        )
    changes.append(update("lead", row, command_id, columns))
    return [change for change in changes if change is not None]


def unanswered(reader: Reader, lead_id: int, since: int | None = 0) -> list[dict[str, Any]]:
    """The messages that wait for an answer, those of merged leads too, the oldest first.

    ``since`` is where the lead's clock began (None: it stands still): what came before a lead was turned away
    waits no longer.
    """
    if since is None:
        return []
    ids = ", ".join(str(identifier) for identifier in with_merged(reader, lead_id))
    return _messages(reader, f"lead_id in ({ids}) and at >= ? and answered_at is null", since)


def _messages(reader: Reader, where: str, value: Value) -> list[dict[str, Any]]:
    names = column_names(reader, "message")
    rows = reader.select(f"select {', '.join(names)} from message where {where} order by at, id", (value,))
    return [dict(zip(names, row, strict=True)) for row in rows]


def working_minutes(reader: Reader, person: Person, start: int, end: int) -> int:
    """The person's working minutes between two instants, days off left out."""
    first, last = day_of(start, person.zone), day_of(end, person.zone)
    return person.hours.minutes_between(start, end, days_off(reader, person.id, first, last))
