"""``cockpit products``: what is sold, and what other currencies are worth."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.imports.verb import ImportVerb, add_options
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.verbs.records.export_options import add_export, export_to
from cockpit.words import day, line
from data.calendar.days import day_of
from data.deals.currencies import SetCompanyCurrency, SetRate
from data.deals.products import AddProduct, EditProduct, products
from data.kernel.errors import UsageError
from data.records.money import money_words
from data.records.own_currency import with_units

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.imports.spec import ImportSpec

EXAMPLE = """\
examples:
  cockpit products list
  cockpit products add "GTX Pro" --line GTX --price 4821
  cockpit products edit "GTX Pro" --price 4900
  cockpit products rate EUR 1.08 --from 2026-12-01
  cockpit products import products.csv
  cockpit products currency GBP"""

_NONE = (
    'No product is there yet. Add one: cockpit products add "GTX Pro" --line GTX --price 4821, '
    "or bring some in: cockpit products import FILE"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb."""
    parts = Parts(parser)
    lister = parts.add("list", "all products", "cockpit products list", _list)
    adder = parts.add("add", "a new product", 'cockpit products add "GTX Pro" --line GTX --price 4821', _add)
    editor = parts.add("edit", "change a product", 'cockpit products edit "GTX Pro" --price 4900', _edit)
    for parser_of_part in (adder, editor):
        parser_of_part.add_argument("product", type=line, metavar="PRODUCT", help="its name")
        parser_of_part.add_argument("--line", dest="line", type=line, metavar="NAME", help="its product line")
        parser_of_part.add_argument("--price", metavar="AMOUNT", help="its list price")
        parser_of_part.add_argument(
            "--currency", type=line, metavar="CODE", help="the currency of that price"
        )
    editor.add_argument("--name", type=line, metavar="NAME", help="another name")
    editor.add_argument("--retire", action="store_true", help="it is sold no more")
    rater = parts.add("rate", "what one unit of a currency is worth", "cockpit products rate EUR 1.08", _rate)
    rater.add_argument("currency", metavar="CODE", help="the currency, as EUR")
    rater.add_argument("rate", metavar="WORTH", help="in the company's currency, as 1.08")
    rater.add_argument("--from", dest="since", default="", metavar="DAY", help="the first day (today)")
    own = parts.add(
        "currency", "the currency in which the company counts", "cockpit products currency GBP", _own
    )
    own.add_argument("currency", metavar="CODE", help="the currency, as GBP")
    importer = parts.add(
        "import", "bring in products from files", "cockpit products import products.csv", _import
    )
    add_options(importer, IMPORT)
    exporter = parts.add(
        "export", "write all products to a file", "cockpit products export --out products.xlsx", _export
    )
    add_export(exporter)
    for parser_of_part in (lister, adder, editor, rater, own):
        parser_of_part.add_argument("--json", action="store_true", help="the result for machines")


def _products() -> ImportSpec[Any]:
    from data.deals.imports.product_spec import PRODUCT_IMPORT

    return PRODUCT_IMPORT


IMPORT = ImportVerb(_products, "CSV, TSV, XLSX or JSON of products, of any origin")


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code


def _import(options: argparse.Namespace, session: Session) -> int:
    from cockpit.imports.run import run_import

    return run_import(IMPORT, options, session)


def _export(options: argparse.Namespace, session: Session) -> int:
    from data.deals.export import export_products

    ids = [product.id for product in products(session.store)]
    if not export_to(options, session, ids, export_products, ("product", "products")):
        print(_NONE, file=sys.stderr)
    return 0


def _columns(options: argparse.Namespace) -> dict[str, str | int | None]:
    said: dict[str, str | int | None] = {}
    if options.line is not None:
        said["line"] = options.line
    if options.price is not None:
        said["list_price"] = options.price
    if options.currency is not None:
        said["currency"] = options.currency
    return said


def _add(options: argparse.Namespace, session: Session) -> int:
    result = session.apply(AddProduct, columns={"name": options.product, **_columns(options)})
    return say_result(session, result, as_json=options.json)


def _edit(options: argparse.Namespace, session: Session) -> int:
    columns = _columns(options)
    if options.name is not None:
        columns["name"] = options.name
    if options.retire:
        columns["active"] = 0
    if not columns:
        raise UsageError("Say what changes, such as: --price 4900")
    result = session.apply(EditProduct, product=options.product, columns=columns)
    return say_result(session, result, as_json=options.json)


def _rate(options: argparse.Namespace, session: Session) -> int:
    today = day_of(session.now, session.person.zone)
    since = day(options.since, today, session.person.zone) if options.since else today
    result = session.apply(
        SetRate, currency=options.currency, rate=options.rate, effective_on=since.isoformat()
    )
    return say_result(session, result, as_json=options.json)


def _own(options: argparse.Namespace, session: Session) -> int:
    return say_result(
        session, session.apply(SetCompanyCurrency, currency=options.currency), as_json=options.json
    )


def _list(options: argparse.Namespace, session: Session) -> int:
    found = products(session.store)
    if options.json:
        say_json(
            [
                {
                    "name": one.name, "line": one.line, "currency": one.currency, "active": bool(one.active),
                    "list_price": None if one.list_price is None else one.list_price / 100,
                }
                for one in found
            ]
        )  # fmt: skip
        return 0
    if not found:
        print(_NONE)
        return 0
    columns = [Column("product"), Column("line"), Column("list price", True), Column("")]
    rows = [
        (one.name, one.line, money_words(one.list_price, one.currency), "" if one.active else "retired")
        for one in with_units(session.store, found)
    ]
    print(text_table(columns, rows, screen_width()))
    return 0
