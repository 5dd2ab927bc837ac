"""KPIs reckoned: each measure is asked once for all people and periods, and what figures they come to is pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from data.calendar.periods import Period
from data.kernel.commands import Reader
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
    """What was counted: for each measure, by person and place of the period."""

    asked: Asked
    counted: Mapping[str, Mapping[tuple[int | None, int], Sums]]

    def value(self, wanted: Kpi, people: Sequence[int | None], period: Period) -> Value:
        """What a KPI comes to for people together in one of the periods; n/a in one that was not asked for."""
        if wanted.counts or period not in self.asked.periods:
            return NOTHING
        if wanted.compares:
            return self._compared(wanted, people, period)
        measure = measure_of(wanted)
        if measure is None:
            return NOTHING
        found = self._together(measure, (None,) if wanted.company else people, period)
        if wanted.reads and not found.records:
            return NOTHING
        quotient = found.quotient(measure.how)
        return Value(
            None if quotient is None else quotient * SCALE[wanted.unit],
            len(found.parts) if measure.how == "median" else found.part,
            found.whole if measure.how == "ratio" else None,
            found.records,
            found.uncounted,
        )

    def _together(self, measure: Measure, people: Sequence[int | None], period: Period) -> Sums:
        counted, place = self.counted.get(measure.code, {}), self.asked.periods.index(period)
        found = Sums()
        for person in people:
            theirs = counted.get((person, place))
            if theirs is not None:
                found = found.plus(theirs, common=measure.common)
        return found

    def _compared(self, wanted: Kpi, people: Sequence[int | None], period: Period) -> Value:
        """This period's figure of another KPI against that of the period before."""
        other = kpi(wanted.of)
        now, before = self.value(other, people, period), self.value(other, people, period.shifted(-1))
        if now.figure is None or before.figure is None:
            return NOTHING._replace(records=now.records)
        difference = now.figure - before.figure
        if wanted.compares == "difference":
            return Value(difference, now.figure, before.figure, now.records, now.uncounted)
        growth = difference / before.figure * SCALE[wanted.unit] if before.figure else None
        return Value(growth, difference, before.figure, now.records, now.uncounted)


def reckon(reader: Reader, kpis: Iterable[Kpi], asked: Asked, progress: Progress | None = None) -> Reckoning:
    """Count what KPIs are made of. Those that compare periods need the period before each among the asked ones."""
    wanted: dict[str, Measure] = {}
    for one in kpis:
        measure = measure_of(kpi(one.of) if one.of else one)
        if measure is not None:
            wanted[measure.code] = measure
    counted = {}
    for done, (code, measure) in enumerate(wanted.items(), 1):
        counted[code] = sums(reader, measure, _for(measure, asked))
        if progress is not None:
            progress(done, len(wanted))
    return Reckoning(asked, counted)


def _for(measure: Measure, asked: Asked) -> Asked:
    """What is asked of a measure: readings of the company are always among it."""
    is_asked = None in asked.people or not measure.reads
    return asked if is_asked else asked._replace(people=(*asked.people, None))
