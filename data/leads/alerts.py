"""What somebody should hear of who looks elsewhere: a response clock that runs out soon, a message that came in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta

from data.calendar.days import day_of
from data.kernel.commands import Reader
from data.kernel.rows import select_records
from data.leads.attention import CLOCK_HORIZON_DAYS, WorkTime, duration, times, urgency
from data.leads.lead import Lead, by_ids, standing
from data.people.alert import Alert, works_now
from data.people.days_off import days_off
from data.people.person import Person


def clocks_running_out(reader: Reader, person: Person, now: int) -> list[Alert]:
    """A person's leads whose answer is late soon, the first one first. None while the person does not work."""
    leads = select_records(
        reader,
        Lead,
        "lead",
        "where owner_id = ? and open = 1 and unworked in (0, 1) and response_due_at >= ? and merged_into is null "
        "order by response_due_at, id",
        (person.id, now),
    )
    if not leads or not works_now(reader, person, now):
        return []
    today = day_of(now, person.zone)
    off = days_off(reader, person.id, today, today + timedelta(days=CLOCK_HORIZON_DAYS))
    soon = times(reader).soon_minutes
    found: list[Alert] = []
    for lead in leads:
        due = lead.response_due_at or 0
        state, minutes = urgency(WorkTime(person.hours, off), due, now, soon)
        if state == "soon":
            found.append(Alert(lead.id, due, f"{lead.label}: {duration(minutes)} left to answer"))
    return found


def messages_in(reader: Reader, person: Person, messages: Sequence[int], now: int) -> list[Alert]:
    """What came in from a person's leads and waits, of messages with these ids, which may be of other things too.

    None while the person does not work.
    """
    rows = reader.select(
        "select lead_id, due_at from message where id in (select value from json_each(?)) and answered_at is null",
        (json.dumps(list(messages)),),
    )
    if not rows or not works_now(reader, person, now):
        return []
    due = {standing(reader, lead): at for lead, at in rows}
    return [
        Alert(lead.id, due[lead.id], f"{lead.label}: a message came in")
        for lead in by_ids(reader, [*due])
        if lead.owner_id == person.id
    ]
