"""Stages one below the other: a lying bar each, with the part of it that counts more, and a limit."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.text import clean
from widgets.charts.canvas import Canvas, Dot
from widgets.charts.chart import Chart
from widgets.charts.picture import Picture, Role
from widgets.charts.scale import short_number
from widgets.width import fit, width_of

LIMIT = "╎"
GAP = 2


class StageBar(NamedTuple):
    """One stage: a number, the part of it that counts more, and the limit that it should not pass, if any."""

    label: str
    whole: int
    part: int
    limit: int | None = None


class StageBars(NamedTuple):
    """What a chart of stages shows. ``beside`` a list, the bars lie on its rows, from the third row on, unlabelled."""

    title: str
    bars: tuple[StageBar, ...]
    beside: bool = False


class StagesChart(Chart[StageBars]):
    """Lying bars in the order of the stages."""

    def is_blank(self, data: StageBars) -> bool:
        """Whether there is no number."""
        return not any(bar.whole for bar in data.bars)

    def draw(self, data: StageBars, width: int, height: int) -> Picture:
        """Draw a bar for each stage that has room."""
        above = 2 if data.beside else 1
        shown = data.bars[: height - above]
        names = [clean(bar.label) for bar in shown]
        numbers = [short_number(bar.whole) for bar in shown]
        label_cells = 0 if data.beside else min(width // 3, max(map(width_of, names))) + GAP
        number_cells = max(map(len, numbers)) + GAP
        bar_cells = width - label_cells - number_cells
        most = max(1, *(max(bar.whole, min(bar.limit or 0, 2 * bar.whole)) for bar in shown))
        step = 1 if data.beside or height < above + 2 * len(shown) else 2
        rows = [above + place * step for place in range(len(shown))]
        canvas = Canvas(width, height)
        for row, bar in zip(rows, shown, strict=True):
            line, length, part = height - 1 - row, bar.whole * bar_cells / most, bar.part * bar_cells / most
            canvas.lying_bar(label_cells, line, length, Role.SHORT)
            if bar.part:
                canvas.lying_bar(label_cells, line, max(1.0, float(round(part))), Role.NOW)
            if bar.limit is not None and 0 < bar.limit <= most:
                column = label_cells + min(round(bar.limit * bar_cells / most), bar_cells - 1)
                canvas.dots([Dot(column, line, LIMIT)], Role.VALUE)
        picture = canvas.picture()
        picture.write(0, 0, fit(data.title, width), Role.LABEL)
        for row, bar, name, number in zip(rows, shown, names, numbers, strict=True):
            if label_cells:
                picture.write(0, row, fit(name, label_cells - GAP), Role.LABEL)
            if bar.whole:
                picture.write(width - number_cells, row, number.rjust(number_cells), Role.VALUE)
        return picture

    def summary(self, data: StageBars) -> str:
        """The numbers by name."""
        return "  ".join(f"{clean(bar.label)} {short_number(bar.whole)}" for bar in data.bars if bar.whole)
