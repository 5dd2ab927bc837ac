"""Deals by product line: a deal's value is split over its lines as its products come to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
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
from data.people.person import Person

_LINES = (
    "(select json_group_object(product_line, worth) from (select product_line, sum(quantity * price) as worth "
    "from deal_line where deal_id = deal.id group by 1))"
)


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


def split(amount: int, worths: Mapping[str, int]) -> dict[str, int]:
    """An amount over product lines in proportion to what a deal's products come to; the last takes what is rounded.

    Without products, or with such as cost nothing, all of it belongs to no line.
    """
    total = sum(worths.values())
    if total <= 0:
        return {"": amount}
    parts = {line: amount * worth // total for line, worth in worths.items() if worth}
    last = next(reversed(parts))
    parts[last] += amount - sum(parts.values())
    return parts


def came_in(reader: Reader, actor: Person, narrowing: Narrowing, first: str, last: str) -> dict[Place, Came]:
    """What was won in the months from the first to the last, each deal at the rate of the day on which it was."""
    source = deals_in_sight(reader, actor, narrowing)
    period = cohort(days_of_month(first)[0], days_of_month(last)[1], actor)
    rows = reader.select(
        f"select deal.owner_id, deal.closed_at, deal.amount, deal.currency, {_LINES} from {source.tables} "
        f"join stage on stage.code = deal.stage where {source.where} and {WON_IN_PERIOD}",
        (*source.params, *period),
    )
    rates = DatedRates(reader, actor.zone)
    found: dict[Place, Came] = {}
    for owner, closed_at, amount, currency, lines in rows:
        day = day_of(closed_at, actor.zone)
        worth = None if amount is None else rates.worth(amount, currency, closed_at)
        for line, part in split(worth or 0, json.loads(lines)).items():
            place = Place(owner, day.isoformat()[:7], line)
            now = found.get(place, Came())
            found[place] = Came(now.deals + 1, now.worth + part, now.uncounted + (worth is None))
    return found


def ahead_in(
    reader: Reader, actor: Person, narrowing: Narrowing, first: str, last: str, today: date
) -> dict[Place, Ahead]:
    """What open deals are expected to bring in the months from the first to the last, at the rates of today.

    What is past its expected close is to come this month; a deal that was left out of the forecast is in none.
    """
    source = deals_in_sight(reader, actor, narrowing)
    exchange = exchange_on(reader, today)
    rows = reader.select(
        "select deal.owner_id, max(substr(deal.expected_close, 1, 7), ?) as month, deal.amount, deal.currency, "
        f"ifnull(deal.probability, stage.probability), deal.category, {_LINES} from {source.tables} "
        f"join stage on stage.code = deal.stage where {source.where} and deal.open = 1 "
        "and deal.expected_close <> '' and deal.category <> 'omitted' and month between ? and ?",
        (today.isoformat()[:7], *source.params, first, last),
    )
    found: dict[Place, Ahead] = {}
    for owner, month, amount, currency, chance, category, lines in rows:
        worth = None if amount is None else exchange.worth(amount, currency)
        weighted = None if amount is None else exchange.worth((amount * chance + 50) // 100, currency)
        named = category or (
            "commit" if chance >= COMMITTED else "best case" if chance >= LIKELY else "pipeline"
        )
        worths = json.loads(lines)
        shares = split(weighted or 0, worths)
        for line, part in split(worth or 0, worths).items():
            place = Place(owner, month, line)
            found[place] = _plus(
                found.get(place, Ahead()), named, part, shares[line], is_counted=worth is not None
            )
    return found


def _plus(now: Ahead, category: str, worth: int, weighted: int, *, is_counted: bool) -> Ahead:
    """What is ahead, and one deal more."""
    column = category.replace(" ", "_")
    return now._replace(
        deals=now.deals + 1,
        weighted=now.weighted + weighted,
        uncounted=now.uncounted + (not is_counted),
        **{column: getattr(now, column) + worth},
    )
