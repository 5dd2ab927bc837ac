"""The parts of ``cockpit companies`` on files: import and export."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from cockpit.imports.verb import ImportVerb, add_options
from cockpit.parts import Parts
from cockpit.verbs.leads.which_company import add_choice, chosen, nothing
from cockpit.verbs.records.export_options import add_export, export_to

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.imports.spec import ImportSpec


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    importer = parts.add(
        "import", "bring in companies from files", "cockpit companies import accounts.csv", _import
    )
    add_options(importer, IMPORT)
    exporter = parts.add(
        "export", "write companies to a file", "cockpit companies export --out companies.xlsx", _export
    )
    add_choice(exporter)
    add_export(exporter)


def _companies() -> ImportSpec[Any]:
    from data.leads.imports.company_spec import COMPANY_IMPORT

    return COMPANY_IMPORT


IMPORT = ImportVerb(_companies, "CSV, TSV, XLSX or JSON of accounts, of any origin")


def _import(options: argparse.Namespace, session: Session) -> int:
    from cockpit.imports.run import run_import

    return run_import(IMPORT, options, session)


def _export(options: argparse.Namespace, session: Session) -> int:
    from data.leads.companies.export import export_companies

    found = chosen(options, session)
    ids = [one.company_id for one in found if one.company_id is not None]
    written = export_to(options, session, ids, export_companies, ("company", "companies"))
    nameless = len(found) - len(ids)
    if nameless and options.out != "-":
        print(f"{nameless:,} that only leads name have no record: their leads are in cockpit leads export")
    if not written:
        print(nothing(options), file=sys.stderr)
    return 0
