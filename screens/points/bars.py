"""What the charts of the points screen are fed with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from data.points.board import Board
from data.points.hours import HourTotal
from data.points.week import Week
from widgets.charts.hours import Hour
from widgets.charts.mix import Share
from widgets.charts.week import Week as WeekBars
from widgets.charts.weeks import WeekTotal


def week_bars(board: Board) -> WeekBars:
    """The week for its chart: points added up to each day, the days to come empty.

    A week-end without points or work is left out, unless one looks at it.
    """
    week, chosen = board.week, board.chosen
    sums = list(accumulate(day.points for day in week.days))
    shown = 7 if any(day.points or (day.works and not day.off) for day in week.days[5:]) else 5
    if week.is_current and week.today.weekday() >= shown:
        shown = week.today.weekday() + 1
    if chosen is not None:
        shown = max(shown, chosen.weekday() + 1)
    return WeekBars(
        days=tuple(
            sums[position] if week.days[position].day <= week.today else None for position in range(shown)
        ),
        goal=week.goal or 0,
        today=week.today.weekday() if week.is_current else None,
        pace=_pace(week, shown),
        chosen=chosen.weekday() if chosen not in (None, week.today) else None,
    )


def _pace(week: Week, shown: int) -> tuple[tuple[float, int], ...]:
    """The pace line over the bars: each day's end in the middle of its bar, half of the first at the left edge."""
    ends = [round(points) for _, points in week.pace_line[1 : shown + 1]]
    return ((-0.5, ends[0] // 2), *((float(day), due) for day, due in enumerate(ends))) if ends else ()


def ramp_bars(board: Board) -> tuple[WeekTotal, ...]:
    """The weeks around for their chart."""
    this = board.week.today
    return tuple(
        WeekTotal(
            label=str(week.number),
            points=week.points if week.monday <= this else None,
            goal=week.goal or 0,
            current=week.monday <= this and (this - week.monday).days < 7,
            excused=week.is_excused and week.points == 0,
        )
        for week in board.weeks
    )


def hours(totals: Sequence[HourTotal], now: int) -> tuple[Hour, ...]:
    """Points by hour of the day for their chart; ``now`` is the present hour."""
    return tuple(Hour(total.hour, total.points, total.hour == now) for total in totals)


def shares(week: Week) -> tuple[Share, ...]:
    """Points by kind for their chart."""
    return tuple(Share(total.kind.name, total.week_points) for total in week.kinds if total.week_points)
