"""Readings that people enter once: surveys, trainings, audits, market figures."""

from __future__ import annotations

from data.kpi.measure import How, Measure


def measure(code: str, reads: str) -> Measure:
    """The measure of a KPI's readings: counts and times are summed, shares are parts over wholes, scores a mean."""
    how: How = "total" if reads in ("count", "minutes") else "ratio"
    return Measure(
        code,
        how,
        "readings entered",
        f"""
select period.n, 'reading' as record, reading.id, reading.person_id, reading.day as at,
    reading.part / 100.0 as part, reading.whole / 100.0 as whole, '' as split
from period cross join who cross join reading on reading.kpi = '{code}' and reading.person_id is who.id
where reading.day between period.first and period.last""",
        reads=True,
        parts_in="minutes" if reads == "minutes" else "count",
    )
