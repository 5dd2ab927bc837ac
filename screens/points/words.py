"""How the points screen words its rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.calendar.days import DAY_NAMES, clock_time, local
from data.people.person import Person
from data.points.board import Board
from data.points.entries import Entry
from data.points.kinds import Kind
from data.points.week import KindTotal
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
