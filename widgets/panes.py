"""Two panes side by side that share a width by what stands in them."""

from __future__ import annotations

LEAST, PARTS = 38, 5
"""Cells that the right pane keeps where it needs them, or two of so many parts of the width."""


def left_of_two(width: int, left: int, right: int, wished: int = 0) -> int:
    """The cells of the left pane, where both need so many: all that it needs, but for what the right one keeps.

    What neither needs is the right one's, but for what the left one has ``wished`` for.
    """
    cells = max(min(left, width - min(right, max(LEAST, 2 * width // PARTS))), 1)
    return max(cells, min(wished, width - right))
