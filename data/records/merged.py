"""Records that were merged: they stay with all they had, and ``merged_into`` names the one that stands for them.

That one is itself not merged. What belongs to a merged record never moves; whoever reads the one that stands for it
reads it too.
"""

from __future__ import annotations

from data.kernel.commands import Reader


def standing(reader: Reader, table: str, identifier: int) -> int:
    """The id of the record that stands for this one: the one it was merged into, else itself."""
    rows = reader.select(f"select ifnull(merged_into, id) from {table} where id = ?", (identifier,))
    return int(rows[0][0]) if rows else identifier


def with_merged(reader: Reader, table: str, identifier: int) -> list[int]:
    """A record's id and the ids of those merged into it."""
    rows = reader.select(f"select id from {table} where merged_into = ? order by id", (identifier,))
    return [identifier, *(row[0] for row in rows)]
