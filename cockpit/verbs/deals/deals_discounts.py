"""``cockpit deals discounts``: every deal that is sold below the list, open or won in a period."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import WHOLE, Column, text_table
from cockpit.verbs.deals.which_deal import add_narrowing, narrowing
from cockpit.words import day
from data.calendar.days import day_of
from data.deals.discounts import OPEN_OR_WON, discount_rate_of
from data.deals.listing import deals_where
from data.deals.narrowing import Narrowing
from data.deals.overview import Row, rows_of
from data.deals.period import Period, cohort
from data.kernel.ids import reference
from data.kernel.text import clean
from data.records.money import money_words

if TYPE_CHECKING:
    from cockpit.session import Session

_DAYS = 90


def add_to(parts: Parts) -> None:
    """Add the part and its options."""
    lister = parts.add(
        "discounts",
        "every deal below the list, and the discount rate",
        "cockpit deals discounts --team",
        _list,
    )
    add_narrowing(lister)
    lister.add_argument(
        "--from",
        dest="first",
        default="",
        metavar="DAY",
        help=f"won deals from this day on ({_DAYS} days ago)",
    )
    lister.add_argument("--json", action="store_true", help="the deals for machines")


def discounted_rows(session: Session, look: Narrowing, period: Period) -> list[Row]:
    """The discounted deals that are open or were won in a period, those worth most first."""
    ids = deals_where(session.store, session.person, look, "value", OPEN_OR_WON, period)
    rows = rows_of(session.store, session.person, ids, session.now)
    return [rows[one] for one in ids if rows[one].discount is not None]


def discounted_facts(row: Row) -> dict[str, Any]:
    """A discounted deal for machines."""
    found = row.discount
    return {
        "reference": reference(row.deal.id), "deal": row.deal.label, "stage": row.stage.name, "owner": row.owner,
        "currency": row.deal.currency, "list_price": None if found is None else found.listed / 100,
        "sold_price": None if found is None else found.sold / 100,
        "discount": None if found is None else found.discount / 100,
        "rate": None if found is None else found.rate.value,
    }  # fmt: skip


def _list(options: argparse.Namespace, session: Session) -> int:
    person = session.person
    today = day_of(session.now, person.zone)
    first = day(options.first, today, person.zone) if options.first else today - timedelta(days=_DAYS)
    look, period = narrowing(options, session), cohort(first, today, person)
    rows = discounted_rows(session, look, period)
    rate = discount_rate_of(session.store, person, look, period)
    if options.json:
        say_json({"rate_of_won": rate.rate.value, "deals": [discounted_facts(row) for row in rows]})
        return 0
    if rows:
        print(_table(rows))
        print()
    print(
        f"discount rate {rate.rate.percent} of the deals won since {first}: {rate.discounted:,} of {rate.deals:,} "
        "with products are below the list; none is wanted"
    )
    return 0


def _table(rows: list[Row]) -> str:
    columns = [
        Column("deal", least=12), Column("stage", drop=3), Column("list price", True), Column("sold", True),
        Column("discount", True), Column("rate", True), Column("owner", drop=2),
        Column("reference", least=WHOLE, drop=1),
    ]  # fmt: skip
    cells = [
        (
            clean(row.deal.label, 40), row.stage.name, money_words(row.discount.listed, row.deal.currency),
            money_words(row.discount.sold, row.deal.currency), money_words(row.discount.discount, row.deal.currency),
            row.discount.rate.percent, row.owner, reference(row.deal.id),
        )
        for row in rows
        if row.discount is not None
    ]  # fmt: skip
    return text_table(columns, cells, screen_width())
