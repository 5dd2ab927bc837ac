"""The measures of the store, by the noun whose records they count."""

from __future__ import annotations

from functools import cache

from data.kpi.kpi import Kpi
from data.kpi.measure import Measure
from data.kpi.measures import (
    customers,
    deals,
    entered,
    forecasts,
    leads,
    pipeline,
    points,
    quotes,
    readings,
    roles,
)


@cache
def measures() -> dict[str, Measure]:
    """All measures by their code."""
    rooms = (points, leads, deals, pipeline, quotes, forecasts, customers, roles, entered)
    return {measure.code: measure for room in rooms for measure in room.MEASURES}


def measure_of(kpi: Kpi) -> Measure | None:
    """What a KPI counts: records, or readings; None for one that is made of other KPIs."""
    if kpi.measure:
        return measures()[kpi.measure]
    return readings.measure(kpi.code) if kpi.reads else None
