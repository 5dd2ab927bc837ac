"""The months of growth and the life of a customer, as charts show them, each against a computation by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from data.customers.churn import MarkChurned
from data.customers.commands import AddCustomer, EditCustomer
from data.customers.customer import Customer, by_ids
from data.customers.merge import MergeCustomers
from data.customers.months import MOST_BARS, Step, grown, growth_by_month, life_of, parts_of_life
from data.deals.currencies import Exchange, SetRate
from tests.data.leads.house import House, moment

TODAY = date(2026, 11, 16)


def add(house: House, name: str, value: str, since: str) -> int:
    return house.do(AddCustomer, columns={"name": name, "value": value, "since": since}).id


def the_customer(house: House, customer: int) -> Customer:
    (found,) = by_ids(house.store, [customer])
    return found


def test_each_month_tells_what_came_what_went_and_what_was_kept(house: House) -> None:
    house.do(SetRate, house.admin, currency="EUR", rate="2", effective_on="2026-01-01")
    old, gone = add(house, "Old", "1000", "2024-01-15"), add(house, "Gone", "500 EUR", "2025-01-15")
    add(house, "New", "700", "2026-10-02")
    house.now = moment(12, month=10)
    house.do(EditCustomer, customer_id=old, columns={"value": "1400"})
    house.now = moment(16)
    house.do(EditCustomer, customer_id=old, columns={"value": "1300"})
    house.do(MarkChurned, customer_id=gone, reason="price")
    months = growth_by_month(house.store, house.person(house.ana), None, house.now)
    assert [one.first for one in months] == [
        date(2025 + (11 + step) // 12, (11 + step) % 12 + 1, 1) for step in range(12)
    ]
    september, october, november = (one.growth for one in months[-3:])
    # 1,000 + 500 EUR at 2.
    assert (september.start, september.end) == (200_000, 200_000) and september.nrr.percent == "100.0 %"
    assert (october.new, october.expansion, october.end) == (70_000, 40_000, 310_000)
    # (2,000 + 400) / 2,000
    assert (october.nrr.percent, october.grr.percent) == ("120.0 %", "100.0 %")
    assert (november.contraction, november.churn, november.end) == (10_000, 100_000, 200_000)
    # (3,100 - 100 - 1,000) / 3,100
    assert (november.nrr.percent, november.grr.percent) == ("64.5 %", "64.5 %")


def test_before_the_first_customer_nothing_was_kept_of_nothing(house: House) -> None:
    months = growth_by_month(house.store, house.person(house.ana), None, house.now)
    assert {one.growth.nrr.percent for one in months} == {"n/a"} and len(months) == 12


steps = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(-5_000, 9_000)), max_size=30)


@given(steps)
def test_months_lead_from_one_to_the_next_and_end_where_things_are(made: list[tuple[int, int, int]]) -> None:
    months = [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]
    sums: dict[tuple[int, int], int] = {}
    for customer, month, amount in made:
        sums[customer, month] = sums.get((customer, month), 0) + amount
    worth = {one: 20_000 + sum(sums.get((one, month), 0) for month in range(3)) for one in range(5)}
    worth = {one: max(value, 0) for one, value in worth.items()}
    told = [
        Step(customer, "", worth[customer], months[month].isoformat()[:7], amount)
        for (customer, month), amount in sums.items()
        if 20_000 + sum(sums.get((customer, other), 0) for other in range(3)) >= 0
    ]
    found = grown(Exchange("USD", {}), {"": sum(worth.values())}, told, months)
    assert found[-1].growth.end == sum(worth.values())


def test_a_life_is_told_by_months_quarters_or_years(house: House) -> None:
    assert parts_of_life(date(2025, 12, 3), TODAY)[0] == "month"
    by, parts = parts_of_life(date(2025, 11, 30), TODAY)
    assert by == "quarter" and parts[0] == ("4Q25", date(2025, 12, 31)) and parts[-1][0] == "4Q26"
    by, parts = parts_of_life(date(2019, 5, 5), TODAY)
    assert by == "year" and parts[0] == ("19", date(2019, 12, 31)) and len(parts) == 8
    assert parts_of_life(date(2030, 1, 1), TODAY) == ("month", [("Nov", date(2026, 11, 30))])


@given(st.dates(date(1990, 1, 1), date(2026, 11, 16)))
def test_the_parts_of_a_life_cover_all_of_it(begin: date) -> None:
    by, parts = parts_of_life(begin, TODAY)
    lasts = [last for _, last in parts]
    assert lasts == sorted(set(lasts)) and lasts[-1] >= TODAY and all(last < TODAY for last in lasts[:-1])
    assert by == "year" or len(parts) <= MOST_BARS


def test_a_life_holds_what_was_merged_into_the_customer(house: House) -> None:
    acme, akme = add(house, "Acme", "1000", "2026-09-15"), add(house, "Akme", "500", "2026-10-15")
    house.do(MergeCustomers, keep=acme, others=(akme,))
    life = life_of(house.store, the_customer(house, acme), TODAY)
    assert [(one.label, one.value, one.is_now) for one in life.parts] == [
        *(("Sep", 100_000, False), ("Oct", 150_000, False), ("Nov", 150_000, True)),
    ]
    nothing = house.do(AddCustomer, columns={"name": "Beta"}).id
    assert [one.value for one in life_of(house.store, the_customer(house, nothing), TODAY).parts] == [0]
    house.do(EditCustomer, customer_id=nothing, columns={"since": ""})
    assert life_of(house.store, the_customer(house, nothing), TODAY).parts == ()
