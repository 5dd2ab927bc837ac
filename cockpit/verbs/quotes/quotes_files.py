"""The parts of ``cockpit quotes`` on files: import and export."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cockpit.imports.verb import ImportVerb, MeaningOption, add_options
from cockpit.parts import Parts
from cockpit.verbs.deals.which_deal import add_narrowing, narrowing
from cockpit.verbs.records.export_options import add_export, export_to
from data.quotes.listing import ORDERS, WHICH, QuoteLook, quotes_of

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.imports.spec import ImportSpec


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    importer = parts.add("import", "bring in quotes from files", "cockpit quotes import quotes.csv", _import)
    add_options(importer, IMPORT)
    exporter = parts.add(
        "export", "write quotes to a file", "cockpit quotes export --out quotes.xlsx", _export
    )
    add_narrowing(exporter)
    exporter.add_argument("--which", choices=WHICH, default="all", help="which of them (all)")
    exporter.add_argument("--find", default="", metavar="WORDS", help="only those that hold these words")
    exporter.add_argument("--by", choices=ORDERS, default="newest", help="their order (newest)")
    add_export(exporter)


def _quotes() -> ImportSpec[Any]:
    from data.quotes.imports.quote_spec import QUOTE_IMPORT

    return QUOTE_IMPORT


def _hints() -> Mapping[str, str]:
    """What can be done about rows that are left out, or taken in doubt, by the reason."""
    from data.deals.imports.refusals import CURRENCY_UNKNOWN
    from data.quotes.imports.quote_reader import DEAL_UNKNOWN, STATUS_UNKNOWN

    return {
        STATUS_UNKNOWN.text: "Say how a word is meant: --means 'In negotiation=presented'",
        DEAL_UNKNOWN: "Bring the deals in first, or say later: cockpit quotes link QUOTE DEAL",
        CURRENCY_UNKNOWN.text: "Where the column is none of currencies: --map currency=none",
    }


IMPORT = ImportVerb(
    _quotes,
    "CSV, TSV, XLSX or JSON of quotes, of any origin",
    meanings=MeaningOption(
        "--means",
        "status",
        "'In negotiation=presented'",
        "how a word of the file is meant: Sent out=presented",
    ),
    hints=_hints,
)


def _import(options: argparse.Namespace, session: Session) -> int:
    from cockpit.imports.run import run_import

    return run_import(IMPORT, options, session)


def _export(options: argparse.Namespace, session: Session) -> int:
    from data.quotes.export import export_quotes

    look = QuoteLook(narrowing(options, session), options.which, options.by, words=options.find)
    ids = quotes_of(session.store, session.person, look, session.now)
    if not export_to(options, session, ids, export_quotes, ("quote", "quotes")):
        print("No quote of those that you look at is like that. All whom you reach: --team", file=sys.stderr)
    return 0
