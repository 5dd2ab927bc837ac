"""Giving what waited to the store: once, and to the lead that was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.kernel import journal
from data.leads.find import find
from data.people.person import by_id

if TYPE_CHECKING:
    from data.kernel.commands import Command, Result
    from data.kernel.store import Store
    from data.outbox.waiting import Waiting


def log_waiting(store: Store, waiting: Waiting) -> Result:
    """Log what waited, where no process has done so before; its first result else.

    Raises Refused where the store would not have taken it, or its words mean no lead, or several; Unreachable.
    """
    command: Any = waiting.command
    # Of what is there already nothing is looked up: its words may mean another lead by now.
    if waiting.lead and journal.find(store, command.id) is None:
        lead = find(store, by_id(store, command.actor), waiting.lead)
        command = command._replace(lead_id=lead.id)
    logged: Command = command
    return store.apply(logged, again=True)
