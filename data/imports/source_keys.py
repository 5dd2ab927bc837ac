"""What records are known by again: the key of their source, their further ids in other systems, or our own id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from data.imports.comparison import pages, records_by_key
from data.imports.source_systems import FILE_KEY, OUR_KEY, ROW_KEY
from data.kernel.commands import Change, Reader
from data.kernel.row_type import R
from data.kernel.rows import added, columns_of
from data.records.match_keys import IDS, MatchKey


def known_records(reader: Reader, kind: type[R], table: str, keys: Sequence[str]) -> dict[str, R]:
    """The records that bear keys, by the key; merged ones among them stand for themselves."""
    found = records_by_key(reader, kind, table, keys)
    columns = ", ".join(f"{table}.{name}" for name in columns_of(kind).split(", "))
    for page in pages([key for key in keys if key not in found]):
        sql = (
            f"select match_key.value, {columns} from match_key join {table} on {table}.id = match_key.record_id "
            f"where match_key.kind = '{IDS}' and match_key.value in ({', '.join('?' * len(page))})"
        )
        for key, *row in reader.select(sql, page):
            found.setdefault(key, kind._make(row))
    return found


def borne_keys(reader: Reader, table: str, records: Collection[int], *, merges: bool) -> dict[int, set[str]]:
    """All keys of records, and of those merged into them."""
    found: dict[int, set[str]] = {record: set() for record in records}
    standing = f"ifnull({table}.merged_into, {table}.id)" if merges else f"{table}.id"
    for page in pages(list(found)):
        marks = ", ".join("?" * len(page))
        among = f"{table}.id in ({marks})" + (f" or {table}.merged_into in ({marks})" if merges else "")
        rows = reader.select(
            f"select {standing}, source_key from {table} where source_key is not null and ({among}) "
            f"union all select {standing}, match_key.value from match_key join {table} on {table}.id = record_id "
            f"where match_key.kind = '{IDS}' and ({among})",
            [*page, *page] * (2 if merges else 1),
        )
        for record, key in rows:
            found[record].add(key)
    return found


def is_other_record(key: str, borne: Iterable[str]) -> bool:
    """Whether a record that bears some keys, and not this one, has another id of its system."""
    return any(same_system(key, one) for one in borne)


def same_system(key: str, other: str) -> bool:
    """Whether two keys are ids of one system, so that they are those of two records."""
    return key.partition(":")[0] == other.partition(":")[0]


def is_foreign(key: str, own: str | None) -> bool:
    """Whether a record is of a system that is known, by its own key, and a row with another key is not of that."""
    if own is None or own.startswith((ROW_KEY, FILE_KEY)):
        return False
    return not same_system(key, own)


def is_better_key(key: str, old: str | None) -> bool:
    """Whether the id of a source is to stand in the place of the key that a record has."""
    if key.startswith(OUR_KEY) or key == old:
        return False
    return old is None or old.startswith(ROW_KEY) or (old.startswith(FILE_KEY) and key.startswith(FILE_KEY))


def further_key(table: str, record: int, key: str) -> Change:
    """The change by which a record is known by one more key; it has no id yet."""
    return added("match_key", MatchKey(0, table, record, IDS, key))
