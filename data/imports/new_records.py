"""The rows that new records of a file are in the store, and whose records an import changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter

from data.imports.comparison import Comparison
from data.imports.drafts import Draft
from data.imports.fields import RowRules
from data.imports.outcomes import new_note
from data.imports.spec import Batch, ImportCommand, Written
from data.kernel.bulk import NewRows
from data.kernel.commands import NOBODY, Deciding, Reader, Whose
from data.kernel.engine import Statement, Value
from data.kernel.errors import Refused
from data.records.match_keys import keys_of
from data.records.phone_region import phone_region, same_region

KEY_COLUMNS = ("id", "record_table", "record_id", "kind", "value", "batch_id")


def new_records(
    rules: RowRules,
    further: Mapping[str, Callable[[Draft], Value]],
    reader: Deciding,
    importing: ImportCommand,
    found: Comparison[Draft],
    *,
    has_keys: bool = False,
) -> Written:
    """New records as their fields say, with ``further`` columns, their notes and, where they have such, match keys.

    Those of nobody known are the batch's owner's; those that do not say when they were made, were made by the import.
    """
    columns = ("id", *rules.columns, *further, "source_key", "batch_id")
    makers = tuple(further.values())
    filled = _filled(rules, importing)
    ids = reader.new_ids(importing.at, len(found.new))
    rows = [
        (
            *(identifier, *filled(draft), *(make(draft) for make in makers)),
            *(draft.second_key or draft.key, importing.id),
        )
        for identifier, draft in zip(ids, found.new, strict=True)
    ]
    table = rules.records.table
    notes = [
        new_note(table, record, note, importing.id)
        for draft, record in zip(found.new, ids, strict=True)
        for note in draft.notes
    ]
    written = [NewRows(table, columns, rows)]
    return Written(
        [*written, _keys_of_new(rules, reader, importing, found.new, ids)] if has_keys else written, notes
    )


def _filled(rules: RowRules, importing: ImportCommand) -> Callable[[Draft], Sequence[Value]]:
    """Gives a draft's values with its owner, and with when it was made: at the latest now."""
    owned = _owned(rules, importing.batch)
    if "created_at" not in rules.columns:
        return owned
    place = rules.columns.index("created_at")

    def filled(draft: Draft) -> Sequence[Value]:
        values = owned(draft)
        created = min(int(values[place] or importing.at), importing.at)
        return (*values[:place], created, *values[place + 1 :])

    return filled


def _keys_of_new(
    rules: RowRules,
    reader: Deciding,
    importing: ImportCommand,
    drafts: Sequence[Draft],
    records: Sequence[int],
) -> NewRows:
    """The match keys of new records, made from all that they hold."""
    region, table = importing.batch.region, rules.records.table
    keys = [
        (record, *key)
        for draft, record in zip(drafts, records, strict=True)
        for key in keys_of(rules.records, dict(zip(rules.columns, draft.values, strict=True)), region)
    ]
    numbers = reader.new_ids(importing.at, len(keys))
    rows = [(number, table, *key, importing.id) for number, key in zip(numbers, keys, strict=True)]
    return NewRows("match_key", KEY_COLUMNS, rows)


def _owned(rules: RowRules, batch: Batch[Draft]) -> Callable[[Draft], Sequence[Value]]:
    """Gives a draft's values with whoever owns it. Of our own export, what was nobody's stays so."""
    if "owner_id" not in rules.columns or batch.is_ours:
        return attrgetter("values")
    place = rules.columns.index("owner_id")

    def owned(draft: Draft) -> Sequence[Value]:
        owner = batch.owner if draft.values[place] is None else draft.values[place]
        return (*draft.values[:place], owner, *draft.values[place + 1 :])

    return owned


def new_keys(
    reader: Deciding, importing: ImportCommand, table: str, drafts: Sequence[Draft], records: Sequence[int]
) -> NewRows:
    """The match keys of new records, whose ids come in the order of the drafts."""
    count = sum(len(draft.emails) + len(draft.phones) + bool(draft.name_key) for draft in drafts)
    ids = iter(reader.new_ids(importing.at, count))
    return NewRows("match_key", KEY_COLUMNS, list(_keys(table, importing.id, drafts, records, ids)))


def owners_of_changed(
    table: str, reader: Reader, importing: ImportCommand, found: Comparison[Draft]
) -> set[Whose]:
    """Whose records change, where they have owners: the actor's, who adds, and those of what is there.

    What is new may be anybody's, as it is given to whom the file says; giving away needs no right to who gets it.
    """
    changed = [change.id for change in found.updates]
    changed += [(change.after or {})["record_id"] for change in found.notes]
    rows = reader.select(
        f"select distinct owner_id from {table} where id in (select value from json_each(?))",
        (json.dumps(changed),),
    )
    return {importing.actor, *(NOBODY if owner is None else owner for (owner,) in rows)}


def refuse_another_region(reader: Reader, batch: Batch[Draft]) -> None:
    """Raise Refused where phones are compared in another form by now than when the file was read."""
    if phone_region(reader) != batch.region and any(draft.phones for draft in batch.drafts):
        raise Refused("The phone region was changed since the file was read. Import it again.")


def region_guard(reader: Reader) -> list[Statement]:
    """Aborts the batch where that form changes between reading and writing."""
    return [same_region(reader)]


def nobodys(_reader: Reader, _importing: ImportCommand, _found: Comparison[Draft]) -> tuple[Whose, ...]:
    """Whose records change, where they have no owners."""
    return (NOBODY,)


def _keys(
    table: str, batch: int, drafts: Sequence[Draft], records: Sequence[int], ids: Iterator[int]
) -> Iterator[tuple[Value, ...]]:
    # One kind after the other, so that each run fills its own part of the index.
    for draft, record in zip(drafts, records, strict=True):
        for email in draft.emails:
            yield next(ids), table, record, "email", email, batch
    for draft, record in zip(drafts, records, strict=True):
        for phone in draft.phones:
            yield next(ids), table, record, "phone", phone, batch
    for draft, record in zip(drafts, records, strict=True):
        if draft.name_key:
            yield next(ids), table, record, "name", draft.name_key, batch
