"""The numbers of the pipeline: how many deals are won, what they bring, how long they take, what covers the quota.

Formulas and terms are those of the trade: win rate = won / (won + lost), closed in the period, by count; average deal
size = value of won deals / won deals with a value (seeds/002); time to close = days from the first contact to the win
(seeds/002), its mean and its median; sales velocity = open deals x average deal size x win rate / days to close;
coverage = value of open deals / quota that remains, wanted at four times (seeds/002); beside it, of the whole quota.
"""

from __future__ import annotations

from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.closed import closed_in, won_worth
from data.deals.currencies import exchange_on
from data.deals.deal import Deal
from data.deals.funnel import Funnel, median
from data.deals.narrowing import Narrowing, condition
from data.deals.period import Period, cohort
from data.deals.quotas import Quota, quotas, quotas_by_person
from data.deals.stages import Stage, category_of, stages, weighted
from data.kernel.commands import Reader
from data.kernel.ratio import Ratio
from data.kernel.rows import columns_of
from data.people.person import Person
from data.people.reach import team_of

COVERAGE = 4


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
    of_quota: Ratio
    remaining: int | None
    quota: int | None


def pipeline_of(
    reader: Reader, actor: Person, narrowing: Narrowing, period: Period, funnel: Funnel, now: int
) -> Pipeline:
    """The numbers of the deals that one looks at; ``funnel`` is what of them is open."""
    today = day_of(now, actor.zone)
    closed = closed_in(reader, actor, narrowing, period)
    size = Ratio(closed.worth, closed.counted)
    rate = Ratio(closed.won, closed.won + closed.lost)
    mean = Ratio(sum(closed.days), len(closed.days))
    quota = quota_wanted(reader, actor, narrowing, today.isoformat()[:7])
    remaining = None
    if quota is not None:
        this_month = cohort(today.replace(day=1), today, actor)
        remaining = max(quota - won_worth(reader, actor, narrowing, this_month), 0)
    return Pipeline(
        currency=funnel.currency,
        won=closed.won,
        lost=closed.lost,
        won_value=closed.worth,
        uncounted=closed.won - closed.counted,
        deal_size=size,
        win_rate=rate,
        mean_days=mean,
        median_days=median(closed.days),
        velocity=_velocity(funnel.count, size, rate, mean),
        coverage=Ratio(funnel.value.worth, remaining or 0),
        of_quota=Ratio(funnel.value.worth, quota or 0),
        remaining=remaining,
        quota=quota,
    )


def _velocity(open_deals: int, size: Ratio, rate: Ratio, days: Ratio) -> float | None:
    """What the pipeline brings a day; None where one of its factors is not known."""
    if size.value is None or rate.value is None or not days.value:
        return None
    return open_deals * size.value * rate.value / days.value


def quota_wanted(reader: Reader, actor: Person, narrowing: Narrowing, month: str) -> int | None:
    """The quota of a month of those whose deals one looks at; None where none is set.

    Of everybody's deals it is everybody's quota, else the sum of those of the sellers whom one reaches. Of a territory
    or a product line it is that which was set for it; none is set for a channel.
    """
    found, owners = quotas(reader, month), narrowing.owners
    if narrowing.channel:
        return None
    if narrowing.territory or narrowing.product_line:
        found = [quota for quota in found if _is_for(quota, narrowing)]
    if owners is None:
        whole = [quota.amount for quota in found if quota.person_id is None]
        if whole:
            return sum(whole)
        owners = tuple(person.id for person in team_of(reader, actor))
    known = [quota for quota in quotas_by_person(found, owners).values() if quota is not None]
    return sum(known) if known else None


def _is_for(quota: Quota, narrowing: Narrowing) -> bool:
    """Whether a quota is for the territory and product line that one looks at."""
    meant = (quota.territory.casefold(), quota.product_line.casefold())
    return meant == (narrowing.territory.casefold(), narrowing.product_line.casefold())


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
