"""The path to quota equals a computation by hand, and says whose numbers it goes by."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from data.calendar.hours import parse_hours
from data.deals.commands import AddDeal
from data.deals.moving import WinDeal
from data.deals.narrowing import Narrowing, mine
from data.deals.overview import FunnelLook, overview_of
from data.deals.path import CHAIN, Path, Rate, legs_of, stretch_of
from data.deals.quotas import SetQuota
from data.kernel.ratio import Ratio
from data.people.person import by_id
from data.points.log import LogActivity
from tests.data.leads.house import House, moment

HOURS = parse_hours("Mon-Fri 09:00-17:00", UTC)


def path(house: House, narrowing: Narrowing | None = None) -> Path | None:
    """Ana's path, from the funnel of her own deals."""
    ana = by_id(house.store, house.ana)
    return overview_of(house.store, ana, FunnelLook(narrowing or mine(ana), "mine"), house.now).path


def log(house: House, kind: str, count: int, actor: int | None = None) -> None:
    """So many of a kind, today."""
    house.do(LogActivity, actor, kind=kind, count=count, done_at=house.now)


def deal(house: House, amount: int, actor: int | None = None) -> int:
    """A new deal, its value in whole units."""
    return house.do(AddDeal, actor, columns={"name": "Website", "amount": amount * 100}).id


def test_there_is_a_path_only_to_a_quota_of_ones_own(house: House) -> None:
    assert path(house) is None
    house.do(SetQuota, house.admin, month="2026-11", amount=100_000, person_id=house.ana)
    assert path(house) is not None
    assert path(house, Narrowing((house.ana,), channel="direct")) is None
    assert path(house, Narrowing()) is None


def test_the_path_by_hand_from_own_numbers(house: House) -> None:
    """A quota of 10,000 asks for 40,000 open. Of that 34,000 lack, 17 deals of 2,000.

    200 calls made 40 conversations, these 20 meetings, these 10 demos, these 5 deals.
    """
    house.now = moment(2)
    for kind, count in (
        ("call", 200),
        ("conversation", 40),
        ("meeting", 20),
        ("demo", 7),
        ("demo-mentored", 3),
    ):
        log(house, kind, count)
    for _ in range(3):
        house.do(WinDeal, deal_id=deal(house, 2_000))
    for amount in (5_000, 1_000):
        deal(house, amount)
    house.do(SetQuota, house.admin, month="2026-12", amount=1_000_000, person_id=house.ana)
    house.now = moment(1, month=12)
    log(house, "call", 30)
    found = path(house)
    assert found is not None
    assert (found.aim, found.gap, found.deals) == (4_000_000, 3_400_000, 17)
    assert (found.size, found.size_is) == (Ratio(600_000, 3), "own")
    # Tuesday the 1st: four working days are left of the week, 23 of the month.
    assert (found.share, found.week) == (Ratio(4, 23), "this week")
    # 34 demos, 68 meetings, 136 conversations, and calls by 40 of 230: 782; of each 4 of 23.
    assert [leg.wanted for leg in found.legs] == [136, 24, 12, 6]
    assert [leg.left for leg in found.legs] == [106, 24, 12, 6]
    assert {leg.rate.whose for leg in found.legs} == {"own"}
    assert found.points == 106 * 1 + 24 * 5 + 12 * 10 + 6 * 25
    assert found.points_left == 500 - 30


def test_where_own_numbers_are_too_few_the_teams_are_taken_else_it_is_assumed(house: House) -> None:
    house.do(SetQuota, house.admin, month="2026-11", amount=1_000_000, person_id=house.ana)
    found = path(house)
    assert found is not None and found.size_is == "assumed" and found.size.value == 120_000
    assert [(leg.rate.whose, leg.rate.ratio.percent) for leg in found.legs] == [
        ("assumed", f"{step.assumed}.0 %") for step in CHAIN
    ]
    log(house, "call", 100, house.ben)
    log(house, "conversation", 25, house.ben)
    log(house, "call", 9)
    for _ in range(3):
        house.do(WinDeal, house.ben, deal_id=deal(house, 3_000, house.ben))
    found = path(house)
    assert found is not None and (found.size_is, found.size.value) == ("team's", 300_000)
    assert [leg.rate.whose for leg in found.legs] == ["team's", "assumed", "assumed", "assumed"]
    assert found.legs[0].rate.ratio == Ratio(25, 109)


def test_a_covered_quota_asks_for_nothing(house: House) -> None:
    deal(house, 50_000)
    house.do(SetQuota, house.admin, month="2026-11", amount=1_000_000, person_id=house.ana)
    found = path(house)
    assert found is not None and (found.gap, found.deals, found.points) == (0, 0, 0)
    assert [leg.wanted for leg in found.legs] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("today", "off", "monday", "share"),
    [
        (date(2026, 11, 16), (), date(2026, 11, 16), Ratio(5, 11)),
        (date(2026, 11, 18), (18,), date(2026, 11, 16), Ratio(2, 8)),
        # A weekend looks at the week to come; the last day of a month is not asked for all of it.
        (date(2026, 11, 21), (), date(2026, 11, 23), Ratio(5, 6)),
        (date(2026, 11, 30), (), date(2026, 11, 30), Ratio(5, 5)),
        (date(2026, 11, 28), (), date(2026, 11, 30), Ratio(5, 5)),
        (date(2026, 11, 16), tuple(range(16, 31)), date(2026, 11, 16), Ratio(0, 5)),
    ],
)
def test_a_week_has_its_share_of_working_days(
    today: date, off: tuple[int, ...], monday: date, share: Ratio
) -> None:
    free = {date(2026, 11, day) for day in off}
    assert stretch_of(HOURS, today, free) == (monday, share)


def test_steps_are_rounded_up_and_nought_needs_nought() -> None:
    rates = [Rate(Ratio(1, 3), "own")] * 4
    assert [leg.wanted for leg in legs_of(1, rates, [0] * 4, [1] * 4, 1)] == [81, 27, 9, 3]
    assert [leg.wanted for leg in legs_of(1, rates, [0] * 4, [1] * 4, 0.5)] == [41, 14, 5, 2]
    assert [leg.wanted for leg in legs_of(0, rates, [5] * 4, [1] * 4, 1)] == [0] * 4
