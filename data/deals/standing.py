"""How open deals stand, in SQL: what is wrong with them, how large they are, whether they came into a stage lately."""

from __future__ import annotations

import json
from typing import Literal, NamedTuple, get_args

from data.deals.currencies import MILLION, Exchange
from data.deals.period import Period
from data.deals.stages import DAY
from data.deals.sums import FIRST_TIME, IS_LIKELY
from data.kernel.engine import Value

Band = Literal["small", "middling", "large", "very large"]
BANDS: tuple[Band, ...] = get_args(Band)
LIMITS = (1_200_00, 6_000_00, 24_000_00)
"""Hundredths of the company's currency from which a deal is of the next size.

The first is what an order is worth at least (seeds/000); the others, five and twenty times that, are ours to choose.
"""


class Condition(NamedTuple):
    """A condition on ``deal`` and ``stage``, and its parameters."""

    sql: str
    params: tuple[Value, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        return Condition(f"({self.sql}) and ({other.sql})", (*self.params, *other.params))

    def __invert__(self) -> Condition:
        return Condition(f"not ifnull({self.sql}, 0)", self.params)


OPEN = Condition("deal.open = 1")
WITHOUT_VALUE = Condition("deal.amount is null")
WITHOUT_STEP = Condition("deal.next_step = '' and deal.follow_up_at is null")


def is_slipped(today: str) -> str:
    """The SQL of what is past the expected close on a day of a parameter, though committed or the best case."""
    return f"(deal.expected_close > '' and deal.expected_close < {today} and {IS_LIKELY})"


def is_rotten(now: str) -> str:
    """The SQL of what has been in its stage longer than that allows, at an instant that a parameter names."""
    return f"(({now} - deal.stage_since) / {DAY} > stage.rots_after)"


def slipped(today: str) -> Condition:
    """Past the expected close, though committed or the best case."""
    return Condition(is_slipped("?"), (today,))


def rotten(now: int) -> Condition:
    """In the stage longer than that allows."""
    return Condition(is_rotten("?"), (now,))


def healthy(today: str, now: int) -> Condition:
    """Neither slipped nor rotten, and with a next step."""
    return ~slipped(today) & ~rotten(now) & ~WITHOUT_STEP


def closed(period: Period, *, won: bool) -> Condition:
    """Won, or lost, in a period."""
    ends = "=" if won else "<>"
    sql = f"deal.open = 0 and stage.ends {ends} 'won' and deal.closed_at >= ? and deal.closed_at < ?"
    return Condition(sql, tuple(period))


def sized(band: str, exchange: Exchange) -> Condition:
    """Worth as much, in the company's currency; what is in one without a rate is of no size."""
    place = BANDS.index(band)
    rates = {"": MILLION, exchange.own: MILLION, **exchange.millionths}
    worth = f"deal.amount * (select value from json_each(?) where key = deal.currency) / {MILLION}"
    known = json.dumps(rates)
    least = Condition(f"{worth} >= ?", (known, LIMITS[place - 1] if place else 0))
    return least if place == len(LIMITS) else least & Condition(f"{worth} < ?", (known, LIMITS[place]))


def came_into(stage: str, period: Period) -> Condition:
    """Came into a stage for the first time in a period."""
    sql = (
        "deal.open in (0, 1) and deal.id in (select change.deal_id from stage_change as change where "
        f"change.to_stage = ? and change.at >= ? and change.at < ? and {FIRST_TIME})"
    )
    return Condition(sql, (stage, *period))
