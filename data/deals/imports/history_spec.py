"""Files that tell how deals went through their stages, as the opportunity history of Salesforce."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC
from typing import NamedTuple

from data.calendar.days import local
from data.deals.imports.known_ways import compare_steps
from data.deals.imports.stage_steps import StageStep, read_steps
from data.deals.imports.vocabulary import stage_change_columns
from data.files.findings import listed
from data.files.refused import FileRefused, shown_name
from data.files.table import Table
from data.imports.columns import Columns
from data.imports.command import decide_import
from data.imports.comparison import Comparison
from data.imports.looks import seen_in
from data.imports.source_systems import ROW_KEY, Identity
from data.imports.spec import (
    Batch,
    ColumnRules,
    CountWords,
    ImportCommand,
    ImportSpec,
    Written,
)
from data.kernel.bulk import NewRows
from data.kernel.commands import NOBODY, REACH, Deciding, Decision, Reader, Whose, command

HISTORY_IMPORT_NAME = "stage_change.import"
_LABELS = {
    "deal": "id of the deal",
    "name": "name of the deal",
    "stage": "stage after",
    "from_stage": "stage before",
    "at": "moment of the change",
}
_COLUMNS = ("id", "deal_id", "from_stage", "to_stage", "at", "batch_id")


@command(HISTORY_IMPORT_NAME, REACH)
class ImportHistory(NamedTuple):
    """Bring in how deals went through their stages. One step for undo, at any size."""

    id: int
    actor: int
    at: int
    batch: Batch[StageStep]
    found: Comparison[StageStep]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where there is nothing to write."""
        return decide_import(HISTORY_IMPORT, self, reader)


def holds_history(table: Table, told: Mapping[str, str | None]) -> bool:
    """Whether a file that was offered to deals tells of changes of their stages."""
    return not told and seen_in(stage_change_columns().look, table.columns) is not None


def _new_steps(reader: Deciding, importing: ImportCommand, found: Comparison[StageStep]) -> Written:
    ids = reader.new_ids(importing.at, len(found.new))
    rows = [
        (row_id, step.deal_id, step.from_stage, step.to_stage, step.at, importing.id)
        for row_id, step in zip(ids, found.new, strict=True)
    ]
    return Written([NewRows("stage_change", _COLUMNS, rows)])


def _whose(reader: Reader, importing: ImportCommand, found: Comparison[StageStep]) -> set[Whose]:
    """Whose deals change: the actor's, and those of the steps."""
    deals = json.dumps(list({step.deal_id for step in found.new}))
    sql = "select distinct owner_id from deal where id in (select value from json_each(?))"
    owners = reader.select(sql, (deals,))
    return {importing.actor, *(NOBODY if owner is None else owner for (owner,) in owners)}


def _sample(step: StageStep, _unit: str) -> list[str]:
    moment = local(step.at, UTC).isoformat(" ", "minutes").removesuffix("+00:00")
    return [step.name or step.deal, step.from_stage, step.to_stage, moment]


def _without_ids(_table: Table, _id_column: str | None) -> Identity:
    """Rows of a history are known by what they tell."""
    return Identity("", ROW_KEY, None)


def _refuse_without_stage_and_moment(table: Table, columns: Columns) -> None:
    for field in ("stage", "at"):
        if columns.place(field) is None:
            lacks = f"{shown_name(table.path)} has no column for the {_LABELS[field]}"
            raise FileRefused(
                f"{lacks}. Its columns: {listed(table.columns)}.",
                code="file.no_column",
                field=field,
            )


HISTORY_IMPORT = ImportSpec[StageStep](
    noun="stage_change",
    one="change of a stage",
    many="changes of stages",
    command=ImportHistory,
    columns=ColumnRules(
        stage_change_columns,
        keeps_rest=False,
        identify=_without_ids,
        labels=_LABELS,
        proof=(("from_stage", "stage", "at"),),
        check=_refuse_without_stage_and_moment,
    ),
    read=read_steps,
    compare=compare_steps,
    write=_new_steps,
    whose=_whose,
    nothing_new="every change of the file is known already.",
    shown=("deal", "from", "to", "moment (UTC)"),
    sample=_sample,
    finding="It tells how deals went through their stages: its rows become their way, not deals.",
    counts=CountWords(unchanged="known already"),
    meanings="means",
)
"""A step is known by its deal, its stage and its moment."""
