"""Everything that happened with a company and with its people, the newest first."""

from __future__ import annotations

from datetime import UTC, tzinfo

from data.kernel.commands import Reader
from data.leads.companies.company import COMPANIES
from data.leads.companies.overview import Overview
from data.leads.lead import Lead, standing
from data.leads.timeline import STORY as LEADS_STORY
from data.records.timeline import PAGE, Event, Happening, Story, told, told_together

MOST_PEOPLE_TOLD = 200
"""Of how many people it is told what happened: those whom one was in touch with last."""

STORY = Story(COMPANIES, sources=(), settled=frozenset())


def happenings(reader: Reader, overview: Overview, limit: int = PAGE, where: tzinfo = UTC) -> list[Happening]:
    """At most ``limit`` things that happened, the newest first. ``where`` is the time zone in which dates are told."""
    company, people = overview.company, overview.people[:MOST_PEOPLE_TOLD]
    found: list[Happening] = []
    if company is not None:
        events = told(reader, STORY, company.id, limit, where=where)
        found += [Happening(event, event.title + _text(event)) for event in events]
    by_id = {lead.id: lead for lead in people}
    for event in told_together(reader, LEADS_STORY, list(by_id), limit, where=where):
        lead = by_id.get(event.record_id) or by_id.get(standing(reader, event.record_id))
        found.append(Happening(event, _words_with(event, lead)))
    found.sort(key=lambda happening: happening.event.cursor, reverse=True)
    return found[:limit]


def _words_with(event: Event, lead: Lead | None) -> str:
    """What happened and with whom, where the words do not say so; an import is one thing, whoever came with it."""
    is_import = event.kind == "begun" and event.id != event.record_id
    if lead is None or is_import:
        return event.title + _text(event)
    name = lead.name or lead.label
    if event.title.startswith(lead.label):
        return name + event.title.removeprefix(lead.label) + _text(event)
    return f"{name}: {event.title}{_text(event)}"


def _text(event: Event) -> str:
    return f": {event.text}" if event.text else ""
