"""Match keys: the normalised e-mails, phones and names by which the same record is recognised, and its further ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from data.kernel import journal
from data.kernel.commands import MATCH_KEYS, Change, Command, Deciding, Reader
from data.kernel.engine import Statement
from data.kernel.rows import added, removed, select_records
from data.records.fields import Form, Records
from data.records.lines import labelled
from data.records.normal_forms import company_key, normal_email, normal_name, normal_phones
from data.records.phone_region import phone_region

KeyKind = Literal["email", "phone", "name"]
Key = tuple[KeyKind, str]
IDS = "id"
"""The kind of keys that are ids of a record in other systems; they belong to it whatever it holds."""
KINDS: Mapping[Form, KeyKind] = {"emails": "email", "phones": "phone"}
"""The forms of fields whose values are keys."""


class MatchKey(NamedTuple):
    """One match key of a record, as it stands in the store."""

    id: int
    record_table: str
    record_id: int
    kind: str
    value: str
    batch_id: int | None = None
    touched: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What it recognises by."""
        return self.kind, self.value


def keys_of(records: Records, row: Mapping[str, Any], region: str = "") -> list[Key]:
    """The match keys of a record, each once. ``region`` is the country in which its national numbers are meant."""
    normal: Mapping[KeyKind, Callable[[str], Sequence[str]]] = {
        "email": lambda address: (normal_email(address),),
        "phone": lambda number: normal_phones(number, region),
    }
    found: list[Key] = []
    for field in records.fields:
        kind = KINDS.get(field.form)
        if kind is not None:
            values = [value for _, value in labelled(row.get(field.column) or "")]
            found += [(kind, key) for value in values for key in normal[kind](value)]
    found += [("name", key) for key in name_keys(records, row)]
    return list(dict.fromkeys(key for key in found if key[1]))


def name_keys(records: Records, row: Mapping[str, Any]) -> list[str]:
    """The names by which a record is recognised, as they are compared."""
    if records.names == "companies":
        names = "\n".join(row.get(column) or "" for column in (*records.named, *records.of_form("names")))
        return [company_key(name) for name in names.splitlines()]
    return [normal_name(*(row.get(column) or "" for column in records.named))]


def records_with(reader: Reader, records: Records, keys: Iterable[Key]) -> dict[Key, list[int]]:
    """The records that bear each of the keys; a merged one's keys lead to the one that it was merged into."""
    table = records.table
    found: dict[Key, list[int]] = {}
    for kind, value in keys:
        rows = reader.select(
            f"select distinct ifnull(merged_into, {table}.id) from match_key join {table} on {table}.id = record_id "
            "where kind = ? and value = ? order by 1",
            (kind, value),
        )
        if rows:
            found[(kind, value)] = [row[0] for row in rows]
    return found


def stored_keys(reader: Reader, record_id: int) -> list[MatchKey]:
    """The match keys of a record as they stand, in the order in which they were made."""
    return select_records(reader, MatchKey, "match_key", "where record_id = ? order by id", (record_id,))


def key_changes(reader: Deciding, records: Records, command: Command, record: NamedTuple) -> list[Change]:
    """The changes that bring a record's match keys in line with what it holds."""
    row = record._asdict()
    stored = stored_keys(reader, row["id"])
    wanted = keys_of(records, row, phone_region(reader))
    there = {key.key for key in stored}
    missing = [key for key in wanted if key not in there]
    fresh = reader.new_ids(command.at, len(missing))
    new = [MatchKey(one, records.table, row["id"], *key) for one, key in zip(fresh, missing, strict=True)]
    return [
        *(removed("match_key", key) for key in stored if key.kind != IDS and key.key not in wanted),
        *(added("match_key", key) for key in new),
    ]


def no_keys_since(reader: Reader, command_id: int) -> Statement:
    """Aborts the batch where somebody else may have written match keys between reading and writing."""
    sql = (
        "insert into guard values(not exists(select 1 from journal where seq > ? and id <> ? "
        f"and touches & {MATCH_KEYS}))"
    )
    return sql, (journal.newest(reader), command_id)
