"""Round steps for an axis of points."""

from __future__ import annotations

from typing import NamedTuple

ROUND = (1, 2, 3, 4, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 600, 750, 800)
"""Steps a person reads without counting; larger ones are these times a power of ten."""

ROWS_PER_STEP = 2
MOST_STEPS = 6
OFF_GOAL_PRICE = 1.3
"""How much lower bars may become for a tick at the goal."""
EVEN_ENOUGH = 3
"""Rows per step from which on one row more or less between two ticks is not seen."""


class Scale(NamedTuple):
    """An axis from 0 to `top`, with a tick every `step`, drawn over `rows` rows."""

    top: int
    step: int
    rows: int

    @property
    def ticks(self) -> list[int]:
        """The labelled values, from 0 to the top."""
        return list(range(0, self.top + 1, self.step))

    def height(self, value: int) -> float:
        """Rows that `value` is high; nothing is lower than 0 or higher than the axis."""
        return max(0, min(value, self.top)) * self.rows / self.top

    def row(self, value: int) -> int:
        """The row, counted from 0 at the bottom, whose upper edge lies at `value`."""
        return max(0, round(self.height(value)) - 1)


def fit_scale(highest: int, rows: int, goal: int = 0) -> Scale:
    """Return the lowest axis in round steps that holds `highest` and gives each step room for a label.

    A step that meets the goal is preferred, so that its line lies on a tick.
    Where steps are low they take the same number of rows each, so a few rows may stay unused above the top.
    """
    highest = max(1, highest)
    most_steps = max(1, min(MOST_STEPS, rows // ROWS_PER_STEP))

    def used_rows(step: int) -> int:
        steps = -(-highest // step)
        return rows if rows >= EVEN_ENOUGH * steps else max(steps, rows - rows % steps)

    def price(step: int) -> tuple[float, int]:
        """What all rows together would stand for: the less, the taller the bars. Few ticks cost extra."""
        steps = -(-highest // step)
        off_goal = OFF_GOAL_PRICE if goal % step else 1
        return steps * step * rows / used_rows(step) * (1 + 1 / (3 * steps)) * off_goal, -steps

    step = min((step for step in _round_steps(highest) if highest <= step * most_steps), key=price)
    return Scale(-(-highest // step) * step, step, used_rows(step))


def _round_steps(highest: int) -> list[int]:
    steps = set(ROUND)
    power = 10
    while max(steps) < highest:
        steps.update(step * power for step in ROUND)
        power *= 10
    return sorted(steps)


UNITS = ((10**12, 10**12, "T"), (10**9, 10**9, "G"), (10**6, 10**6, "M"), (10**3, 10**3, "k"))
"""From which size on, in which unit, and its letter."""


def short_number(value: int) -> str:
    """Return a number in few characters: 940, 4.3k, 35k, 4.1M, and 999T+ for all beyond."""
    if abs(value) >= 10**15:
        return "999T+" if value > 0 else "-999T"
    for limit, unit, letter in UNITS:
        if abs(value) >= limit:
            scaled = value / unit
            text = f"{scaled:.1f}" if abs(scaled) < 10 else f"{scaled:.0f}"
            return text.removesuffix(".0") + letter
    return str(value)


def tick_words(value: int) -> str:
    """A number on an axis: in full, its thousands parted, as far as it has four digits."""
    return f"{value:,}" if abs(value) < 10**4 else short_number(value)
