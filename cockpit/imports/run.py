"""Importing files from the command line: show what would happen, ask, write, say what happened."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from cockpit.advice import worded
from cockpit.agreement import agrees, can_ask
from cockpit.imports.answer import say_outcome
from cockpit.imports.preview import preview
from cockpit.imports.verb import ImportVerb, said_of_files
from data.kernel.commands import Result
from data.kernel.errors import CockpitError, UsageError
from data.kernel.text import clean_lines
from widgets.terminal import REST_OF_LINE_CLEARED, is_terminal

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.imports.options import Options
    from data.imports.plan import Plan

_LONG_WORK = 5_000
_RECENT = 600_000


def run_import(verb: ImportVerb, options: argparse.Namespace, session: Session) -> int:
    """Import each file; 0 where every row of every file was taken or needs nothing."""
    if options.report and len(options.files) > 1:
        raise UsageError("--report is written for one file at a time.")
    said = said_of_files(verb, options, session)
    codes = []
    for path in options.files:
        try:
            codes.append(_import_one(path, said, verb, options, session))
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


def _import_one(
    path: str, said: Options, verb: ImportVerb, options: argparse.Namespace, session: Session
) -> int:
    from data.backup.protected_files import refuse_replacing
    from data.imports.plan import read_plan

    if options.report:
        refuse_replacing(options.report, session.path, imported=path)
    progress = _show_progress if is_terminal(sys.stderr, os.environ) and not options.json else None
    plan = read_plan(verb.spec(), session.store, session.person, session.now, path, said, progress)
    if progress is not None:
        print(f"\r{REST_OF_LINE_CLEARED}", end="", file=sys.stderr, flush=True)
    if options.report and (plan.rejected or plan.doubts or plan.spec.lists_reasons):
        from data.imports.rejects import write_report

        write_report(plan, options.report, session.settings.file_mode)
    if not options.json:
        print("\n".join(preview(plan, verb, session)))
    result = None
    if not options.dry_run:
        if not plan.found.is_empty or (options.remember and plan.batch.aliases):
            if not (options.yes or options.json or _agreed(plan, verb)):
                print("Nothing was imported.")
                return 1 if plan.rejected else 0
            result = _apply(plan, session, remember=options.remember)
        _save_map(plan, options, session)
    say_outcome(plan, result, verb, options)
    return 1 if plan.rejected else 0


def _apply(plan: Plan[Any], session: Session, *, remember: bool) -> Result:
    store = session.store
    work = f"{session.person.name} imports {plan.file}"
    command = plan.command(store.ids, session.person.id, session.now, remember=remember)
    with store.engine.announced(work) if plan.rows > _LONG_WORK else nullcontext():
        return store.apply(command)


def _what_stands(session: Session) -> str:
    """Whether the last command of the store is an import of this very moment."""
    from data.kernel import journal

    last = journal.latest(session.store, session.person.id, "name like '%.import' and undone_by is null")
    recent = last is not None and session.now - last.at < _RECENT
    return f"Newest import: {last.summary}." if recent and last else "Nothing was imported."


def _save_map(plan: Plan[Any], options: argparse.Namespace, session: Session) -> None:
    if not options.save_map:
        return
    from data.imports.saved_maps import SaveMap, saved_maps

    noun, mapping = plan.spec.noun, plan.columns.mapping
    present = {one.name: one.columns for one in saved_maps(session.store, session.person, [noun])}
    if present.get(options.save_map) != mapping:
        session.apply(SaveMap, noun=noun, map_name=options.save_map, mapping=mapping)


def _show_progress(what: str, rows: int) -> None:
    print(f"\r{what} {rows:,} rows{REST_OF_LINE_CLEARED}\r", end="", file=sys.stderr, flush=True)


def _agreed(plan: Plan[Any], verb: ImportVerb) -> bool:
    from data.files.findings import counted

    if not can_ask():
        return True
    found = plan.found
    parts = [counted(len(found.new), plan.spec.one, plan.spec.many)]
    changes = found.changed + len(found.removals)
    parts += [f"change {changes:,}"] if changes else []
    parts += [verb.worth(found.points)] if verb.worth is not None else []
    return agrees(f"Import {', '.join(parts)}?")
