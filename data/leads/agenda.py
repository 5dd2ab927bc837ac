"""A person's steps of today and the next working day, in the order of the hours."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import NamedTuple

from data.calendar.days import day_of
from data.kernel.commands import Reader
from data.leads.lead import Lead, by_ids
from data.leads.queue import queue
from data.people.person import Person


class AgendaDay(NamedTuple):
    """The leads whose next step is due on a day; ``day`` is None for all days that are past."""

    day: date | None
    leads: tuple[Lead, ...]


def agenda(reader: Reader, person: Person, now: int) -> list[AgendaDay]:
    """The days that hold a step, what is overdue first."""
    ids = queue(reader, person, "agenda", now)
    leads = {lead.id: lead for lead in by_ids(reader, ids)}
    today = day_of(now, person.zone)

    def day(lead: Lead) -> date | None:
        due = day_of(lead.follow_up_at or 0, person.zone)
        return None if due < today else due

    ordered = (leads[lead] for lead in ids if lead in leads)
    return [AgendaDay(when, tuple(group)) for when, group in groupby(ordered, key=day)]
