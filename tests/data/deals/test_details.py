"""Health, sizes, days by stage, outreach and the conversion rate equal a computation by hand, noughts included."""

from __future__ import annotations

from datetime import date

import pytest

from data.deals.commands import AddDeal, SetDealStep
from data.deals.details import Details, details_of
from data.deals.explain import numbers_of, opened
from data.deals.from_lead import OpenDeal
from data.deals.moving import MoveDeals, WinDeal
from data.deals.narrowing import Narrowing, mine
from data.deals.outreach import SetOutreachTarget
from data.deals.overview import FunnelLook, overview_of
from data.deals.period import cohort
from data.kernel.errors import CockpitError
from data.people.person import by_id
from data.points.log import LogActivity
from tests.data.leads.house import House, moment


def details(house: House, narrowing: Narrowing | None = None) -> Details:
    """The details of November as Ana sees them."""
    ana = by_id(house.store, house.ana)
    period = cohort(date(2026, 11, 1), date(2026, 11, 30), ana)
    return details_of(house.store, ana, narrowing or mine(ana), period, house.now)


def said(house: House) -> dict[str, str]:
    """Every number of Ana's funnel as it is shown, by its name; of equal names the first."""
    ana = by_id(house.store, house.ana)
    overview = overview_of(house.store, ana, FunnelLook(mine(ana), "mine"), house.now)
    numbers = numbers_of(opened(house.store, ana, overview, house.now))
    return {number.name: number.value for number in reversed(numbers)}


def deal(house: House, amount: int | None, **columns: object) -> int:
    """A new deal of Ana's, its value in whole units."""
    value = None if amount is None else amount * 100
    return house.do(AddDeal, columns={"name": "Website", "amount": value, **columns}).id


def test_nothing_is_nought_of_nought(house: House) -> None:
    found = details(house)
    assert (found.healthy, found.stepless, set(found.sizes.values())) == (0, 0, {0})
    numbers = said(house)
    for name in ("healthy", "win rate", "conversion rate", "coverage", "velocity", "to close", "new"):
        assert numbers[name] == "n/a", name
    assert (numbers["new prospects"], numbers["cold calls"]) == ("0", "0")


def test_health_and_sizes_by_hand(house: House) -> None:
    """Sizes begin at 1,200, 6,000 and 24,000; of five deals one is healthy, one has slipped, three lack a step."""
    well = deal(house, 1_200)
    late = deal(house, 24_000, expected_close="2026-11-17", probability=90)
    for amount in (1_199, 6_000, None):
        deal(house, amount)
    house.do(SetDealStep, deals=(well, late), follow_up_at=None, next_step="call")
    house.now = moment(18)
    found = details(house)
    assert (found.healthy, found.stepless) == (1, 3)
    assert found.sizes == {"small": 1, "middling": 1, "large": 1, "very large": 1}
    assert said(house)["healthy"] == "20.0 %"
    house.now = moment(24)
    assert details(house).healthy == 0, "after eight days in a stage that allows seven it is rotten"


def test_days_by_stage_by_hand(house: House) -> None:
    """One deal is two days in new and three in meeting, the other one and four; a stay is counted whole at its end."""
    one, other = deal(house, 1_000), deal(house, 2_000)
    house.now = moment(17)
    house.do(MoveDeals, deals=(other,), stage="meeting")
    house.now = moment(18)
    house.do(MoveDeals, deals=(one,), stage="meeting")
    house.now = moment(21)
    for won in (one, other):
        house.do(WinDeal, deal_id=won)
    deal(house, 3_000)
    found = details(house).days
    assert {stage: (days.mean.value, days.median) for stage, days in found.items()} == {
        "new": (1.5, 2),
        "meeting": (3.5, 4),
    }


def test_outreach_of_the_month_against_targets_by_hand(house: House) -> None:
    """Three leads are touched in November, one of them was touched before: two new prospects, both called, one met."""
    known, fresh, met = (house.add(name) for name in ("Known", "Fresh", "Met"))
    strange = house.add("Strange", house.ben)
    before = house.now
    house.now = moment(20, month=10)
    house.do(LogActivity, kind="email", count=1, done_at=house.now, lead_id=known)
    house.now = before
    for lead, kind in ((known, "call"), (fresh, "call"), (fresh, "email"), (met, "call"), (met, "meeting")):
        house.do(LogActivity, kind=kind, count=1, done_at=house.now, lead_id=lead)
    house.do(LogActivity, kind="call", count=9, done_at=house.now)
    house.do(LogActivity, house.ben, kind="call", count=1, done_at=house.now, lead_id=strange)
    found = details(house)
    counts = {way: len(leads) for way, leads in found.outreach.by_way.items()}
    assert counts == {"prospects": 2, "calls": 2, "emails": 1, "meetings": 1}
    assert found.outreach.by_way["meetings"] == (met,) and len(found.engaged) == 3
    assert set(found.targets.values()) == {None}
    house.do(SetOutreachTarget, house.admin, from_month="2026-11", calls=40, prospects=8)
    house.do(SetOutreachTarget, house.admin, from_month="2026-11", person_id=house.ana, prospects=4)
    assert details(house).targets == {"prospects": 4, "calls": None, "emails": None, "meetings": None}
    assert said(house)["new prospects"] == "2 / 4"
    manager = by_id(house.store, house.manager)
    period = cohort(date(2026, 11, 1), date(2026, 11, 30), manager)
    team = details_of(house.store, manager, Narrowing(), period, house.now)
    # Ana's 4, and for Ben and the manager the 8 of everybody who has none.
    assert (team.targets["prospects"], team.targets["calls"]) == (20, 80)
    assert len(team.outreach.by_way["prospects"]) == 3


def test_the_conversion_rate_by_hand(house: House) -> None:
    """Four prospects are engaged; of three wins one is with a company that was won before."""
    for name in ("One", "Two", "Three", "Four"):
        lead = house.add(name, company=f"{name} Ltd")
        house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead)
    for company in ("One Ltd", "Two Ltd", "One Ltd"):
        house.now += 60_000
        house.do(WinDeal, deal_id=deal(house, 1_000, company=company))
    found = details(house)
    assert (len(found.accounts), len(found.engaged)) == (2, 4)
    assert said(house)["conversion rate"] == "50.0 %"


def test_time_to_close_begins_with_the_first_contact(house: House) -> None:
    lead = house.add("Ida Lund", company="Acme", budget=120_000)
    house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead)
    house.now = moment(20)
    opened_deal = house.do(OpenDeal, lead_id=lead).id
    house.now = moment(23)
    house.do(WinDeal, deal_id=opened_deal)
    assert said(house)["to close"] == "7 days", "four days before it became a deal, and three after"


@pytest.mark.parametrize(
    "payload",
    [
        {"from_month": "2026-10", "calls": 1},
        {"from_month": "November", "calls": 1},
        {"from_month": "2026-12", "calls": -1},
        {"from_month": "2026-12", "calls": 10**9},
        {"from_month": "2026-12"},
    ],
)
def test_nonsense_is_no_target(house: House, payload: dict[str, object]) -> None:
    before = house.state()
    with pytest.raises(CockpitError):
        house.do(SetOutreachTarget, house.admin, **payload)
    assert house.state() == before
