"""Readings: shares of the market that people read off and enter once."""

from __future__ import annotations

from data.kpi.measure import Measure


def measure(code: str) -> Measure:
    """The measure of a KPI's readings: parts over wholes."""
    return Measure(
        code,
        "ratio",
        "readings entered",
        f"""
select period.n, 'reading' as record, reading.id, reading.person_id, reading.day as at,
    reading.part / 100.0 as part, reading.whole / 100.0 as whole, '' as split
from period cross join who cross join reading on reading.kpi = '{code}' and reading.person_id is who.id
where reading.day between period.first and period.last""",
        reads=True,
    )
