"""A KPI opened: its formula with both counts, what it is told by, and the records behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

from data.calendar.periods import Period
from data.kernel.commands import Reader
from data.kpi.kpi import Kpi, kpi
from data.kpi.measure import Asked, Behind, behind, by_split
from data.kpi.measures import measure_of
from data.kpi.reckon import Value
from data.kpi.scope import Scope
from data.kpi.units import SCALE


class Split(NamedTuple):
    """What a KPI comes to of one stage, product line, territory, kind."""

    name: str
    value: Value


def records_of(
    reader: Reader, wanted: Kpi, scope: Scope, period: Period, zone: tzinfo, now: int
) -> Sequence[Behind]:
    """The records that a KPI is made of, the latest first: of one that compares periods those of the present one."""
    measure = measure_of(kpi(wanted.of) if wanted.of else wanted)
    return () if measure is None else behind(reader, measure, _asked(wanted, scope, period, zone, now))


def splits_of(
    reader: Reader, wanted: Kpi, scope: Scope, period: Period, zone: tzinfo, now: int
) -> Sequence[Split]:
    """What a KPI comes to by what its records are told by; nothing where they are told by nothing."""
    measure = measure_of(wanted)
    if measure is None or measure.how == "median":
        return ()
    found = by_split(reader, measure, _asked(wanted, scope, period, zone, now))
    if set(found) <= {""}:
        return ()
    return [
        Split(name, Value(None if quotient is None else quotient * SCALE[wanted.unit], sums.part, sums.whole))
        for name, sums in found.items()
        for quotient in [sums.quotient(measure.how)]
    ]


def _asked(wanted: Kpi, scope: Scope, period: Period, zone: tzinfo, now: int) -> Asked:
    return Asked((None,) if wanted.company else scope.ids, (period,), zone, now)
