"""The parts of ``cockpit quotes`` that change what a quote says: edit, link, note, tag, merge."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_result
from cockpit.parts import Parts
from cockpit.verbs.deals.which_deal import add_deal, the_deal
from cockpit.verbs.quotes.which_quote import add_json, add_quote, said_day, the_quote
from cockpit.verbs.records.particulars import add_particulars, said_particulars
from data.kernel.errors import UsageError
from data.quotes.commands import EditQuote, LinkQuotes, NoteQuote, TagQuotes
from data.quotes.merge import MergeQuotes
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
    noter = parts.add(
        "note", "write a note on a quote", 'cockpit quotes note website "asked for 60 days"', _note
    )
    add_quote(noter)
    noter.add_argument("text", nargs="+", metavar="TEXT", help="the note")
    tagger = parts.add("tag", "put a tag on a quote", "cockpit quotes tag website fair", _tag)
    add_quote(tagger)
    tagger.add_argument("tag", nargs="+", metavar="TAG", help="a word or a few; commas part several tags")
    tagger.add_argument("--off", action="store_true", help="take them off")
    merger = parts.add(
        "merge", "make one quote of two", "cockpit quotes merge Q-2026-17 0cn4q6x00mt40", _merge
    )
    add_quote(merger)
    merger.add_argument("others", nargs="+", metavar="OTHER", help="the quotes that go into the first")
    for one in (editor, linker, noter, tagger, merger):
        add_json(one)


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


def _note(options: argparse.Namespace, session: Session) -> int:
    quote = the_quote(session, options.quote)
    result = session.apply(NoteQuote, quote_id=quote.id, text=" ".join(options.text))
    return say_result(session, result, as_json=options.json)


def _tag(options: argparse.Namespace, session: Session) -> int:
    quote, tag = the_quote(session, options.quote), " ".join(options.tag)
    result = session.apply(TagQuotes, quotes=(quote.id,), tag=tag, on=not options.off)
    return say_result(session, result, as_json=options.json)


def _merge(options: argparse.Namespace, session: Session) -> int:
    keep, *others = [the_quote(session, text).id for text in (options.quote, *options.others)]
    result = session.apply(MergeQuotes, keep=keep, others=tuple(others))
    return say_result(session, result, as_json=options.json)
