"""Hours of the day: the points made in each."""

from __future__ import annotations

from typing import NamedTuple

from widgets.charts.bars import AXIS_ROOM, Bar, draw_bars
from widgets.charts.chart import Chart
from widgets.charts.picture import Picture, Role
from widgets.charts.sparkline import sparkline


class Hour(NamedTuple):
    """The points of one hour of the day (0 to 23), and whether it is the present one."""

    hour: int
    points: int
    now: bool = False


class HoursChart(Chart[tuple[Hour, ...]]):
    """One bar an hour."""

    def is_blank(self, data: tuple[Hour, ...]) -> bool:
        """Whether there is no hour."""
        return not data

    def draw(self, data: tuple[Hour, ...], width: int, height: int) -> Picture:
        """Draw the hours; the latest ones if there are more than columns."""
        return draw_bars(width, height, [_bar(hour) for hour in data[-(width - AXIS_ROOM) :]])

    def summary(self, data: tuple[Hour, ...]) -> str:
        """Hours as small bars, then from when to when."""
        return f"{sparkline([hour.points for hour in data])}  {data[0].hour} to {data[-1].hour + 1} h"


def _bar(hour: Hour) -> Bar:
    return Bar(str(hour.hour), hour.points, 0, Role.NOW if hour.now else Role.DONE, hour.now)
