"""The parts of ``cockpit customers`` on files: import and export."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from cockpit.imports.verb import ImportVerb, add_options
from cockpit.parts import Parts
from cockpit.verbs.customers.which_customer import add_whose, add_words, owners
from cockpit.verbs.records.export_options import add_export, export_to
from data.customers.queue import ORDERS, WHICH, Look, customers_of

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.imports.spec import ImportSpec


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    importer = parts.add(
        "import", "bring in customers from files", "cockpit customers import accounts.csv", _import
    )
    add_options(importer, IMPORT)
    exporter = parts.add(
        "export", "write customers to a file", "cockpit customers export --out customers.xlsx", _export
    )
    add_whose(exporter)
    exporter.add_argument("--which", choices=WHICH, default="all", help="how they stand (all)")
    add_words(exporter)
    exporter.add_argument("--by", choices=ORDERS, default="name", help="their order (name)")
    add_export(exporter)


def _customers() -> ImportSpec[Any]:
    from data.customers.imports.customer_spec import CUSTOMER_IMPORT

    return CUSTOMER_IMPORT


IMPORT = ImportVerb(_customers, "CSV, TSV, XLSX or JSON of customers, or of accounts with their type")


def _import(options: argparse.Namespace, session: Session) -> int:
    from cockpit.imports.run import run_import

    return run_import(IMPORT, options, session)


def _export(options: argparse.Namespace, session: Session) -> int:
    from data.customers.export import export_customers

    look = Look(owners(options, session), options.which, options.by, options.find or "")
    ids = customers_of(session.store, session.person, look, session.now)
    if not export_to(options, session, ids, export_customers, ("customer", "customers")):
        print("No customer of those that you look at is like that. All: --team", file=sys.stderr)
    return 0
