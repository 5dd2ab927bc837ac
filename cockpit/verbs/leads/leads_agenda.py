"""The part of ``cockpit leads`` that shows the steps of today and the next working day."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import WHOLE, Column, text_table
from cockpit.verbs.leads.which_lead import label, lead_facts
from data.calendar.days import clock_time, day_of, short_day
from data.kernel.text import clean
from data.leads.agenda import AgendaDay, agenda
from data.leads.lead import Lead
from data.leads.queue import counts
from data.people.person import handles_by_id

if TYPE_CHECKING:
    from cockpit.session import Session

_MIDNIGHT = "00:00"
"""The hour of a step that has a day alone."""
_INDENT = "  "


def add_to(parts: Parts) -> None:
    """Add the part and its options."""
    line = "next steps of today and the next working day"
    shower = parts.add("agenda", line, "cockpit leads agenda", _agenda)
    shower.add_argument(
        "--json", action="store_true", help="the leads for machines, in the order of the hours"
    )


def _agenda(options: argparse.Namespace, session: Session) -> int:
    days = agenda(session.store, session.person, session.now)
    if options.json:
        handles = handles_by_id(session.store)
        say_json([lead_facts(lead, session, handles) for one in days for lead in one.leads])
        return 0
    if not days:
        print("No step is planned for today or the next working day. Plan one: cockpit leads step")
    else:
        print("\n".join(_lines(days, session)))
    waiting = counts(session.store, session.person, session.now).waiting
    if waiting:
        wait = "lead waits" if waiting == 1 else "leads wait"
        print(f"\n{waiting} {wait} for an answer first: cockpit leads next")
    return 0


def _lines(days: list[AgendaDay], session: Session) -> list[str]:
    """A line a step under the name of its day; the columns of all days stand below each other."""
    rows = [_cells(lead, one, session) for one in days for lead in one.leads]
    columns = [
        Column("", least=WHOLE),
        Column("", least=14),
        Column("", least=12),
        Column("", least=WHOLE, drop=1),
    ]
    width = screen_width()
    _, *table = text_table(columns, rows, None if width is None else width - len(_INDENT)).split("\n")
    steps = iter(table)
    lines: list[str] = []
    for one in days:
        lines += ["", _name(one.day, session), *(_INDENT + next(steps) for _ in one.leads)]
    return lines[1:]


def _name(day: date | None, session: Session) -> str:
    if day is None:
        return "overdue"
    today = day_of(session.now, session.person.zone)
    near = {0: "today, ", 1: "tomorrow, "}.get((day - today).days, "")
    return f"{near}{short_day(day, today)}"


def _cells(lead: Lead, one: AgendaDay, session: Session) -> tuple[str, ...]:
    zone = session.person.zone
    at = lead.follow_up_at or 0
    clock = clock_time(at, zone)
    when = "" if clock == _MIDNIGHT else clock
    if one.day is None:
        when = f"{short_day(day_of(at, zone), day_of(session.now, zone))} {when}"
    return (when, clean(label(lead), 48), clean(lead.next_step or "follow up"), clean(lead.first_phone))
