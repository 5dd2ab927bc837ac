"""The discount rate, and the value of orders against the least that is wanted, as one reckons them by hand."""

from __future__ import annotations

from datetime import date

from data.deals.commands import AddDeal
from data.deals.currencies import SetRate
from data.deals.discounts import DiscountRate, discount_rate_of, discounted_among
from data.deals.funnel import funnel_of
from data.deals.lines import SetLines, Wanted
from data.deals.moving import WinDeal
from data.deals.narrowing import Narrowing
from data.deals.orders import SmallOrders, small_orders
from data.deals.period import cohort
from data.deals.pipeline import Pipeline, pipeline_of
from data.deals.products import AddProduct
from data.kernel.ratio import Ratio
from tests.data.deals.test_overview import seen
from tests.data.leads.house import House, moment


def sell(house: House, name: str, *prices: int, currency: str = "", win: bool = True) -> int:
    """A deal of Ana's in which a product of 1,000 is sold at these prices, in whole units."""
    made = house.do(AddDeal, columns={"name": name, "currency": currency}).id
    house.do(SetLines, deal_id=made, lines=tuple(Wanted("Site", 1, price * 100) for price in prices))
    if win:
        house.do(WinDeal, deal_id=made)
    return made


def product(house: House) -> None:
    """It costs 1,000 in whichever currency a deal is in."""
    house.do(AddProduct, house.admin, columns={"name": "Site", "line": "Sites", "list_price": 100_000})


def november(house: House) -> tuple[DiscountRate, Pipeline]:
    """The discount and the pipeline of November as Ana sees them."""
    ana, look = house.person(house.ana), Narrowing((house.ana,))
    period = cohort(date(2026, 11, 1), date(2026, 11, 30), ana)
    funnel = funnel_of(house.store, ana, look, period, house.now)
    rate = discount_rate_of(house.store, ana, look, period)
    return rate, pipeline_of(house.store, ana, look, period, funnel, house.now)


def small_of(house: House) -> SmallOrders:
    """The small orders of November as Ana sees them."""
    ana = house.person(house.ana)
    period = cohort(date(2026, 11, 1), date(2026, 11, 30), ana)
    return small_orders(house.store, ana, Narrowing((house.ana,)), period)


def test_the_discount_of_a_month_by_hand(house: House) -> None:
    """200 off in one deal, nothing in one that is sold above the list: 200 of 2,000 + 1,500. An open one is named."""
    product(house)
    assert (
        november(house)[0] == DiscountRate(Ratio(0, 0), 0, 0, 0, 0)
        and november(house)[0].rate.percent == "n/a"
    )
    below = sell(house, "Below", 1_000, 800)
    sell(house, "Above", 1_500)
    still_open = sell(house, "Open", 700, win=False)
    house.do(WinDeal, deal_id=house.do(AddDeal, columns={"name": "Bare", "amount": 90_000}).id)
    rate = november(house)[0]
    assert rate == DiscountRate(Ratio(20_000, 350_000), 2, 1, 0, 1) and rate.rate.percent == "5.7 %"
    found = discounted_among(house.store, [below, still_open])
    assert (found[below].listed, found[below].sold, found[below].discount) == (200_000, 180_000, 20_000)
    assert found[still_open].rate.percent == "30.0 %"
    assert seen(house, "discounted") == ["Below", "Open"]


def test_discounts_count_at_the_rate_of_their_day_and_none_without(house: House) -> None:
    product(house)
    house.do(SetRate, house.admin, currency="EUR", rate="1.10", effective_on="2026-11-01")
    house.do(SetRate, house.admin, currency="EUR", rate="2", effective_on="2026-11-18")
    sell(house, "Euro", 900, currency="EUR")
    house.now = moment(18)
    sell(house, "Euro again", 900, currency="EUR")
    sell(house, "Pound", 100, currency="GBP")
    # 100 at 1.10 and 100 at 2, of 1,000 each; the pounds are in no sum
    assert november(house)[0] == DiscountRate(Ratio(11_000 + 20_000, 110_000 + 200_000), 3, 3, 1, 0)


def test_the_average_order_is_held_against_the_least_that_is_wanted(house: House) -> None:
    product(house)
    assert small_of(house) == SmallOrders(120_000, ()) and november(house)[1].deal_size.value is None
    house.do(SetRate, house.admin, currency="EUR", rate="1.20", effective_on="2026-11-01")
    small = sell(house, "Small", 1_199)
    sell(house, "Just enough", 1_000, currency="EUR")
    house.do(SetRate, house.admin, currency="EUR", rate="0.5", effective_on="2026-11-18")
    house.now = moment(19)
    assert small_of(house).deals == (small,), "the euros are worth 1,200 on the day on which they came"
    assert november(house)[1].deal_size.value == (119_900 + 120_000) / 2
    assert seen(house, "below the least") == ["Small"]
