"""How the points screen words its rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.calendar.days import DAY_NAMES, clock_time, short_day, week_label
from data.people.goal import points_words
from data.people.person import Person
from data.points.board import Board
from data.points.entries import Entry
from data.points.kinds import Kind
from data.points.week import KindTotal
from widgets.paged_list import Cell, Column


def kind_columns(board: Board) -> tuple[Column, ...]:
    """The columns of the kinds: key, name, worth, and the counts of the day looked at and of the week."""
    chosen, today = board.chosen, board.week.today
    day = "day" if chosen in (None, today) else DAY_NAMES[chosen.weekday()]
    return (
        Column("", 1),
        Column("kind", 6, flex=1),
        Column("pts", 3, align="right", drop_below=24),
        Column(day, 3, align="right", drop_below=28),
        Column("week", 4, align="right"),
    )


def kind_cells(total: KindTotal, board: Board) -> tuple[Cell, ...]:
    """Key, name, worth, and the counts of the day and the week; a zero is a dim dot.

    Of a whole week that is over no day is counted by itself.
    """
    has_day = board.chosen is not None or board.week.is_current
    return (
        Cell(total.kind.key, "accent"),
        Cell(total.kind.name),
        Cell(str(total.worth), "dim"),
        _count(total.day_count) if has_day else Cell(""),
        _count(total.week_count),
    )


def _count(count: int) -> Cell:
    return Cell(str(count)) if count else Cell("\u00b7", "dim")


LOG_COLUMNS = (
    Column("", 5),
    Column("", 14, flex=2),
    Column("", 14, flex=3, joins=True),
    Column("", 12, flex=4, drop_below=84),
    Column("", 3, align="right"),
)
"""The columns of a log: when, what, with whom, note, points."""
FLAGGED, NOTED = "!", ";"
"""What marks an entry that is flagged, or has a note, where there is no room for the words. The latter is its key."""


def entry_cells(entry: Entry, kinds: Mapping[str, Kind], person: Person) -> tuple[Cell, ...]:
    """When, what, with whom, note and points of one entry."""
    note = entry.note or ""
    if entry.flag:
        remark = Cell("flagged" + (f": {note}" if note else ""), "warn", FLAGGED)
    else:
        remark = Cell(note, "dim", NOTED if note else "")
    return (
        Cell(clock_time(entry.at, person.zone), "dim"),
        # An outcome says by itself that it was a call.
        Cell(entry.what(kinds), short=(entry.outcome or "") if entry.count == 1 else ""),
        Cell(entry.whom, short=entry.lead_name or ""),
        remark,
        Cell(f"+{entry.points}"),
    )


def dated(cells: tuple[Cell, ...], entry: Entry) -> tuple[Cell, ...]:
    """The cells of an entry, with the weekday before its time."""
    when, *others = cells
    day = DAY_NAMES[date.fromisoformat(entry.day).weekday()]
    return (when._replace(text=f"{day} {when.text}"), *others)


def day_heading(board: Board, day: date) -> tuple[Cell, ...]:
    """The line above the entries of a day: which, and its points."""
    return (Cell(day_name(board, day)), Cell(f"+{board.points_on(day)}"))


def day_name(board: Board, day: date) -> str:
    """``Today``, ``Thu 26 Nov``, and why it is a day off."""
    name = "Today" if day == board.week.today else short_day(day, board.week.today)
    off = next((one.off for one in board.week.days if one.day == day), "")
    return name + (f"   {off}" if off else "")


def log_title(board: Board) -> str:
    """What the log shows, and its points."""
    if board.chosen is None:
        return f"{week_label(board.week.monday)}, all entries   {points_words(board.week.total)}"
    return f"{day_name(board, board.chosen)}   {points_words(board.points_on(board.chosen))}"


def mix_lines(board: Board) -> list[str]:
    """What brings the week to its goal, a mix a line."""
    if not board.mixes:
        return []
    first, *rest = (mix.text for mix in board.mixes)
    return [f"to {board.week.goal}: {first}", *(f"or {text}" for text in rest)]
