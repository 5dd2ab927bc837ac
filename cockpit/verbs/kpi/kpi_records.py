"""The parts of ``cockpit kpi`` on small records: enter a training, a test, a report; say how it ended; list them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import Column, markdown_table, text_table
from cockpit.verbs.kpi.which_kpi import stored_day
from cockpit.words import line
from data.kernel.errors import Refused
from data.kernel.ids import reference
from data.kpi.record import KpiRecord, record_named, records_of_people
from data.kpi.record_commands import EnterRecord, SettleRecord
from data.kpi.record_kinds import record_figure_words, record_kind, record_kinds, typed_record_figure
from data.people.person import find, handles_by_id
from data.people.reach import may_read

if TYPE_CHECKING:
    from cockpit.session import Session

KINDS = ", ".join(one.code for one in record_kinds())


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    enterer = parts.add(
        "add",
        "enter a training, a test, a report, an audit",
        'cockpit kpi add training "price list" --day 2026-12-01',
        _add,
    )
    enterer.add_argument("kind", metavar="KIND", type=line, help=KINDS)
    enterer.add_argument("title", nargs="?", default="", metavar="TITLE", type=line, help="what it is about")
    enterer.add_argument(
        "--outcome", type=line, default="", metavar="WORD", help="how it ended, as completed"
    )
    enterer.add_argument("--figure", default="", metavar="FIGURE", help="as 43/50, 4.5, 30")
    enterer.add_argument("--day", default="", metavar="DAY", help="when it was held or is due (today)")
    whose = enterer.add_mutually_exclusive_group()
    whose.add_argument("--for", dest="who", type=line, default="", metavar="WHO", help="whose (yours)")
    whose.add_argument("--company", action="store_true", help="the company's, nobody's own")
    enterer.add_argument("--note", type=line, default="", metavar="TEXT", help="words")
    settler = parts.add("settle", "say how one ended", "cockpit kpi settle 0001k2m3n4p5q completed", _settle)
    settler.add_argument("record", metavar="RECORD", help="its reference: cockpit kpi records")
    settler.add_argument("outcome", metavar="OUTCOME", type=line, help="as completed; open takes it back")
    settler.add_argument("--day", default="", metavar="DAY", help="on which day (today)")
    lister = parts.add(
        "records",
        "what was entered: trainings, tests, audits",
        "cockpit kpi records training --open",
        _records,
    )
    lister.add_argument("kind", nargs="?", default="", metavar="KIND", type=line, help=KINDS)
    whose = lister.add_mutually_exclusive_group()
    whose.add_argument("--for", dest="who", type=line, default="", metavar="WHO", help="whose (yours)")
    whose.add_argument("--company", action="store_true", help="the company's, nobody's own")
    lister.add_argument("--open", action="store_true", help="only those that have not ended")
    form = lister.add_mutually_exclusive_group()
    form.add_argument("--md", action="store_true", help="as Markdown")
    form.add_argument("--json", action="store_true", help="for machines")
    for parser in (enterer, settler):
        parser.add_argument("--json", action="store_true", help="the result for machines")


def _add(options: argparse.Namespace, session: Session) -> int:
    kind = record_kind(options.kind)
    result = session.apply(
        EnterRecord,
        kind=kind.code,
        title=options.title,
        person_id=_whose(options, session),
        day=stored_day(options.day, session, ahead=kind.may_come, nearest=kind.may_come),
        outcome=options.outcome,
        figure=typed_record_figure(kind, options.figure) if options.figure else None,
        note=options.note,
    )
    return say_result(session, result, as_json=options.json)


def _settle(options: argparse.Namespace, session: Session) -> int:
    result = session.apply(
        SettleRecord,
        record_id=record_named(session.store, options.record).id,
        outcome="" if options.outcome == "open" else options.outcome,
        day=stored_day(options.day, session),
    )
    return say_result(session, result, as_json=options.json)


def _records(options: argparse.Namespace, session: Session) -> int:
    store = session.store
    code = record_kind(options.kind).code if options.kind else ""
    found = records_of_people(store, [_whose(options, session)], code, only_open=options.open)
    handles = handles_by_id(store)
    if options.json:
        say_json([_facts(one, handles) for one in found])
        return 0
    if not found:
        print(
            'Nothing was entered. Enter something: cockpit kpi add training "price list" --outcome completed'
        )
        return 0
    columns = [
        Column("day"), Column("kind", least=12), Column("title", least=16, is_spare=True), Column("figure", True),
        Column("outcome"), Column("on", is_spare=True, drop=2), Column("reference", drop=1),
    ]  # fmt: skip
    rows = [
        (
            one.day, kind.name, one.title, record_figure_words(kind, one.part, one.whole),
            "open" if one.is_open else one.outcome, one.settled_on, reference(one.id),
        )
        for one in found
        for kind in [record_kind(one.kind)]
    ]  # fmt: skip
    print(markdown_table(columns, rows) if options.md else text_table(columns, rows, screen_width()))
    return 0


def _whose(options: argparse.Namespace, session: Session) -> int | None:
    """Whose records are meant; None: the company's. Raises Refused for somebody whom one does not reach."""
    if options.company:
        return None
    if not options.who:
        return session.person.id
    person = find(session.store, options.who)
    if not may_read(session.store, session.person, person):
        raise Refused(f"{person.name}'s records are for {person.name}, the manager and admins to read.")
    return person.id


def _facts(one: KpiRecord, handles: dict[int, str]) -> dict[str, Any]:
    return {
        "reference": reference(one.id),
        "kind": one.kind,
        "title": one.title,
        "person": handles.get(one.person_id or 0),
        "day": one.day,
        "outcome": one.outcome,
        "settled_on": one.settled_on,
        "part": None if one.part is None else one.part / 100,
        "whole": None if one.whole is None else one.whole / 100,
        "note": one.note,
        "entered_by": handles.get(one.entered_by),
    }
