"""The parts of ``cockpit leads`` on files: import and export."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from textwrap import indent, wrap
from typing import TYPE_CHECKING, Any, cast

from cockpit.advice import worded
from cockpit.answer import say_json
from cockpit.columns import Column, text_table
from cockpit.formats import format_of
from cockpit.parts import Parts
from cockpit.verbs.leads.which_lead import ALL, add_view, leads_of, own_leads
from data.kernel.commands import Result
from data.kernel.errors import CockpitError, UsageError
from data.kernel.ids import reference
from data.kernel.text import clean, clean_lines
from data.people.person import Person, find

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.files.export import Format
    from data.leads.imports.plan import Options, Plan

_IMPORTS = "name in ('lead.import', 'company.import') and undone_by is null"
_LONG_WORK = 5_000
_WIDTH = 100
_FIRST_ROWS = 3
_MOST_LISTED = 5
FORMATS = ("csv", "tsv", "xlsx", "json")
_WORDS = {"deleted": "deleted in the source, left out"}
_SHOWN = ("name", "company", "emails", "phones", "status")


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    importer = parts.add(
        "import", "bring in leads or companies from files", "cockpit leads import contacts.csv", _import
    )
    importer.add_argument("files", nargs="+", metavar="FILE", help="CSV, TSV, XLSX or JSON of any origin")
    importer.add_argument("--yes", action="store_true", help="do not ask")
    importer.add_argument("--dry-run", action="store_true", help="show what would happen, and write nothing")
    importer.add_argument(
        "--map", default="", metavar="FIELD=COLUMN,...", help="name=Full Name,emails:work=Mail,title=none"
    )
    importer.add_argument("--save-map", default="", metavar="NAME", help="keep the columns for files to come")
    importer.add_argument("--use-map", default="", metavar="NAME", help="the columns as they were kept")
    importer.add_argument(
        "--owner", action="append", default=[], metavar="NAME or IN THE FILE=NAME",
        help="whose leads of nobody known are (yours), or who an owner in the file is",
    )  # fmt: skip
    importer.add_argument("--sheet", help="the sheet of a workbook")
    importer.add_argument("--encoding", help="the file's encoding, where it is not detected")
    importer.add_argument("--delimiter", help="what separates cells, where it is not detected")
    importer.add_argument(
        "--report", default="", metavar="FILE", help="write the rejected rows with their reasons to a CSV"
    )
    importer.add_argument("--json", action="store_true", help="the result for machines; does not ask")
    exporter = parts.add("export", "write leads to a file", "cockpit leads export --out leads.xlsx", _export)
    add_view(exporter, "all of yours")
    exporter.add_argument("--format", choices=FORMATS, help="by the file's ending (csv)")
    exporter.add_argument("--out", default="-", metavar="FILE", help="the file, or - for the screen (-)")


def _export(options: argparse.Namespace, session: Session) -> int:
    from data.backup.protected_files import refuse_replacing
    from data.leads.export import export_leads

    chosen = cast("Format", format_of(options.format, options.out, FORMATS, "csv"))
    if chosen == "xlsx" and options.out == "-":
        raise UsageError("A workbook goes to a file: --out leads.xlsx")
    refuse_replacing(options.out, session.path)
    view = ALL if options.all else options.view
    ids = leads_of(session, view, options.find) if view else own_leads(session, options.find)
    written = export_leads(session.store, ids, options.out, chosen)
    if options.out != "-":
        print(f"{written:,} {'lead' if written == 1 else 'leads'} written to {clean(options.out)}")
    if not written:
        where = f"the view {view}" if view and view != ALL else "what you may see" if view else "yours"
        which = " that matches" if options.find.strip() else ""
        more = "" if view == ALL else " All that you may see: --all"
        print(f"There is no lead{which} in {where}.{more}", file=sys.stderr)
    return 0


def _import(options: argparse.Namespace, session: Session) -> int:
    """Import each file; 0 where every row of every file was taken or was there already."""
    if options.report and len(options.files) > 1:
        raise UsageError("--report is written for one file at a time.")
    said = _options(options, session)
    codes = []
    for path in options.files:
        try:
            codes.append(_import_one(path, said, options, session))
        except CockpitError as error:
            if len(options.files) == 1:
                raise
            print(f"cockpit: {clean_lines(worded(error))}", file=sys.stderr)
            codes.append(2 if isinstance(error, UsageError) else 1)
        except KeyboardInterrupt:
            # A batch that was being written is whole or not there; the store tells which.
            print(f"\nCalled off. {_what_stands(session)}", file=sys.stderr)
            raise
    return max(codes)


def _import_one(path: str, said: Options, options: argparse.Namespace, session: Session) -> int:
    from data.backup.protected_files import refuse_replacing
    from data.leads.imports.plan import read_plan

    if options.report:
        refuse_replacing(options.report, session.path, imported=path)
    progress = _show_progress if sys.stderr.isatty() and not options.json else None
    plan = read_plan(session.store, session.person, session.now, path, said, progress)
    if progress is not None:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    if options.report and plan.rejected:
        from data.leads.imports.rejects import write_rejected

        write_rejected(plan, options.report)
    if not options.json:
        print("\n".join(_preview(plan)))
    result = None
    if not options.dry_run:
        if not plan.found.is_empty:
            if not (options.yes or options.json or _agreed(plan)):
                print("Nothing was imported.")
                return 1 if plan.rejected else 0
            result = _apply(plan, session)
        _save_map(plan, options, session)
    _say(plan, result, options)
    return 1 if plan.rejected else 0


def _options(options: argparse.Namespace, session: Session) -> Options:
    from data.leads.imports.plan import Options

    if options.map and options.use_map:
        raise UsageError("Say --map or --use-map, not both.")
    owner: Person | None = None
    owners: dict[str, str] = {}
    for text in options.owner:
        there, equals, here = text.rpartition("=")
        if equals:
            owners[there.strip()] = here.strip()
        else:
            owner = find(session.store, text)
    return Options(
        sheet=options.sheet,
        encoding=options.encoding,
        delimiter=options.delimiter,
        mapping=options.map,
        use_map=options.use_map,
        owners=owners,
        owner=owner,
    )


def _apply(plan: Plan, session: Session) -> Result:
    store = session.store
    work = f"{session.person.name} imports {plan.file}"
    command = plan.command(store.ids, session.person.id, session.now)
    with store.engine.announced(work) if plan.table.count > _LONG_WORK else nullcontext():
        return store.apply(command)


def _what_stands(session: Session) -> str:
    """Whether the last command of the store is an import of this very moment."""
    from data.kernel import journal

    last = journal.latest(session.store, session.person.id, _IMPORTS)
    recent = last is not None and session.now - last.at < 600_000
    return f"Newest import: {last.summary}." if recent and last else "Nothing was imported."


def _save_map(plan: Plan, options: argparse.Namespace, session: Session) -> None:
    if not options.save_map:
        return
    from data.leads.imports.maps import SaveLeadMap, saved_maps

    if saved_maps(session.store).get(options.save_map) != plan.columns.mapping:
        session.apply(SaveLeadMap, map_name=options.save_map, mapping=plan.columns.mapping)


def _show_progress(what: str, rows: int) -> None:
    print(f"\r{what} {rows:,} rows\033[K\r", end="", file=sys.stderr, flush=True)


def _agreed(plan: Plan) -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    counts = plan.accounts()
    also = f" and change {counts['updated']:,}" if counts["updated"] else ""
    print(f"Add {counts['added']:,} {_noun(plan)}{also}? [y/N] ", end="")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _preview(plan: Plan) -> list[str]:
    """What was detected, which column holds what, the first rows as they would be stored, and the counts."""
    from data.files.findings import counted

    lines = [plan.file]
    for finding in plan.findings:
        lines += wrap(finding, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    columns = [Column("column"), Column("becomes"), Column("")]
    rows = [
        (clean(f.column, 40), clean(f.becomes, 60), "" if f.score == 100 else f"{f.score} % sure")
        for f in plan.columns.found
    ]
    lines += ["", indent(text_table(columns, rows), "  ")]
    if plan.columns.rest:
        rest = ", ".join(clean(column, 40) for column in plan.columns.rest[:20])
        more = f" and {len(plan.columns.rest) - 20:,} more" if len(plan.columns.rest) > 20 else ""
        lines += wrap(
            f"Kept as they are: {rest}{more}", _WIDTH, initial_indent="  ", subsequent_indent="    "
        )
    lines += _first_rows(plan)
    counts = plan.accounts()
    lines += ["", f"Of {counted(plan.table.count, 'row')}:"]
    lines += [f"  {count:>9,}  {_WORDS.get(what, what)}" for what, count in counts.items() if count]
    for what, rows_left in (
        ("possible duplicates among the added", plan.twins),
        ("rejected", plan.rejected),
    ):
        if rows_left:
            lines += ["", f"{len(rows_left):,} {what}:"]
            lines += [f"  row {row.number}: {clean(row.reason, 160)}" for row in rows_left[:_MOST_LISTED]]
            lines += (
                [f"  and {len(rows_left) - _MOST_LISTED:,} more"] if len(rows_left) > _MOST_LISTED else []
            )
    if plan.unknown_owners:
        names = ", ".join(clean(name, 30) for name in list(plan.unknown_owners)[:_MOST_LISTED])
        others = len(plan.unknown_owners) - _MOST_LISTED
        names += f" and {others:,} more" if others > 0 else ""
        text = f"Owners unknown here: {len(plan.unknown_owners):,} ({names}). "
        text += (
            f"Their leads go to {plan.owner.name}, with the name kept; --owner 'NAME=PERSON' says who it is."
        )
        lines += ["", *wrap(text, _WIDTH, subsequent_indent="  ")]
    return lines


def _first_rows(plan: Plan) -> list[str]:
    if plan.companies:
        shown = [(d.values[0], d.values[1], d.values[3], d.values[4]) for d in plan.companies[:_FIRST_ROWS]]
        heads = ("name", "website", "industry", "address")
        return ["", text_table([Column(head) for head in heads], [_short(row) for row in shown])]
    rows = [_short(tuple(d.value(name) for name in _SHOWN)) for d in plan.drafts[:_FIRST_ROWS]]
    return ["", text_table([Column(name) for name in _SHOWN], rows)] if rows else []


def _short(values: tuple[Any, ...]) -> list[str]:
    return [clean(str(value or "").replace("\n", "; "), 28) for value in values]


def _say(plan: Plan, result: Result | None, options: argparse.Namespace) -> None:
    if options.json:
        say_json(_facts(plan, result))
        return
    if result is not None:
        print(f"\n{clean(result.summary)}   (cockpit undo takes it back)")
    elif options.dry_run:
        print("\nNothing was imported: this was a dry run.")
    else:
        print("\nNothing new.")
    if plan.rejected:
        from data.files.findings import counted

        many = len(plan.rejected)
        keep = f"keep {'it' if many == 1 else 'them'} with --report FILE"
        where = f"mend and import {clean(options.report)}" if options.report else keep
        print(f"{counted(many, 'row was', 'rows were')} rejected; {where}", file=sys.stderr)


def _facts(plan: Plan, result: Result | None) -> dict[str, Any]:
    return {
        "file": plan.file,
        "findings": plan.findings,
        "system": plan.columns.system or None,
        "holds": _noun(plan),
        "columns": {found.column: found.field for found in plan.columns.found},
        "kept": list(plan.columns.rest),
        "rows": plan.table.count,
        **plan.accounts(),
        "possible_duplicates": [{"row": twin.number, "reason": twin.reason} for twin in plan.twins],
        "rejected_rows": [{"row": left.number, "reason": left.reason} for left in plan.rejected],
        "unread_cells": dict(plan.unread),
        "unknown_owners": dict(plan.unknown_owners),
        "imported": result is not None,
        "id": reference(result.id) if result else None,
        "summary": result.summary if result else None,
    }


def _noun(plan: Plan) -> str:
    return "companies" if plan.columns.holds_companies else "leads"
