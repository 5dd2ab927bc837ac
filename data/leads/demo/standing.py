"""How a lead of the demo stands: the columns that its history changes, and the commands that change them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from data.kernel.commands import REACH, Facts, facts_of
from data.kernel.engine import Value
from data.leads.commands import AddLead, AddNote
from data.leads.demo.plan import Step
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
    "touched": None,
}
"""The columns that the history changes, as a new lead has them."""

TOLD = frozenset(BEGINNING) - {
    *("open", "unworked", "waiting_since", "response_due_at", "cold_at", "last_touch_at", "touched")
}
"""Those of whose changes a lead's timeline tells."""

COMMANDS: Mapping[Step, Facts] = {
    "import": facts_of(ImportLeads),
    "add": facts_of(AddLead),
    "message": facts_of(ReceiveMessage),
    "question": facts_of(ReceiveMessage),
    "note": facts_of(AddNote),
    "qualify": facts_of(Qualify),
    "next step": facts_of(SetNextStep),
    "snooze": facts_of(Snooze),
    "drop": facts_of(Disqualify),
    # No class of commands wins a lead yet.
    "won": Facts("lead.win", REACH),
}
"""The commands of the steps."""


def closed(status: str, reason: str) -> dict[str, Value]:
    """The columns of a lead that is done: it wants nothing any more."""
    kept: dict[str, Value] = {"status": status, "reason": reason, "open": 0, "unworked": 0, "next_step": ""}
    dates = ("waiting_since", "response_due_at", "follow_up_at", "cold_at", "snoozed_until")
    return kept | dict.fromkeys(dates)


class Message(NamedTuple):
    """A message that waits for an answer."""

    id: int
    at: int
    due_at: int
    channel: str
    text: str
