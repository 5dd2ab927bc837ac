"""One lead as it is looked at before it is contacted: what is known, what happened last, and whose it is."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import Reader
from data.leads.lead import Lead, by_ids
from data.leads.timeline import Event, timeline
from data.people.person import everybody

LATEST = 12
"""Events on a card."""


class Card(NamedTuple):
    """A lead, its latest events, and the name of its owner (empty where it has none)."""

    lead: Lead
    events: list[Event]
    owner: str


def card_of(reader: Reader, lead_id: int) -> Card | None:
    """The card of a lead; None where there is no such lead any more."""
    found = by_ids(reader, [lead_id])
    if not found:
        return None
    names = {person.id: person.name for person in everybody(reader)}
    return Card(found[0], timeline(reader, lead_id, LATEST), names.get(found[0].owner_id or 0, ""))
