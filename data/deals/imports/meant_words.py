"""What somebody says that words of a file mean here: stages and products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.deals.products import Product
from data.deals.stages import Stage
from data.files.findings import listed
from data.imports.options import NONE
from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.records.normal_forms import folded


class MeantWords(NamedTuple):
    """Stages and products by the words for them as they are compared.

    A word that is to mean none is no product, and rows with a stage of that name are left out (``unwanted``).
    """

    stages: Mapping[str, Stage]
    products: Mapping[str, Product | None]
    unwanted: frozenset[str]


def meant_words(told: Mapping[str, str], stages: Sequence[Stage], products: Sequence[Product]) -> MeantWords:
    """Find the stages and products that are meant. Raises UsageError for what is neither."""
    by_stage = {folded(name): stage for stage in stages for name in (stage.code, stage.name)}
    by_product = {product.name.casefold(): product for product in products}
    found_stages: dict[str, Stage] = {}
    found_products: dict[str, Product | None] = {}
    unwanted: set[str] = set()
    for word, text in told.items():
        stage, product = by_stage.get(folded(text)), by_product.get(text.strip().casefold())
        if text.strip().lower() == NONE:
            found_products[word.strip().casefold()] = None
            unwanted.add(folded(word))
        elif stage is None and product is None:
            names = listed([one.name for one in stages], 12)
            what = f"{clean(text, 40)!r} is neither a stage nor a product"
            raise UsageError(f"{what}. Stages: {names}. Products: {_product_names(products)}.")
        if stage is not None:
            found_stages[folded(word)] = stage
        if product is not None:
            found_products[word.strip().casefold()] = product
    return MeantWords(found_stages, found_products, frozenset(unwanted))


def _product_names(products: Sequence[Product]) -> str:
    return listed([product.name for product in products], 12) if products else "none yet"
