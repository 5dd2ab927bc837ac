"""The parts of ``cockpit kra`` that answer items: tick, number, evidence, comment."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_result
from cockpit.parts import Parts
from cockpit.verbs.kra.which_run import add_item, add_which, the_item, the_person, the_runs
from cockpit.verbs.leads.which_company import recorded, the_company
from cockpit.words import line
from data.deals.find import find as find_deal
from data.kernel.errors import UsageError
from data.kra.answering import About, AddEvidence, EnterNumber, TickItem
from data.kra.find import find_run
from data.kra.numbers import typed_number
from data.kra.run import DONE, NOT_APPLICABLE, NOT_DONE, OPEN
from data.kra.said import CommentItem
from data.leads.find import find as find_lead

if TYPE_CHECKING:
    from cockpit.session import Session


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    ticker = parts.add("tick", "say that an item is done, or not", "cockpit kra tick pipeline-review", _tick)
    add_item(ticker)
    how = ticker.add_mutually_exclusive_group()
    how.add_argument("--not-done", action="store_true", help="it was not done")
    how.add_argument("--na", default="", metavar="REASON", help="it does not apply, and why")
    how.add_argument("--open", action="store_true", help="take the tick away")
    _add_evidence(ticker)
    number = parts.add("number", "enter the number of an item", "cockpit kra number demos 4", _number)
    add_item(number)
    number.add_argument("number", metavar="NUMBER", help="as 12, 4.9 or 1,200.50; none takes it away")
    shower = parts.add(
        "evidence",
        "add what shows that an item was done",
        "cockpit kra evidence reviews --deal website",
        _evidence,
    )
    add_item(shower)
    _add_evidence(shower)
    teller = parts.add(
        "comment",
        "say something on an item",
        'cockpit kra comment reviews "Which ones?" --for ben --ask',
        _comment,
    )
    add_item(teller)
    teller.add_argument("text", metavar="TEXT", help="what to say")
    teller.add_argument("--ask", action="store_true", help="ask for evidence")
    sayer = parts.add(
        "remark",
        "say something on a whole run",
        'cockpit kra remark sales-executive "Well done" --for ben',
        _remark,
    )
    sayer.add_argument("run", metavar="STANDARD", type=line, help="whose run: its code or title")
    sayer.add_argument("text", metavar="TEXT", help="what to say")
    add_which(sayer)
    for parser in (ticker, number, shower, teller, sayer):
        parser.add_argument("--json", action="store_true", help="the result for machines")


def _add_evidence(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--note", default="", metavar="TEXT", help="a few words as evidence")
    parser.add_argument("--link", default="", metavar="URL", help="a link as evidence")
    parser.add_argument("--lead", default="", metavar="LEAD", help="the lead that it is about")
    parser.add_argument("--deal", default="", metavar="DEAL", help="the deal that it is about")
    parser.add_argument("--company", default="", metavar="COMPANY", help="the customer that it is about")


def about_of(options: argparse.Namespace, session: Session) -> About | None:
    """The record that the options name. Raises UsageError where they name several."""
    named = [name for name in ("lead", "deal", "company") if getattr(options, name)]
    if len(named) > 1:
        raise UsageError(f"Evidence is about one record: leave out --{named[1]}, or add it by itself.")
    if not named:
        return None
    word = getattr(options, named[0])
    if named[0] == "lead":
        return About("lead", find_lead(session.store, session.person, word).id)
    if named[0] == "deal":
        return About("deal", find_deal(session.store, session.person, word).id)
    return About("company", recorded(session, the_company(session, word)))


def _tick(options: argparse.Namespace, session: Session) -> int:
    run, view = the_item(session, options)
    state = NOT_DONE if options.not_done else NOT_APPLICABLE if options.na else OPEN if options.open else DONE
    result = session.apply(
        TickItem,
        run=run.key,
        item=view.item.code,
        state=state,
        reason=options.na,
        carried_from=view.carried_from,
        evidence=_text(options),
        about=about_of(options, session),
    )
    return say_result(session, result, as_json=options.json)


def _text(options: argparse.Namespace) -> str:
    """The words and the link that the options hold."""
    return "\n".join(part for part in (options.note, options.link) if part)


def _evidence(options: argparse.Namespace, session: Session) -> int:
    text, about = _text(options), about_of(options, session)
    if not text and about is None:
        raise UsageError("Say what shows it: --note TEXT, --link URL, --lead, --deal or --company.")
    run, view = the_item(session, options)
    result = session.apply(
        AddEvidence, run=run.key, item=view.item.code, text=text, about=about, carried_from=view.carried_from
    )
    return say_result(session, result, as_json=options.json)


def _number(options: argparse.Namespace, session: Session) -> int:
    run, view = the_item(session, options)
    number = None if options.number == "none" else typed_number(options.number, view.item.unit)
    result = session.apply(
        EnterNumber, run=run.key, item=view.item.code, number=number, carried_from=view.carried_from
    )
    return say_result(session, result, as_json=options.json)


def _comment(options: argparse.Namespace, session: Session) -> int:
    run, view = the_item(session, options)
    result = session.apply(CommentItem, run=run.key, text=options.text, item=view.item.code, asks=options.ask)
    return say_result(session, result, as_json=options.json)


def _remark(options: argparse.Namespace, session: Session) -> int:
    the_person(session, options)
    run = find_run(the_runs(session, options), options.run)
    return say_result(
        session, session.apply(CommentItem, run=run.key, text=options.text), as_json=options.json
    )
