"""Fitting text into terminal cells: cut, pad, align, and draw a row of small bars.

Widths are counted in cells, so wide characters (CJK, emoji) take two.
Text given here must already be clean (`data.kernel.text.clean`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.cells import cell_len, chop_cells

Align = Literal["left", "right", "center"]

ELLIPSIS = "…"
SPARKS = "▁▂▃▄▅▆▇█"
NO_VALUE = "·"


def cut(text: str, width: int) -> str:
    """Return `text` cut to at most `width` cells, ending in an ellipsis where something was lost."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    if width == 1:
        return ELLIPSIS
    return chop_cells(text, width - 1)[0].rstrip() + ELLIPSIS


def fit(text: str, width: int, align: Align = "left") -> str:
    """Return `text` cut or padded to exactly `width` cells."""
    short = cut(text, width)
    space = max(0, width - cell_len(short))
    if align == "right":
        return " " * space + short
    if align == "center":
        return " " * (space // 2) + short + " " * (space - space // 2)
    return short + " " * space


def sparkline(values: Sequence[int | None], highest: int | None = None) -> str:
    """Return one block character for each value, scaled to `highest` (default: the largest value).

    Values at or below zero take the lowest block, a missing value a dot.
    """
    present = [value for value in values if value is not None]
    top = highest if highest is not None else max(present, default=0)
    return "".join(NO_VALUE if value is None else _spark(value, top) for value in values)


def _spark(value: int, top: int) -> str:
    if value <= 0 or top <= 0:
        return SPARKS[0]
    return SPARKS[min(len(SPARKS) - 1, value * len(SPARKS) // (top + 1))]
