"""Response clocks as they are stored: set when a message comes in, set anew when working time changes.

A message's ``due_at`` lies a number of minutes of the owner's working time after it came in; its lead's
``response_due_at`` is the earliest of those unanswered. Whatever moves working time (hours, days off, another
owner, another number of minutes) moves both in its own step, so that undo moves them back.
"""

from __future__ import annotations

from datetime import date, timedelta

from data.calendar.days import day_of
from data.kernel.commands import Change, Command, Reader
from data.kernel.rows import changed, select_records
from data.leads.attention import CLOCK_HORIZON_DAYS, MINUTE, times
from data.leads.lead import Lead
from data.leads.message import first_due, unanswered
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
    lead: Lead,
    person: Person,
    new: NewTime = UNCHANGED,
    minutes: int | None = None,
) -> tuple[Lead, list[Change]]:
    """A lead with its clock in a person's working time, and the changes of its messages."""
    if lead.response_due_at is None:
        return lead, []
    waiting = unanswered(reader, lead.id, lead.waiting_since)
    anew = [
        message._replace(due_at=response_due(reader, person, message.at, new, minutes)) for message in waiting
    ]
    changes = (
        changed("message", before, after, command.id) for before, after in zip(waiting, anew, strict=True)
    )
    made = [change for change in changes if change is not None]
    return (lead._replace(response_due_at=first_due(anew)) if anew else lead), made


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
    leads = select_records(
        reader,
        Lead,
        "lead",
        "where owner_id is ? and open = 1 and response_due_at is not null and merged_into is null order by id",
        (owner_id,),
    )
    changes: list[Change] = []
    for lead in leads:
        anew, messages = reset(reader, command, lead, person, new, minutes)
        change = changed("lead", lead, anew, command.id)
        changes += [*messages, change] if change is not None else messages
    return changes
