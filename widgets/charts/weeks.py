"""Several weeks: the points of each against its goal."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.text import clean
from widgets.charts.bars import AXIS_ROOM, Bar, draw_bars
from widgets.charts.chart import Chart
from widgets.charts.picture import Picture, Role
from widgets.charts.sparkline import sparkline


class WeekTotal(NamedTuple):
    """The total of one week. `points` is None for a week to come."""

    label: str
    points: int | None
    goal: int
    current: bool = False
    excused: bool = False


class WeeksChart(Chart[tuple[WeekTotal, ...]]):
    """One bar a week: strong where the goal was reached, paler below it, shaded where excused."""

    def is_blank(self, data: tuple[WeekTotal, ...]) -> bool:
        """Whether there is no week."""
        return not data

    def draw(self, data: tuple[WeekTotal, ...], width: int, height: int) -> Picture:
        """Draw the weeks; the latest ones if there are more than columns."""
        columns = width - AXIS_ROOM
        room = max(1, columns // len(data))
        return draw_bars(width, height, [_bar(week, room) for week in data[-columns:]])

    def summary(self, data: tuple[WeekTotal, ...]) -> str:
        """Weeks as small bars, then how many of those begun reached their goal."""
        begun = [week for week in data if week.points is not None and not week.excused]
        reached = sum(1 for week in begun if (week.points or 0) >= week.goal)
        bars = sparkline([week.points for week in data])
        return f"{bars}  {f'{reached} of {len(begun)} reached' if begun else 'none has begun'}"


def _bar(week: WeekTotal, room: int) -> Bar:
    return Bar(clean(week.label), week.points, week.goal, _role(week), week.current, note=_note(week, room))


def _role(week: WeekTotal) -> Role:
    if week.excused:
        return Role.EXCUSED
    if week.current:
        return Role.NOW
    return Role.DONE if (week.points or 0) >= week.goal else Role.SHORT


def _note(week: WeekTotal, room: int) -> str:
    if not week.excused:
        return ""
    return next((word for word in ("excused", "exc", "x") if len(word) < room), "x")
