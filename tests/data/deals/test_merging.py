"""Deals, quotes and customers that are the same become one; what the one does not take over is written on it."""

from __future__ import annotations

from typing import Any

from data.customers.commands import AddCustomer
from data.customers.customer import Customer
from data.customers.merge import MergeCustomers
from data.deals.commands import AddDeal, AssignDeals, SetDealStep
from data.deals.deal import Deal
from data.deals.lines import SetLines, Wanted
from data.deals.merge import MergeDeals
from data.deals.moving import MoveDeals
from data.deals.products import AddProduct
from data.kernel.rows import existing_record
from data.quotes.commands import EditQuote
from data.quotes.merge import MergeQuotes
from data.quotes.offering import RequestQuotes
from tests.data.leads.house import House

DAY = 86_400_000


def notes(house: House, table: str, record: int) -> list[str]:
    """The notes on a record."""
    rows = house.store.select(
        "select text from note where record_table = ? and record_id = ? order by id", (table, record)
    )
    return [text for (text,) in rows]


def deal(house: House, name: str, **columns: Any) -> int:
    """A deal of Ana's."""
    return house.do(AddDeal, columns={"name": name, "company": "Acme Ltd", **columns}).id


def test_three_deals_become_one_in_one_step_and_nothing_of_the_others_is_lost(house: House) -> None:
    house.do(AddProduct, house.admin, columns={"name": "Shop", "list_price": 10_000})
    first = deal(house, "Website", amount="1000", currency="USD", territory="North")
    second = deal(house, "Web site", amount="900", currency="EUR", territory="North", notes="asked twice")
    third = deal(house, "Website", expected_close="2026-12-18")
    house.do(SetDealStep, deals=(first,), follow_up_at=house.now + DAY, next_step="call")
    house.do(SetDealStep, deals=(second,), follow_up_at=house.now + 2 * DAY, next_step="quote")
    house.do(MoveDeals, deals=(second,), stage="qualified")
    house.do(SetLines, deal_id=third, lines=(Wanted("Shop", 2, 9_000),))
    house.do(AssignDeals, house.manager, deals=(third,), person_id=house.ben)
    merged = house.do(MergeDeals, house.manager, keep=first, others=(second, third))
    assert merged.summary == "2 deals merged into Website, Acme Ltd"
    kept = existing_record(house.store, Deal, "deal", first)
    assert (kept.amount, kept.currency, kept.stage, kept.next_step) == (100_000, "USD", "new", "call")
    assert kept.expected_close == "2026-12-18" and kept.notes == "asked twice"
    of_second, of_third = notes(house, "deal", first)
    assert of_second.splitlines() == [
        "From Web site, Acme Ltd, which was merged into this one:",
        "value: 900 EUR",
        "stage: qualified",
        "next step: Wed 18 Nov 2026 09:00, quote",
    ]
    assert of_third.splitlines() == [
        "From Website, Acme Ltd, which was merged into this one:",
        "value: 180",
        "owner: Ben Rep",
        "sold: Shop:2:90",
    ]
    house.undo(house.manager)
    assert notes(house, "deal", first) == []
    assert existing_record(house.store, Deal, "deal", third).merged_into is None


def test_of_two_that_say_the_same_nothing_is_noted(house: House) -> None:
    first, second = deal(house, "Website", territory="North"), deal(house, "Website")
    house.do(MergeDeals, keep=first, others=(second,))
    assert notes(house, "deal", first) == []


def test_a_quote_and_a_customer_keep_what_another_said_as_well(house: House) -> None:
    one = deal(house, "Website")
    house.do(RequestQuotes, deals=(one,))
    house.do(RequestQuotes, deals=(one,), product_line="Sites")
    first, second = (row for (row,) in house.store.select("select id from quote order by id"))
    house.do(EditQuote, quote_id=first, columns={"number": "Q-1", "product_line": "Sites"})
    house.do(EditQuote, quote_id=second, columns={"number": "Q-2"})
    house.do(MergeQuotes, keep=first, others=(second,))
    assert [note.splitlines()[1:] for note in notes(house, "quote", first)] == [["number: Q-2"]]
    north = house.do(
        AddCustomer, columns={"name": "Umbra Glass", "since": "2024-01-02", "segment": "small"}
    ).id
    south = house.do(
        AddCustomer, columns={"name": "Umbra Glas", "since": "2025-01-02", "segment": "large"}
    ).id
    house.do(MergeCustomers, keep=north, others=(south,))
    assert existing_record(house.store, Customer, "customer", north).since == "2024-01-02"
    assert [note.splitlines() for note in notes(house, "customer", north)] == [
        [
            "From Umbra Glas, which was merged into this one:",
            "since: 2025-01-02",
            "segment: large",
        ]
    ]
