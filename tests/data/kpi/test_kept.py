"""Values that are kept for queries: those of the scorecard, of a period that is over, the newest of several."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

import pytest

from data.calendar.periods import Period, parse_period
from data.kernel.errors import Refused
from data.kpi.kept import KeepValues, count_values
from data.kpi.kpi import all_kpis
from data.kpi.readings import TakeReading
from data.kpi.scope import Scope
from data.points.log import LogActivity
from tests.data.kpi.cards import anas, everybodys, row
from tests.data.leads.house import House, moment
from tests.data.query.conftest import answer

OCTOBER = parse_period("2026-10", date(2026, 11, 1))


def keep(house: House, scope: Scope, actor: int, period: Period = OCTOBER) -> str:
    """Keep what is known of people in a period."""
    values = count_values(house.store, scope, period, UTC, house.now)
    first = period.first.isoformat()
    return house.do(KeepValues, actor, length=period.length, first_day=first, values=values).summary


def kept(house: House, columns: str = "value", which: str = "kpi = 'calls'") -> list[tuple[Any, ...]]:
    """What an analyst reads."""
    return answer(
        house.store, f"select {columns} from kpi_values where {which} order by person_id, first_day"
    )


def log(house: House, count: int, day: int) -> None:
    """Ana's calls on a day of October."""
    at = moment(day, month=10)
    house.do(LogActivity, house.ana, kind="call", count=count, done_at=at)


def test_what_is_kept_is_what_the_scorecard_says(house: House) -> None:
    house.now = moment(2)
    log(house, 12, 20)
    log(house, 8, 21)
    keep(house, anas(house), house.ana)
    assert kept(house, "person, value, part, whole, records, target, verdict, unit, name") == [
        ("ana", 20.0, 20.0, None, 2, None, "no target", "count", "calls made")
    ]
    points = row(house, "points", "2026-10")
    # October has 22 working days, at 100 points each.
    assert kept(house, "value, target, verdict", "kpi = 'points'") == [(20.0, 2_200.0, "missed")]
    assert points.target is not None and points.target.value == 220_000
    logged = kept(house, "value, part, whole", "kpi = 'days-logged'")
    assert logged == [(round(2 / 22 * 100, 2), 2.0, 22.0)]
    assert kept(house, which="kpi = 'win-rate'") == [], "nothing is known"
    definitions = answer(house.store, "select kpi, formula, statement from kpi_definitions")
    assert {kpi for kpi, _, _ in definitions} == {one.code for one in all_kpis()}
    assert all(statement.startswith("with period(") for _, _, statement in definitions if statement)


def test_a_period_that_is_kept_again_tells_the_newest_and_undo_brings_the_former_back(house: House) -> None:
    house.now = moment(2)
    log(house, 12, 20)
    keep(house, anas(house), house.ana)
    log(house, 3, 22)
    keep(house, anas(house), house.ana)
    assert kept(house) == [(15.0,)]
    house.undo(house.ana)
    assert kept(house) == [(12.0,)]
    house.redo(house.ana)
    assert kept(house) == [(15.0,)]


def test_values_of_a_team_are_each_persons_and_the_companys(house: House) -> None:
    house.now = moment(2)
    log(house, 12, 20)
    house.do(TakeReading, house.admin, kpi="market-share", part=6_000, whole=100_000, day="2026-08-03")
    third = parse_period("2026-Q3", date(2026, 11, 1))
    keep(house, everybodys(house), house.admin, third)
    assert kept(house, "person, value", "kpi = 'market-share'") == [(None, 6.0)]
    said = keep(house, everybodys(house), house.admin)
    assert "of 5 people" in said
    assert kept(house, "value", "kpi = 'calls' and length = 'month' and person = 'ana'") == [(12.0,)]


def test_a_period_that_goes_on_and_one_of_which_nothing_is_known_are_refused(house: House) -> None:
    now = parse_period("2026-11", date(2026, 11, 1))
    with pytest.raises(Refused, match="2026-11 is not over"):
        keep(house, anas(house), house.ana, now)
    with pytest.raises(Refused, match="nothing to keep"):
        house.do(KeepValues, house.ana, length="month", first_day="2026-10-01", values=())
