"""The match keys of phones brought in line with the country in which numbers are meant."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from data.kernel.commands import Change, Reader
from data.kernel.rows import added, changed, removed, select_records
from data.records.fields import Records
from data.records.lines import labelled
from data.records.match_keys import MatchKey
from data.records.normal_forms import normal_phones


def phone_key_changes(
    reader: Reader, records: Records, command_id: int, region: str, new_ids: Callable[[int], Sequence[int]]
) -> list[Change]:
    """The changes that bring the phone keys of all records in line with a region in which numbers are meant.

    ``new_ids`` gives as many ids as are asked for.
    A record that others were merged into needs no keys for numbers that it has from them: theirs stay.
    """
    of_phones = "where record_table = ? and kind = 'phone' order by id"
    stored: dict[int, list[MatchKey]] = {}
    for key in select_records(reader, MatchKey, "match_key", of_phones, (records.table,)):
        stored.setdefault(key.record_id, []).append(key)
    rows = _with_phones(reader, records)
    merged: dict[int, set[str]] = {}
    for _, phones, _, standing in rows:
        if standing is not None:
            merged.setdefault(standing, set()).update(_numbers(phones, region))
    changes: list[Change] = []
    for record_id, phones, batch, _ in rows:
        keys, wanted = stored.get(record_id, []), _numbers(phones, region)
        if [key.value for key in keys] != wanted:
            moved, missing = _moved(keys, wanted, merged.get(record_id, set()), command_id)
            rows_of_keys = zip(new_ids(len(missing)), missing, strict=True)
            new = [
                MatchKey(one, records.table, record_id, "phone", value, batch) for one, value in rows_of_keys
            ]
            changes += [*moved, *(added("match_key", key) for key in new)]
    return changes


def _with_phones(reader: Reader, records: Records) -> list[tuple[int, str, int | None, int | None]]:
    """The records that have phones: id, numbers as lines, import, and the record each was merged into."""
    columns = records.of_form("phones")
    numbers = " || char(10) || ".join(columns)
    rows = reader.select(
        f"select id, {numbers}, batch_id, merged_into from {records.table} where {numbers} <> ''"
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _numbers(phones: str, region: str) -> list[str]:
    numbers = (number for _, text in labelled(phones) for number in normal_phones(text, region))
    return list(dict.fromkeys(numbers))


def _moved(
    keys: Sequence[MatchKey], wanted: Sequence[str], merged: Container[str], command_id: int
) -> tuple[list[Change], list[str]]:
    """A record's keys made those that are wanted, each once: the changes, and the values that need a new row.

    ``merged`` are values that records merged into it bear.
    """
    there: set[str] = set()
    spare: list[MatchKey] = []
    for key in keys:
        if key.value in wanted and key.value not in there:
            there.add(key.value)
        else:
            spare.append(key)
    absent = [value for value in wanted if value not in there]
    missing = sorted(absent, key=lambda value: value in merged)
    pairs = zip(spare, missing, strict=False)
    updates = (changed("match_key", key, key._replace(value=value), command_id) for key, value in pairs)
    moved = [change for change in updates if change is not None]
    gone = [removed("match_key", key) for key in spare[len(missing) :]]
    return [*moved, *gone], [value for value in missing[len(spare) :] if value not in merged]
