"""What the book of the demo's leads is written in: a new lead's columns, rows to be written, what is told."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.demo.company import Member
from data.demo.lead_plan import Calendar
from data.kernel.commands import facts_of
from data.kernel.engine import Value
from data.leads.commands import AddLead, AddNote
from data.leads.imports.lead_spec import ImportLeads
from data.leads.triage import Disqualify, Qualify, ReceiveMessage, SetNextStep, Snooze

BEGINNING: dict[str, Value] = {
    "status": "new",
    "reason": "",
    "open": 1,
    "unworked": 0,
    "next_step": "",
    "has_budget": None,
    "has_need": None,
    "has_authority": None,
    "has_timing": None,
    "will_meet": None,
    "waiting_since": None,
    "response_due_at": None,
    "follow_up_at": None,
    "cold_at": None,
    "snoozed_until": None,
    "last_touch_at": None,
    "opened_at": None,
    "touched": None,
}
"""The columns that the history changes, as a new lead has them."""

TOLD = frozenset(BEGINNING) - {
    *(
        "open",
        "unworked",
        "waiting_since",
        "response_due_at",
        "cold_at",
        "last_touch_at",
        "opened_at",
        "touched",
    )
}
"""Those of whose changes a lead's timeline tells."""

NAMES = {
    "import": facts_of(ImportLeads).name,
    "add": facts_of(AddLead).name,
    "message": facts_of(ReceiveMessage).name,
    "question": facts_of(ReceiveMessage).name,
    "note": facts_of(AddNote).name,
    "qualify": facts_of(Qualify).name,
    "next step": facts_of(SetNextStep).name,
    "snooze": facts_of(Snooze).name,
    "drop": facts_of(Disqualify).name,
    "won": "lead.win",
}
"""The commands of the steps, as the journal names them."""


def closed(status: str, reason: str) -> dict[str, Value]:
    """The columns of a lead that is done: it wants nothing any more."""
    kept: dict[str, Value] = {"status": status, "reason": reason, "open": 0, "unworked": 0, "next_step": ""}
    dates = ("waiting_since", "response_due_at", "follow_up_at", "cold_at", "snoozed_until")
    return kept | dict.fromkeys(dates)


class Rows(NamedTuple):
    """Rows to be written, by table; ``leads`` as mappings, the others in the order of their columns."""

    leads: list[dict[str, Value]]
    keys: list[tuple[Value, ...]]
    messages: list[tuple[Value, ...]]
    notes: list[tuple[Value, ...]]
    events: list[tuple[Value, ...]]


class Told(NamedTuple):
    """What the journal says of a step or an entry."""

    name: str
    summary: str
    changes: str | None


class Touch(NamedTuple):
    """What an entry has to do with a lead."""

    told: Told
    lead_id: int
    outcome: str | None
    note: str | None


class Message(NamedTuple):
    """A message that waits for an answer."""

    id: int
    at: int
    due_at: int
    channel: str
    text: str


class DaysOff:
    """A person's days off, as working hours ask for them."""

    def __init__(self, calendar: Calendar, member: Member) -> None:
        self._calendar = calendar
        self._member = member

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self._calendar.is_off(self._member, day)
