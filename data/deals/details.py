"""The numbers of the pipeline that are read once somebody opens them: its health and sizes, days by stage, outreach."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from data.calendar.days import day_of
from data.calendar.hours import MINUTE
from data.deals.currencies import exchange_on
from data.deals.discounts import DiscountRate, discount_rate_of
from data.deals.funnel import median
from data.deals.narrowing import Narrowing, deals_in_sight
from data.deals.orders import SmallOrders, small_orders
from data.deals.outreach import Outreach, Way, new_accounts, outreach_of, targets
from data.deals.period import Period, cohort
from data.deals.stages import DAY
from data.deals.standing import BANDS, OPEN, WITHOUT_STEP, Band, Condition, closed, healthy, sized
from data.kernel.commands import Reader
from data.kernel.ratio import Ratio
from data.people.person import Person

_ROUNDING = 60 * MINUTE
"""A day on which clocks are put forward is one all the same."""


class StageDays(NamedTuple):
    """How many whole days the deals won in the period had been in a stage, all their stays in it together."""

    mean: Ratio
    median: int | None


class Details(NamedTuple):
    """Those numbers. ``outreach`` is of the present month, ``engaged`` and ``accounts`` are of the period, as
    are the ``discount`` and the ``small`` orders.
    """

    healthy: int
    stepless: int
    sizes: Mapping[Band, int]
    days: Mapping[str, StageDays]
    month: str
    outreach: Outreach
    targets: Mapping[Way, int | None]
    engaged: tuple[int, ...]
    accounts: tuple[int, ...]
    discount: DiscountRate
    small: SmallOrders


def details_of(reader: Reader, person: Person, narrowing: Narrowing, period: Period, now: int) -> Details:
    """The details of the deals that one looks at."""
    today = day_of(now, person.zone)
    exchange = exchange_on(reader, today)
    wanted = [healthy(today.isoformat(), now), WITHOUT_STEP, *(sized(band, exchange) for band in BANDS)]
    well, stepless, *sizes = _counts(reader, person, narrowing, wanted)
    month = cohort(today.replace(day=1), today, person)
    return Details(
        healthy=well,
        stepless=stepless,
        sizes=dict(zip(BANDS, sizes, strict=True)),
        days=_days_by_stage(reader, person, narrowing, period),
        month=today.isoformat()[:7],
        outreach=outreach_of(reader, person, narrowing, month),
        targets=targets(reader, person, narrowing, today.isoformat()[:7]),
        engaged=outreach_of(reader, person, narrowing, period).engaged,
        accounts=new_accounts(reader, person, narrowing, period),
        discount=discount_rate_of(reader, person, narrowing, period),
        small=small_orders(reader, person, narrowing, period),
    )


def _counts(reader: Reader, person: Person, narrowing: Narrowing, wanted: list[Condition]) -> list[int]:
    """How many open deals meet each of several conditions."""
    source = deals_in_sight(reader, person, narrowing)
    sums = ", ".join(f"ifnull(sum({one.sql}), 0)" for one in wanted)
    rows = reader.select(
        f"select {sums} from {source.tables} join stage on stage.code = deal.stage where {OPEN.sql} and {source.where}",
        (*(value for one in wanted for value in one.params), *source.params),
    )
    return [int(number) for number in rows[0]]


def _days_by_stage(
    reader: Reader, person: Person, narrowing: Narrowing, period: Period
) -> dict[str, StageDays]:
    """By the code of each stage how long deals won in the period were in it; what an import brought without its way
    is left out.
    """
    source, won = deals_in_sight(reader, person, narrowing), closed(period, won=True)
    rows = reader.select(
        f"""with won as (
            select deal.id from {source.tables} join stage on stage.code = deal.stage
            where {source.where} and {won.sql} and deal.history = 1
        ), stay as (
            select deal_id, to_stage, lead(at) over (partition by deal_id order by at, id) - at as stayed
            from stage_change where deal_id in (select id from won)
        )
        select to_stage, json_group_array(stayed) from (
            select deal_id, to_stage, sum(stayed) as stayed from stay where stayed is not null group by 1, 2
        ) group by 1""",
        (*source.params, *won.params),
    )
    found = {}
    for stage, stays in rows:
        days = sorted((stayed + _ROUNDING) // DAY for stayed in json.loads(stays))
        found[stage] = StageDays(Ratio(sum(days), len(days)), median(days))
    return found
