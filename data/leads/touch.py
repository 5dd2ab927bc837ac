"""What a touch does to a lead: it answers what came in, warms it up, and settles a follow-up that is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.calendar.days import day_of
from data.kernel.commands import CONTACT, Change, Command, Reader, column_names, read_row, update
from data.kernel.engine import Value
from data.leads.attention import cold_at, duration
from data.leads.change_leads import writable
from data.leads.lead import standing, with_merged
from data.people.days_off import days_off
from data.people.person import Person, by_id
from data.people.reach import reach_of

Answer = tuple[Mapping[str, Any], dict[str, Value]]
"""A message, and what is to be written into it on its answer."""

_SETTLED = ("status", "unworked", "follow_up_at", "next_step")
"""What a touch settles of a lead, beside its clock and the date on which it goes cold."""


def touched_columns(
    reader: Reader,
    row: Mapping[str, Any],
    at: int,
    person: Person,
    waiting: Sequence[Mapping[str, Any]] = (),
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
    columns, answers = _with(reader, row, messages, command_id, at, person)
    changes = [update("lead", row, command_id, columns)]
    changes += [update("message", message, command_id, answer) for message, answer in answers]
    waited = [int(answer["minutes"] or 0) for _, answer in answers]
    words = f"answered after {duration(max(waited))}" if waited else ""
    return [change for change in changes if change is not None], words


def follow_logged(
    reader: Reader, command: Command, entry: Mapping[str, Any], person: Person
) -> tuple[dict[str, Value], list[Change], str]:
    """What logging an entry with a lead does: the lead it stands with (what it was merged into), and the touch."""
    lead = writable(reader, command, standing(reader, entry["lead_id"]))
    changes, answered = touch(reader, lead, command.id, entry["at"], person)
    who = lead["name"] or lead["company"]
    return {"lead_id": lead["id"]}, changes, f" with {who}" + (f", {answered}" if answered else "")


def untouch(reader: Reader, command: Command, activity: Mapping[str, Any], person: Person) -> list[Change]:
    """The changes where an activity with a lead is deleted: what it alone answered waits again.

    None where the lead is out of the actor's reach.
    """
    row = read_row(reader, "lead", standing(reader, activity["lead_id"]))
    if row is None or not reach_of(reader, by_id(reader, command.actor)).holds(row["owner_id"]):
        return []
    columns, answers, _ = _without(reader, row, activity, person)
    changes = [update("message", message, command.id, answer) for message, answer in answers]
    changes.append(update("lead", row, command.id, columns))
    return [change for change in changes if change is not None]


def retouch(
    reader: Reader, command: Command, activity: Mapping[str, Any], at: int, person: Person
) -> list[Change]:
    """The changes where an activity with a lead turns out to have been at another moment, ``at``.

    Raises Refused where the lead is out of the actor's reach.
    """
    row = writable(reader, command, standing(reader, activity["lead_id"]))
    columns, released, messages = _without(reader, row, activity, person)
    messages.sort(key=lambda message: (message["at"], message["id"]))
    more, answers = _with(reader, {**row, **columns}, messages, activity["id"], at, person)
    told = {message["id"]: (message, answer) for message, answer in (*released, *answers)}
    changes = [update("message", message, command.id, answer) for message, answer in told.values()]
    changes.append(update("lead", row, command.id, {**columns, **more}))
    return [change for change in changes if change is not None]


def _with(
    reader: Reader,
    row: Mapping[str, Any],
    messages: Sequence[Mapping[str, Any]],
    entry: int,
    at: int,
    person: Person,
) -> tuple[dict[str, Value], list[Answer]]:
    """The columns of a lead with one more touch, and which of the messages that wait it answers, and how."""
    waiting = [message for message in messages if message["at"] > at]
    columns = touched_columns(reader, row, at, person, waiting if row["open"] else ())
    owner = _owner(reader, row, person)
    answers: list[Answer] = []
    for message in messages:
        if message["at"] <= at:
            minutes = working_minutes(reader, owner, message["at"], at)
            answers.append((message, {"answered_at": at, "answered_by": entry, "minutes": minutes}))
    return columns, answers


def _without(
    reader: Reader, row: Mapping[str, Any], activity: Mapping[str, Any], person: Person
) -> tuple[dict[str, Value], list[Answer], list[dict[str, Any]]]:
    """The columns of a lead without one of its activities, the answers that take the place of those it gave,
    and the messages that wait then.
    """
    owner = _owner(reader, row, person)
    ids = ", ".join(str(identifier) for identifier in with_merged(reader, row["id"]))
    others = reader.select(
        f"select at, id from activity where lead_id in ({ids}) and id <> ? order by at, id", (activity["id"],)
    )
    answers: list[Answer] = []
    waiting = unanswered(reader, row["id"], row["waiting_since"])
    for message in _messages(reader, f"lead_id in ({ids}) and answered_by = ?", activity["id"]):
        answer: dict[str, Value] = {"answered_at": None, "answered_by": None, "minutes": None}
        later = next(((at, identifier) for at, identifier in others if at >= message["at"]), None)
        if later is None:
            waiting.append(message)
        else:
            minutes = working_minutes(reader, owner, message["at"], later[0])
            answer = {"answered_at": later[0], "answered_by": later[1], "minutes": minutes}
        answers.append((message, answer))
    columns: dict[str, Value] = {}
    if row["open"] and waiting:
        columns["waiting_since"] = min(message["at"] for message in waiting)
        columns["response_due_at"] = min(message["due_at"] for message in waiting)
    former = None
    if all(identifier < activity["id"] for _, identifier in others):
        former = _former(reader, row, activity)
    if former is not None:
        columns |= {name: former[name] for name in _SETTLED}
    if row["last_touch_at"] == activity["at"]:
        columns |= _last_touch(reader, {**row, **columns}, [at for at, _ in others], former)
    return columns, answers, waiting


def _last_touch(
    reader: Reader, row: Mapping[str, Any], others: Sequence[int], former: Mapping[str, Any] | None
) -> dict[str, Value]:
    """The last touch that is left, by other activities or as an import told it, and when the lead goes cold."""
    last = others[-1] if others else None
    if former is not None and not others and former["touched"] is None:
        last = former["last_touch_at"]
    if former is not None and former["last_touch_at"] == last:
        return {"last_touch_at": last, "cold_at": former["cold_at"]}
    cold = cold_at(reader, row["status"], last or row["created_at"]) if row["open"] else None
    return {"last_touch_at": last, "cold_at": cold}


def _former(reader: Reader, row: Mapping[str, Any], activity: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The lead as it was before an activity, from the journal; None where more than that has changed it since."""
    from data.kernel import journal

    image = dict(row)
    while image["touched"] is not None:
        entry = journal.find(reader, image["touched"])
        if entry is None or not entry.touches & CONTACT:
            return None
        made = {(change.table, change.id): change for change in journal.parts_of(reader, entry).changes}
        lead, cause = made.get(("lead", row["id"])), made.get(("activity", activity["id"]))
        if lead is None or cause is None or lead.before is None:
            return None
        if any(image[name] != value for name, value in (lead.after or {}).items()):
            return None
        image |= lead.before
        if cause.before is None:
            return image
    return None


def _owner(reader: Reader, row: Mapping[str, Any], person: Person) -> Person:
    """In whose working time a lead waits."""
    return by_id(reader, row["owner_id"]) if row["owner_id"] is not None else person


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
