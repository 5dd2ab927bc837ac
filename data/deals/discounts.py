"""Discounts: every deal that is sold below the list, and the share that is given away.

Discount rate = discount / list sub-total, of the deals won in a period: common usage of the trade. None is wanted
(seeds/000). A line whose product had no list price, or that was sold above it, gives nothing away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.deals.currencies import DatedRates
from data.deals.narrowing import Narrowing, deals_in_sight
from data.deals.period import Period
from data.kernel.commands import Reader
from data.kernel.ratio import Ratio
from data.people.person import Person

LISTED = "deal_line.quantity * max(ifnull(deal_line.list_price, deal_line.price), deal_line.price)"
GIVEN = "deal_line.quantity * max(ifnull(deal_line.list_price, deal_line.price) - deal_line.price, 0)"
"""The SQL of what a line comes to by the list, and of what of it is given away."""
WON_IN_PERIOD = "stage.ends = 'won' and deal.open = 0 and deal.closed_at >= ? and deal.closed_at < ?"
IS_DISCOUNTED = "exists(select 1 from deal_line where deal_id = deal.id and list_price > price)"
OPEN_OR_WON = f"deal.open in (0, 1) and (deal.open = 1 or {WON_IN_PERIOD}) and {IS_DISCOUNTED}"
"""SQL conditions on ``deal`` and its ``stage``; the last is that of the deals that are named."""


class Discounted(NamedTuple):
    """A deal that is sold below the list: its list sub-total and what is given away, in hundredths of its currency."""

    deal_id: int
    listed: int
    discount: int

    @property
    def sold(self) -> int:
        """What its products come to as they are sold."""
        return self.listed - self.discount

    @property
    def rate(self) -> Ratio:
        """The share that is given away."""
        return Ratio(self.discount, self.listed)


class DiscountRate(NamedTuple):
    """The discount of deals won in a period, in the company's currency. ``deals`` have products, ``discounted`` of them
    are sold below the list; ``uncounted`` are in a currency without a rate. ``still_open`` deals are to be sold below
    it besides.
    """

    rate: Ratio
    deals: int
    discounted: int
    uncounted: int
    still_open: int


def discount_rate_of(reader: Reader, actor: Person, narrowing: Narrowing, period: Period) -> DiscountRate:
    """How much is given away in the deals won in a period, each at the rate of the day on which it was."""
    source = deals_in_sight(reader, actor, narrowing)
    rows = reader.select(
        f"select deal.closed_at, deal.currency, sum({LISTED}), sum({GIVEN}) from {source.tables} "
        "join stage on stage.code = deal.stage join deal_line on deal_line.deal_id = deal.id "
        f"where {source.where} and {WON_IN_PERIOD} group by deal.id",
        (*source.params, *period),
    )
    rates = DatedRates(reader, actor.zone)
    listed = given = discounted = uncounted = 0
    for closed_at, currency, whole, part in rows:
        worth, off = rates.worth(whole, currency, closed_at), rates.worth(part, currency, closed_at)
        discounted += part > 0
        if worth is None or off is None:
            uncounted += 1
        else:
            listed, given = listed + worth, given + off
    still_open = reader.select(
        f"select count(*) from {source.tables} where deal.open = 1 and {IS_DISCOUNTED} and {source.where}",
        source.params,
    )[0][0]
    return DiscountRate(Ratio(given, listed), len(rows), discounted, uncounted, int(still_open))


def discounted_among(reader: Reader, deals: Sequence[int]) -> dict[int, Discounted]:
    """Those of some deals that are sold below the list, by id."""
    found = {}
    for start in range(0, len(deals), 500):
        page = deals[start : start + 500]
        rows = reader.select(
            f"select deal_id, sum({LISTED}), sum({GIVEN}) from deal_line "
            f"where deal_id in ({', '.join('?' * len(page))}) group by deal_id having sum({GIVEN}) > 0",
            tuple(page),
        )
        found.update({row[0]: Discounted._make(row) for row in rows})
    return found
