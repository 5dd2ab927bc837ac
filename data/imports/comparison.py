"""What an import would do: the outcome of holding a file against the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from data.imports.left_rows import Left, Twin
from data.imports.source_systems import OUR_KEY, our_id
from data.kernel.commands import Change, Reader, column_names
from data.kernel.engine import Value

Draft = TypeVar("Draft")
Row = dict[str, Any]
"""A whole row of the store by its columns."""
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
    """How many records that are there get nothing but notes."""
    corrected: int = 0
    """How many values of the file stay out, as somebody has corrected them here since it was imported."""
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
            for change in (*self.updates, *self.notes)
        ]
        return [*stamped, *self.removals, *self.keys]


def newest_command(reader: Reader) -> int:
    """The number of the newest command."""
    return int(reader.select("select ifnull(max(seq), 0) from journal")[0][0])


def rows_where(reader: Reader, table: str, column: str, values: Sequence[Value]) -> Iterator[Row]:
    """The whole rows of a table of which a column holds one of the values."""
    names = column_names(reader, table)
    for page in pages(values):
        marks = ", ".join("?" * len(page))
        for row in reader.select(f"select {', '.join(names)} from {table} where {column} in ({marks})", page):
            yield dict(zip(names, row, strict=True))


def rows_by_key(reader: Reader, table: str, keys: Sequence[str]) -> dict[str, Row]:
    """The rows that an import knows again: by the key of their source, or as those that our own export names."""
    found: dict[str, Row] = {}
    for row in rows_where(reader, table, "source_key", keys):
        found[row["source_key"]] = row
    ours = {our_id(key): key for key in keys if key.startswith(OUR_KEY)}
    for row in rows_where(reader, table, "id", [one for one in ours if one is not None]):
        found.setdefault(ours[row["id"]], row)
    return found


def pages(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """The values in parts that one SELECT can name."""
    return (values[start : start + PAGE] for start in range(0, len(values), PAGE))
