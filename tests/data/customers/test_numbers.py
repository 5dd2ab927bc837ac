"""The numbers of customers, each against a computation by hand; zero denominators print n/a."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.customers.behind import records_behind
from data.customers.churn import MarkChurned
from data.customers.commands import AddCustomer, EditCustomer
from data.customers.complaints import OpenComplaint, ResolveComplaint
from data.customers.customer import Customer
from data.customers.explain import Number, lifetime_told, numbers_told
from data.customers.growth import Moved, growth_of
from data.customers.lifetime import lifespan_on
from data.customers.merge import MergeCustomers
from data.customers.numbers import CustomerNumbers, numbers_of
from data.customers.renewing import CloseRenewal, PlanRenewal
from data.customers.reviews import CollectReview
from data.customers.satisfaction import TakeAnswer, csat_of, nps_of
from data.customers.upsells import FindUpsell, OpenCustomerDeal
from data.deals.commands import AddDeal
from data.deals.currencies import Exchange, SetRate
from data.deals.moving import LoseDeals, WinDeal
from data.kernel.rows import records_by_ids
from data.people.days_off_commands import TakeDaysOff
from data.records.own_currency import with_units
from tests.data.leads.house import House, moment

NOBODY = Exchange("USD", {})


def add(house: House, name: str, value: str, since: str = "2024-01-15", **columns: Any) -> int:
    return house.do(AddCustomer, columns={"name": name, "value": value, "since": since, **columns}).id


def numbers(house: House, actor: int | None = None, owners: tuple[int, ...] | None = None) -> CustomerNumbers:
    who = house.person(house.ana if actor is None else actor)
    return numbers_of(house.store, who, owners, "90 days", house.now)


def told(house: House, actor: int | None = None) -> dict[str, Number]:
    return {number.name: number for number in numbers_told(numbers(house, actor))}


def behind(house: House, name: str) -> list[str]:
    """The words of the records behind a number, with their customers."""
    asked = told(house)[name].behind
    records = records_behind(house.store, house.person(house.ana), None, "90 days", house.now, asked)
    return [f"{record.name}: {record.words}" for record in records]


def test_without_customers_every_share_is_n_a(house: House) -> None:
    found = told(house)
    for name in ("NRR", "GRR", "NPS", "CSAT", "rating", "to resolve", "stay", "retention", "renewal rate"):
        assert found[name].value == "n/a", name
    assert found["upsells won"].value == found["enlarged by"].value == "n/a"
    assert found["lifetime value"].value == found["lifetime growth"].value == "n/a"
    assert (found["value"].value, found["customers"].value, found["repeat orders"].value) == (
        "0 USD",
        "0",
        "0",
    )


def test_growth_is_what_each_customer_is_worth_against_the_start_of_the_period(house: House) -> None:
    grows, shrinks, leaves = (add(house, name, "1000") for name in ("Grows", "Shrinks", "Leaves"))
    add(house, "Stays", "2000")
    add(house, "New", "700", since="2026-11-10")
    house.do(EditCustomer, customer_id=grows, columns={"value": "1500"})
    house.do(EditCustomer, customer_id=shrinks, columns={"value": "600"})
    # What came and went in between is neither expansion nor churn.
    house.do(EditCustomer, customer_id=leaves, columns={"value": "9000"})
    house.do(MarkChurned, customer_id=leaves, reason="price")
    found = told(house)
    # 5,000 at the start + 500 - 400 - 1,000 = 4,100, of 5,000: 82 %. Without the 500: 3,600, 72 %.
    assert (found["NRR"].value, found["GRR"].value) == ("82.0 %", "72.0 %")
    assert "(5,000 USD at the start + 500 USD expansion - 400 USD contraction - 1,000 USD churn)" in (
        found["NRR"].formula
    )
    # 1,500 + 600 + 0 + 2,000 + 700.
    assert found["value"].value == "4,800 USD"
    # 500 / 4 customers that have not left.
    assert found["enlarged by"].value == "125 USD"
    # Grows, Shrinks, Leaves and Stays were there; Leaves has left.
    assert (found["retention"].value, found["retention"].formula[:6]) == ("75.0 %", "3 of 4")
    assert behind(house, "expansion") == ["Grows: 1,000 to 1,500 USD"]
    assert behind(house, "contraction") == ["Shrinks: 1,000 to 600 USD"]
    assert behind(house, "churn") == ["Leaves: 1,000 to 0 USD"]
    assert len(behind(house, "NRR")) == 3 and len(behind(house, "customers")) == 4
    assert len(behind(house, "retention")) == 4


def test_lifetime_value_is_what_a_customer_is_worth_a_year_times_the_years_that_customers_stay(
    house: House,
) -> None:
    acme = add(house, "Acme", "1000", since="2024-11-16")
    add(house, "Beta", "3000", since="2025-11-16")
    gone = add(house, "Gone", "5000", since="2023-11-16")
    house.do(MarkChurned, customer_id=gone, reason="price", day="2024-11-15")
    house.do(EditCustomer, customer_id=acme, columns={"value": "1600"})
    add(house, "Of no value", "", since="2026-11-16")
    found = numbers(house)
    # Of 730, 365, 365 and 0 days until 16 November 2026: 1,460 / 4 / 365.25 = 0.9993 years.
    # 4,600 / 2 x 0.9993 = 2,298.43.
    assert (found.lifetime.worth, found.lifetime.customers) == (460_000, 2)
    assert (found.lifetime.lifespan.days, found.lifetime.lifespan.customers) == (1_460, 4)
    assert found.lifetime.value == pytest.approx(229_842.57, abs=0.01)
    # 90 days earlier, at the end of 17 August: 4,000 of two, who and Gone had stayed 639, 274 and 365 days.
    assert (found.lifetime_before.worth, found.lifetime_before.customers) == (400_000, 2)
    assert (found.lifetime_before.lifespan.days, found.lifetime_before.lifespan.customers) == (1_278, 3)
    assert found.lifetime_before.value == pytest.approx(233_264.89, abs=0.01)
    # (2,298.43 - 2,332.65) / 2,332.65
    assert told(house)["lifetime growth"].value == "-1.5 %"
    assert told(house)["lifetime value"].value == "2,298 USD"
    assert "2,300 USD a year (4,600 USD / 2 customers) x 1.00 years that 4 customers stay" in (
        told(house)["lifetime value"].formula
    )
    assert behind(house, "lifetime value") == [
        "Beta: 2,998 USD: 3,000 USD a year",
        "Acme: 1,599 USD: 1,600 USD a year",
    ]


def test_a_customer_is_told_its_lifetime_value_alike_to_everybody(house: House) -> None:
    add(house, "Acme", "1000", since="2022-11-16")
    house.do(AddCustomer, house.cy, columns={"name": "Far", "value": "10", "since": "2024-11-16"})
    (row,) = [
        one for one in records_by_ids(house.store, Customer, "customer", _ids(house)) if one.name == "Acme"
    ]
    told = lifetime_told(with_units(house.store, [row])[0], lifespan_on(house.store, date(2026, 11, 16)))
    # (1,461 + 730) / 2 / 365.25 = 2.9993 years
    assert told is not None and told.value == "2,999 USD"
    assert told.formula == "1,000 USD a year x 3.00 years that 2 customers stay"
    assert lifetime_told(row._replace(value=0), lifespan_on(house.store, date(2026, 11, 16))) is None
    assert lifetime_told(row, lifespan_on(house.store, date(2020, 1, 1))) is None


def _ids(house: House) -> list[int]:
    return [one for (one,) in house.rows("select id from customer")]


def test_values_in_several_currencies_are_summed_at_a_rate_or_told_apart(house: House) -> None:
    house.do(SetRate, house.admin, currency="EUR", rate="1.1", effective_on="2026-01-01")
    add(house, "Euro", "1000 EUR")
    add(house, "Franc", "500 CHF")
    add(house, "Dollar", "200")
    value = told(house)["value"]
    assert value.value == "1,300 USD" and "500 CHF without a rate" in value.formula


def test_what_was_merged_counts_once_for_the_customer_that_stands_for_it(house: House) -> None:
    one, other = add(house, "Acme", "1000"), add(house, "Akme", "500")
    house.do(TakeAnswer, customer_id=other, kind="nps", score=9)
    house.do(MergeCustomers, keep=one, others=(other,))
    house.do(EditCustomer, customer_id=one, columns={"value": "1800"})
    found = told(house)
    assert (found["customers"].value, found["value"].value, found["NRR"].value) == (
        "1",
        "1,800 USD",
        "120.0 %",
    )
    assert (found["NPS"].value, behind(house, "NPS")) == ("+100", ["Acme: 9 of 10"])
    house.undo()
    house.undo()
    assert told(house)["customers"].value == "2"


@pytest.mark.parametrize("admin", [False, True])
def test_nps_and_csat_are_shares_of_answers(house: House, admin: bool) -> None:
    acme = add(house, "Acme", "1000")
    for score in (10, 9, 8, 7, 6, 0):
        house.do(TakeAnswer, customer_id=acme, kind="nps", score=score)
    for score in (5, 4, 3):
        house.do(TakeAnswer, customer_id=acme, kind="csat", score=score)
    house.do(TakeAnswer, customer_id=acme, kind="csat", score=1, day="2026-01-05")
    found = told(house, house.admin if admin else None)
    # 2 of 6 promote, 2 of 6 would not: 0. An answer of last winter is out of the period.
    assert (found["NPS"].value, found["CSAT"].value) == ("+0", "66.7 %")
    assert found["NPS"].formula.startswith("2 of 6 answered 9 or 10, 2 of 6 0 to 6")
    assert len(behind(house, "NPS")) == 6 and len(behind(house, "CSAT")) == 3


def test_the_rating_is_the_mean_of_all_stars_by_platform(house: House) -> None:
    acme = add(house, "Acme", "1000")
    for stars, platform in ((500, "Upwork"), (480, "Upwork"), (400, "Fiverr")):
        house.do(CollectReview, customer_id=acme, stars=stars, platform=platform, day="2026-11-02")
    rating = told(house)["rating"]
    # (5 + 4.8 + 4) / 3
    assert rating.value == "4.60"
    assert (
        rating.formula
        == "mean of the stars of 3 reviews, 4.9 is wanted: 4.9 on Upwork of 2, 4 on Fiverr of 1"
    )


def test_complaints_take_working_time_of_whoever_has_the_customer(house: House) -> None:
    acme = add(house, "Acme", "1000")
    house.do(TakeDaysOff, first="2026-11-17", last="2026-11-17", person_id=house.ana, reason="ill")
    house.do(OpenComplaint, customer_id=acme, text="late", opened_at=moment(13, "16:00"))
    house.do(OpenComplaint, customer_id=acme, text="wrong", opened_at=moment(16, "08:00"))
    assert told(house)["open complaints"].value == "2"
    house.now = moment(18, "10:00")
    # Friday 16:00 to Wednesday 10:00: an hour on Friday, eight on Monday, none on the day off, one on Wednesday.
    assert house.do(ResolveComplaint, customer_id=acme).summary == "complaint of Acme resolved after 10 h"
    # The other one: eight hours on Monday, one on Wednesday.
    house.do(ResolveComplaint, customer_id=acme, resolution="sent again")
    found = told(house)
    assert (found["open complaints"].value, found["to resolve"].value) == ("0", "9 h 30 min")
    assert "of 2 complaints" in found["to resolve"].formula


def test_renewals_and_repeat_orders_and_upsells(house: House) -> None:
    acme, beta = add(house, "Acme", "1000"), add(house, "Beta", "500")
    house.do(PlanRenewal, customer_id=acme, due_on="2026-11-10", amount=40_000)
    house.do(PlanRenewal, customer_id=beta, due_on="2026-12-10")
    found = told(house)
    assert (found["renewals due"].value, found["renewals due"].formula) == (
        *("2", "due soon or past their day, 1 of them past it"),
    )
    house.do(CloseRenewal, customer_id=acme, outcome="lost")
    # 400 of the 1,000 were at stake: the customer stays with the rest.
    assert house.rows("select value, active from customer where id = ?", acme) == [(60_000, 1)]
    house.do(CloseRenewal, customer_id=beta, outcome="renewed", amount=70_000)
    house.do(FindUpsell, customer_id=acme, what="a shop", amount=10_000)
    won = house.do(OpenCustomerDeal, customer_id=acme).id
    lost = house.do(OpenCustomerDeal, customer_id=acme, what="a film", amount=5_000).id
    house.do(WinDeal, deal_id=won)
    house.do(LoseDeals, deals=(lost,), reason="price")
    plain = house.do(AddDeal, columns={"name": "Site", "company": "Beta", "amount": "100"}).id
    house.do(WinDeal, deal_id=plain)
    found = told(house)
    assert (found["renewal rate"].value, found["renewal rate"].formula[:24]) == (
        *("50.0 %", "1 renewed of 2 decided, "),
    )
    assert found["repeat orders"].value == "2" and found["upsells won"].value == "50.0 %"
    # Acme 1,000 - 400 + 100, Beta 500 + 200 + 100.
    assert found["value"].value == "1,500 USD"


def test_how_long_customers_stay_is_told_in_years_and_months(house: House) -> None:
    add(house, "Old", "1000", since="2024-11-16")
    add(house, "Young", "1000", since="2026-05-16")
    # 24 and 6 months: 15 on average.
    assert told(house)["stay"].value == "1 y 3 m"


def test_only_ones_own_are_counted_and_a_team_by_its_manager(house: House) -> None:
    add(house, "Acme", "1000")
    house.do(AddCustomer, house.ben, columns={"name": "Beta", "value": "500"})
    house.do(AddCustomer, house.cy, columns={"name": "Ceta", "value": "300"})
    assert numbers(house, owners=(house.ana,)).active == 1
    assert numbers(house, owners=(house.ben,)).active == 0, "Ben's are out of Ana's reach"
    assert numbers(house, house.manager).active == 2
    assert numbers(house, house.admin).growth.end == 180_000


values = st.integers(0, 10**9)


@given(st.lists(st.tuples(values, values), max_size=20), values)
def test_what_was_kept_is_between_nothing_and_all_and_the_end_adds_up(
    moves: list[tuple[int, int]], still: int
) -> None:
    moved = [Moved(place, "", start, end) for place, (start, end) in enumerate(moves)]
    growth = growth_of(NOBODY, [("", still)], moved)
    assert growth.end == still + sum(end for _, end in moves)
    kept, gained = growth.grr.value, growth.nrr.value
    if kept is not None and gained is not None:
        assert 0 <= kept <= 1 and gained >= kept
    else:
        assert growth.start == 0


@given(st.dictionaries(st.integers(0, 10), st.integers(0, 1000)))
def test_nps_is_between_minus_and_plus_100(counts: dict[int, int]) -> None:
    value = nps_of(counts).value
    assert value is None if not sum(counts.values()) else value is not None and -100 <= value <= 100


def test_answers_are_counted_as_the_trade_does() -> None:
    assert nps_of({9: 1, 10: 1, 8: 1, 6: 1}).value == 25
    assert csat_of({5: 1, 4: 1, 3: 2}).percent == "50.0 %" and csat_of({}).percent == "n/a"


def test_a_year_after_a_leap_day_is_the_day_before() -> None:
    from data.customers.renewals import year_after

    assert year_after(date(2028, 2, 29)) == date(2029, 2, 28)
