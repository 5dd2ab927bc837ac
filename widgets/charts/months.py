"""Months: what each brought, or is expected to bring, against its goal."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.text import clean
from widgets.charts.bars import Bar, draw_bars
from widgets.charts.chart import Chart
from widgets.charts.picture import Picture, Role
from widgets.charts.scale import short_number
from widgets.width import fit


class MonthTotal(NamedTuple):
    """One month: what it brought, or, where it ``is_ahead``, what is expected of it; its goal (0: none)."""

    label: str
    value: int
    goal: int
    is_now: bool = False
    is_ahead: bool = False


class MonthBars(NamedTuple):
    """What a chart of months shows."""

    title: str
    months: tuple[MonthTotal, ...]


class MonthsChart(Chart[MonthBars]):
    """One bar a month: strong for what came, paler for what is expected."""

    def is_blank(self, data: MonthBars) -> bool:
        """Whether no month has a number."""
        return not any(month.value or month.goal for month in data.months)

    def draw(self, data: MonthBars, width: int, height: int) -> Picture:
        """Draw the months; the title goes in the first line where the bars leave it free."""
        bars = [
            Bar(
                clean(month.label),
                month.value,
                month.goal,
                Role.SHORT if month.is_ahead else Role.NOW if month.is_now else Role.DONE,
                month.is_now,
                name_of_letters=True,
            )
            for month in data.months
        ]
        drawn = draw_bars(width, height - 1, bars) if height > 6 else draw_bars(width, height, bars)
        if height <= 6:
            return drawn
        picture = Picture(width, height)
        for row in range(drawn.height):
            for column in range(width):
                mark = drawn.at(column, row)
                picture.put(column, row + 1, mark.text, mark.role)
        picture.write(0, 0, fit(data.title, width), Role.LABEL)
        return picture

    def summary(self, data: MonthBars) -> str:
        """The months by name and number."""
        return "  ".join(
            f"{clean(month.label)} {short_number(month.value)}" for month in data.months if month.value
        )
