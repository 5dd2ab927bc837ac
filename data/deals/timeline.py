"""Everything that happened with a deal, the newest first: notes, its way, what changed."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import NamedTuple

from data.comments.timeline import comments
from data.deals.contact import contact_of
from data.deals.deal import DEALS, Deal
from data.kernel.commands import Reader
from data.leads.lead import Lead
from data.leads.timeline import timeline as lead_timeline
from data.records.timeline import PAGE, Cursor, Event, Happening, Page, Story, event_words, told


def timeline(
    reader: Reader, deal_id: int, limit: int = PAGE, before: Cursor | None = None, where: tzinfo = UTC
) -> list[Event]:
    """At most ``limit`` events of a deal, those before a cursor. ``where`` is the zone in which dates are told."""
    return told(reader, STORY, deal_id, limit, before, where)


def _of_nouns_above(reader: Reader, page: Page) -> list[Event]:
    """What other nouns tell of deals, such as their quotes."""
    return [event for tell in reader.registry.hooks("deal told") for event in tell(reader, page)]


STORY = Story(records=DEALS, sources=(_of_nouns_above, comments), settled=frozenset())


class Glimpse(NamedTuple):
    """The lead that a deal came from (None: none), and what happened with both."""

    lead: Lead | None
    happenings: list[Happening]


def glimpse(reader: Reader, deal: Deal, limit: int = PAGE, where: tzinfo = UTC) -> Glimpse:
    """With whom a deal is made, and what happened with both, the newest first."""
    lead = contact_of(reader, deal)
    found = [
        Happening(event, event_words(event, deal)) for event in timeline(reader, deal.id, limit, where=where)
    ]
    if lead is not None:
        found += [
            Happening(event, f"lead: {event_words(event, lead)}")
            for event in lead_timeline(reader, lead.id, limit, where=where)
        ]
        found.sort(key=lambda happening: happening.event.cursor, reverse=True)
    return Glimpse(lead, found[:limit])
