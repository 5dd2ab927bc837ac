"""Deals by product line: a deal's value is split over its lines as its products come to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.currencies import DatedRates, exchange_on
from data.deals.discounts import WON_IN_PERIOD
from data.deals.months import days_of_month
from data.deals.narrowing import Narrowing, deals_in_sight
from data.deals.period import cohort
from data.deals.stages import COMMITTED, LIKELY
from data.kernel.commands import Reader
from data.kernel.engine import Row
from data.people.person import Person

_SOLD = "left join deal_line on deal_line.deal_id = deal.id"
_LINE = "ifnull(deal_line.product_line, ''), ifnull(deal_line.quantity * deal_line.price, 0)"
"""What is sold in deals, a row for each of their lines."""


class Place(NamedTuple):
    """Where a part of a deal counts: whose it is, in which month, of which product line."""

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
    """What open deals come to in a place by forecast category, and weighted; in the company's currency."""

    deals: int = 0
    commit: int = 0
    best_case: int = 0
    pipeline: int = 0
    weighted: int = 0
    uncounted: int = 0


_Key = tuple[int | None, str, str]
_DEALS = 0
_CAME, _CAME_UNCOUNTED = (Came._fields.index(name) for name in ("worth", "uncounted"))
_WEIGHTED, _AHEAD_UNCOUNTED = (Ahead._fields.index(name) for name in ("weighted", "uncounted"))
_OF_CATEGORY = {
    name: Ahead._fields.index(name.replace(" ", "_")) for name in ("commit", "best case", "pipeline")
}
"""Where sums stand among those of a place: they are gathered in lists, as there are many."""


def split(amount: int, worths: Mapping[str, int]) -> dict[str, int]:
    """An amount over product lines in proportion to what a deal's products come to; the last takes what is rounded.

    Without products, or with such as cost nothing, all of it belongs to no line.
    """
    total = sum(worths.values())
    if total <= 0:
        return {"": amount}
    if len(worths) == 1:
        return dict.fromkeys(worths, amount)
    parts = {line: amount * worth // total for line, worth in worths.items() if worth}
    last = next(reversed(parts))
    parts[last] += amount - sum(parts.values())
    return parts


def came_in(reader: Reader, actor: Person, narrowing: Narrowing, first: str, last: str) -> dict[Place, Came]:
    """What was won in the months from the first to the last, each deal at the rate of the day on which it was."""
    source, rates = deals_in_sight(reader, actor, narrowing), DatedRates(reader, actor.zone)
    period = cohort(days_of_month(first)[0], days_of_month(last)[1], actor)
    rows = reader.select(
        f"select deal.id, {_LINE}, deal.owner_id, deal.closed_at, deal.amount, deal.currency from {source.tables} "
        f"join stage on stage.code = deal.stage {_SOLD} where {source.where} and {WON_IN_PERIOD}",
        (*source.params, *period),
    )
    found: dict[_Key, list[int]] = {}
    for (owner, closed_at, amount, currency), worths in _by_deal(rows):
        month = day_of(closed_at, actor.zone).isoformat()[:7]
        worth = None if amount is None else rates.worth(amount, currency, closed_at)
        for line, part in split(worth or 0, worths).items():
            sums = found.setdefault((owner, month, line), [0] * len(Came._fields))
            sums[_DEALS] += 1
            sums[_CAME] += part
            sums[_CAME_UNCOUNTED] += worth is None
    return {Place._make(key): Came._make(sums) for key, sums in found.items()}


def ahead_in(
    reader: Reader, actor: Person, narrowing: Narrowing, first: str, last: str, today: date
) -> dict[Place, Ahead]:
    """What open deals are expected to bring in the months from the first to the last, at the rates of today.

    What is past its expected close is to come this month; a deal that was left out of the forecast is in none.
    """
    source, exchange = deals_in_sight(reader, actor, narrowing), exchange_on(reader, today)
    this = today.isoformat()[:7]
    rows = reader.select(
        f"select deal.id, {_LINE}, deal.owner_id, max(substr(deal.expected_close, 1, 7), ?) as month, deal.amount, "
        f"deal.currency, ifnull(deal.probability, stage.probability), deal.category from {source.tables} "
        f"join stage on stage.code = deal.stage {_SOLD} where {source.where} and deal.open = 1 "
        "and deal.expected_close <> '' and deal.category <> 'omitted' and month between ? and ?",
        (this, *source.params, first, last),
    )
    found: dict[_Key, list[int]] = {}
    for (owner, month, amount, currency, chance, category), worths in _by_deal(rows):
        worth = None if amount is None else exchange.worth(amount, currency)
        weighted = None if amount is None else exchange.worth((amount * chance + 50) // 100, currency)
        named = category or (
            "commit" if chance >= COMMITTED else "best case" if chance >= LIKELY else "pipeline"
        )
        shares = split(weighted or 0, worths)
        for line, part in split(worth or 0, worths).items():
            sums = found.setdefault((owner, month, line), [0] * len(Ahead._fields))
            sums[_DEALS] += 1
            sums[_OF_CATEGORY[named]] += part
            sums[_WEIGHTED] += shares[line]
            sums[_AHEAD_UNCOUNTED] += worth is None
    return {Place._make(key): Ahead._make(sums) for key, sums in found.items()}


def _by_deal(rows: Sequence[Row]) -> Iterator[tuple[Row, dict[str, int]]]:
    """What is told of each deal, and what its products come to by product line."""
    worths: dict[int, dict[str, int]] = {}
    deals: dict[int, Row] = {}
    for deal, line, worth, *told in rows:
        deals[deal] = tuple(told)
        of_lines = worths.setdefault(deal, {})
        of_lines[line] = of_lines.get(line, 0) + worth
    return ((told, worths[deal]) for deal, told in deals.items())
