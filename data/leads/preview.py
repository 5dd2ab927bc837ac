"""One lead as it is looked at before it is contacted: what is known, what happened last, and whose it is."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import Reader
from data.leads.lead import Lead, by_ids
from data.leads.timeline import timeline
from data.people.person import everybody
from data.records.own_currency import with_units
from data.records.timeline import Event

LATEST = 30
"""Events of a preview."""


class Preview(NamedTuple):
    """A lead, its latest events, and the name of its owner (empty where it has none)."""

    lead: Lead
    events: list[Event]
    owner: str


def preview_of(reader: Reader, lead_id: int) -> Preview | None:
    """The preview of a lead; None where there is no such lead any more."""
    found = by_ids(reader, [lead_id])
    if not found:
        return None
    names = {person.id: person.name for person in everybody(reader)}
    (lead,) = with_units(reader, found)
    return Preview(lead, timeline(reader, lead_id, LATEST), names.get(lead.owner_id or 0, ""))
