"""KPIs reckoned: each measure is asked once for all people and periods, and what figures they come to is pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from data.calendar.periods import Period
from data.kernel.commands import Reader
from data.kernel.side_by_side import Answered, Question, one_by_one
from data.kpi.kpi import Kpi, kpi
from data.kpi.measure import Asked, Measure, Sums, sums
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


Answering = Callable[[Sequence[Question[dict[int, Sums]]]], Answered[dict[int, Sums]]]
"""How measures are asked: one by one, or side by side."""


class _Asking(NamedTuple):
    """What is asked about one measure."""

    measure: Measure
    asked: Asked


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
    asking = _asking(kpis, asked, compared)
    questions = [partial(sums, reader, *one) for one in asking]
    counted: dict[str, Mapping[Period, Sums]] = {}
    for done, (place, found) in enumerate(answering(questions), 1):
        measure, of_measure = asking[place]
        counted[measure.code] = {period: found.get(n, Sums()) for n, period in enumerate(of_measure.periods)}
        if progress is not None:
            progress(done, len(asking))
    return Reckoning(counted)


def _asking(kpis: Sequence[Kpi], asked: Asked, compared: Sequence[Period]) -> list[_Asking]:
    """Each measure once, about the periods that some KPI needs, of the people or of the company."""
    found: dict[str, _Asking] = {}
    for one in kpis:
        measure = measure_of(kpi(one.of) if one.of else one)
        if measure is None:
            continue
        before = found[measure.code].asked.periods if measure.code in found else ()
        periods = tuple(dict.fromkeys((*before, *(compared if one.of else asked.periods))))
        people = (None,) if one.company else asked.people
        found[measure.code] = _Asking(measure, asked._replace(people=people, periods=periods))
    return list(found.values())
