"""One row of a file, wherever it comes from."""

from __future__ import annotations

from typing import NamedTuple

CELL_LIMIT = 1_000_000
"""Characters of one cell that are read; a longer cell is cut and reported as a problem of its row."""


class Row(NamedTuple):
    """One row: its number in the file (first line, or row of the sheet), its cells, what is wrong with it.

    Cells are as they stand in the file: clean them before storing or showing.
    """

    number: int
    cells: list[str]
    problem: str | None = None


def limited_row(number: int, cells: list[str]) -> Row:
    """The row of these cells; those that are too long are cut, and the last of them is its problem."""
    if max(map(len, cells), default=0) <= CELL_LIMIT:
        return Row(number, cells)
    problem = None
    for place, cell in enumerate(cells, 1):
        if len(cell) > CELL_LIMIT:
            problem = f"cell {place} holds {len(cell):,} characters; only {CELL_LIMIT:,} can be read"
    return Row(number, [cell[:CELL_LIMIT] for cell in cells], problem)
