"""A won deal makes its company a customer, or the customer worth more, in the same step."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.customers.churn import MarkChurned
from data.customers.commands import AddCustomer
from data.customers.customer import Customer
from data.customers.gather import GatherCustomers
from data.customers.of_company import customer_called
from data.customers.renewals import renewals_of
from data.customers.renewing import PlanRenewal
from data.customers.timeline import timeline_with_deals
from data.customers.upsells import FindUpsell, OpenCustomerDeal
from data.deals.commands import AddDeal
from data.deals.currencies import SetRate
from data.deals.imports.deal_spec import DEAL_IMPORT
from data.deals.moving import ReopenDeal, WinDeal
from data.imports.plan import read_plan
from data.kernel.errors import Refused
from data.records.normal_forms import company_key
from tests.data.leads.house import House, moment


def deal(house: House, amount: str = "1200", company: str = "Acme Ltd", **columns: Any) -> int:
    return house.do(AddDeal, columns={"name": "Website", "company": company, "amount": amount, **columns}).id


def customer(house: House, company: str = "Acme Ltd") -> Customer | None:
    return customer_called(house.store, company_key(company))


def the_customer(house: House, company: str = "Acme Ltd") -> Customer:
    found = customer(house, company)
    assert found is not None
    return found


def steps(house: House) -> list[tuple[Any, ...]]:
    return house.rows("select day, kind, amount from value_change order by id")


def kept(house: House) -> Iterator[tuple[Any, ...]]:
    return iter(house.rows("select value, renewal_on, active, churned_on from customer order by id"))


def test_the_first_deal_makes_the_customer_and_undo_takes_back_both(house: House) -> None:
    before = house.state()
    won = deal(house, "12,000 EUR", channel="Upwork", territory="North")
    opened = house.state()
    said = house.do(WinDeal, deal_id=won)
    assert said.summary == "Website, Acme Ltd won, Acme Ltd is a customer"
    made = the_customer(house)
    assert (made.name, made.value, made.currency) == ("Acme Ltd", 1_200_000, "EUR")
    assert (made.since, made.channel, made.territory, made.owner_id) == (
        *("2026-11-16", "Upwork", "North", house.ana),
    )
    house.undo()
    assert house.state() == opened
    house.redo()
    assert the_customer(house) == made._replace(touched=the_customer(house).touched)
    house.undo()
    house.undo()
    assert house.state() == before


def test_a_further_deal_joins_the_customer_whoever_has_it(house: House) -> None:
    house.do(WinDeal, deal_id=deal(house))
    house.now = moment(17)
    said = house.do(WinDeal, deal_id=deal(house, "800", "ACME Limited"))
    assert said.summary == "Website, ACME Limited won, Acme Ltd grows by 800 USD"
    assert the_customer(house).value == 200_000
    assert steps(house) == [("2026-11-16", "new", 120_000), ("2026-11-17", "expansion", 80_000)]
    assert len(house.rows("select 1 from customer")) == 1


def test_a_deal_in_another_currency_counts_at_the_rate_of_the_day(house: House) -> None:
    house.do(SetRate, house.admin, currency="EUR", rate="1.1", effective_on="2026-01-01")
    house.do(WinDeal, deal_id=deal(house, "1000"))
    house.do(WinDeal, deal_id=deal(house, "100 EUR"))
    assert the_customer(house).value == 111_000


def test_a_deal_in_a_currency_without_a_rate_is_an_order_of_no_value(house: House) -> None:
    house.do(WinDeal, deal_id=deal(house, "1000"))
    said = house.do(WinDeal, deal_id=deal(house, "100 EUR"))
    assert said.summary.endswith("grows by no amount that can be counted")
    assert the_customer(house).value == 100_000
    assert steps(house)[-1][1:] == ("expansion", 0)


def test_a_deal_of_no_company_makes_no_customer(house: House) -> None:
    won = house.do(AddDeal, columns={"name": "Website", "amount": "900"}).id
    assert house.do(WinDeal, deal_id=won).summary == "Website won, it names no company: no customer"
    assert house.rows("select 1 from customer") == []


def test_who_had_left_is_back_with_a_won_deal(house: House) -> None:
    house.do(WinDeal, deal_id=deal(house))
    house.do(MarkChurned, customer_id=the_customer(house).id, reason="price")
    house.do(WinDeal, deal_id=deal(house, "700"))
    back = the_customer(house)
    assert (back.active, back.churned_on, back.churn_reason, back.value) == (1, "", "", 70_000)
    assert [kind for _, kind, _ in steps(house)] == ["new", "churn", "new"]


def test_a_deal_that_is_open_again_takes_its_value_back(house: House) -> None:
    first, second = deal(house), deal(house, "800")
    house.do(WinDeal, deal_id=first)
    house.do(WinDeal, deal_id=second)
    said = house.do(ReopenDeal, deal_id=second)
    assert said.summary.endswith("Acme Ltd is worth 1,200 USD again")
    assert the_customer(house).value == 120_000
    house.undo()
    assert the_customer(house).value == 200_000


def test_an_upsell_becomes_a_deal_and_its_win_enlarges_the_customer(house: House) -> None:
    made = house.do(AddCustomer, columns={"name": "Acme Ltd", "value": "1000"}).id
    house.do(FindUpsell, customer_id=made, what="a shop", amount=50_000)
    opened = house.do(OpenCustomerDeal, customer_id=made)
    assert opened.summary == "deal opened: a shop, Acme Ltd"
    assert house.rows("select name, company, amount, source, owner_id from deal") == [
        ("a shop", "Acme Ltd", 50_000, "expansion", house.ana)
    ]
    assert house.rows("select deal_id from upsell") == [(opened.id,)]
    house.do(WinDeal, deal_id=opened.id)
    assert the_customer(house).value == 150_000


def test_a_renewal_deal_that_is_won_renews_and_only_the_difference_counts(house: House) -> None:
    made = house.do(AddCustomer, columns={"name": "Acme Ltd", "value": "1000"}).id
    house.do(PlanRenewal, customer_id=made, due_on="2026-12-01")
    opened = house.do(OpenCustomerDeal, customer_id=made, kind="renewal", amount=110_000)
    said = house.do(WinDeal, deal_id=opened.id)
    assert said.summary.endswith("won, Acme Ltd renewed")
    assert the_customer(house).value == 110_000
    assert steps(house)[-1][1:] == ("expansion", 10_000)
    planned, closed = renewals_of(house.store, made)
    assert (closed.outcome, closed.renewed_amount, closed.closed_on) == ("renewed", 110_000, "2026-11-16")
    assert (planned.due_on, planned.amount, planned.outcome) == ("2027-12-01", 110_000, "")
    house.undo()
    assert next(kept(house))[:2] == (100_000, "2026-12-01")
    house.redo()
    assert house.do(ReopenDeal, deal_id=opened.id).summary.endswith("Acme Ltd is worth 1,000 USD again")
    assert next(kept(house))[:2] == (100_000, "2026-12-01")
    assert [one.outcome for one in renewals_of(house.store, made)] == [""]
    house.undo()
    assert next(kept(house))[:2] == (110_000, "2027-12-01")


def test_companies_of_deals_won_before_become_customers_in_one_step(house: House) -> None:
    house.do(SetRate, house.admin, currency="EUR", rate="2", effective_on="2026-01-01")
    path = Path(house.store.path).with_name("deals.csv")
    path.write_text(
        "Deal ID,Deal Name,Account Name,Amount,Currency,Stage,Close Date,Deal Owner\n"
        "1,Site,Acme Ltd,1000,USD,Closed Won,2024-03-05,Ana Rep\n"
        "2,Shop,ACME Limited,100,EUR,Closed Won,2025-03-05,Ben Rep\n"
        "3,Film,Beta,500,USD,Closed Lost,2025-03-05,Ana Rep\n"
        "4,Farm,Ceta,,USD,Closed Won,2025-06-01,Ana Rep\n"
    )
    plan = read_plan(DEAL_IMPORT, house.store, house.person(house.admin), house.now, str(path))
    house.store.apply(plan.command(house.store.ids, house.admin, house.now))
    house.do(WinDeal, deal_id=deal(house, "70", "Delta"))
    before = house.state()
    said = house.do(GatherCustomers, house.admin)
    assert said.summary == "2 customers made of 3 won deals"
    columns = "name, value, currency, since, owner_id"
    assert house.rows(f"select {columns} from customer where batch_id is not null order by name") == [
        ("ACME Limited", 120_000, "USD", "2024-03-05", house.ben),
        ("Ceta", 0, "USD", "2025-06-01", house.ana),
    ]
    assert house.rows(
        "select day, kind, amount from value_change where batch_id is not null order by id"
    ) == [
        ("2024-03-05", "new", 100_000),
        ("2025-03-05", "expansion", 20_000),
        ("2025-06-01", "new", 0),
    ]
    with pytest.raises(Refused, match="is a customer already"):
        house.do(GatherCustomers, house.admin)
    house.undo(house.admin)
    assert house.state() == before


def test_a_deal_of_which_nothing_is_said_is_what_was_noted_else_the_renewal_that_is_due(house: House) -> None:
    made = house.do(AddCustomer, columns={"name": "Acme Ltd", "value": "1000"}).id
    house.do(PlanRenewal, customer_id=made, due_on="2026-12-01")
    house.do(FindUpsell, customer_id=made, what="a shop")
    opened = [house.do(OpenCustomerDeal, customer_id=made).summary for _ in range(3)]
    assert opened == [
        "deal opened: a shop, Acme Ltd",
        "deal opened: Renewal 2026-12-01, Acme Ltd",
        # It has a deal by now.
        "deal opened: Expansion, Acme Ltd",
    ]


def test_a_deal_on_a_customers_timeline_is_called_by_what_it_is_about(house: House) -> None:
    house.do(WinDeal, deal_id=deal(house, "500"))
    told = [happening.words for happening in timeline_with_deals(house.store, the_customer(house))]
    assert any(words.startswith("deal Website: ") for words in told)
    assert not any("Acme" in words for words in told)
