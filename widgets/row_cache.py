"""The cells that a paged list has been given: a bounded number, and which of them to ask for again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from data.kernel.text import clean
from data.kernel.tones import Tone

ROWS_KEPT = 2000
"""Rows whose cells are remembered; the longest unused go first."""


class Cell(NamedTuple):
    """Text of one cell and the tone it is said in. A plain string is a cell without a tone."""

    text: str
    tone: Tone = ""


Row = tuple[Cell, ...] | None
"""The cells of a row; None where the row no longer exists."""


class RowCache:
    """Rows by id. A stale row can still be shown, but is missing until it has been put again."""

    def __init__(self) -> None:
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: frozenset[int] = frozenset()

    def __contains__(self, row_id: int) -> bool:
        return row_id in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, row_id: int) -> Row:
        """The row, which counts as used now. Raises KeyError if it was never put, or was forgotten."""
        self._rows.move_to_end(row_id)
        return self._rows[row_id]

    def put(self, rows: Mapping[int, Sequence[Cell | str] | None]) -> None:
        """Remember rows, with their texts cleaned, and forget the longest unused beyond the bound."""
        for row_id, cells in rows.items():
            self._rows[row_id] = None if cells is None else tuple(_clean_cell(cell) for cell in cells)
            self._rows.move_to_end(row_id)
        self._stale.difference_update(rows)
        self._asked = self._asked.difference(rows)
        while len(self._rows) > ROWS_KEPT:
            self._stale.discard(self._rows.popitem(last=False)[0])

    def outdate(self, row_ids: Iterable[int] | None = None) -> None:
        """Count these rows, or all, as missing, and every earlier request as lost."""
        chosen = self._rows if row_ids is None else (row_id for row_id in row_ids if row_id in self._rows)
        self._stale.update(chosen)
        self._asked = frozenset()

    def to_ask(self, wanted: Iterable[int]) -> list[int]:
        """Which of the wanted rows to ask for now: all that are missing, or none if all are on their way.

        A new request names everything missing, so that its answer may take the place of the last one.
        """
        missing = [row_id for row_id in wanted if row_id not in self._rows or row_id in self._stale]
        if self._asked.issuperset(missing):
            return []
        self._asked = frozenset(missing)
        return missing


def _clean_cell(cell: Cell | str) -> Cell:
    if isinstance(cell, Cell):
        return Cell(clean(cell.text), cell.tone)
    return Cell(clean(cell))
