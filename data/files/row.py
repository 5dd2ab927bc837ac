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
