"""What is typed as sold comes to an amount with its currency: the deal's, else the products', else the company's."""

from __future__ import annotations

import pytest

from data.deals.pricing import Pricing
from data.deals.products import Product
from data.kernel.errors import UsageError

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
