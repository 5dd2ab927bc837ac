"""Columns of a list: what is declared, and how they share a given width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from widgets.width import Align

GAP = 2
"""Blank cells between two columns."""


class Column(NamedTuple):
    """One column of a list.

    A column has a fixed `width` in cells, or, with `flex` above 0, a share of the cells that the
    fixed ones leave; `width` is then the least it takes. In a list narrower than `drop_below`
    cells the column is left out.
    """

    title: str
    width: int = 0
    flex: int = 0
    align: Align = "left"
    drop_below: int = 0


class Slot(NamedTuple):
    """Where a column ended up: its place among the declared columns and its width in cells."""

    position: int
    column: Column
    width: int


def lay_out(columns: Sequence[Column], width: int) -> list[Slot]:
    """Return the columns that show in `width` cells, left to right.

    Columns that no longer fit are cut, then dropped, from the right.
    """
    shown = [(index, column) for index, column in enumerate(columns) if width >= column.drop_below]
    wanted = sum(column.width for _, column in shown) + GAP * max(0, len(shown) - 1)
    extra = _share(max(0, width - wanted), [column.flex for _, column in shown])
    slots: list[Slot] = []
    left = width
    for (index, column), more in zip(shown, extra, strict=True):
        cells = min(column.width + more, left)
        if cells <= 0:
            break
        slots.append(Slot(index, column, cells))
        left -= cells + GAP
    return slots


def _share(cells: int, weights: Sequence[int]) -> list[int]:
    """Divide `cells` by weight without losing one: each share ends where its running total rounds to."""
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    ends = [cells * sum(weights[: count + 1]) // total for count in range(len(weights))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
