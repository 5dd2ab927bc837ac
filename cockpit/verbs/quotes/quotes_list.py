"""The parts of ``cockpit quotes`` that show: list and show."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import WHOLE, Column, text_table
from cockpit.verbs.deals.which_deal import add_narrowing, narrowing, nothing_matches
from cockpit.verbs.leads.which_lead import most_listed
from cockpit.verbs.quotes.which_quote import add_json, add_quote, quote_facts, the_quote
from cockpit.verbs.records.record_words import LATEST, event_facts, say_field, say_particulars
from data.deals.quotas import checked_month
from data.kernel.ids import reference
from data.kernel.text import clean
from data.leads.attention import when_words
from data.quotes.listing import ORDERS, WHICH, WORDS, QuoteLook, QuoteRow, counts, quotes_of, rows_of
from data.quotes.quote import QUOTES
from data.quotes.timeline import timeline
from data.records.money import money_words
from data.records.timeline import event_words

if TYPE_CHECKING:
    from cockpit.session import Session

_MOST = 50
_TOLD = tuple(which for which in WHICH if which not in ("open", "all"))


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    lister = parts.add(
        "list", "quotes with their value and last day", "cockpit quotes list --which presented", _list
    )
    add_narrowing(lister)
    lister.add_argument("--which", choices=WHICH, default="open", help="which of them (open)")
    lister.add_argument(
        "--month", default="", metavar="MONTH", help="only those presented in one, as 2026-11"
    )
    lister.add_argument("--find", default="", metavar="WORDS", help="only those that hold these words")
    lister.add_argument("--by", choices=ORDERS, default="last day", help="their order (last day)")
    lister.add_argument(
        "-n", dest="most", type=most_listed, default=_MOST, metavar="N", help=f"how many ({_MOST})"
    )
    lister.add_argument("--json", action="store_true", help="all of them, for machines")
    shower = parts.add("show", "a quote and what happened with it", "cockpit quotes show website", _show)
    add_quote(shower)
    add_json(shower)


def _list(options: argparse.Namespace, session: Session) -> int:
    month = checked_month(options.month) if options.month else ""
    narrowed = narrowing(options, session)
    look = QuoteLook(narrowed, options.which, options.by, month, options.find)
    ids = quotes_of(session.store, session.person, look, session.now)
    wanted = ids if options.json else ids[: options.most]
    by_id = rows_of(session.store, session.person, wanted, session.now)
    rows = [by_id[identifier] for identifier in wanted]
    if options.json:
        say_json([quote_facts(row, session) for row in rows])
        return 0
    number = counts(session.store, session.person, narrowed, session.now)
    if not number["all"]:
        begin = "Ask for one: cockpit quotes request DEAL --value 12000"
        print(f"{nothing_matches(session, narrowed, 'quote') or 'No quote is there yet.'} {begin}")
        return 0
    if not rows:
        print("No quote of those that you look at is like that.")
    else:
        print(_table(rows))
    if len(ids) > len(rows):
        print(f"\n{len(rows):,} of {len(ids):,}. More: -n {len(ids)}, or --json for all")
    told = [f"{number[which]:,} {WORDS.get(which, which)}" for which in _TOLD if number[which]]
    print(f"\n{number['all']:,} in all: {', '.join(told)}")
    return 0


def _table(rows: list[QuoteRow]) -> str:
    columns = [
        Column("deal", least=12), Column("quote", least=6, drop=4, is_spare=True),
        Column("product line", short="line", drop=3), Column("value", True), Column("status", least=9),
        Column("valid until", short="until", drop=2), Column("", is_spare=True),
        Column("owner", drop=5), Column("reference", least=WHOLE, drop=1),
    ]  # fmt: skip
    cells = [
        (
            clean(row.deal.label if row.deal else row.quote.deal_name, 32), clean(_called(row), 24),
            row.quote.product_line, money_words(row.quote.amount, row.quote.currency), row.quote.status,
            row.quote.valid_until, row.trouble.words, row.owner, reference(row.quote.id),
        )
        for row in rows
    ]  # fmt: skip
    return text_table(columns, cells, screen_width())


def _called(row: QuoteRow) -> str:
    """The number of a quote, else its name where that is not its deal's."""
    is_named = row.deal is None or row.quote.name != row.deal.label
    return row.quote.number or (row.quote.name if is_named else "")


def _show(options: argparse.Namespace, session: Session) -> int:
    quote = the_quote(session, options.quote)
    row = rows_of(session.store, session.person, [quote.id], session.now)[quote.id]
    told = timeline(session.store, quote.id, where=session.person.zone)
    if options.json:
        words = [(event, event_words(event, quote)) for event in told]
        say_json({**quote_facts(row, session), "happened": event_facts(words, session.person.zone)})
        return 0
    standing = ", ".join(filter(None, (quote.status, row.trouble.words)))
    print(f"{clean(quote.label)}   {standing}   ({reference(quote.id)})")
    say_field("deal", row.deal.label if row.deal else f"{quote.deal_name} (not known here)")
    say_particulars(session, QUOTES, row.quote)
    for name, at in (
        ("requested", quote.requested_at),
        ("presented", quote.presented_at),
        (quote.status, quote.settled_at),
    ):
        if at is not None:
            say_field(name, when_words(at, session.now, session.person.hours))
    print("\nwhat happened last:")
    for event in told[:LATEST]:
        who = f" ({event.who})" if event.who else ""
        say_field(when_words(event.at, session.now, session.person.hours), event_words(event, quote) + who)
    return 0
