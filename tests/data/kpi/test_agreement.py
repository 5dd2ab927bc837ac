"""What the funnel, customers, quotes, forecasts, handovers and the team's screen count themselves is what KPIs count.

These read in ways of their own, as they are narrowed to channels and product lines, or have to be there at once: they
must never say anything else (docs/decisions/0024).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest

from data.calendar.days import day_of
from data.calendar.periods import Length, Period, period_of
from data.customers.numbers import CustomerNumbers, numbers_of
from data.deals.details import Details, details_of
from data.deals.funnel import Funnel, funnel_of
from data.deals.narrowing import Narrowing, mine
from data.deals.outreach import WAYS, new_accounts, outreach_of
from data.deals.period import cohort
from data.deals.pipeline import Pipeline, pipeline_of
from data.demo.store import write_demo
from data.forecasts.accuracy import sheet_of
from data.handovers.rate import share_of
from data.kernel.store import Store
from data.kpi.reckon import Value
from data.kpi.scope import Scope, of_person, of_team
from data.kpi.scorecard import scorecard
from data.opening import open_store
from data.people.person import Person, everybody
from data.quotes.standard import month_quotes
from data.team.team import team_as_of

NOW = 1_795_096_800_000
"""Thu 19 Nov 2026, 14:00 UTC."""
TODAY = date(2026, 11, 19)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A company over a year old, in which everything happens now and then."""
    path = tmp_path_factory.mktemp("agreement") / "demo.db"
    write_demo(str(path), {"reps": 6, "activities": 4_000, "leads": 400, "deals": 200}, 7, NOW)
    store = open_store(str(path))
    yield store
    store.close()


class Looked(NamedTuple):
    """Whose numbers, as each side is asked for them."""

    store: Store
    person: Person
    scope: Scope
    narrowing: Narrowing

    @property
    def owners(self) -> tuple[int, ...] | None:
        """Of the one person; None: everybody's."""
        return self.narrowing.owners

    def values(self, period: Period) -> dict[str, Value]:
        """What each KPI of that period comes to, with both counts."""
        card = scorecard(self.store, self.scope, period, self.person.zone, NOW, back=1)
        return {row.kpi.code: row.value for row in card.rows if row.period == period}

    def funnel(self, period: Period) -> tuple[Funnel, Pipeline, Details]:
        """What the funnel shows of a period."""
        asked = (self.store, self.person, self.narrowing, cohort(period.first, period.last, self.person))
        funnel = funnel_of(*asked, NOW)
        return funnel, pipeline_of(*asked, funnel, NOW), details_of(*asked, NOW)


@pytest.fixture(scope="module")
def looks(demo: Store) -> list[Looked]:
    """Everybody's numbers as the admin sees them, and each seller's own."""
    people = everybody(demo, active_only=True)
    admin = next(person for person in people if person.role == "admin")
    alone = [
        Looked(demo, one, of_person(demo, admin, one), mine(one))
        for one in people
        if one.sells and one.active
    ]
    return [Looked(demo, admin, of_team(demo, admin), Narrowing()), *alone]


def _periods(length: Length, back: int) -> list[Period]:
    present = period_of(length, TODAY)
    return [present.shifted(-step) for step in range(back + 1)]


def _counts(value: Value) -> tuple[float, float | None]:
    return value.part, value.whole


def test_closed_deals_are_those_of_the_funnel(looks: list[Looked]) -> None:
    seen = 0
    for look in looks:
        for period in _periods("month", 4):
            values, (_, pipeline, details) = look.values(period), look.funnel(period)
            assert values["revenue"].part == pipeline.won_value
            assert values["sales-closed"].part == pipeline.won
            assert _counts(values["deal-size"]) == pipeline.deal_size
            assert _counts(values["win-rate"]) == pipeline.win_rate
            assert _counts(values["time-to-close"]) == pipeline.mean_days
            assert _counts(values["discount-rate"]) == details.discount.rate
            assert values["conversion-rate"].part == len(details.accounts)
            seen += pipeline.won
    assert seen > 20


def test_open_deals_are_those_of_the_funnel(looks: list[Looked]) -> None:
    for look in looks:
        period = period_of("month", TODAY)
        values, (funnel, pipeline, details) = look.values(period), look.funnel(period)
        assert values["pipeline-deals"].part == funnel.count
        assert values["pipeline-value"].part == funnel.value.worth
        assert _counts(values["pipeline-health"]) == (details.healthy, funnel.count)
        assert _counts(values["coverage"]) == (pipeline.of_quota.part, pipeline.of_quota.whole)


def test_prospects_are_those_of_the_funnel(looks: list[Looked]) -> None:
    codes = ("prospects-contacted", "prospect-calls", "prospect-emails", "prospect-meetings")
    for look in looks:
        for period in _periods("month", 3):
            values = look.values(period)
            asked = (
                look.store,
                look.person,
                look.narrowing,
                cohort(period.first, period.last, look.person),
            )
            found = outreach_of(*asked)
            assert [values[code].part for code in codes] == [len(found.by_way[way]) for way in WAYS]
            assert _counts(values["conversion-rate"]) == (len(new_accounts(*asked)), len(found.engaged))


def test_customers_are_those_of_their_own_numbers(looks: list[Looked]) -> None:
    for look in looks:
        found: CustomerNumbers = numbers_of(look.store, look.person, look.owners, "this quarter", NOW)
        values = look.values(period_of("quarter", TODAY))
        assert _counts(values["retention"]) == found.retention
        assert values["nps"].records == found.nps.answers
        assert _counts(values["csat"]) == found.csat
        assert values["reviews"].part == found.reviews
        assert values["complaint-time"].records == len(found.resolved)
        assert values["repeat-orders"].part == found.repeat_orders
        assert values["customer-tenure"].part == pytest.approx(found.stays.part)
        assert values["customer-tenure"].whole == found.stays.whole


def test_quotes_are_those_of_their_standard(looks: list[Looked]) -> None:
    for look in looks:
        for period in _periods("month", 3):
            month = month_quotes(look.store, look.person, look.narrowing, period.first.isoformat()[:7])
            value = look.values(period)["quotes-3x"]
            assert value.part == sum(line.worth.worth for line in month.lines)
            assert value.whole == sum(line.quota or 0 for line in month.lines)


def test_the_accuracy_of_forecasts_is_that_of_their_sheet(looks: list[Looked]) -> None:
    seen = 0
    for look in looks:
        for period in _periods("quarter", 1):
            months = [f"{period.first.year}-{period.first.month + step:02}" for step in range(3)]
            sheet = sheet_of(look.store, look.person, look.narrowing, months, NOW)
            over = [sheet.cell(-1, month) for month in months if month < TODAY.isoformat()[:7]]
            value = look.values(period)["forecast-accuracy"]
            assert value.part == sum(cell.committed or 0 for cell in over)
            assert value.whole == pytest.approx(sum(cell.came_to_them for cell in over), abs=50)
            seen += sum(cell.committed is not None for cell in over)
    assert seen > 5


def test_handovers_are_those_of_their_page(looks: list[Looked]) -> None:
    for look in looks:
        for period in _periods("month", 3):
            value = look.values(period)["qualified-handoffs"]
            shared = share_of(look.store, look.owners, *period.instants(look.person.zone))
            assert _counts(value) == shared


def test_the_teams_screen_says_what_scorecards_say(demo: Store, looks: list[Looked]) -> None:
    team = {one.person.id: one for one in team_as_of(demo, looks[0].person, NOW).members}
    for look in looks[1:]:
        member = team[look.person.id]
        week = period_of("week", day_of(NOW, look.person.zone))
        assert look.values(week)["points"].part == member.total
        (funnel, _, details), whole = look.funnel(week), Period("month", TODAY.replace(day=1))
        health = look.values(whole)["pipeline-health"]
        assert details.healthy == health.part <= funnel.count - member.stuck
