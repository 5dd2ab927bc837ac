"""Orders that are worth less than is wanted: the average order value is to be a certain amount at the least."""

from __future__ import annotations

from typing import NamedTuple

from data.deals.currencies import DatedRates
from data.deals.discounts import WON_IN_PERIOD
from data.deals.narrowing import Narrowing, deals_in_sight
from data.deals.period import Period
from data.kernel.commands import Reader
from data.people.person import Person

SETTING = "least_order"


class SmallOrders(NamedTuple):
    """The deals won for less than ``least``, which is in hundredths of the company's currency."""

    least: int
    deals: tuple[int, ...]


def least_order(reader: Reader) -> int:
    """What an order is to be worth at the least, in hundredths of the company's currency. Source: seeds/000."""
    rows = reader.select("select value from setting where name = ?", (SETTING,))
    return int(rows[0][0]) * 100 if rows else 0


def small_orders(reader: Reader, actor: Person, narrowing: Narrowing, period: Period) -> SmallOrders:
    """The deals won in a period for less than is wanted, each at the rate of the day on which it was won.

    Those without a value, and those in a currency without a rate, are not among them.
    """
    source, rates, least = (
        deals_in_sight(reader, actor, narrowing), DatedRates(reader, actor.zone), least_order(reader),
    )  # fmt: skip
    rows = reader.select(
        f"select deal.id, deal.amount, deal.currency, deal.closed_at from {source.tables} "
        f"join stage on stage.code = deal.stage where {source.where} and {WON_IN_PERIOD} "
        "and deal.amount is not null and (deal.amount < ? or deal.currency not in ('', ?)) "
        "order by deal.closed_at, deal.id",
        (*source.params, *period, least, rates.own),
    )
    found = []
    for deal, amount, currency, closed_at in rows:
        worth = rates.worth(amount, currency, closed_at)
        if worth is not None and worth < least:
            found.append(deal)
    return SmallOrders(least, tuple(found))
