"""The numbers of the pipeline: how many deals are won, what they bring, how long they take, what covers the quota.

Formulas and terms are those of the trade: win rate = won / (won + lost), closed in the period, by count; average deal
size = value of won deals / won deals with a value (seeds/002); time to close = days from the deal's beginning to the
win (seeds/002), its mean and its median; sales velocity = open deals x average deal size x win rate / days to close;
coverage = value of open deals / quota that remains, wanted at four times (seeds/002); slipped = open, committed or best
case, past its expected close.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from data.calendar.days import day_of
from data.calendar.hours import MINUTE
from data.deals.currencies import exchange_on
from data.deals.deal import Deal
from data.deals.funnel import Funnel, Period, median
from data.deals.narrowing import Narrowing, condition
from data.deals.quotas import quota_of, quotas
from data.deals.stages import DAY, LIKELY, Stage, category_of, stages, weighted
from data.kernel.commands import Reader
from data.kernel.ratio import Ratio
from data.kernel.rows import columns_of
from data.people.person import Person
from data.people.reach import team_of

COVERAGE = 4
CLOCK_CHANGE = 60 * MINUTE


class Pipeline(NamedTuple):
    """The numbers of a period. Money is in hundredths of ``currency``, that of the company.

    ``uncounted`` deals that were won are in a currency without a rate or have no value: no sum holds them. ``quota`` is
    None where none is set.
    """

    currency: str
    won: int
    lost: int
    won_value: int
    uncounted: int
    deal_size: Ratio
    win_rate: Ratio
    mean_days: Ratio
    median_days: int | None
    velocity: float | None
    coverage: Ratio
    remaining: int | None
    quota: int | None
    slipped: tuple[int, ...]


class Closed(NamedTuple):
    """A deal that was closed in the period."""

    id: int
    stage: str
    amount: int | None
    currency: str
    created_at: int
    closed_at: int

    @property
    def days(self) -> int | None:
        """Whole days from its beginning to its end; None where a file that brought it did not say when it began.

        A day on which clocks are put forward is one all the same.
        """
        took = self.closed_at - self.created_at
        return None if took < 0 else (took + CLOCK_CHANGE) // DAY


def closed_in(reader: Reader, actor: Person, narrowing: Narrowing, period: Period) -> list[Closed]:
    """The deals that were won or lost in a period, by the instant at which they were."""
    where, params = condition(reader, actor, narrowing)
    rows = reader.select(
        "select id, stage, amount, currency, created_at, closed_at from deal "
        f"where open = 0 and closed_at >= ? and closed_at < ? and {where} order by closed_at, id",
        (period.begin, period.end, *params),
    )
    return [Closed._make(row) for row in rows]


def pipeline_of(
    reader: Reader, actor: Person, narrowing: Narrowing, period: Period, funnel: Funnel, now: int
) -> Pipeline:
    """The numbers of the deals that one looks at; ``funnel`` is what of them is open."""
    today = day_of(now, actor.zone)
    exchange = exchange_on(reader, today)
    ends = {stage.code: stage.ends for stage in stages(reader)}
    closed = closed_in(reader, actor, narrowing, period)
    won = [deal for deal in closed if ends.get(deal.stage) == "won"]
    lost = len(closed) - len(won)
    worths = [None if deal.amount is None else exchange.worth(deal.amount, deal.currency) for deal in won]
    values = [worth for worth in worths if worth is not None]
    days = sorted(deal.days for deal in won if deal.days is not None)
    size, rate, mean = (
        Ratio(sum(values), len(values)),
        Ratio(len(won), len(closed)),
        Ratio(sum(days), len(days)),
    )
    quota = quota_wanted(reader, actor, narrowing, today.isoformat()[:7])
    remaining = None if quota is None else max(quota - _won_this_month(reader, actor, narrowing, now), 0)
    return Pipeline(
        currency=exchange.own,
        won=len(won),
        lost=lost,
        won_value=sum(values),
        uncounted=len(won) - len(values),
        deal_size=size,
        win_rate=rate,
        mean_days=mean,
        median_days=median(days),
        velocity=_velocity(funnel.count, size, rate, mean),
        coverage=Ratio(funnel.value.worth, remaining or 0),
        remaining=remaining,
        quota=quota,
        slipped=slipped(reader, actor, narrowing, today.isoformat()),
    )


def _velocity(open_deals: int, size: Ratio, rate: Ratio, days: Ratio) -> float | None:
    """What the pipeline brings a day; None where one of its factors is not known."""
    if size.value is None or rate.value is None or not days.value:
        return None
    return open_deals * size.value * rate.value / days.value


def quota_wanted(reader: Reader, actor: Person, narrowing: Narrowing, month: str) -> int | None:
    """The quota of a month of those whose deals one looks at; None where none is set.

    Of everybody's deals it is everybody's quota, else the sum of those of the sellers whom one reaches.
    """
    owners = narrowing.owners
    if owners is None:
        whole = [quota.amount for quota in quotas(reader, month) if quota.person_id is None]
        if whole:
            return sum(whole)
        owners = tuple(person.id for person in team_of(reader, actor))
    found = [quota_of(reader, owner, month) for owner in owners]
    known = [quota for quota in found if quota is not None]
    return sum(known) if known else None


def _won_this_month(reader: Reader, actor: Person, narrowing: Narrowing, now: int) -> int:
    from data.deals.funnel import cohort

    today = day_of(now, actor.zone)
    exchange = exchange_on(reader, today)
    ends = {stage.code: stage.ends for stage in stages(reader)}
    closed = closed_in(reader, actor, narrowing, cohort(today.replace(day=1), today, actor))
    return sum(
        exchange.worth(deal.amount, deal.currency) or 0
        for deal in closed
        if ends.get(deal.stage) == "won" and deal.amount is not None
    )


def slipped(reader: Reader, actor: Person, narrowing: Narrowing, today: str) -> tuple[int, ...]:
    """The open deals that were to come and are past their expected close, the longest past first."""
    where, params = condition(reader, actor, narrowing)
    rows = reader.select(
        "select json_group_array(id) from (select deal.id as id from deal join stage on stage.code = deal.stage "
        "where deal.open = 1 and deal.expected_close <> '' and deal.expected_close < ? "
        "and (deal.category in ('commit', 'best case') "
        "or deal.category = '' and ifnull(deal.probability, stage.probability) >= ?) "
        f"and {where} order by deal.expected_close, deal.id)",
        (today, LIKELY, *params),
    )
    return tuple(json.loads(rows[0][0]))


class Forecast(NamedTuple):
    """What open deals come to by forecast category, and weighted, in the company's currency."""

    category: str
    deals: int
    worth: int
    weighted: int


def by_category(reader: Reader, actor: Person, narrowing: Narrowing, month: str, now: int) -> list[Forecast]:
    """The open deals that are expected in a month, by category: commit, best case, pipeline."""
    exchange = exchange_on(reader, day_of(now, actor.zone))
    by_code: dict[str, Stage] = {stage.code: stage for stage in stages(reader)}
    where, params = condition(reader, actor, narrowing)
    rows = reader.select(
        f"select {columns_of(Deal)} from deal where open = 1 and substr(expected_close, 1, 7) = ? and {where}",
        (month, *params),
    )
    sums = {name: [0, 0, 0] for name in ("commit", "best case", "pipeline")}
    for deal in map(Deal._make, rows):
        stage = by_code[deal.stage]
        total = sums.get(category_of(deal, stage))
        if total is not None:
            total[0] += 1
            total[1] += exchange.worth(deal.amount or 0, deal.currency) or 0
            total[2] += exchange.worth(weighted(deal, stage), deal.currency) or 0
    return [Forecast(name, *numbers) for name, numbers in sums.items()]
