"""The funnel: what lies in each stage, what it is worth, how long it has lain there, and how much of it goes on.

Formulas by their names in the trade: stage conversion is counted by cohort (of the deals that entered a stage in a
period, those that came further, whenever), weighted value is rounded for each deal, a deal rots when it has been in its
stage longer than the stage allows. Money is in hundredths of the company's currency; what is in a currency without a
rate is told apart and in no sum.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, overload

from data.calendar.days import day_of
from data.deals.currencies import Exchange, exchange_on
from data.deals.deal import Deal
from data.deals.narrowing import Narrowing, condition, deals_in_sight
from data.deals.period import Period
from data.deals.stages import DAY, Stage, stages, weighted
from data.deals.sums import OpenSum, conversions, open_sums, slipped_count
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
    """All open stages in their order. ``slipped`` deals are past their expected close, though committed or the best
    case. Of ``unknown`` deals of the period the way is not known: no conversion counts them.
    """

    currency: str
    rows: tuple[StageRow, ...]
    bottleneck: Bottleneck | None
    slipped: int
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


class Since(NamedTuple):
    """Since when deals are in their stage, the earliest first; of so many more that is not known."""

    instants: Sequence[int] = ()
    unknown: int = 0


class Lying(NamedTuple):
    """What of some deals lies open, of whatever period: their sums, by stage since when they are there, and how many
    have ``slipped``.
    """

    sums: list[OpenSum]
    since: Mapping[str, Since]
    slipped: int


def funnel_of(
    reader: Reader, actor: Person, narrowing: Narrowing, period: Period, now: int, lying: Lying | None = None
) -> Funnel:
    """The funnel of the deals that one looks at, with conversions of a period's cohort; ``lying`` is what of them lies
    open where that is read already.
    """
    exchange = exchange_on(reader, day_of(now, actor.zone))
    lying = lying or lying_of(reader, actor, narrowing, now)
    sums = _by_stage(lying.sums, exchange)
    ways = conversions(reader, actor, narrowing, period)
    rows = tuple(
        _row(
            stage,
            sums.get(stage.code, _NOTHING),
            lying.since.get(stage.code, Since()),
            ways.get(stage.code, Ratio(0, 0)),
            now,
        )
        for stage in stages(reader)
        if stage.is_open
    )
    return Funnel(
        currency=exchange.own,
        rows=rows,
        bottleneck=bottleneck_of(rows),
        slipped=lying.slipped,
        unknown=_unknown(reader, actor, narrowing, period),
    )


def lying_of(reader: Reader, actor: Person, narrowing: Narrowing, now: int) -> Lying:
    """What of the deals that one looks at lies open."""
    sums = open_sums(reader, actor, narrowing)
    slipped = slipped_count(reader, actor, narrowing, sums, day_of(now, actor.zone).isoformat())
    return Lying(sums, _since(reader, actor, narrowing), slipped)


def after_move(funnel: Funnel, deal: Deal, before: Stage, aim: Stage) -> Funnel:
    """The funnel once a deal is in another open stage, as far as that is told without reading: how many deals lie in
    each, and sums of the company's currency.
    """
    rows = (
        _with(row, deal, funnel.currency, (row.stage.code == aim.code) - (row.stage.code == before.code))
        for row in funnel.rows
    )
    return funnel._replace(rows=tuple(rows))


def _with(row: StageRow, deal: Deal, own: str, more: int) -> StageRow:
    """A stage with a deal more in it, or one less."""
    row = row._replace(count=row.count + more)
    if deal.amount is None:
        return row._replace(valueless=row.valueless + more)
    if deal.currency not in ("", own):
        return row
    value, part = row.value, row.weighted
    return row._replace(
        value=value._replace(worth=value.worth + more * deal.amount),
        weighted=part._replace(worth=part.worth + more * weighted(deal, row.stage)),
    )


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


def _by_stage(sums: Iterable[OpenSum], exchange: Exchange) -> dict[str, _Sums]:
    found: dict[str, _Sums] = {}
    for one in sums:
        before = found.get(one.stage, _NOTHING)
        found[one.stage] = _Sums(
            before.count + one.deals,
            _together((before.value, _money(exchange, one.value, one.currency))),
            _together((before.weighted, _money(exchange, one.weighted, one.currency))),
            before.valueless + one.deals - one.valued,
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


def _since(reader: Reader, actor: Person, narrowing: Narrowing) -> dict[str, Since]:
    """Since when the open deals are in their stage, by stage."""
    source = deals_in_sight(reader, actor, narrowing)
    rows = reader.select(
        "select deal.stage, json_group_array(deal.stage_since) filter (where deal.stage_since is not null), "
        f"count(*) - count(deal.stage_since) from {source.by('deal_lying')} "
        f"where deal.open = 1 and {source.where} group by 1",
        source.params,
    )
    return {code: Since(sorted(json.loads(text)), unknown) for code, text, unknown in rows}


def _unknown(reader: Reader, actor: Person, narrowing: Narrowing, period: Period) -> int:
    where, params = condition(reader, actor, narrowing)
    sql = (
        "select count(*) from deal indexed by deal_unknown "
        f"where history = 0 and created_at >= ? and created_at < ? and {where}"
    )
    return int(reader.select(sql, (*period, *params))[0][0])


def _row(stage: Stage, sums: _Sums, since: Since, conversion: Ratio, now: int) -> StageRow:
    ages = _Ages(since.instants, now)
    limit = stage.rots_after
    return StageRow(
        stage=stage,
        count=sums.count,
        value=sums.value,
        weighted=sums.weighted,
        conversion=conversion,
        median_age=median(ages),
        p90_age=percentile(ages, 0.9),
        rotten=0 if limit is None else bisect_right(since.instants, now - (limit + 1) * DAY),
        ageless=since.unknown,
        valueless=sums.valueless,
    )


class _Ages(Sequence[int]):
    """The whole days since instants in their order, the youngest first: of many only those asked for are made."""

    def __init__(self, instants: Sequence[int], now: int) -> None:
        self._instants = instants
        self._now = now

    def __len__(self) -> int:
        return len(self._instants)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return max(0, (self._now - self._instants[-1 - place]) // DAY)


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
