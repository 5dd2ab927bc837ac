"""The numbers of the funnel equal a computation by hand, noughts among the denominators included."""

from __future__ import annotations

from datetime import date

from data.deals.commands import AddDeal
from data.deals.currencies import SetRate
from data.deals.funnel import Funnel, Money, bottleneck_of, funnel_of, median, percentile
from data.deals.moving import LoseDeals, MoveDeals, WinDeal
from data.deals.narrowing import Narrowing
from data.deals.period import cohort
from data.deals.pipeline import Pipeline, by_category, pipeline_of
from data.deals.quotas import SetQuota
from tests.data.leads.house import House, moment


def add(house: House, amount: int | None, actor: int | None = None, **columns: object) -> int:
    """A new deal, its value in whole units."""
    value = None if amount is None else amount * 100
    return house.do(AddDeal, actor, columns={"name": f"Deal {amount}", "amount": value, **columns}).id


def numbers(house: House, narrowing: Narrowing | None = None) -> tuple[Funnel, Pipeline]:
    """The funnel and the pipeline of November as Ana sees them."""
    ana = house.person(house.ana)
    look = Narrowing((house.ana,)) if narrowing is None else narrowing
    period = cohort(date(2026, 11, 1), date(2026, 11, 30), ana)
    funnel = funnel_of(house.store, ana, look, period, house.now)
    return funnel, pipeline_of(house.store, ana, look, period, funnel, house.now)


def test_an_empty_funnel_has_no_shares(house: House) -> None:
    funnel, pipeline = numbers(house)
    assert [row.count for row in funnel.rows] == [0] * 7 and funnel.bottleneck is None
    assert all(row.conversion.percent == "n/a" and row.median_age is None for row in funnel.rows)
    assert (pipeline.win_rate.percent, pipeline.deal_size.value, pipeline.velocity) == ("n/a", None, None)
    assert (pipeline.coverage.value, pipeline.quota) == (None, None)


def test_the_funnel_of_a_month_by_hand(house: House) -> None:
    """Six deals begin on the 16th; two reach meetings, of which one is won after 3 days and one lies there."""
    ids = [add(house, amount) for amount in (1_000, 2_000, 3_000, 4_000, 5_000, 6_000)]
    house.do(SetQuota, house.admin, month="2026-11", amount=1_000_000, person_id=house.ana)
    house.now = moment(17)
    house.do(MoveDeals, deals=(ids[0], ids[1]), stage="meeting")
    house.now = moment(18)
    house.do(LoseDeals, deals=(ids[5],), reason="price")
    house.now = moment(19)
    house.do(WinDeal, deal_id=ids[0])
    funnel, pipeline = numbers(house)
    new, _, meeting, *_ = funnel.rows
    assert (new.count, new.value.worth, new.weighted.worth) == (3, 1_200_000, 120_000)
    assert (meeting.count, meeting.value.worth, meeting.weighted.worth) == (1, 200_000, 70_000)
    assert (new.conversion.part, new.conversion.whole, new.conversion.percent) == (2, 6, "33.3 %")
    assert (meeting.conversion.part, meeting.conversion.whole) == (1, 2)
    assert (new.median_age, new.p90_age, meeting.median_age) == (3, 3, 2)
    assert funnel.bottleneck is not None
    assert (funnel.bottleneck.row.stage.code, funnel.bottleneck.why) == ("new", "few go on")
    assert (pipeline.won, pipeline.lost, pipeline.win_rate.percent) == (1, 1, "50.0 %")
    assert (pipeline.won_value, pipeline.deal_size.value) == (100_000, 100_000)
    assert (pipeline.median_days, pipeline.mean_days.value) == (3, 3)
    # 4 open deals x 1,000 x 0.5 / 3 days, in hundredths
    assert pipeline.velocity is not None and round(pipeline.velocity, 4) == round(4 * 100_000 * 0.5 / 3, 4)
    # 14,000 open against 10,000 - 1,000 that remain
    assert (pipeline.remaining, round(pipeline.coverage.value or 0, 4)) == (900_000, round(14 / 9, 4))


def test_rotten_and_slipped_deals_are_told(house: House) -> None:
    add(house, 1_000)
    add(house, 2_000, probability=60, expected_close="2026-11-20")
    add(house, 3_000, expected_close="2026-11-20")
    house.now = moment(24, "09:00")
    funnel, _ = numbers(house)
    assert funnel.rows[0].rotten == 3, "eight days in a stage that allows seven"
    assert funnel.bottleneck is not None and funnel.bottleneck.why == "lie too long"
    assert funnel.slipped == 1, "the one of the best case"


def test_currencies_are_never_summed_silently(house: House) -> None:
    add(house, 1_000, currency="EUR")
    add(house, 500)
    add(house, None)
    funnel, _ = numbers(house)
    assert funnel.value == Money(50_000, (("EUR", 100_000),)) and funnel.rows[0].valueless == 1
    house.do(SetRate, house.admin, currency="EUR", rate="1.08", effective_on="2026-11-01")
    assert numbers(house)[0].value == Money(158_000)


def test_one_looks_at_whom_one_reaches_alone(house: House) -> None:
    add(house, 1_000)
    add(house, 2_000, house.ben, channel="direct")
    everybody = Narrowing()
    assert numbers(house, everybody)[0].count == 1
    manager = house.person(house.manager)
    period = cohort(date(2026, 11, 1), date(2026, 11, 30), manager)
    for look, count in ((everybody, 2), (Narrowing(channel="direct"), 1), (Narrowing((house.ben,)), 1)):
        assert funnel_of(house.store, manager, look, period, house.now).count == count


def test_the_month_by_forecast_category(house: House) -> None:
    for amount, columns in (
        (1_000, {"probability": 90}),
        (2_000, {"category": "best case"}),
        (3_000, {}),
        (4_000, {"category": "omitted"}),
    ):
        add(house, amount, expected_close="2026-12-01", **columns)
    ana = house.person(house.ana)
    found = by_category(house.store, ana, Narrowing((house.ana,)), "2026-12", house.now)
    assert [(one.category, one.deals, one.worth, one.weighted) for one in found] == [
        ("commit", 1, 100_000, 90_000),
        ("best case", 1, 200_000, 20_000),
        ("pipeline", 1, 300_000, 30_000),
    ]


def test_middles_and_tails_of_few_and_many() -> None:
    assert [median(numbers) for numbers in ([], [7], [1, 4], [1, 2, 9])] == [None, 7, 3, 2]
    assert [percentile(numbers, 0.9) for numbers in ([], [7], list(range(1, 11)))] == [None, 7, 9]
    assert bottleneck_of(()) is None
