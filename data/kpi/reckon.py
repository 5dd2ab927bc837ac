"""KPIs reckoned: each measure is asked once for all people and periods, and what figures they come to is pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from data.calendar.periods import Period
from data.kernel.commands import Reader
from data.kernel.side_by_side import Answered, Question, one_by_one
from data.kpi.kpi import Kpi, kpi
from data.kpi.measure import Asked, Measure, Sums, shared, sums
from data.kpi.measures import measure_of
from data.kpi.units import SCALE

Progress = Callable[[int, int], None]
"""Told how many measures of how many are counted."""


class Value(NamedTuple):
    """What a KPI comes to: its figure in hundredths of its unit (None: n/a), and what stands behind it.

    ``part`` and ``whole`` are both counts, in the unit of the records; a number that is no quotient has no ``whole``.
    ``records`` are behind it, ``uncounted`` of them in no sum.
    """

    figure: float | None
    part: float = 0
    whole: float | None = None
    records: int = 0
    uncounted: int = 0


NOTHING = Value(None)


class Reckoning(NamedTuple):
    """What was counted: for each measure and period in which there are records."""

    counted: Mapping[str, Mapping[Period, Sums]]

    def value(self, wanted: Kpi, period: Period) -> Value:
        """What a KPI comes to in a period; n/a in one that was not asked for."""
        if wanted.counts:
            return NOTHING
        if wanted.compares:
            return self._compared(wanted, period)
        measure = measure_of(wanted)
        if measure is None:
            return NOTHING
        found = self.counted[measure.code].get(period)
        return NOTHING if found is None else value_of(wanted, measure, found)

    def _compared(self, wanted: Kpi, period: Period) -> Value:
        """This period's figure of another KPI against that of the period before."""
        other = kpi(wanted.of)
        now, before = self.value(other, period), self.value(other, period.shifted(-1))
        if now.figure is None or before.figure is None:
            return NOTHING._replace(records=now.records)
        difference = now.figure - before.figure
        if wanted.compares == "difference":
            return Value(difference, now.figure, before.figure, now.records, now.uncounted)
        growth = difference / before.figure * SCALE[wanted.unit] if before.figure else None
        return Value(growth, difference, before.figure, now.records, now.uncounted)


def value_of(wanted: Kpi, measure: Measure, found: Sums) -> Value:
    """What records that were counted make of a KPI; n/a where nothing was read off."""
    if wanted.reads and not found.records:
        return NOTHING
    quotient = found.quotient(measure.how)
    return Value(
        None if quotient is None else quotient * SCALE[wanted.unit],
        found.part,
        found.whole if measure.how in ("ratio", "nearness") else None,
        found.records,
        found.uncounted,
    )


Answering = Callable[[Sequence[Question[list[dict[int, Sums]]]]], Answered[list[dict[int, Sums]]]]
"""How measures are asked: one by one, or side by side."""


class _Asking(NamedTuple):
    """Measures that are asked about together, as they read from the same."""

    measures: tuple[Measure, ...]
    asked: Asked

    def and_of(self, other: _Asking) -> _Asking:
        """Both together, about the periods of either."""
        periods = tuple(dict.fromkeys((*self.asked.periods, *other.asked.periods)))
        measures = tuple(dict.fromkeys((*self.measures, *other.measures)))
        return _Asking(measures, self.asked._replace(periods=periods))

    @property
    def shared(self) -> frozenset[str]:
        """What is found once for all of them."""
        return frozenset().union(*(shared(measure, self.asked) for measure in self.measures))


def reckon(
    reader: Reader,
    kpis: Sequence[Kpi],
    asked: Asked,
    compared: Sequence[Period] = (),
    *,
    progress: Progress | None = None,
    answering: Answering = one_by_one,
) -> Reckoning:
    """Count what KPIs are made of; those that compare periods are asked about the ``compared`` ones instead."""
    asking = _together(_asking(kpis, asked, compared))
    questions = [partial(sums, reader, *one) for one in asking]
    counted: dict[str, Mapping[Period, Sums]] = {}
    for place, answer in answering(questions):
        measures, about = asking[place]
        for measure, found in zip(measures, answer, strict=True):
            counted[measure.code] = {period: found.get(n, Sums()) for n, period in enumerate(about.periods)}
        if progress is not None:
            progress(len(counted), sum(len(one.measures) for one in asking))
    return Reckoning(counted)


def _asking(kpis: Sequence[Kpi], asked: Asked, compared: Sequence[Period]) -> list[_Asking]:
    """Each measure once, about the periods that some KPI needs, of the people or of the company."""
    found: dict[str, _Asking] = {}
    for one in kpis:
        measure = measure_of(kpi(one.of) if one.of else one)
        if measure is None:
            continue
        people = (None,) if one.company else asked.people
        about = asked._replace(people=people, periods=tuple(compared if one.of else asked.periods))
        asking = _Asking((measure,), about)
        found[measure.code] = found[measure.code].and_of(asking) if measure.code in found else asking
    return list(found.values())


def _together(asking: Sequence[_Asking]) -> list[_Asking]:
    """What is asked of the same people and reads from the same, put together."""
    found: list[_Asking] = []
    for one in asking:
        whole = one
        for other in [other for other in found if _goes_with(other, one)]:
            found.remove(other)
            whole = other.and_of(whole)
        found.append(whole)
    return found


def _goes_with(one: _Asking, other: _Asking) -> bool:
    return one.asked.people == other.asked.people and not one.shared.isdisjoint(other.shared)
