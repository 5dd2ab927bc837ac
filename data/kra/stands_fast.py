"""What undo does not move: what was done in a run that is closed, and a standard that others run."""

from __future__ import annotations

from collections.abc import Sequence

from data.kernel.commands import Change, Reader
from data.kernel.errors import Refused
from data.kernel.rows import read_record
from data.kra.run import Evidence, RunItem, stored_run


def refuse_moving_closed(reader: Reader, changes: Sequence[Change]) -> None:
    """Raise Refused where changes would move items of a run that stays closed, or take out a standard in use."""
    changed_runs = {change.id for change in changes if change.table == "kra_run"}
    for change in changes:
        if change.table in ("kra_item", "kra_evidence"):
            item = _item_of(reader, change)
            run = stored_run(reader, item.key) if item is not None else None
            if run is not None and run.closed_at is not None and run.id not in changed_runs:
                raise Refused(
                    f"The run {run.standard}, {run.key.span.label} is closed, with what was done in it."
                )
        if change.table == "standard" and change.after is None:
            _refuse_in_use(reader, change, changes)


def _item_of(reader: Reader, change: Change) -> RunItem | None:
    """The item that a change is about, as it is stored or as it is to come back."""
    if change.table == "kra_item":
        stored = read_record(reader, RunItem, "kra_item", change.id)
        columns = change.after or {}
        return stored or (RunItem(**{**columns, "id": change.id}) if columns else None)
    evidence = read_record(reader, Evidence, "kra_evidence", change.id)
    item_id = evidence.item_id if evidence else (change.after or {}).get("item_id", 0)
    return read_record(reader, RunItem, "kra_item", item_id)


def _refuse_in_use(reader: Reader, change: Change, changes: Sequence[Change]) -> None:
    code = (change.before or {}).get("code", "")
    going = {one.id for one in changes if one.after is None}
    rows = reader.select("select id from kra_assignment where standard = ?", (code,))
    others = reader.select("select 1 from standard where code = ? and id <> ?", (code, change.id))
    used = reader.select("select 1 from kra_run where standard_id = ? limit 1", (change.id,))
    if used or (not others and any(row not in going for (row,) in rows)):
        raise Refused(f"The standard {code} is run by others, or was run, by now.")
