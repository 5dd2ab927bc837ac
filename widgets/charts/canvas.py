"""A plotext figure used cell by cell.

plotext places the axes, the ticks, the bars, the blocks and the lines. The limits of its axes are set
so that the coordinate (0, 0) is the centre of the lower left cell and (1, 1) of its upper right
neighbour. The bars can then end in eighths of a cell, which plotext's own bars cannot.
Each canvas owns its figure: plotext's module-level figure is shared and not safe in threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from widgets.charts.picture import Picture, Role

UPWARD = " ▁▂▃▄▅▆▇█"
RIGHTWARD = " ▏▎▍▌▋▊▉█"
EIGHTHS = 8
FULL = "█"


class Dot(NamedTuple):
    """One character in one cell of the canvas, counted from the lower left."""

    column: int
    row: int
    character: str


class Canvas:
    """The drawing area of a chart, with an axis below and one at the left, or with none.

    Args:
        width: Cells of the whole chart, at least `gutter` + 4.
        height: Rows of the whole chart with its lower axis, at least 3.
        tick_labels: Labels of the left axis by canvas row. All must be equally wide. None: no axes.
        gutter: Cells of one tick label.
    """

    def __init__(
        self, width: int, height: int, tick_labels: dict[int, str] | None = None, gutter: int = 0
    ) -> None:
        from textual_plotext import Plot  # a quarter of a second: never before the first paint

        has_axes = tick_labels is not None
        ticks = tick_labels or {}
        self._whole = (width, height)
        self.width = width - gutter - int(has_axes)
        self.height = height - int(has_axes)
        self._plot = Plot()
        self._plot.plotsize(width, height)
        self._plot._set_size(width, height)  # plotsize alone does not resize a figure of its own
        self._plot.canvas_color("default")
        self._plot.axes_color("default")
        self._plot.ticks_color(int(Role.AXIS))
        self._plot.xaxes(has_axes, False)
        self._plot.yaxes(has_axes, False)
        self._plot.xlim(0, self.width - 1)
        self._plot.ylim(0, self.height - 1)
        self._plot.xticks([], [])
        self._plot.yticks(list(ticks), list(ticks.values()))

    def dots(self, dots: Sequence[Dot], role: Role) -> None:
        """Draw single characters, in one colour."""
        for character in dict.fromkeys(dot.character for dot in dots):
            places = [dot for dot in dots if dot.character == character]
            columns, rows = [dot.column for dot in places], [dot.row for dot in places]
            self._plot.scatter(columns, rows, marker=character, color=int(role))

    def lying_bar(self, first: int, row: int, length: float, role: Role) -> None:
        """Draw a bar to the right from column `first`, `length` cells long to an eighth."""
        whole, rest = _whole_and_eighths(length)
        if whole == 1:  # plotext draws no bar from a place to itself
            self.dots([Dot(first, row, FULL)], role)
        elif whole:
            last = first + whole - 1
            self._plot.bar(
                [row],
                [last],
                orientation="horizontal",
                minimum=first,
                width=0,
                marker=FULL,
                color=int(role),
                reset_ticks=False,
            )
        if rest:
            self.dots([Dot(first + whole, row, RIGHTWARD[rest])], role)

    def line(self, points: Sequence[tuple[float, float]], role: Role) -> None:
        """Draw a fine line through points given in cells from the lower left corner of the canvas.

        Braille holds 2 by 4 dots in a cell; plotext spreads them from the first centre to the last.
        """
        across = (self.width - 1) / (2 * self.width - 1)
        upward = (self.height - 1) / (4 * self.height - 1)
        columns = [(2 * column - 0.5) * across for column, _ in points]
        rows = [max(0, 4 * row - 1) * upward for _, row in points]
        if len(points) > 1:
            self._plot.plot(columns, rows, marker="braille", color=int(role))

    def picture(self, extra_rows: int = 0) -> Picture:
        """Return the drawing, with `extra_rows` blank rows below it."""
        width, height = self._whole
        return Picture.from_plotext(self._plot.build(), width, height + extra_rows)


def upright_bar(first: int, cells: int, height: float, full: str = FULL) -> list[Dot]:
    """Dots of a bar that stands on the lower axis, `height` rows high to an eighth.

    With a `full` character of its own the bar ends in whole rows.
    """
    whole, rest = _whole_and_eighths(height)
    if full != FULL and rest:
        whole, rest = whole + 1, 0
    columns = range(first, first + cells)
    dots = [Dot(column, row, full) for row in range(whole) for column in columns]
    return dots + [Dot(column, whole, UPWARD[rest]) for column in columns if rest]


def _whole_and_eighths(length: float) -> tuple[int, int]:
    """A length as whole cells and eighths of one; what is more than nothing is at least an eighth."""
    eighths = round(length * EIGHTHS)
    if eighths == 0 and length > 0:
        eighths = 1
    return divmod(eighths, EIGHTHS)
