"""Files of products: how they are read, held against the store and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from data.deals.imports.export_columns import PRODUCT_EXPORT
from data.deals.imports.refusals import value_refused
from data.deals.imports.sold_products import bare_name
from data.deals.imports.vocabulary import deal_columns, product_columns
from data.deals.products import PRODUCTS, Product
from data.files.table import Table
from data.imports.command import decide_import
from data.imports.compare import compare_records
from data.imports.comparison import Comparison
from data.imports.drafts import Draft
from data.imports.fields import ImportField, RowRules, Settle, import_fields
from data.imports.left_rows import Twin
from data.imports.looks import seen_in
from data.imports.match_rules import MatchRules
from data.imports.new_records import new_records
from data.imports.read_records import read_records
from data.imports.repeated_rows import SameRows
from data.imports.spec import Batch, ColumnRules, ImportCommand, ImportSpec
from data.kernel.commands import COMPANY, Deciding, Decision, Reader, Whose, command
from data.kernel.engine import Value
from data.kernel.rows import select_records
from data.records.currency_names import currency_of
from data.records.money import money_words

PRODUCTS_IMPORT = "product.import"
_SHOWN = ("product", "line", "list price")


@command(PRODUCTS_IMPORT, COMPANY)
class ImportProducts(NamedTuple):
    """Bring in the products of a file: new ones are added, changed ones updated. One step for undo."""

    id: int
    actor: int
    at: int
    batch: Batch[Draft]
    found: Comparison[Draft]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where there is nothing to write."""
        return decide_import(PRODUCT_IMPORT, self, reader)


def _settling(_reader: Reader) -> Settle:
    """Currencies by their codes; one that there is not stays as it is."""

    def settle(values: list[Value]) -> Sequence[str]:
        said = str(values[_CURRENCY] or "")
        values[_CURRENCY] = currency_of(said) or said
        if values[_ACTIVE] is None:
            values[_ACTIVE] = 1
        return ()

    return settle


_ROWS = RowRules(
    PRODUCTS,
    fields=import_fields(
        PRODUCTS,
        "any file",
        PRODUCT_EXPORT.file_names,
        {
            "list_price": ImportField("list_price", "money", currency="currency", refuses=value_refused),
            "currency": ImportField("currency", "short", limit=40),
            "active": ImportField("active", "toggle"),
        },
    ),
    lacks=lambda values: "" if values[0] else "no name of a product",
    name_key=lambda values: str(values[0]).casefold(),
    settle=_settling,
)
_CURRENCY, _ACTIVE = _ROWS.places["currency"], _ROWS.places["active"]


class _ByName:
    """Finds the product of a name in any case; one that is written nearly so is told."""

    def __init__(self, reader: Reader) -> None:
        found = select_records(reader, Product, "product", "")
        self._by_name: Mapping[str, Product] = {product.name.casefold(): product for product in found}
        self._by_bare: Mapping[str, Product] = {bare_name(product.name): product for product in found}
        self.twins: list[Twin] = []

    def match(self, drafts: Sequence[Draft]) -> dict[int, Product]:
        """The products that drafts are."""
        found: dict[int, Product] = {}
        for draft in drafts:
            name = str(draft.values[0])
            product = self._by_name.get(name.casefold())
            near = self._by_bare.get(bare_name(name))
            if product is not None:
                found[draft.number] = product
            elif near is not None:
                self.twins.append(Twin(draft.number, f"is written nearly like {near.name}, which is here"))
        return found


def holds_products(table: Table, told: Mapping[str, str | None]) -> bool:
    """Whether a file that was offered to deals is a list of products."""
    if PRODUCT_EXPORT.reference in table.columns:
        return True
    deals = seen_in(deal_columns().look, table.columns)
    return not told and deals is None and seen_in(product_columns().look, table.columns) is not None


def _whose(_reader: Reader, _importing: ImportCommand, _found: Comparison[Draft]) -> tuple[Whose, ...]:
    """Products are the company's."""
    return (COMPANY,)


def _sample(draft: Draft, unit: str) -> list[str]:
    values = dict(zip(_ROWS.columns, draft.values, strict=True))
    price = values["list_price"]
    worth = "" if price is None else money_words(int(price), str(values["currency"] or unit))
    return [str(values["name"]), str(values["line"] or ""), worth]


_MATCHING = MatchRules(command=PRODUCTS_IMPORT, kind=Product, matcher=_ByName)
PRODUCT_IMPORT = ImportSpec[Draft](
    noun="product",
    one=PRODUCTS.word,
    many=PRODUCTS.plural,
    command=ImportProducts,
    columns=ColumnRules(
        product_columns,
        labels={field.column: field.label for field in PRODUCTS.fields},
        keeps_rest=False,
        returning=PRODUCT_EXPORT.returning,
        proof=(("name", "list_price", "line"),),
        needs=("name",),
    ),
    read=partial(
        read_records,
        _ROWS,
        SameRows(
            keys=lambda draft: (draft.name_key,),
            agree=lambda _earlier, _draft, _key: True,
            twin=lambda _draft, _earlier, _key: "",
        ),
    ),
    compare=partial(compare_records, _MATCHING, _ROWS),
    write=partial(new_records, _ROWS, {}),
    whose=_whose,
    nothing_new="every product of the file is there already.",
    shown=_SHOWN,
    sample=_sample,
)
"""Products: known by their source's id, else by their name."""
