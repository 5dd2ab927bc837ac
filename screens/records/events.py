"""How events of a timeline are told in full."""

from __future__ import annotations

from data.calendar.days import clock_time, full_day, local
from data.people.person import Person
from data.points.history import Fact
from data.records.timeline import Event


def event_facts(event: Event, person: Person) -> list[Fact]:
    """Everything of one event: when, by whom, a note or message in full, what changed from what to what."""
    moment = local(event.at, person.zone)
    clock = "" if event.of_day else f", {clock_time(event.at, person.zone)}"
    facts = [Fact("when", f"{full_day(moment.date())}{clock}")]
    facts += [Fact("who", event.who)] if event.who else []
    facts += [Fact("text", event.text)] if event.text else []
    facts += [Fact(d.label, f"{d.before or 'empty'} -> {d.after or 'empty'}") for d in event.details]
    return facts
