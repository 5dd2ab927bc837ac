"""Response clocks as they are stored: set when a message comes in, set anew when working time changes.

A message's ``due_at`` lies a number of minutes of the owner's working time after it came in; its lead's
``response_due_at`` is the earliest of those unanswered. Whatever moves working time (hours, days off, another
owner, another number of minutes) moves both in its own step, so that undo moves them back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from data.calendar.days import day_of
from data.kernel.commands import Change, Command, Reader, column_names, update
from data.kernel.engine import Value
from data.leads.attention import CLOCK_HORIZON_DAYS, MINUTE, times
from data.leads.touch import unanswered
from data.people.days_off import days_off
from data.people.person import Person, by_id, everybody
from data.people.working_time import UNCHANGED, NewTime


def response_due(
    reader: Reader, person: Person, received_at: int, new: NewTime = UNCHANGED, minutes: int | None = None
) -> int:
    """When a message must be answered by, in the person's working time.

    Somebody who does not work at all for a year has that many minutes of any time.
    """
    first = day_of(received_at, person.zone)
    stored = days_off(reader, person.id, first, first + timedelta(days=CLOCK_HORIZON_DAYS))
    free = (set(stored) | set(new.off)) - set(new.worked)
    minutes = minutes or times(reader).response_minutes
    due = person.hours.after(received_at, minutes, free)
    return received_at + minutes * MINUTE if due is None else due


def reset(
    reader: Reader,
    command: Command,
    row: Mapping[str, Any],
    person: Person,
    new: NewTime = UNCHANGED,
    minutes: int | None = None,
) -> tuple[dict[str, Value], list[Change]]:
    """A lead's clock in a person's working time: columns of the lead, changes of its messages."""
    columns: dict[str, Value] = {}
    changes: list[Change] = []
    if row["response_due_at"] is None:
        return columns, changes
    dues = []
    for message in unanswered(reader, row["id"], row["waiting_since"]):
        dues.append(response_due(reader, person, message["at"], new, minutes))
        change = update("message", message, command.id, {"due_at": dues[-1]})
        if change is not None:
            changes.append(change)
    if dues:
        columns["response_due_at"] = min(dues)
    return columns, changes


def follow_working_time(
    reader: Reader, command: Command, person: Person | None, new: NewTime = UNCHANGED
) -> list[Change]:
    """The changes of all clocks that run in a person's working time, or in everybody's (None)."""
    if person is None:
        return all_changes(reader, command, new)
    return _owned(reader, command, person, person.id, new)


def all_changes(
    reader: Reader, command: Command, new: NewTime = UNCHANGED, minutes: int | None = None
) -> list[Change]:
    """The changes of all clocks that run; those of leads without an owner in the actor's working time.

    ``minutes`` is another time to answer in.
    """
    changes: list[Change] = []
    for person in everybody(reader):
        theirs = _without_own_days(reader, person, new)
        changes += _owned(reader, command, person, person.id, theirs, minutes)
    return changes + _owned(reader, command, by_id(reader, command.actor), None, new, minutes)


def _without_own_days(reader: Reader, person: Person, new: NewTime) -> NewTime:
    """A holiday that is lifted stays free for somebody who has the day off anyway."""
    own = {
        date.fromisoformat(row[0])
        for row in reader.select("select day from day_off where person_id = ?", (person.id,))
    }
    return new._replace(worked=set(new.worked) - own)


def _owned(
    reader: Reader,
    command: Command,
    person: Person,
    owner_id: int | None,
    new: NewTime,
    minutes: int | None = None,
) -> list[Change]:
    names = column_names(reader, "lead")
    rows = reader.select(
        f"select {', '.join(names)} from lead "
        "where owner_id is ? and open = 1 and response_due_at is not null and merged_into is null "
        "order by id",
        (owner_id,),
    )
    changes: list[Change] = []
    for found in rows:
        row = dict(zip(names, found, strict=True))
        columns, messages = reset(reader, command, row, person, new, minutes)
        change = update("lead", row, command.id, columns)
        changes += [*messages, change] if change is not None else messages
    return changes
