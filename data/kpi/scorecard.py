"""The scorecard: each KPI of somebody in a period, against its target, the period before and the year before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from functools import partial
from typing import NamedTuple

from data.calendar.periods import LENGTHS, Period, period_of
from data.kernel.commands import Reader
from data.kernel.side_by_side import one_by_one, side_by_side
from data.kernel.store import Store
from data.kpi.kpi import Kpi, all_kpis, kpi
from data.kpi.measure import Asked
from data.kpi.measures import measure_of
from data.kpi.reckon import Answering, Progress, Reckoning, Value, reckon
from data.kpi.scope import Scope
from data.kpi.targets import Target, Targets, read_targets
from data.kpi.units import SCALE, figure_words
from data.kpi.verdict import Standing, Word, elapsed, trend, verdict
from data.records.as_it_stood import AsItStands
from data.records.own_currency import company_currency

TREND = 6
"""Periods before the present one that a trend shows."""


class Row(NamedTuple):
    """One KPI: its value, target and verdict, and its values in the period before and in the same of the year before.

    ``period`` is that of the scorecard, or the longer one in which the KPI is looked at. ``figures`` are those of the
    periods that lead to this one, the earliest first.
    """

    kpi: Kpi
    period: Period
    value: Value
    target: Target | None
    word: Word
    before: Value
    year_before: Value
    figures: tuple[float | None, ...]


class Scorecard(NamedTuple):
    """All KPIs of a scope in a period. ``currency`` is the company's, in which money is counted."""

    scope: Scope
    period: Period
    currency: str
    rows: tuple[Row, ...]


def scorecard(
    reader: Reader,
    scope: Scope,
    period: Period,
    zone: tzinfo,
    now: int,
    *,
    codes: Sequence[str] = (),
    back: int = TREND,
    progress: Progress | None = None,
    answering: Answering = one_by_one,
    is_closing: bool = False,
) -> Scorecard:
    """The scorecard of a scope; ``codes`` narrows it, ``back`` is how many periods before it the trends show.

    ``answering`` is how measures are asked: those of many people side by side. ``is_closing`` tells that nothing is to
    come any more in the period.
    """
    wanted = [kpi(code) for code in codes] or list(all_kpis())
    needed = all_kpis() if any(one.counts for one in wanted) else wanted
    made: dict[str, Row] = {}
    for shown in dict.fromkeys(period_for(one, period) for one in needed):
        of_it = [one for one in needed if period_for(one, period) == shown]
        told = _telling_after(len(made), len(needed), progress)
        made |= _rows(reader, of_it, scope, Asking(shown, zone, now, back, told, answering, is_closing))
    rows = [_counting(made[one.code], made.values()) if one.counts else made[one.code] for one in wanted]
    return Scorecard(scope, period, company_currency(reader), tuple(rows))


def answering_for(store: Store, scope: Scope) -> Answering:
    """Measures of many people are asked side by side; those of one are answered before a thread has begun."""
    return partial(side_by_side, store) if len(scope.people) > 1 else one_by_one


def judge(reader: Reader, code: str, scope: Scope, period: Period, zone: tzinfo, now: int) -> Row:
    """One KPI of somebody in a period, judged: its value with both counts, its target and the verdict.

    A KPI that is looked at in longer periods is judged in the one that holds the last day of this.
    """
    return scorecard(reader, scope, period, zone, now, codes=(code,), back=1).rows[0]


def period_for(wanted: Kpi, period: Period) -> Period:
    """The period in which a KPI is looked at: that of its cadence that holds the last day, where that is longer."""
    if LENGTHS.index(wanted.cadence) <= LENGTHS.index(period.length):
        return period
    return period_of(wanted.cadence, period.last)


class Asking(NamedTuple):
    """In which period, as of when, how many periods before it as well, how, and whom one tells how far one is; whether
    the period is closed by it.
    """

    period: Period
    zone: tzinfo
    now: int
    back: int
    progress: Progress | None
    answering: Answering
    is_closing: bool


class Shown(NamedTuple):
    """The periods that lead to the one that is looked at, itself the last of them, and the same of the year before.

    ``elapsed`` is the share of the present one that has gone; it ``is_over`` once its last day is.
    """

    leading: tuple[Period, ...]
    year_before: Period
    elapsed: float
    is_over: bool


def _rows(reader: Reader, kpis: Sequence[Kpi], scope: Scope, asking: Asking) -> dict[str, Row]:
    """The rows of KPIs that are looked at in the same period, by their codes."""
    period, year_before = asking.period, _year_before(asking.period)
    leading = tuple(period.shifted(-step) for step in range(max(asking.back, 1), -1, -1))
    asked = Asked(scope.ids, tuple(dict.fromkeys((*leading, year_before))), asking.zone, asking.now)
    compared = (leading[0].shifted(-1), *leading)
    reckoning = reckon(reader, kpis, asked, compared, progress=asking.progress, answering=asking.answering)
    gone = elapsed(period, asked.today, is_closing=asking.is_closing)
    shown = Shown(leading, year_before, gone, period.last < asked.today)
    targets = read_targets(reader, period, scope.person)
    return {one.code: _row(one, scope, reckoning, targets, shown) for one in kpis}


def _telling_after(done_before: int, of_all: int, progress: Progress | None) -> Progress | None:
    """What tells how far one is, where some were counted before."""
    return None if progress is None else lambda done, _: progress(done_before + done, of_all)


def accrues(wanted: Kpi) -> bool:
    """Whether a KPI adds up as a period goes on."""
    measure = measure_of(wanted)
    return measure is not None and measure.accrues


def target_of(targets: Targets, wanted: Kpi, scope: Scope) -> Target | None:
    """The target in force of a person, or of people together."""
    person = scope.person
    if person is not None and not wanted.company:
        return targets.of_person(wanted, person, accrues=accrues(wanted))
    return targets.of_people(wanted, scope.people, scope.manager_id, accrues=accrues(wanted))


def target_as_it_stands(reader: Reader, wanted: Kpi, scope: Scope, today: date) -> AsItStands:
    """The target in force in the KPI's own period, and who set it, where it was set for the KPI."""
    period = period_of(wanted.cadence, today)
    target = target_of(read_targets(reader, period, scope.person), wanted, scope)
    if target is None:
        return AsItStands(None, "there is none now")
    figure = figure_words(wanted.unit, target.value, company_currency(reader))
    until = f" until {target.due}" if target.due else ""
    return AsItStands(target, f"it is {figure}{until} now", target.set_by)


def _row(wanted: Kpi, scope: Scope, reckoning: Reckoning, targets: Targets, shown: Shown) -> Row:
    values = [reckoning.value(wanted, one) for one in shown.leading]
    target = target_of(targets, wanted, scope)
    return Row(
        wanted,
        targets.period,
        values[-1],
        target,
        _word(wanted, values[-1], target, Standing(shown.elapsed, accrues(wanted), shown.is_over)),
        values[-2],
        reckoning.value(wanted, shown.year_before),
        tuple(value.figure for value in values),
    )


def _word(wanted: Kpi, value: Value, target: Target | None, standing: Standing) -> Word:
    return verdict(value.figure, None if target is None else target.value, up=wanted.up, standing=standing)


def _counting(row: Row, others: Iterable[Row]) -> Row:
    """A row whose KPI counts others: those that meet their target, or that are better than in the period before."""
    known = [other for other in others if not other.kpi.counts and other.value.figure is not None]
    if row.kpi.counts == "met":
        compared = [other for other in known if other.target is not None]
        good = [other for other in compared if other.word in ("met", "on pace")]
    else:
        compared = [other for other in known if other.before.figure is not None]
        good = [
            other
            for other in compared
            if trend(other.value.figure, other.before.figure, up=other.kpi.up) == "better"
        ]
    part, whole = len(good), len(compared)
    figure = part / whole * SCALE[row.kpi.unit] if whole else None
    value = Value(figure, part, whole, whole)
    return row._replace(
        value=value,
        word=_word(row.kpi, value, row.target, Standing(1, accrues=False, is_over=True)),
        figures=(figure,),
    )


def _year_before(period: Period) -> Period:
    """The same period of the year before; of weeks and days that with the same weekdays."""
    return period.shifted({"day": -364, "week": -52, "month": -12, "quarter": -4, "year": -1}[period.length])
