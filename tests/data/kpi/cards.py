"""What the tests of KPIs ask: one KPI of Ana's or of everybody's, in November 2026 unless another period is named."""

from __future__ import annotations

from datetime import UTC

from data.calendar.days import day_of
from data.calendar.periods import parse_period
from data.kpi.reckon import Value
from data.kpi.scope import Scope, of_person, of_team
from data.kpi.scorecard import Row, judge
from tests.data.leads.house import House

NOVEMBER = "2026-11"


def anas(house: House) -> Scope:
    """Ana alone."""
    return of_person(house.store, house.person(house.admin), house.person(house.ana))


def everybodys(house: House) -> Scope:
    """All who sell, and what is nobody's."""
    return of_team(house.store, house.person(house.admin))


def row(house: House, code: str, period: str = NOVEMBER, scope: Scope | None = None) -> Row:
    """A KPI judged."""
    asked = parse_period(period, day_of(house.now, UTC))
    return judge(house.store, code, scope or anas(house), asked, UTC, house.now)


def value(house: House, code: str, period: str = NOVEMBER, scope: Scope | None = None) -> Value:
    """What a KPI comes to."""
    return row(house, code, period, scope).value


def figure(house: House, code: str, period: str = NOVEMBER, scope: Scope | None = None) -> float | None:
    """The figure in whole units, rounded to hundredths of them; None: n/a."""
    found = value(house, code, period, scope).figure
    return None if found is None else round(found / 100, 2)
