"""The parts of ``cockpit quotes`` by which quotes are asked for, presented, and come to something."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from cockpit.answer import say_result
from cockpit.parts import Parts
from cockpit.verbs.deals.which_deal import add_deal, the_deal
from cockpit.verbs.quotes.which_quote import (
    add_json,
    add_moment,
    add_quote,
    said_day,
    said_moment,
    the_quote,
)
from cockpit.words import line
from data.quotes.offering import PresentQuotes, RequestQuotes
from data.quotes.quote import Outcome
from data.quotes.settling import ReopenQuotes, SettleQuotes
from data.records.money import currency_in

if TYPE_CHECKING:
    from cockpit.session import Session

_SETTLING: dict[str, tuple[Outcome, str]] = {
    "accept": ("accepted", "the customer takes it"),
    "decline": ("declined", "the customer does not take it"),
    "expire": ("expired", "it holds no more"),
    "withdraw": ("withdrawn", "it is taken back"),
}


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    asker = parts.add("request", "a quote is asked for", "cockpit quotes request website", _request)
    add_deal(asker)
    asker.add_argument(
        "--value", metavar="AMOUNT", help="what it comes to (the deal's), as 12000 or 12000 EUR"
    )
    asker.add_argument("--product-line", type=line, default="", metavar="NAME", help="the product line")
    asker.add_argument("--name", type=line, default="", help="what it is called (as the deal)")
    asker.add_argument("--number", type=line, default="", help="the number that it bears")
    presenter = parts.add("present", "a quote was presented", "cockpit quotes present website", _present)
    add_quote(presenter)
    presenter.add_argument("--value", metavar="AMOUNT", help="what it comes to, as 12000")
    add_moment(asker, "it was asked for")
    add_moment(presenter, "it was presented")
    for parser in (asker, presenter):
        parser.add_argument("--valid-until", metavar="DAY", help="the last day on which it holds: 30d, 18/12")
        add_json(parser)
    for name, (outcome, about) in _SETTLING.items():
        settler = parts.add(name, about, f"cockpit quotes {name} website", partial(_settle, outcome=outcome))
        add_quote(settler)
        add_moment(settler, "that was")
        add_json(settler)
    opener = parts.add("reopen", "take up a quote again", "cockpit quotes reopen website", _reopen)
    add_quote(opener)
    add_json(opener)


def _request(options: argparse.Namespace, session: Session) -> int:
    result = session.apply(
        RequestQuotes,
        deals=(the_deal(session, options.deal).id,),
        amount=options.value,
        currency=currency_in(options.value),
        product_line=options.product_line,
        name=options.name,
        number=options.number,
        valid_until=said_day(options.valid_until, session),
        requested_at=said_moment(options, session),
    )
    return say_result(session, result, as_json=options.json)


def _present(options: argparse.Namespace, session: Session) -> int:
    result = session.apply(
        PresentQuotes,
        quotes=(the_quote(session, options.quote).id,),
        amount=options.value,
        valid_until=said_day(options.valid_until, session),
        presented_at=said_moment(options, session),
    )
    return say_result(session, result, as_json=options.json)


def _settle(options: argparse.Namespace, session: Session, *, outcome: Outcome) -> int:
    quote = the_quote(session, options.quote)
    result = session.apply(
        SettleQuotes, quotes=(quote.id,), outcome=outcome, settled_at=said_moment(options, session)
    )
    return say_result(session, result, as_json=options.json)


def _reopen(options: argparse.Namespace, session: Session) -> int:
    result = session.apply(ReopenQuotes, quotes=(the_quote(session, options.quote).id,))
    return say_result(session, result, as_json=options.json)
