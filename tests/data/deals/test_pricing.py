"""What is typed as sold comes to an amount with its currency: the deal's, else the products', else the company's."""

from __future__ import annotations

from datetime import UTC

import pytest

from data.deals.commands import AddDeal
from data.deals.deal import Deal
from data.deals.lines import SetLines, Wanted
from data.deals.pricing import Pricing, pricing_of
from data.deals.products import AddProduct, Product
from data.deals.timeline import glimpse
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import existing_record
from tests.data.leads.house import House

PRODUCTS = {
    "shop": Product(1, "Shop", list_price=10_000, currency="EUR"),
    "care": Product(2, "Care", list_price=None),
}


@pytest.mark.parametrize(
    ("currency", "text", "meaning"),
    [
        ("", "Shop:2", "comes to 200 EUR"),
        ("", "Shop:2:90; Care:1:50", "comes to 230 EUR"),
        ("USD", "care:3:50", "comes to 150 USD"),
        ("", "Care:3:50", "comes to 150 GBP"),
        ("", "Care", "1 product, at list price where none is said"),
        ("", "Nothing known", "1 product, at list price where none is said"),
        ("", " ; ", "nothing is sold"),
    ],
)
def test_lines_while_they_are_typed(currency: str, text: str, meaning: str) -> None:
    assert Pricing(PRODUCTS, currency, "GBP").meaning(text) == meaning


def test_what_is_no_line_is_said_to_be_none() -> None:
    with pytest.raises(UsageError, match="is no product line"):
        Pricing(PRODUCTS, "", "GBP").meaning("Shop:many")


def test_the_example_is_of_what_is_sold_here_and_a_wrong_name_tells_the_nearest(house: House) -> None:
    deal = house.do(AddDeal, columns={"name": "Website"}).id
    assert pricing_of(house.store, deal).example == ""
    for name, price in (("Annual licence", "4800"), ("Onboarding", None)):
        house.do(AddProduct, house.admin, columns={"name": name, "list_price": price, "currency": "USD"})
    assert pricing_of(house.store, deal).example == "Annual licence:2:4800; Onboarding"
    for typed in ("anual license", "licence"):
        with pytest.raises(Refused, match="Is 'Annual licence' meant"):
            house.do(SetLines, deal_id=deal, lines=(Wanted(typed),))


def test_the_story_of_a_deal_says_what_was_sold_without_a_mark_before_it(house: House) -> None:
    made = house.do(AddDeal, columns={"name": "Website"}).id
    house.do(AddProduct, house.admin, columns={"name": "Care", "list_price": "100", "currency": "USD"})
    house.do(SetLines, deal_id=made, lines=(Wanted("Care"), Wanted("Care", 2)))
    deal = existing_record(house.store, Deal, "deal", made)
    told = [one.words for one in glimpse(house.store, deal, 10, UTC)[1]]
    assert "2 products" in told[0] and not told[0].startswith(":"), told
