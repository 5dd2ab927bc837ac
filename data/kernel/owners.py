"""Whose rows are, read from the column that their table declares."""

from __future__ import annotations

from collections.abc import Sequence

from data.kernel.commands import Reader


def owners_of(reader: Reader, table: str, rows: Sequence[int]) -> dict[int, int | None]:
    """The owners of those rows of a table that are still there; empty for a table whose rows are nobody's own."""
    column = reader.registry.table(table).owner
    if not column or not rows:
        return {}
    marks = ", ".join("?" * len(rows))
    return dict(reader.select(f"select id, {column} from {table} where id in ({marks})", list(rows)))
