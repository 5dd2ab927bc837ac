"""The ids of a list's rows, eight bytes each, in their order; negative ones are headings between the rows."""

from __future__ import annotations

from array import array
from collections.abc import Iterable


class RowIds:
    """Which row stands where."""

    def __init__(self) -> None:
        self.all: array[int] = array("q")
        """The ids of rows and headings."""

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, position: int) -> int:
        return self.all[position]

    def replace(self, ids: Iterable[int]) -> None:
        """Hold these from now on. An `array('q')` is taken over without copying."""
        self.all = ids if isinstance(ids, array) else array("q", ids)

    def is_heading(self, position: int) -> bool:
        """Whether a heading stands there."""
        return 0 <= position < len(self.all) and self.all[position] < 0

    def position_of(self, row_id: int | None, otherwise: int) -> int:
        """The place of a row; where there is none the other one, or the last that there is."""
        if row_id is not None:
            try:
                return self.all.index(row_id)
            except ValueError:
                pass  # array has no find(); a missing row is an ordinary case here
        return min(otherwise, max(0, len(self.all) - 1))

    def row_at(self, position: int, step: int) -> int:
        """The place of the row there, or of the next one in the direction of ``step``, else the other way."""
        for direction in (step, -step):
            place = position
            while self.is_heading(place):
                place += direction
            if 0 <= place < len(self.all):
                return place
        return position
