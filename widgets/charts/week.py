"""One week: points added up day by day, against the pace that reaches the goal."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.text import clean
from widgets.charts.bars import Bar, draw_bars
from widgets.charts.chart import Chart
from widgets.charts.picture import Picture, Role
from widgets.charts.sparkline import sparkline

DAY_LABELS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Week(NamedTuple):
    """The numbers of a week.

    `days` holds the points of the week up to the end of each day, from Monday on, None for days to
    come; five days or seven, as the company works. `pace` holds (position, points) pairs from left to
    right: position 0 is the middle of Monday's bar, 1 of Tuesday's, -0.5 the left end. To let a bar
    meet the line when the day reached its pace, give day n the points due by its end.
    `today` counts days from 0, None in a week that is over or to come; so does `chosen`, the day looked at where
    that is another one. `labels` names the days.
    """

    days: tuple[int | None, ...]
    goal: int
    today: int | None = None
    pace: tuple[tuple[float, int], ...] = ()
    labels: tuple[str, ...] = DAY_LABELS
    chosen: int | None = None


class WeekChart(Chart[Week]):
    """Bars of the points reached by each day, the pace line and the goal."""

    def is_blank(self, data: Week) -> bool:
        """Whether there is no day in the week."""
        return not data.days

    def draw(self, data: Week, width: int, height: int) -> Picture:
        """Draw the week."""
        bars = [_bar(data, day) for day in range(len(data.days))]
        return draw_bars(width, height, bars, data.pace)

    def summary(self, data: Week) -> str:
        """Days as small bars, then points and goal."""
        reached = next((points for points in reversed(data.days) if points is not None), 0)
        highest = max([data.goal, *(points or 0 for points in data.days)])
        return f"{sparkline(data.days, highest)}  {reached} / {data.goal}"


def _bar(week: Week, day: int) -> Bar:
    label = clean(week.labels[day]) if day < len(week.labels) else ""
    is_today = day == week.today
    role = Role.NOW if is_today else Role.DONE
    is_chosen = day == week.chosen
    return Bar(label, week.days[day], week.goal, role, is_today, name_of_letters=True, chosen=is_chosen)
