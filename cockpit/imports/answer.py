"""What is said once an import is done, for people and for machines."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json
from data.kernel.commands import Result
from data.kernel.ids import reference
from data.kernel.text import clean

if TYPE_CHECKING:
    from cockpit.imports.verb import ImportVerb
    from data.imports.plan import Plan


def say_outcome(
    plan: Plan[Any], result: Result | None, verb: ImportVerb, options: argparse.Namespace
) -> None:
    """Say what was written, and what of the file was not."""
    if options.json:
        say_json(_facts(plan, result, verb))
        return
    if result is not None:
        worth = f", {verb.worth(result.points)}" if verb.worth is not None else ""
        print(f"\n{clean(result.summary)}{worth}   (cockpit undo takes it back)")
    elif options.dry_run:
        print("\nNothing was imported: this was a dry run.")
    else:
        print("\nNothing new.")
    if plan.rejected:
        from data.files.findings import counted

        many = len(plan.rejected)
        them = "it" if many == 1 else "them"
        if plan.spec.lists_reasons:
            where = f"see {clean(options.report)}" if options.report else f"list {them} with --report FILE"
        else:
            mend = f"mend and import {clean(options.report)}"
            where = mend if options.report else f"keep {them} with --report FILE"
        print(f"{counted(many, 'row was', 'rows were')} rejected; {where}", file=sys.stderr)


def _facts(plan: Plan[Any], result: Result | None, verb: ImportVerb) -> dict[str, Any]:
    from data.imports.left_rows import UNITED

    facts: dict[str, Any] = {
        "file": plan.file,
        "findings": plan.findings,
        "broken_letters": dict(plan.table.broken.samples) if plan.table.broken is not None else {},
        "system": plan.columns.system or None,
        "holds": plan.spec.many,
        "columns": {found.column: found.field for found in plan.columns.found},
        "guessed": [found.column for found in plan.columns.found if found.is_guessed],
        "kept": list(plan.columns.rest) if plan.spec.columns.keeps_rest else [],
        "ignored": [] if plan.spec.columns.keeps_rest else list(plan.columns.rest),
        "unit": f"{plan.reading.unit}s",
        "rows": plan.rows,
        **plan.counts(),
        "accounts": plan.accounts(),
        "possible_duplicates": [{"row": twin.number, "reason": twin.words} for twin in plan.twins],
        "united_rows": [
            {"row": left.number, "with": left.other} for left in plan.left if left.reason == UNITED
        ],
        "clashes": [
            {
                "row": clash.number,
                "with": clash.other,
                "field": clash.what,
                "stays": clash.stays,
                "left_out": clash.left,
                "kept_as": clash.beside or None,
            }
            for clash in plan.clashes
        ],
        "set_here": [
            {"row": value.number, "field": value.what, "here": value.here, "in_file": value.said}
            for value in plan.found.set_here
        ],
        "doubtful_rows": [{"row": doubt.number, "reason": doubt.words} for doubt in plan.doubts],
        "rejected_rows": [{"row": left.number, "reason": left.words} for left in plan.rejected],
        "unread_cells": {one.column: one.cells for one in plan.reading.aside if one.why == "unread"},
        "set_aside": [one._asdict() for one in plan.reading.aside],
        "unknown_owners": dict(plan.unknown_owners),
        "likely_owners": dict(plan.likely_owners),
    }
    if verb.meanings is not None:
        facts[verb.meanings.option.strip("-")] = [
            {
                "name": wording.label,
                "rows": wording.rows,
                verb.meanings.meaning: wording.meaning or None,
                "certainty": wording.certainty,
                "why": wording.because,
            }
            for wording in plan.reading.wordings
        ]
    if verb.worth is not None:
        facts["points"] = result.points if result else plan.found.points
    return {
        **facts,
        "imported": result is not None,
        "id": reference(result.id) if result else None,
        "summary": result.summary if result else None,
    }
