"""The funnel: what lies in each stage, what it is worth, how long it has lain there, and how much of it goes on.

Formulas by their names in the trade: stage conversion is counted by cohort (of the deals that entered a stage in a
period, those that came further, whenever), weighted value is rounded for each deal, a deal rots when it has been in its
stage longer than the stage allows. Money is in hundredths of the company's currency; what is in a currency without a
rate is told apart and in no sum.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from data.calendar.days import day_of
from data.deals.currencies import Exchange, exchange_on
from data.deals.narrowing import Narrowing, condition
from data.deals.stages import DAY, Stage, stages
from data.kernel.commands import Reader
from data.kernel.ratio import Ratio
from data.people.person import Person

FEWEST = 5
"""Deals that must have come into a stage before its conversion is taken for a bottleneck."""


class Money(NamedTuple):
    """A sum in the company's currency, and the sums in currencies that have no rate, by currency."""

    worth: int = 0
    apart: tuple[tuple[str, int], ...] = ()


class StageRow(NamedTuple):
    """One open stage. Ages are whole days in it; ``None`` where there is nothing to take them from.

    ``conversion`` is of the deals that came into it in the period those that came further. ``rotten`` have lain too
    long, of ``ageless`` it is not known since when they are there, ``valueless`` have no value.
    """

    stage: Stage
    count: int  # type: ignore[assignment]  # hides tuple.count, which no row needs
    value: Money
    weighted: Money
    conversion: Ratio
    median_age: int | None
    p90_age: int | None
    rotten: int
    ageless: int
    valueless: int


class Bottleneck(NamedTuple):
    """Where deals are stuck, and why: too few go on, or too many have lain too long."""

    row: StageRow
    why: Literal["few go on", "lie too long"]


class Funnel(NamedTuple):
    """All open stages in their order. Of ``unknown`` deals of the period the way is not known: no conversion counts
    them.
    """

    currency: str
    rows: tuple[StageRow, ...]
    bottleneck: Bottleneck | None
    unknown: int

    @property
    def count(self) -> int:  # type: ignore[override]
        """How many deals are open."""
        return sum(row.count for row in self.rows)

    @property
    def value(self) -> Money:
        """What they are worth."""
        return _together(row.value for row in self.rows)

    @property
    def weighted(self) -> Money:
        """What they are worth times their probabilities."""
        return _together(row.weighted for row in self.rows)


class Period(NamedTuple):
    """From an instant on, to before another."""

    begin: int
    end: int


def funnel_of(reader: Reader, actor: Person, narrowing: Narrowing, period: Period, now: int) -> Funnel:
    """The funnel of the deals that one looks at, with conversions of a period's cohort."""
    today = day_of(now, actor.zone)
    exchange = exchange_on(reader, today)
    sums = _sums(reader, actor, narrowing, exchange)
    ages = _ages(reader, actor, narrowing, now)
    ways = _conversions(reader, actor, narrowing, period)
    rows = tuple(
        _row(
            stage, sums.get(stage.code, _NOTHING), ages.get(stage.code, []), ways.get(stage.code, Ratio(0, 0))
        )
        for stage in stages(reader)
        if stage.is_open
    )
    return Funnel(exchange.own, rows, bottleneck_of(rows), _unknown(reader, actor, narrowing, period))


def bottleneck_of(rows: Sequence[StageRow]) -> Bottleneck | None:
    """The stage from which the smallest share goes on; where too few have come anywhere, the one with most rotten."""
    counted = [row for row in rows if row.conversion.whole >= FEWEST]
    if counted:
        worst = min(counted, key=lambda row: (row.conversion.value or 0.0, -(row.median_age or 0)))
        if (worst.conversion.value or 0.0) < 1:
            return Bottleneck(worst, "few go on")
    lying = [row for row in rows if row.rotten]
    if not lying:
        return None
    return Bottleneck(max(lying, key=lambda row: (row.rotten / row.count, row.rotten)), "lie too long")


class _Sums(NamedTuple):
    count: int  # type: ignore[assignment]  # hides tuple.count, which no row needs
    value: Money
    weighted: Money
    valueless: int


_NOTHING = _Sums(0, Money(), Money(), 0)


def _sums(reader: Reader, actor: Person, narrowing: Narrowing, exchange: Exchange) -> dict[str, _Sums]:
    where, params = condition(reader, actor, narrowing)
    rows = reader.select(
        "select deal.stage, deal.currency, count(*), total(deal.amount), count(deal.amount), "
        "sum((ifnull(deal.amount, 0) * ifnull(deal.probability, stage.probability) + 50) / 100) "
        f"from deal join stage on stage.code = deal.stage where deal.open = 1 and {where} group by 1, 2",
        params,
    )
    found: dict[str, _Sums] = {}
    for code, currency, count, value, valued, weighted in rows:
        before = found.get(code, _NOTHING)
        found[code] = _Sums(
            before.count + count,
            _together((before.value, _money(exchange, int(value), currency))),
            _together((before.weighted, _money(exchange, weighted, currency))),
            before.valueless + count - valued,
        )
    return found


def _money(exchange: Exchange, hundredths: int, currency: str) -> Money:
    worth = exchange.worth(hundredths, currency)
    return Money(0, ((currency, hundredths),)) if worth is None else Money(worth)


def _together(sums: Iterable[Money]) -> Money:
    worth, apart = 0, dict[str, int]()
    for money in sums:
        worth += money.worth
        for currency, hundredths in money.apart:
            apart[currency] = apart.get(currency, 0) + hundredths
    return Money(worth, tuple(sorted((currency, number) for currency, number in apart.items() if number)))


def _ages(reader: Reader, actor: Person, narrowing: Narrowing, now: int) -> dict[str, list[int | None]]:
    """The whole days that the open deals have been in their stage, by stage; None where that is not known."""
    where, params = condition(reader, actor, narrowing)
    rows = reader.select(
        f"select stage, json_group_array(stage_since) from deal where open = 1 and {where} group by 1", params
    )
    return {
        code: [None if since is None else max(0, (now - since) // DAY) for since in json.loads(text)]
        for code, text in rows
    }


def _conversions(reader: Reader, actor: Person, narrowing: Narrowing, period: Period) -> dict[str, Ratio]:
    """Of the deals that came into each stage in the period those that came further, at any time."""
    where, params = condition(reader, actor, narrowing)
    rows = reader.select(
        "select way.to_stage, count(distinct way.deal_id), "
        "count(distinct case when deal.furthest > stage.position then way.deal_id end) "
        "from stage_change way join deal on deal.id = way.deal_id join stage on stage.code = way.to_stage "
        f"where way.at >= ? and way.at < ? and stage.ends = '' and {where} group by 1",
        (period.begin, period.end, *params),
    )
    return {code: Ratio(further, entered) for code, entered, further in rows}


def _unknown(reader: Reader, actor: Person, narrowing: Narrowing, period: Period) -> int:
    where, params = condition(reader, actor, narrowing)
    sql = f"select count(*) from deal where history = 0 and created_at >= ? and created_at < ? and {where}"
    return int(reader.select(sql, (period.begin, period.end, *params))[0][0])


def _row(stage: Stage, sums: _Sums, ages: Sequence[int | None], conversion: Ratio) -> StageRow:
    dated = sorted(age for age in ages if age is not None)
    limit = stage.rots_after
    return StageRow(
        stage=stage,
        count=sums.count,
        value=sums.value,
        weighted=sums.weighted,
        conversion=conversion,
        median_age=median(dated),
        p90_age=percentile(dated, 0.9),
        rotten=0 if limit is None else sum(age > limit for age in dated),
        ageless=len(ages) - len(dated),
        valueless=sums.valueless,
    )


def median(ordered: Sequence[int]) -> int | None:
    """The middle of sorted numbers, of two middle ones their mean rounded half up."""
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle] + 1) // 2


def percentile(ordered: Sequence[int], share: float) -> int | None:
    """The smallest of sorted numbers that at least ``share`` of all do not exceed."""
    if not ordered:
        return None
    place = -int(-len(ordered) * share // 1)
    return ordered[max(place, 1) - 1]


def cohort(first: date, last: date, actor: Person) -> Period:
    """The period of whole days from the first to the last, in a person's time zone."""
    from datetime import datetime, time, timedelta

    from data.calendar.days import instant

    begin = instant(datetime.combine(first, time(), actor.zone))
    return Period(begin, instant(datetime.combine(last + timedelta(days=1), time(), actor.zone)))
