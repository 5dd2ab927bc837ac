"""Products: what is sold, to which product line it belongs, its list price; commands on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.kernel.commands import COMPANY, Deciding, Decision, Reader, command
from data.kernel.engine import Value
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, select_records
from data.kernel.text import bounded, clean
from data.records.fields import Field, Records, checked_particulars
from data.records.money import checked_currency

NAME_LIMIT = 120


class Product(NamedTuple):
    """One product. ``list_price`` is in hundredths of ``currency`` (None: none is set)."""

    id: int
    name: str
    line: str = ""
    list_price: int | None = None
    currency: str = ""
    active: int = 1
    source_key: str | None = None
    batch_id: int | None = None
    touched: int | None = None


PRODUCTS = Records(
    table="product",
    word="product",
    plural="products",
    named=("name",),
    fields=(
        Field("name", "name", heading="Product", wanted=True, asked=1),
        Field("line", "product line", heading="Product line"),
        Field("list_price", "list price", "money", heading="List price"),
        Field("currency", "currency", heading="Currency", along="list_price"),
        Field("active", "sold still", "answer", typed=False, heading="Sold still"),
        Field("source_key", "source record", typed=False, heading="Source record", imported=""),
    ),
)
"""Files bring products and take them along; they have no page, and no search table."""


def products(reader: Reader, *, active_only: bool = False) -> list[Product]:
    """All products by name."""
    which = "where active = 1 " if active_only else ""
    return select_records(reader, Product, "product", f"{which}order by name collate nocase")


def product_lines(reader: Reader) -> list[str]:
    """The product lines that are sold."""
    rows = reader.select("select distinct line from product where active = 1 and line <> '' order by line")
    return [line for (line,) in rows]


def spelled_line(reader: Reader, word: str) -> str:
    """A product line as the company's products spell it; one that none of them has as it is."""
    line = bounded(word, NAME_LIMIT, "A product line")
    rows = reader.select(
        "select line from product where line = ? collate nocase order by id limit 1", (line,)
    )
    return str(rows[0][0]) if rows else line


def squeezed(name: str) -> str:
    """A name without blanks and case: names that differ by no more are likely one product's."""
    return "".join(name.split()).casefold()


def product_named(reader: Reader, word: str) -> Product:
    """The product of a name. Raises Refused where there is none, naming those that are written nearly so."""
    name = clean(word, NAME_LIMIT)
    found = select_records(reader, Product, "product", "where name = ? collate nocase", (name,))
    if found:
        return found[0]
    near = _nearest(name, [product.name for product in products(reader)])
    hint = f" Is {' or '.join(map(repr, near))} meant?" if near else ""
    raise Refused(f"{name!r} is no product.{hint}", code="product.unknown")


def _nearest(name: str, names: Sequence[str]) -> list[str]:
    """The names that are written nearly as one, the nearest first; then those that hold it."""
    from difflib import get_close_matches

    wanted, squeezed_names = squeezed(name), {squeezed(known): known for known in names}
    close = get_close_matches(wanted, [*squeezed_names], n=3)
    holding = [known for known in squeezed_names if wanted and wanted in known]
    return [squeezed_names[known] for known in dict.fromkeys((*close, *holding))][:3]


@command("product.add", COMPANY)
class AddProduct(NamedTuple):
    """A new product, with the id of the command."""

    id: int
    actor: int
    at: int
    columns: Mapping[str, Value]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a name that another product has."""
        said = checked_particulars(PRODUCTS, self.columns)
        product = _checked(reader, Product(self.id, "")._replace(**said))
        return Decision(f"product {product.name} added", [added("product", product)], whose=(COMPANY,))


@command("product.edit", COMPANY)
class EditProduct(NamedTuple):
    """Change a product; only the columns named. What was sold before stays as it was sold."""

    id: int
    actor: int
    at: int
    product: str
    columns: Mapping[str, Value]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a name that another product has."""
        before = product_named(reader, self.product)
        after = _checked(reader, before._replace(**checked_particulars(PRODUCTS, self.columns)))
        change = changed("product", before, after, self.id)
        if change is None:
            raise Refused("That changes nothing.")
        return Decision(f"product {after.name} changed", [change], whose=(COMPANY,))


def _checked(reader: Reader, product: Product) -> Product:
    name = bounded(product.name, NAME_LIMIT, "A product's name")
    if not name:
        raise UsageError("A product needs a name.")
    others = [other for other in products(reader) if other.id != product.id]
    if any(other.name.casefold() == name.casefold() for other in others):
        raise Refused(f"There is a product {name!r} already.")
    return product._replace(
        name=name,
        line=bounded(product.line, NAME_LIMIT, "A product line"),
        currency=checked_currency(product.currency) if product.currency else "",
    )
