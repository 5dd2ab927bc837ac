"""The parts of ``cockpit deals`` on files: import and export."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cockpit.imports.verb import ImportVerb, MeaningOption, add_options
from cockpit.parts import Parts
from cockpit.verbs.deals.which_deal import add_narrowing, narrowing
from cockpit.verbs.records.export_options import add_export, export_to
from data.deals.listing import ORDERS, WHICH, Look, deals_of
from data.deals.stages import stage_named

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.imports.spec import ImportSpec


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    importer = parts.add("import", "bring in deals from files", "cockpit deals import deals.csv", _import)
    add_options(importer, IMPORT)
    exporter = parts.add("export", "write deals to a file", "cockpit deals export --out deals.xlsx", _export)
    add_narrowing(exporter)
    exporter.add_argument("--which", choices=WHICH, default="all", help="how they stand (all)")
    exporter.add_argument("--stage", default="", metavar="STAGE", help="only those in a stage")
    exporter.add_argument("--find", default="", metavar="WORDS", help="only those that hold these words")
    exporter.add_argument("--by", choices=ORDERS, default="newest", help="their order (newest)")
    add_export(exporter)


def _deals() -> ImportSpec[Any]:
    from data.deals.imports.deal_spec import DEAL_IMPORT

    return DEAL_IMPORT


def _hints() -> Mapping[str, str]:
    """What can be done about rows that are left out, or taken in doubt, by the reason."""
    from data.deals.imports.deal_reader import PRODUCT_UNKNOWN
    from data.deals.imports.refusals import CLOSED_EARLY, CURRENCY_UNKNOWN, STAGE_UNKNOWN

    return {
        STAGE_UNKNOWN.text: "Say which stage a name means: --means 'NAME=STAGE', or NAME=none to leave it out.",
        PRODUCT_UNKNOWN: "Say which product a name means: --means 'NAME=PRODUCT'; or add it: cockpit products add.",
        CLOSED_EARLY.text: "Where its days of creation are those of a migration: --map created=none",
        CURRENCY_UNKNOWN.text: "Where the column is none of currencies: --map currency=none",
    }


IMPORT = ImportVerb(
    _deals,
    "CSV, TSV, XLSX or JSON of deals, of any origin",
    meanings=MeaningOption(
        "--means",
        "meaning",
        "'Discovery=qualified, GTXPro=GTX Pro'",
        "which stage or product a name in the file means: Discovery=qualified, GTXPro=GTX Pro",
    ),
    hints=_hints,
)


def _import(options: argparse.Namespace, session: Session) -> int:
    from cockpit.imports.run import run_import

    return run_import(IMPORT, options, session)


def _export(options: argparse.Namespace, session: Session) -> int:
    from data.deals.export import export_deals

    stage = stage_named(session.store, options.stage).code if options.stage else ""
    look = Look(options.which, stage, options.by, options.find)
    ids = deals_of(session.store, session.person, narrowing(options, session), look)
    if not export_to(options, session, ids, export_deals, ("deal", "deals")):
        print("No deal of those that you look at is like that. All whom you reach: --team", file=sys.stderr)
    return 0
