"""A row of small bars, one character for each value."""

from __future__ import annotations

from collections.abc import Sequence

SPARKS = "▁▂▃▄▅▆▇█"
NO_VALUE = "·"


def sparkline(values: Sequence[int | None], highest: int | None = None, missing: str = NO_VALUE) -> str:
    """Return one block character for each value, scaled to `highest` (default: the largest value).

    Values at or below zero take the lowest block, a missing value a dot, or what stands for it.
    """
    present = [value for value in values if value is not None]
    top = highest if highest is not None else max(present, default=0)
    return "".join(missing if value is None else _spark(value, top) for value in values)


def _spark(value: int, top: int) -> str:
    if value <= 0 or top <= 0:
        return SPARKS[0]
    return SPARKS[min(len(SPARKS) - 1, value * len(SPARKS) // (top + 1))]
