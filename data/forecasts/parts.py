"""Deals by product line: a deal's value is split over its lines as its products come to them."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from data.deals.currencies import DatedRates, exchange_on
from data.deals.discounts import WON_IN_PERIOD
from data.deals.months import days_of_month, shifted
from data.deals.narrowing import Narrowing, deals_in_sight
from data.deals.period import cohort
from data.deals.sums import kept
from data.kernel.commands import Reader
from data.people.person import Person


class Place(NamedTuple):
    """Where a part of a deal counts: whose it is, in which month, of which product line, in small letters."""

    owner: int | None
    month: str
    product_line: str


class Came(NamedTuple):
    """What was won in a place: in how many deals, worth what in the company's currency; ``uncounted`` have no value, or
    one in a currency without a rate.
    """

    deals: int = 0
    worth: int = 0
    uncounted: int = 0


class Ahead(NamedTuple):
    """What open deals come to in a month and line by forecast category, and weighted; in the company's currency."""

    deals: int = 0
    commit: int = 0
    best_case: int = 0
    pipeline: int = 0
    weighted: int = 0
    uncounted: int = 0


Span = tuple[int, int, int]
"""The part of a product line in a deal: where it begins, where it ends, out of how much."""


def split(amount: int, spans: Mapping[str, Span]) -> dict[str, int]:
    """An amount over the product lines that have a part in a deal; the parts make the whole."""
    return {
        line: _until(amount, end, whole) - _until(amount, begin, whole)
        for line, (begin, end, whole) in spans.items()
        if begin < end
    }


def _until(amount: int, edge: int, whole: int) -> int:
    """What of an amount lies before an edge, as the totals of open deals are split (``data/schema``)."""
    return int(amount * (edge / whole) + 0.5)


def came_in(reader: Reader, actor: Person, narrowing: Narrowing, first: str, last: str) -> dict[Place, Came]:
    """What was won in the months from the first to the last, each deal at the rate of the day on which it was."""
    source, months = deals_in_sight(reader, actor, narrowing), _months(first, last)
    begins = [cohort(*days_of_month(month), actor).begin for month in months]
    rates, spans_of = DatedRates(reader, actor.zone), cache(_spans)
    period = cohort(days_of_month(first)[0], days_of_month(last)[1], actor)
    rows = reader.select(
        f"select deal.owner_id, deal.closed_at, deal.amount, deal.currency, deal.sold_lines from {source.closed} "
        f"join stage on stage.code = deal.stage where {source.where} and {WON_IN_PERIOD}",
        (*source.params, *period),
    )
    found: dict[tuple[int | None, str, str], list[int]] = {}
    for owner, closed_at, amount, currency, sold in rows:
        month = months[bisect_right(begins, closed_at) - 1]
        worth = None if amount is None else rates.worth(amount, currency, closed_at)
        for line, part in split(worth or 0, spans_of(sold)).items():
            sums = found.setdefault((owner, month, line), [0, 0, 0])
            sums[0] += 1
            sums[1] += part
            sums[2] += worth is None
    return {Place(*place): Came(*sums) for place, sums in found.items()}


def _months(first: str, last: str) -> list[str]:
    """The months from the first to the last, as ``2026-11``."""
    found = [first]
    while found[-1] < last:
        found.append(shifted(days_of_month(found[-1])[0], 1).isoformat()[:7])
    return found


def _spans(sold_lines: str) -> Mapping[str, Span]:
    """What a deal sells; all of one that sells nothing belongs to no line."""
    return json.loads(sold_lines) or {"": (0, 1, 1)}


def ahead_in(
    reader: Reader, actor: Person, narrowing: Narrowing, first: str, last: str, today: date
) -> dict[tuple[str, str], Ahead]:
    """What open deals are expected to bring in the months from the first to the last, by month and product line in
    small letters, at the rates of today.

    What is past its expected close is to come this month; a deal that was left out of the forecast is in none.
    """
    where, params = kept(reader, actor, narrowing)
    if narrowing.product_line:
        where, params = f"{where} and product_line = lower(?)", [*params, narrowing.product_line]
    rows = reader.select(
        "select max(close_month, ?) as month, product_line, category, currency, sum(parts), sum(valued_parts), "
        f"sum(share), sum(weighted_share) from deal_tally where {where} and close_month <> '' "
        "and category <> 'omitted' and month between ? and ? group by 1, 2, 3, 4 having sum(parts) > 0",
        (today.isoformat()[:7], *params, first, last),
    )
    exchange = exchange_on(reader, today)
    found: dict[tuple[str, str], Ahead] = {}
    for month, line, category, currency, deals, valued, share, weighted in rows:
        worth, likely = exchange.worth(share, currency), exchange.worth(weighted, currency)
        one = Ahead(deals=deals, weighted=likely or 0, uncounted=deals if worth is None else deals - valued)
        one = one._replace(**{category.replace(" ", "_"): worth or 0})
        before = found.get((month, line), Ahead())
        found[month, line] = Ahead(*map(sum, zip(before, one, strict=True)))
    return found
