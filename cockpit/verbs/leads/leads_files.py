"""The parts of ``cockpit leads`` on files: import and export."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from cockpit.imports.verb import ImportVerb, add_options
from cockpit.parts import Parts
from cockpit.verbs.leads.which_lead import ALL, add_view, leads_of, own_leads
from cockpit.verbs.records.export_options import add_export, export_to

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.imports.spec import ImportSpec


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    importer = parts.add("import", "bring in leads from files", "cockpit leads import contacts.csv", _import)
    add_options(importer, IMPORT)
    exporter = parts.add("export", "write leads to a file", "cockpit leads export --out leads.xlsx", _export)
    add_view(exporter, "all of yours")
    add_export(exporter)


def _leads() -> ImportSpec[Any]:
    from data.leads.imports.lead_spec import LEAD_IMPORT

    return LEAD_IMPORT


IMPORT = ImportVerb(_leads, "CSV, TSV, XLSX or JSON of any origin")
"""Leads, or the companies of an accounts file."""


def _import(options: argparse.Namespace, session: Session) -> int:
    from cockpit.imports.run import run_import

    return run_import(IMPORT, options, session)


def _export(options: argparse.Namespace, session: Session) -> int:
    from data.leads.export import export_leads

    view = ALL if options.all else options.view
    ids = leads_of(session, view, options.find) if view else own_leads(session, options.find)
    written = export_to(options, session, ids, export_leads, ("lead", "leads"))
    if not written:
        where = f"the view {view}" if view and view != ALL else "what you may see" if view else "yours"
        which = " that matches" if options.find.strip() else ""
        more = "" if view == ALL else " All that you may see: --all"
        print(f"There is no lead{which} in {where}.{more}", file=sys.stderr)
    return 0
