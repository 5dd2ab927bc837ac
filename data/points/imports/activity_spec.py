"""Files of activities: a sheet of kinds by days, or a list with a row an activity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.calendar.days import day_of
from data.imports.command import decide_import
from data.imports.comparison import Comparison
from data.imports.spec import (
    Batch,
    ColumnRules,
    CountWords,
    ImportCommand,
    ImportSpec,
    Job,
    Reading,
    Written,
)
from data.kernel.bulk import NewRows
from data.kernel.commands import LOG, OWN, Deciding, Decision, Reader, Whose, command
from data.points.imports.activity_rows import identity_by_column, read_rows, refuse_without_kind_and_date
from data.points.imports.compare import ACTIVITIES_IMPORT, compare_activities
from data.points.imports.items import Item
from data.points.imports.kinds import KindFinder
from data.points.imports.lead_finder import LeadFinder
from data.points.imports.sheet import find_sheet, read_sheet
from data.points.imports.vocabulary import activity_columns
from data.points.imports.whose import activity_owners, refuse_for_others
from data.points.kinds import all_kinds
from data.points.log import Activity


@command(ACTIVITIES_IMPORT, OWN, LOG)
class ImportActivities(NamedTuple):
    """Bring in the activities of a file: new ones are added, changed ones updated, emptied cells removed.

    One step for undo, at any size.
    """

    id: int
    actor: int
    at: int
    batch: Batch[Item]
    found: Comparison[Item]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where there is nothing to write."""
        return decide_import(ACTIVITY_IMPORT, self, reader)


def _read_grid(job: Job) -> Reading[Item] | None:
    refuse_for_others(job)
    finder = _finder(job)
    sheet = find_sheet(job.table, finder, job.options.week, day_of(job.now, job.owner.zone))
    return None if sheet is None else read_sheet(job, sheet, finder)


def _grid_headings(job: Job) -> Sequence[str]:
    """Days of the grid of a file, where it is one."""
    today = day_of(job.now, job.owner.zone)
    # Any week will do for a sheet that names weekdays alone: its cells are not read.
    sheet = find_sheet(job.table, KindFinder(all_kinds(job.reader), activity_columns(), {}), today, today)
    return () if sheet is None else list(dict.fromkeys(cell.heading for cell in sheet.cells))[:3]


def _read_list(job: Job) -> Reading[Item]:
    refuse_for_others(job)
    return read_rows(job, _finder(job), LeadFinder(job.reader, job.actor))


def _finder(job: Job) -> KindFinder:
    return KindFinder(all_kinds(job.reader), activity_columns(), job.options.meanings)


def _whose(_reader: Reader, importing: ImportCommand, _found: Comparison[Item]) -> set[Whose]:
    """Whose log changes."""
    return {item.person_id for item in importing.batch.drafts} or {importing.actor}


def _new_activities(reader: Deciding, importing: ImportCommand, found: Comparison[Item]) -> Written:
    # The ids follow the order of the file, so that a list of entries shows it.
    rows = [
        Activity(
            *(identifier, item.person_id, item.kind, item.amount, item.points, item.at, item.day),
            *(item.note or None, item.flag, item.lead_id, item.outcome, importing.id, item.key),
        )
        for identifier, item in zip(reader.new_ids(importing.at, len(found.new)), found.new, strict=True)
    ]
    return Written([NewRows("activity", Activity._fields, rows)])


ACTIVITY_IMPORT = ImportSpec[Item](
    noun="activity",
    one="entry",
    many="entries",
    command=ImportActivities,
    columns=ColumnRules(
        activity_columns,
        by_content={"dates": "date", "emails": "contact"},
        keeps_rest=False,
        identify=identity_by_column,
        check=refuse_without_kind_and_date,
        proof=(("kind", "date"),),
    ),
    read=_read_list,
    compare=compare_activities,
    write=_new_activities,
    whose=_whose,
    nothing_new="everything in the file is in the log already.",
    shown=("day", "kind", "count", "note"),
    sample=lambda item, _unit: [item.day, item.kind, str(item.amount), item.note or ""],
    read_grid=_read_grid,
    grid_headings=_grid_headings,
    grid_name="a sheet of activities by days",
    owners=activity_owners,
    counts=CountWords("new", "changed, entry updated", "emptied, entry removed", "there already"),
    lists_reasons=True,
    meanings="kinds",
    takes_week=True,
    weigh=lambda item: (item.label, item.points),
)
"""Activities: a sheet's cell is known by person, day and kind, a row of a list by the id of its source."""
