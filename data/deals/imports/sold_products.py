"""Which product is meant by a name in a file. A name that differs by a blank is proposed, never taken silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from data.deals.products import NAME_LIMIT, Product
from data.kernel.text import clean

NEAR = 88
"""Likeness in percent from which a product is proposed for a name."""


class ProductMatch(NamedTuple):
    """What a name means: a product, or None, with the one that may be meant (empty: no idea).

    ``is_none``: somebody said that there is no product of that name.
    """

    product: Product | None
    perhaps: str = ""
    is_told: bool = False
    is_none: bool = False


class ProductNames:
    """Finds products by what was told, else by their names in any case."""

    def __init__(self, products: Iterable[Product], told: Mapping[str, Product | None]) -> None:
        """``told`` are products by names as they are compared; None: no product."""
        self._products = {product.name.casefold(): product for product in products}
        self._bare = {bare_name(product.name): product.name for product in self._products.values()}
        self._told = told
        self._found: dict[str, ProductMatch] = {}

    @property
    def are_there(self) -> bool:
        """Whether the company has any products."""
        return bool(self._products)

    def match(self, cell: str) -> ProductMatch:
        """What the name in a cell means."""
        found = self._found.get(cell)
        if found is None:
            found = self._found[cell] = self._match(clean(cell, NAME_LIMIT))
        return found

    def _match(self, name: str) -> ProductMatch:
        key = name.casefold()
        if key in self._told:
            product = self._told[key]
            return ProductMatch(product, is_told=True, is_none=product is None)
        if key in self._products:
            return ProductMatch(self._products[key])
        return ProductMatch(None, self._bare.get(bare_name(name), "") or self._nearest(key))

    def _nearest(self, key: str) -> str:
        from rapidfuzz import fuzz, process

        near = process.extractOne(key, list(self._products), scorer=fuzz.ratio, score_cutoff=NEAR)
        return "" if near is None else self._products[near[0]].name


def bare_name(name: str) -> str:
    """A name by its letters and digits alone."""
    return "".join(character for character in name.casefold() if character.isalnum())
