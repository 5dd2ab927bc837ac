"""The parts of ``cockpit deals`` that change what a deal says: add, open, edit, note, tag, assign, merge, products."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_result
from cockpit.parts import Parts
from cockpit.verbs.deals.which_deal import add_deal, the_deal
from cockpit.verbs.leads.which_lead import add_lead, the_lead
from cockpit.verbs.records.particulars import add_particulars, said_particulars
from cockpit.words import day
from data.calendar.days import day_of
from data.deals.commands import AddDeal, AssignDeals, EditDeal, NoteDeal, TagDeals
from data.deals.deal import DEALS
from data.deals.from_lead import OpenDeal
from data.deals.lines import SetLines, typed_line
from data.deals.merge import MergeDeals
from data.kernel.errors import UsageError
from data.people.person import find as find_person

if TYPE_CHECKING:
    from cockpit.session import Session

_OPTIONS = {"amount": "value", "expected_close": "close"}


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    adder = _part(
        parts, "add", "a new deal", '--name Website --company "Acme Ltd" --value 12000', _add, named=False
    )
    add_particulars(adder, DEALS, _OPTIONS)
    opener = _part(parts, "open", "open a deal from a lead", "ana@acme.example", _open, named=False)
    add_lead(opener)
    editor = _part(parts, "edit", "change particulars of a deal", "website --close 2026-12-18", _edit)
    add_particulars(editor, DEALS, _OPTIONS)
    note = _part(parts, "note", "write a note on a deal", 'website "wants two sites"', _note)
    note.add_argument("text", nargs="+", metavar="TEXT", help="the note")
    tag = _part(parts, "tag", "put a tag on a deal", "website fair", _tag)
    tag.add_argument("tag", nargs="+", metavar="TAG", help="a word or a few; commas part several tags")
    tag.add_argument("--off", action="store_true", help="take them off")
    giver = _part(parts, "assign", "give a deal to somebody", "website ben", _assign)
    giver.add_argument("who", metavar="WHO", help="a handle or name, or nobody")
    merge = _part(parts, "merge", "make one deal of two", "website 0cn4q6x00mt40", _merge)
    merge.add_argument("others", nargs="+", metavar="OTHER", help="the deals that go into the first")
    seller = _part(
        parts, "products", "say what is sold in a deal", 'website "GTX Pro:2:4500" "MG Special"', _lines
    )
    seller.add_argument(
        "lines", nargs="*", metavar="PRODUCT[:PIECES[:PRICE]]", help="each product; none takes all out"
    )


def _part(
    parts: Parts,
    name: str,
    line: str,
    example: str,
    run: Callable[[argparse.Namespace, Session], int],
    *,
    named: bool = True,
) -> argparse.ArgumentParser:
    parser = parts.add(name, line, f"cockpit deals {name} {example}", run)
    if named:
        add_deal(parser)
    parser.add_argument("--json", action="store_true", help="the result for machines")
    return parser


def said_deal(options: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The particulars that were typed; a day in any way to write one, a currency behind its amount."""
    columns = said_particulars(options, DEALS)
    if columns.get("expected_close"):
        today = day_of(session.now, session.person.zone)
        columns["expected_close"] = day(
            columns["expected_close"], today, session.person.zone, ahead=True
        ).isoformat()
    return columns


def _add(options: argparse.Namespace, session: Session) -> int:
    columns = said_deal(options, session)
    if not columns.get("name") and not columns.get("company"):
        raise UsageError("A deal needs a name or a company: --name, --company")
    result = session.apply(AddDeal, columns=columns, custom=dict(options.added))
    return say_result(session, result, as_json=options.json)


def _open(options: argparse.Namespace, session: Session) -> int:
    lead = the_lead(session, options.lead)
    return say_result(session, session.apply(OpenDeal, lead_id=lead.id), as_json=options.json)


def _edit(options: argparse.Namespace, session: Session) -> int:
    columns, added = said_deal(options, session), dict(options.added)
    if not columns and not added:
        raise UsageError("Say what changes, such as: --value 15000")
    deal = the_deal(session, options.deal)
    result = session.apply(EditDeal, deal_id=deal.id, columns=columns, custom=added)
    return say_result(session, result, as_json=options.json)


def _note(options: argparse.Namespace, session: Session) -> int:
    deal = the_deal(session, options.deal)
    return say_result(
        session, session.apply(NoteDeal, deal_id=deal.id, text=" ".join(options.text)), as_json=options.json
    )


def _tag(options: argparse.Namespace, session: Session) -> int:
    deal, tag = the_deal(session, options.deal), " ".join(options.tag)
    result = session.apply(TagDeals, deals=(deal.id,), tag=tag, on=not options.off)
    return say_result(session, result, as_json=options.json)


def _assign(options: argparse.Namespace, session: Session) -> int:
    deal = the_deal(session, options.deal)
    to = None if options.who == "nobody" else find_person(session.store, options.who).id
    result = session.apply(AssignDeals, deals=(deal.id,), person_id=to)
    return say_result(session, result, as_json=options.json)


def _lines(options: argparse.Namespace, session: Session) -> int:
    deal = the_deal(session, options.deal)
    lines = tuple(typed_line(text) for text in options.lines)
    return say_result(session, session.apply(SetLines, deal_id=deal.id, lines=lines), as_json=options.json)


def _merge(options: argparse.Namespace, session: Session) -> int:
    keep, *others = [the_deal(session, text).id for text in (options.deal, *options.others)]
    result = session.apply(MergeDeals, keep=keep, others=tuple(others))
    return say_result(session, result, as_json=options.json)
