"""What the verbs on quotes share: which is meant, days that are typed, and how one is told to machines."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.verbs.records.record_words import values_of
from cockpit.words import day, moment
from data.calendar.days import day_of
from data.kernel.ids import reference
from data.quotes.find import find
from data.quotes.listing import QuoteRow
from data.quotes.quote import QUOTES, Quote

if TYPE_CHECKING:
    from cockpit.session import Session


def add_quote(parser: argparse.ArgumentParser) -> None:
    """The argument that names one quote."""
    parser.add_argument("quote", metavar="QUOTE", help="a reference, a number, a name, or words of one")


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option for machines."""
    parser.add_argument("--json", action="store_true", help="the result for machines")


def add_moment(parser: argparse.ArgumentParser, what: str) -> None:
    """The option that says when something was."""
    parser.add_argument(
        "--at", default="", metavar="WHEN", help=f"when {what} (now): mon, 18/11, 18/11 14:00"
    )


def said_moment(options: argparse.Namespace, session: Session) -> int | None:
    """The instant that was said; None: now."""
    return moment(options.at, session.now, session.person) if options.at else None


def said_day(text: str | None, session: Session) -> str:
    """A day ahead in any way to write one, as it is kept; empty for none."""
    if not text:
        return ""
    today = day_of(session.now, session.person.zone)
    return day(text, today, session.person.zone, ahead=True).isoformat()


def the_quote(session: Session, text: str) -> Quote:
    """The quote that is meant. Raises Refused that names those who could be."""
    return find(session.store, session.person, text)


def quote_facts(row: QuoteRow, session: Session) -> dict[str, Any]:
    """A quote for machines."""
    return {
        "reference": reference(row.quote.id),
        **values_of(QUOTES, row.quote, session.person.zone),
        "deal_id": None if row.quote.deal_id is None else reference(row.quote.deal_id),
        "deal": row.deal.label if row.deal else None,
        "owner": row.owner,
        "ended": row.trouble.is_past,
        "ends_soon": row.trouble.is_soon,
    }
