"""What an import would do: the outcome of holding a file against the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from data.imports.left_rows import Clash, Left, SetHere, Twin
from data.imports.source_systems import OUR_KEY, our_id
from data.kernel.commands import Change, Reader
from data.kernel.engine import Value
from data.kernel.row_type import R
from data.kernel.rows import select_records

Draft = TypeVar("Draft")
PAGE = 500


class Comparison(NamedTuple, Generic[Draft]):
    """What an import would do with each draft. Changes bear no command yet: ``stamped`` gives them theirs."""

    new: list[Draft]
    updates: list[Change]
    unchanged: int
    left: list[Left]
    seq: int
    """The newest command of the store that it knows of."""
    twins: Sequence[Twin] = ()
    removals: Sequence[Change] = ()
    keys: Sequence[Change] = ()
    """Match keys of records that change; new ones have no id yet."""
    notes: Sequence[Change] = ()
    """Notes that come to records which are there; they have no id yet."""
    noted: int = 0
    """How many records that are there get nothing but notes or parts."""
    parts: Sequence[Change] = ()
    """Rows of parts of records that are there; new ones have no id yet."""
    set_here: Sequence[SetHere] = ()
    """Values of the file that stay out, as somebody has set others here."""
    clashes: Sequence[Clash] = ()
    """What rows of one record say that cannot stand together."""
    points: int = 0
    """The points of all that changes, where the records are worth some."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.new or self.changed or self.removals)

    @property
    def changed(self) -> int:
        """How many records that are there change."""
        return len(self.updates) + self.noted

    def stamped(self, command_id: int) -> list[Change]:
        """The changes of what is there, as that command's."""
        stamped = [
            change._replace(after={**(change.after or {}), "touched": command_id})
            for change in (*self.updates, *self.notes, *(part for part in self.parts if part.after))
        ]
        gone = [part for part in self.parts if not part.after]
        return [*gone, *stamped, *self.removals, *self.keys]


def records_where(
    reader: Reader, kind: type[R], table: str, column: str, values: Sequence[Value]
) -> Iterator[R]:
    """The rows of a table of which a column holds one of the values."""
    for page in pages(values):
        yield from select_records(
            reader, kind, table, f"where {column} in ({', '.join('?' * len(page))})", page
        )


def records_by_key(reader: Reader, kind: type[R], table: str, keys: Sequence[str]) -> dict[str, R]:
    """The rows that an import knows again: by the key of their source, or as those that our own export names."""
    row_id, source_key = kind._fields.index("id"), kind._fields.index("source_key")
    found = {row[source_key]: row for row in records_where(reader, kind, table, "source_key", keys)}
    ours = {our_id(key): key for key in keys if key.startswith(OUR_KEY)}
    for row in records_where(reader, kind, table, "id", [one for one in ours if one is not None]):
        found.setdefault(ours[row[row_id]], row)
    return found


def records_bearing(
    reader: Reader, kind: type[R], table: str, sort: str, values: Sequence[str]
) -> dict[str, list[R]]:
    """The records that bear match keys of a sort, by key; merged ones stand with those they went into."""
    columns = ", ".join(f"standing.{name}" for name in kind._fields)
    found: dict[str, list[R]] = {}
    for page in pages(values):
        sql = (
            f"select match_key.value, {columns} from match_key "
            f"join {table} borne on borne.id = match_key.record_id and match_key.record_table = '{table}' "
            f"join {table} standing on standing.id = ifnull(borne.merged_into, borne.id) "
            f"where match_key.kind = ? and match_key.value in ({', '.join('?' * len(page))})"
        )
        for value, *row in reader.select(sql, (sort, *page)):
            found.setdefault(value, []).append(kind._make(row))
    return found


def pages(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """The values in parts that one SELECT can name."""
    return (values[start : start + PAGE] for start in range(0, len(values), PAGE))
