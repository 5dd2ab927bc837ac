"""The parts of ``cockpit deals`` that show: list and show."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import WHOLE, Column, text_table
from cockpit.verbs.deals.which_deal import (
    add_deal,
    add_narrowing,
    deal_facts,
    narrowing,
    nothing_matches,
    the_deal,
)
from cockpit.verbs.leads.which_lead import most_listed
from cockpit.verbs.records.record_words import LATEST, event_facts, say_field, say_particulars
from data.deals.attention import why
from data.deals.contact import called, contact_of, way_to
from data.deals.deal import DEALS, Deal
from data.deals.lines import lines_of
from data.deals.listing import ORDERS, WHICH, Look, deals_of
from data.deals.narrowing import Narrowing
from data.deals.overview import close_of
from data.deals.stages import (
    Stage,
    age,
    category_of,
    probability_of,
    stage_named,
    stages,
)
from data.deals.timeline import timeline
from data.kernel.ids import reference
from data.kernel.rows import records_by_ids
from data.kernel.text import clean
from data.leads.attention import when_words
from data.people.person import handles_by_id
from data.records.fields import completeness
from data.records.money import money_words
from data.records.own_currency import with_units
from data.records.timeline import event_words

if TYPE_CHECKING:
    from cockpit.session import Session

_MOST = 50


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    lister = parts.add(
        "list", "deals with their stage, value and age", "cockpit deals list --by value", _list
    )
    add_narrowing(lister)
    lister.add_argument("--which", choices=WHICH, default="open", help="how they stand (open)")
    lister.add_argument("--stage", default="", metavar="STAGE", help="only those in a stage")
    lister.add_argument("--find", default="", metavar="WORDS", help="only those that hold these words")
    lister.add_argument("--by", choices=ORDERS, default="stage", help="their order (stage)")
    lister.add_argument(
        "-n", dest="most", type=most_listed, default=_MOST, metavar="N", help=f"how many ({_MOST})"
    )
    lister.add_argument("--json", action="store_true", help="all of them, for machines")
    shower = parts.add(
        "show", "a deal with its products and what happened last", "cockpit deals show website", _show
    )
    add_deal(shower)
    shower.add_argument("--json", action="store_true", help="the deal for machines")


def _list(options: argparse.Namespace, session: Session) -> int:
    stage = stage_named(session.store, options.stage).code if options.stage else ""
    look = Look(options.which, stage, options.by, options.find)
    narrowed = narrowing(options, session)
    ids = deals_of(session.store, session.person, narrowed, look)
    by_code = {one.code: one for one in stages(session.store)}
    wanted = ids if options.json else ids[: options.most]
    found = with_units(session.store, records_by_ids(session.store, Deal, DEALS.table, wanted))
    by_id = {deal.id: deal for deal in found}
    deals = [by_id[identifier] for identifier in wanted]
    handles = handles_by_id(session.store)
    if options.json:
        say_json([deal_facts(deal, by_code[deal.stage], session, handles) for deal in deals])
        return 0
    if not deals:
        print(_nothing(options, session, narrowed))
        return 0
    columns = [
        Column("deal", least=12), Column("company", drop=4), Column("stage", least=8), Column("value", True),
        Column("%", True, drop=5), Column("close", drop=3), Column("days", True), Column("why"),
        Column("owner", drop=2), Column("reference", least=WHOLE, drop=1),
    ]  # fmt: skip
    rows = [
        (
            clean(deal.name or deal.company, 32), clean(deal.company, 24), by_code[deal.stage].name,
            money_words(deal.amount, deal.currency), probability_of(deal, by_code[deal.stage]),
            _day(close_of(deal, session.person)), "" if (days := age(deal, session.now)) is None else days,
            why(deal, by_code[deal.stage], session.person.hours, session.now).words,
            handles.get(deal.owner_id or 0, deal.owner_name), reference(deal.id),
        )
        for deal in deals
    ]  # fmt: skip
    print(text_table(columns, rows, screen_width()))
    if len(ids) > len(deals):
        print(f"\n{len(deals):,} of {len(ids):,}. More: -n {len(ids)}, or --json for all")
    return 0


def _day(close: date | None) -> str:
    return "" if close is None else close.isoformat()


def _nothing(options: argparse.Namespace, session: Session, narrowed: Narrowing) -> str:
    said = nothing_matches(session, narrowed, "open deal" if options.which == "open" else "deal")
    if not said:
        return "No deal is there yet. Add one: cockpit deals add --name Website --company 'Acme Ltd' --value 12000"
    further = {"stage": options.stage, "words": options.find, "which": options.which}
    told = ", ".join(
        f"{name} {clean(word, 40)}" for name, word in further.items() if word not in ("", "open")
    )
    return f"{said.removesuffix('.')}, {told}." if told else said


def _show(options: argparse.Namespace, session: Session) -> int:
    (deal,) = with_units(session.store, [the_deal(session, options.deal)])
    stage = {one.code: one for one in stages(session.store)}[deal.stage]
    lines = lines_of(session.store, deal.id)
    told = timeline(session.store, deal.id, where=session.person.zone)
    share, contact = completeness(DEALS, deal), contact_of(session.store, deal)
    if options.json:
        say_json(
            {
                **deal_facts(deal, stage, session, handles_by_id(session.store)),
                "complete_percent": share.percent,
                "missing": list(share.missing),
                "products": [
                    {
                        "product": line.product, "product_line": line.product_line, "quantity": line.quantity,
                        "list_price": None if line.list_price is None else line.list_price / 100,
                        "price": line.price / 100, "discount": line.discount / 100,
                    }
                    for line in lines
                ],
                "happened": event_facts(
                    [(event, event_words(event, deal)) for event in told], session.person.zone
                ),
            }
        )  # fmt: skip
        return 0
    print(f"{clean(deal.label)}   {_standing(deal, stage, session)}   ({reference(deal.id)})")
    say_particulars(session, DEALS, deal)
    if contact is not None:
        say_field("contact", ", ".join(filter(None, (called(contact), way_to(contact)))))
    missing = f", missing: {', '.join(share.missing)}" if share.missing else ""
    say_field("complete", f"{share.percent} %{missing}")
    for line in lines:
        below = f", {money_words(line.discount, deal.currency)} below list" if line.discount else ""
        say_field(
            "product", f"{line.quantity} {line.product}: {money_words(line.worth, deal.currency)}{below}"
        )
    print("\nwhat happened last:")
    for event in told[:LATEST]:
        who = f" ({event.who})" if event.who else ""
        say_field(when_words(event.at, session.now, session.person.hours), event_words(event, deal) + who)
    return 0


def _standing(deal: Deal, stage: Stage, session: Session) -> str:
    """``meeting, 12 days, 35 %, pipeline``."""
    days = age(deal, session.now)
    parts = [stage.name]
    if deal.open:
        parts += [] if days is None else [f"{days} day{'' if days == 1 else 's'}"]
        parts += [f"{probability_of(deal, stage)} %", category_of(deal, stage)]
    said = why(deal, stage, session.person.hours, session.now).words
    return ", ".join([*parts, *([said] if said else [])])
