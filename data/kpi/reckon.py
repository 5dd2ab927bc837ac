"""KPIs reckoned: each measure is asked once for all people and periods, and what figures they come to is pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    """What was counted: for each measure, by the place of the period."""

    asked: Asked
    counted: Mapping[str, Mapping[int, Sums]]

    def value(self, wanted: Kpi, period: Period) -> Value:
        """What a KPI comes to in one of the periods; n/a in one that was not asked for."""
        if wanted.counts or period not in self.asked.periods:
            return NOTHING
        if wanted.compares:
            return self._compared(wanted, period)
        measure = measure_of(wanted)
        if measure is None:
            return NOTHING
        return value_of(
            wanted, measure, self.counted.get(measure.code, {}).get(self.asked.periods.index(period), Sums())
        )

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


def reckon(
    reader: Reader,
    kpis: Sequence[Kpi],
    asked: Asked,
    earlier: Sequence[Period] = (),
    progress: Progress | None = None,
) -> Reckoning:
    """Count what KPIs are made of; for those that compare periods, in ``earlier`` ones as well."""
    # The places of those that are asked for are the same among all of them.
    whole = asked._replace(periods=tuple(dict.fromkeys((*asked.periods, *earlier))))
    compared = {kpi(one.of).key for one in kpis if one.of}
    wanted: dict[str, tuple[Measure, bool]] = {}
    for one in kpis:
        measure = measure_of(kpi(one.of) if one.of else one)
        if measure is not None:
            wanted[measure.code] = (measure, one.company)
    counted = {}
    for done, (code, (measure, is_companys)) in enumerate(wanted.items(), 1):
        of_measure = whole if code in compared else asked
        people = (None,) if is_companys else asked.people
        counted[code] = sums(reader, measure, of_measure._replace(people=people))
        if progress is not None:
            progress(done, len(wanted))
    return Reckoning(whole, counted)
