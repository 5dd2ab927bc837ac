"""The parts of ``cockpit leads`` on files: import and export."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, cast

from cockpit.formats import format_of
from cockpit.imports.verb import ImportVerb, add_options
from cockpit.parts import Parts
from cockpit.verbs.leads.which_lead import ALL, add_view, leads_of, own_leads
from data.kernel.errors import UsageError
from data.kernel.text import clean

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.files.export import Format
    from data.imports.spec import ImportSpec

FORMATS = ("csv", "tsv", "xlsx", "json")


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    importer = parts.add(
        "import", "bring in leads or companies from files", "cockpit leads import contacts.csv", _import
    )
    add_options(importer, IMPORT)
    exporter = parts.add("export", "write leads to a file", "cockpit leads export --out leads.xlsx", _export)
    add_view(exporter, "all of yours")
    exporter.add_argument("--format", choices=FORMATS, help="by the file's ending (csv)")
    exporter.add_argument("--out", default="-", metavar="FILE", help="the file, or - for the screen (-)")


def _leads() -> ImportSpec[Any]:
    from data.leads.imports.lead_spec import LEAD_IMPORT

    return LEAD_IMPORT


IMPORT = ImportVerb(_leads, "CSV, TSV, XLSX or JSON of any origin")
"""Leads, or the companies of an accounts file."""


def _import(options: argparse.Namespace, session: Session) -> int:
    from cockpit.imports.run import run_import

    return run_import(IMPORT, options, session)


def _export(options: argparse.Namespace, session: Session) -> int:
    from data.backup.protected_files import refuse_replacing
    from data.leads.export import export_leads

    chosen = cast("Format", format_of(options.format, options.out, FORMATS, "csv"))
    if chosen == "xlsx" and options.out == "-":
        raise UsageError("A workbook goes to a file: --out leads.xlsx")
    refuse_replacing(options.out, session.path)
    view = ALL if options.all else options.view
    ids = leads_of(session, view, options.find) if view else own_leads(session, options.find)
    written = export_leads(session.store, ids, options.out, chosen, session.settings.file_mode)
    if options.out != "-":
        print(f"{written:,} {'lead' if written == 1 else 'leads'} written to {clean(options.out)}")
    if not written:
        where = f"the view {view}" if view and view != ALL else "what you may see" if view else "yours"
        which = " that matches" if options.find.strip() else ""
        more = "" if view == ALL else " All that you may see: --all"
        print(f"There is no lead{which} in {where}.{more}", file=sys.stderr)
    return 0
