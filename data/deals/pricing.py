"""What lines come to while they are typed, and in which currency that is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from data.deals.deal import Deal
from data.deals.lines import typed_lines
from data.deals.products import Product, products
from data.kernel.commands import Reader
from data.kernel.rows import existing_record
from data.records.money import money_words
from data.records.own_currency import company_currency


class Pricing(NamedTuple):
    """The products by their names in small letters, a deal's currency (empty: none yet), and the company's."""

    products: Mapping[str, Product]
    currency: str
    own: str

    @property
    def example(self) -> str:
        """How lines are typed, with products that there are: ``GTX Pro:2:4500; MG Special``; empty without any."""
        sold = [product for product in self.products.values() if product.active][:2]
        lines = [product.name for product in sold]
        if sold:
            lines[0] = ":".join(
                filter(None, (lines[0], "2", money_words(sold[0].list_price, "").replace(",", "")))
            )
        return "; ".join(lines)

    def meaning(self, text: str) -> str:
        """How typed lines were understood. Raises UsageError for what is none."""
        lines = typed_lines(text)
        if not lines:
            return "nothing is sold"
        known = [self.products.get(line.product.casefold()) for line in lines]
        prices = [
            line.price if line.price is not None or product is None else product.list_price
            for line, product in zip(lines, known, strict=True)
        ]
        if None in prices:
            return f"{len(lines)} product{'' if len(lines) == 1 else 's'}, at list price where none is said"
        said = (product.currency for product in known if product is not None and product.currency)
        worth = sum(line.quantity * (price or 0) for line, price in zip(lines, prices, strict=True))
        return f"comes to {money_words(worth, self.currency or next(said, self.own))}"


def pricing_of(reader: Reader, deal_id: int) -> Pricing:
    """By what the lines of a deal are counted."""
    named = {product.name.casefold(): product for product in products(reader)}
    deal = existing_record(reader, Deal, "deal", deal_id)
    return Pricing(named, deal.currency, company_currency(reader))
