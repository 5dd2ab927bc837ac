"""The parts of ``cockpit kpi`` that change figures: what was read off or counted, targets, values that are kept."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_result
from cockpit.parts import Parts
from cockpit.verbs.kpi.which_kpi import add_whose, period_asked, progress_of, scope_of, stored_day
from cockpit.words import line
from data.calendar.days import day_of
from data.calendar.periods import LENGTHS, period_of
from data.kpi.kept import KeepValues, count_values
from data.kpi.kpi import kpi
from data.kpi.measures import measure_of
from data.kpi.readings import Reading, RemoveReading, TakeReading, typed_reading
from data.kpi.record import entered_named
from data.kpi.record_commands import EnterRecord, WithdrawRecord
from data.kpi.record_kinds import record_kind, typed_record_figure
from data.kpi.setting_targets import SetTarget, Wanted
from data.kpi.units import typed_figure
from data.people.person import find

if TYPE_CHECKING:
    from cockpit.session import Session


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    setter = parts.add(
        "set",
        "enter a figure: so many trainings, an audit, a market share",
        "cockpit kpi set audit-compliance 47/50",
        _set,
    )
    setter.add_argument("kpi", metavar="KPI", help="its code or name")
    setter.add_argument("value", metavar="VALUE", help="as 18/20, 90 %%, 4.5, 3")
    setter.add_argument("--for", dest="who", type=line, default="", metavar="WHO", help="whose (yours)")
    setter.add_argument("--company", action="store_true", help="the company's, nobody's own")
    setter.add_argument("--day", default="", metavar="DAY", help="of which day (today)")
    setter.add_argument("--note", type=line, default="", metavar="TEXT", help="words")
    setter.add_argument("--source", type=line, default="", metavar="TEXT", help="where it comes from")
    remover = parts.add("unset", "take out what was entered", "cockpit kpi unset 0001k2m3n4p5q", _unset)
    remover.add_argument("entered", metavar="RECORD", help="its reference: cockpit kpi show KPI")
    target = parts.add(
        "target", "set what is to be reached", "cockpit kpi target calls 50 --each day --for ben", _target
    )
    target.add_argument("kpi", metavar="KPI", help="its code or name")
    target.add_argument("value", metavar="VALUE", help="in its unit, or none")
    whose = target.add_mutually_exclusive_group()
    whose.add_argument("--for", dest="who", type=line, default="", metavar="WHO", help="whose (everybody's)")
    whose.add_argument("--team-of", type=line, default="", metavar="MANAGER", help="a team's together")
    whose.add_argument("--role", type=line, default="", metavar="ROLE", help="of each of a sales role")
    target.add_argument("--each", choices=LENGTHS, default="", help="for periods of this length (its own)")
    target.add_argument("--from", dest="first", default="", metavar="DAY", help="from when on (this month)")
    target.add_argument("--owner", type=line, default="", metavar="WHO", help="who answers for it")
    target.add_argument("--agreed-with", type=line, default="", metavar="WHO", help="with whom it was agreed")
    target.add_argument("--due", default="", metavar="DAY", help="until when it is to be reached")
    keeper = parts.add(
        "keep",
        "keep the values of a period that is over, for cockpit query",
        "cockpit kpi keep --team",
        _keep,
    )
    add_whose(keeper)
    for parser in (setter, remover, target, keeper):
        parser.add_argument("--json", action="store_true", help="the result for machines")


def _set(options: argparse.Namespace, session: Session) -> int:
    wanted = kpi(options.kpi)
    whose = find(session.store, options.who).id if options.who else session.person.id
    person_id = None if options.company else whose
    measure = measure_of(wanted)
    if measure is not None and measure.enters:
        kind = record_kind(measure.enters)
        result = session.apply(
            EnterRecord,
            kind=kind.code,
            title=options.note,
            person_id=person_id,
            day=stored_day(options.day, session),
            figure=typed_record_figure(kind, options.value),
            note=options.source,
        )
        return say_result(session, result, as_json=options.json)
    read = typed_reading(wanted, options.value)
    result = session.apply(
        TakeReading,
        kpi=wanted.code,
        part=read.part,
        whole=read.whole,
        person_id=person_id,
        day=stored_day(options.day, session),
        note=options.note,
        source=options.source,
    )
    return say_result(session, result, as_json=options.json)


def _unset(options: argparse.Namespace, session: Session) -> int:
    entered = entered_named(session.store, options.entered)
    if isinstance(entered, Reading):
        result = session.apply(RemoveReading, reading_id=entered.id)
    else:
        result = session.apply(WithdrawRecord, record_id=entered.id)
    return say_result(session, result, as_json=options.json)


def _target(options: argparse.Namespace, session: Session) -> int:
    wanted = kpi(options.kpi)
    target = Wanted(
        None if options.value == "none" else typed_figure(wanted.unit, options.value),
        stored_day(options.first, session, ahead=True),
        options.each,
        find(session.store, options.who).id if options.who else None,
        find(session.store, options.team_of).id if options.team_of else None,
        find(session.store, options.owner).id if options.owner else None,
        options.agreed_with,
        stored_day(options.due, session, ahead=True),
        options.role.strip().upper(),
    )
    result = session.apply(SetTarget, kpi=wanted.code, target=target)
    return say_result(session, result, as_json=options.json)


def _keep(options: argparse.Namespace, session: Session) -> int:
    today = day_of(session.now, session.person.zone)
    period = period_asked(options, session) if options.period else period_of("month", today).shifted(-1)
    scope = scope_of(options, session)
    values = count_values(session.store, scope, period, session.person.zone, session.now, progress_of(scope))
    result = session.apply(
        KeepValues, length=period.length, first_day=period.first.isoformat(), values=values
    )
    return say_result(session, result, as_json=options.json)
