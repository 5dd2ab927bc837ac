"""The rows that new leads of a file are in the store, with their match keys and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.imports.comparison import Comparison
from data.imports.drafts import Draft
from data.imports.new_records import new_keys
from data.imports.outcomes import new_note
from data.imports.spec import ImportCommand, Written
from data.kernel.bulk import NewRows
from data.kernel.commands import Deciding, Reader
from data.kernel.engine import Value
from data.leads.attention import cold_at
from data.leads.imports.lead_fields import EXTRAS, PLACE, ROWS
from data.records.normal_forms import company_key

_COLUMNS = ("id", *ROWS.columns, "open", "unworked", "cold_at", "company_key", "source_key", "batch_id")
_EXTRA_COLUMNS = tuple(field.place for field in EXTRAS)
_EXTRAS = tuple(name for name in _EXTRA_COLUMNS if name != "unworked")


def new_leads(reader: Deciding, command: ImportCommand, found: Comparison[Draft]) -> Written:
    """The new leads of an import, their match keys, and the notes that come with them."""
    has_extras = command.batch.is_ours or any(draft.extras for draft in found.new)
    columns = (*_COLUMNS, *_EXTRAS) if has_extras else _COLUMNS
    lead_ids = reader.new_ids(command.at, len(found.new))
    leads = list(_leads(reader, command, found.new, lead_ids))
    notes = [
        new_note("lead", lead, note, command.id)
        for draft, lead in zip(found.new, lead_ids, strict=True)
        for note in draft.notes
    ]
    keys = new_keys(reader, command, "lead", found.new, lead_ids)
    return Written([NewRows("lead", columns, leads), keys], notes)


def _leads(
    reader: Reader, command: ImportCommand, new: Sequence[Draft], ids: Sequence[int]
) -> Iterator[tuple[Value, ...]]:
    """The rows of new leads. No clock starts for them; they wait to be worked, but for those that something is planned
    with.
    """
    is_ours, batch = command.batch.is_ours, command.batch
    is_open = {row[0]: int(row[1]) for row in reader.select("select code, open from lead_status")}
    name, company, emails, status, owner, owner_name, created = (
        PLACE[c] for c in ("name", "company", "emails", "status", "owner_id", "owner_name", "created_at")
    )
    cold: dict[tuple[str, int], int | None] = {}
    for draft, identifier in zip(new, ids, strict=True):
        values = list(draft.values)
        if not values[name] and not values[company]:
            values[name] = str(values[emails]).partition("\n")[0].rpartition(": ")[2]
        values[status] = values[status] or "new"
        if values[owner] is not None:
            values[owner_name] = values[owner_name] if is_ours else ""
        elif values[owner_name] or not is_ours:
            values[owner] = batch.owner
        values[created] = min(int(values[created] or command.at), command.at)
        code = str(values[status])
        unworked, touched = is_open.get(code, 1), None
        extras: tuple[Value, ...] = ()
        if is_ours or draft.extras:
            told = dict(zip(_EXTRA_COLUMNS, draft.extras, strict=True))
            waits = told.pop("unworked") if is_ours else told["follow_up_at"] is None
            unworked = int(bool(waits)) if unworked else 0
            touched, extras = told["last_touch_at"], tuple(told[column] for column in _EXTRAS)
        wakes = None
        if not unworked and is_open.get(code, 1):
            key = (code, int(touched or values[created] or command.at))
            if key not in cold:
                cold[key] = cold_at(reader, *key)
            wakes = cold[key]
        employer = company_key(str(values[company])) or None
        source = draft.second_key or draft.key
        yield (
            *(identifier, *values, is_open.get(code, 1), unworked, wakes, employer, source, command.id),
            *extras,
        )
