"""How the points screen words its rows and feeds its charts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import accumulate

from data.calendar.days import DAY_NAMES, clock_time, local
from data.people.person import Person
from data.points.board import Board
from data.points.entries import Entry
from data.points.kinds import Kind
from data.points.week import KindTotal, Week
from widgets import charts
from widgets.paged_list import Cell, Column


def kind_cells(total: KindTotal) -> tuple[Cell, ...]:
    """Key, name, worth, and the counts of the day and the week; a zero is a dim dot."""
    return (
        Cell(total.kind.key, "accent"),
        Cell(total.kind.name),
        Cell(str(total.worth), "dim"),
        _count(total.day_count),
        _count(total.week_count),
    )


def _count(count: int) -> Cell:
    return Cell(str(count)) if count else Cell("\u00b7", "dim")


def log_columns(*, whole_week: bool) -> tuple[Column, ...]:
    """The columns of the log: when, what, note, points. A whole week names the weekday, too."""
    return (
        Column("", 9 if whole_week else 5),
        Column("", 12, flex=3),
        Column("", 0, flex=2, drop_below=40),
        Column("", 5, align="right"),
    )


def entry_cells(
    entry: Entry, kinds: Mapping[str, Kind], person: Person, chosen: date | None
) -> tuple[Cell, ...]:
    """When, what, note and points of one entry; the weekday too where a whole week is listed."""
    when = clock_time(entry.at, person.zone)
    if chosen is None:
        when = f"{DAY_NAMES[local(entry.at, person.zone).weekday()]} {when}"
    kind = kinds.get(entry.kind)
    what = kind.counted(entry.count) if kind else f"{entry.count} {entry.kind}"
    return (
        Cell(when, "dim"),
        Cell(what),
        Cell("flagged" if entry.flag else entry.note or "", "warn" if entry.flag else "dim"),
        Cell(f"+{entry.points}"),
    )


def mix_lines(board: Board) -> list[str]:
    """What brings the week to its goal, a mix a line."""
    if not board.mixes:
        return []
    first, *rest = (mix.text for mix in board.mixes)
    return [f"to {board.week.goal}: {first}", *(f"or {text}" for text in rest)]


def week_bars(week: Week) -> charts.Week:
    """The week for its chart: points added up to each day, the days to come empty.

    A week-end without points or work is left out.
    """
    sums = list(accumulate(day.points for day in week.days))
    shown = 7 if any(day.points or (day.works and not day.off) for day in week.days[5:]) else 5
    if week.is_current and week.today.weekday() >= shown:
        shown = week.today.weekday() + 1
    return charts.Week(
        days=tuple(
            sums[position] if week.days[position].day <= week.today else None for position in range(shown)
        ),
        goal=week.goal or 0,
        today=week.today.weekday() if week.is_current else None,
        pace=_pace(week, shown),
    )


def _pace(week: Week, shown: int) -> tuple[tuple[float, int], ...]:
    """The pace line over the bars: each day's end in the middle of its bar, half of the first at the left edge."""
    ends = [round(points) for _, points in week.pace_line[1 : shown + 1]]
    return ((-0.5, ends[0] // 2), *((float(day), due) for day, due in enumerate(ends))) if ends else ()


def ramp_bars(board: Board) -> tuple[charts.WeekTotal, ...]:
    """The weeks around for their chart."""
    this = board.week.today
    return tuple(
        charts.WeekTotal(
            label=str(week.number),
            points=week.points if week.monday <= this else None,
            goal=week.goal or 0,
            current=week.monday <= this and (this - week.monday).days < 7,
            excused=week.is_excused and week.points == 0,
        )
        for week in board.weeks
    )


def shares(week: Week) -> tuple[charts.Share, ...]:
    """Points by kind for their chart."""
    return tuple(
        charts.Share(total.kind.name, total.week_points) for total in week.kinds if total.week_points
    )
