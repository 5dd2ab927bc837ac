"""The parts of ``cockpit quotes`` that change what a quote says: edit, link."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_result
from cockpit.parts import Parts
from cockpit.verbs.deals.which_deal import add_deal, the_deal
from cockpit.verbs.quotes.which_quote import add_json, add_quote, said_day, the_quote
from cockpit.verbs.records.particulars import add_particulars, said_particulars
from data.kernel.errors import UsageError
from data.quotes.commands import EditQuote, LinkQuotes
from data.quotes.quote import QUOTES

if TYPE_CHECKING:
    from cockpit.session import Session


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    editor = parts.add(
        "edit", "change particulars of a quote", "cockpit quotes edit website --value 15000", _edit
    )
    add_quote(editor)
    add_particulars(editor, QUOTES, {"amount": "value"})
    linker = parts.add(
        "link", "say to which deal a quote belongs", "cockpit quotes link Q-2026-17 website", _link
    )
    add_quote(linker)
    add_deal(linker)
    add_json(editor)
    add_json(linker)


def _edit(options: argparse.Namespace, session: Session) -> int:
    columns, added = said_particulars(options, QUOTES), dict(options.added)
    if not columns and not added:
        raise UsageError("Say what changes, such as: --value 15000")
    if columns.get("valid_until"):
        columns["valid_until"] = said_day(columns["valid_until"], session)
    quote = the_quote(session, options.quote)
    result = session.apply(EditQuote, quote_id=quote.id, columns=columns, custom=added)
    return say_result(session, result, as_json=options.json)


def _link(options: argparse.Namespace, session: Session) -> int:
    quote, deal = the_quote(session, options.quote), the_deal(session, options.deal)
    result = session.apply(LinkQuotes, quotes=(quote.id,), deal_id=deal.id)
    return say_result(session, result, as_json=options.json)
