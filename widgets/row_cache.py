"""The cells that a paged list has been given: a bounded number, and which of them to ask for again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from textual.cache import LRUCache

from data.kernel.text import clean
from data.kernel.tones import Tone
from widgets.width import fit, width_of

MOST_ROWS = 2000
"""Rows whose cells are remembered; the longest unused go first."""
STALE = -1
"""The round of a row that is to be asked for again."""


class Cell(NamedTuple):
    """Text of one cell and the tone it is said in. A plain string is a cell without a tone.

    ``short`` stands for the text where there is no room for it: fewer words, or a mark. ``links`` are parts of the
    text, each with what it leads to in a terminal that knows links. With ``each`` the words of the text are numbers in
    columns of so many cells. What stands between two ``parts`` of the text tells where it may be cut: none is shown
    in part while another one has room.
    """

    text: str
    tone: Tone = ""
    short: str = ""
    links: tuple[tuple[str, str], ...] = ()
    each: int = 0
    parts: str = ""


Row = tuple[Cell, ...] | None
"""The cells of a row; None where the row no longer exists."""


class RowCache:
    """Rows by id. A stale row can still be shown, but is missing until it has been put again."""

    def __init__(self) -> None:
        self._rows: LRUCache[int, tuple[Row, int]] = LRUCache(MOST_ROWS)
        """Each row with the round in which it was put."""
        self._round = 0
        self._asked: frozenset[int] = frozenset()

    def __contains__(self, row_id: int) -> bool:
        return row_id in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, row_id: int) -> Row:
        """The row, which counts as used now. Raises KeyError if it was never put, or was forgotten."""
        return self._rows[row_id][0]

    def put(self, rows: Mapping[int, Sequence[Cell | str] | None]) -> list[Row]:
        """Remember rows, with their texts cleaned, and forget the longest unused beyond the bound; return them so."""
        cleaned: list[Row] = []
        for row_id, cells in rows.items():
            row = None if cells is None else tuple(_clean_cell(cell) for cell in cells)
            self._remember(row_id, row, self._round)
            cleaned.append(row)
        self._asked = self._asked.difference(rows)
        return cleaned

    def outdate(self, row_ids: Iterable[int] | None = None) -> None:
        """Count these rows, or all, as missing, and every earlier request as lost."""
        if row_ids is None:
            self._round += 1
        else:
            for row_id in row_ids:
                if row_id in self._rows:
                    self._remember(row_id, self.get(row_id), STALE)
        self._asked = frozenset()

    def to_ask(self, wanted: Iterable[int]) -> list[int]:
        """Which of the wanted rows to ask for now: all that are missing, or none if all are on their way.

        A new request names everything missing, so that its answer may take the place of the last one.
        """
        missing = [row_id for row_id in wanted if not self._is_fresh(row_id)]
        if self._asked.issuperset(missing):
            return []
        self._asked = frozenset(missing)
        return missing

    def _is_fresh(self, row_id: int) -> bool:
        return row_id in self._rows and self._rows[row_id][1] == self._round

    def _remember(self, row_id: int, row: Row, put_in: int) -> None:
        self._rows.discard(row_id)  # the library keeps what is there already when it is set again
        self._rows[row_id] = (row, put_in)


def _clean_cell(cell: Cell | str) -> Cell:
    if isinstance(cell, Cell):
        text = clean(cell.text)
        if cell.each:
            text = " ".join(fit(word, max(cell.each, width_of(word)), "right") for word in text.split())
        return cell._replace(text=text, short=clean(cell.short))
    return Cell(clean(cell))
