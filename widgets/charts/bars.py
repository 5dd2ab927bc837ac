"""Upright bars against goals and a pace line: what the week and the weeks chart share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from widgets.charts.canvas import EIGHTHS, FULL, Canvas, Dot, upright_bar
from widgets.charts.picture import BLANK, Picture, Role
from widgets.charts.scale import Scale, fit_scale, short_number, tick_words
from widgets.width import cut, head_of, width_of

AXIS_ROOM = 8
"""Cells that the axis with its numbers takes at most."""
WIDEST_BAR = 12
GOAL_LINE = "╌"
NOW_GLYPH = "▲"
EXCUSED_BLOCK = "░"
PACE_NAME = "pace"
SHORT_LABEL = 3
"""Cells that a label may take even where its bar has fewer."""

OVER_BAR = {
    Role.DONE: Role.PACE_OVER_DONE,
    Role.NOW: Role.PACE_OVER_NOW,
    Role.SHORT: Role.PACE_OVER_SHORT,
}
TEXTS = frozenset({Role.VALUE, Role.STRONG})


class Bar(NamedTuple):
    """One bar: its label below, its points (None: nothing to show yet), and how it is told apart."""

    label: str
    points: int | None
    goal: int
    role: Role
    now: bool = False
    name_of_letters: bool = False
    """Whether the first letters of the label say enough where it has no room."""
    note: str = ""
    """Stands on top in place of the points; must be short."""
    chosen: bool = False
    """Whether it is the one looked at: its label stands in brackets."""


class Place(NamedTuple):
    """The first column of a bar, counted from the left of the canvas, and its width in cells."""

    first: int
    cells: int

    def centred(self, cells: int) -> int:
        """The first column of a text of `cells` cells centred on the bar."""
        return self.first + (self.cells - cells) // 2


class Layout(NamedTuple):
    """Where everything lies: the scale, the bars, and how canvas and picture relate."""

    scale: Scale
    places: tuple[Place, ...]
    width: int
    """Columns of the canvas."""
    slot: int
    """Columns from one bar to the next."""
    margin: int
    """Columns left of the first slot."""
    left: int
    """Columns of the picture left of the canvas."""
    floor: int
    """Row of the picture, counted from the top, that the bars stand on."""

    def column(self, position: float) -> float:
        """The place, in cells from the left of the canvas, of a position where bar n is centred on n."""
        return self.margin + (position + 0.5) * self.slot

    def row(self, height: float) -> int:
        """The row of the picture just above `height` canvas rows, an eighth counting as a row."""
        return self.floor - 1 - math.ceil(round(height * EIGHTHS) / EIGHTHS)


def draw_bars(
    width: int, height: int, bars: Sequence[Bar], pace: Sequence[tuple[float, int]] = ()
) -> Picture:
    """Draw bars, goal lines and the pace line.

    Args:
        width: Cells of the picture, at least 24.
        height: Rows of the picture, at least 6: one stays free above the bars for numbers, two
            below them hold the axis and the labels.
        bars: At least one bar.
        pace: (position, points) pairs; bar n is centred on position n.
    """
    highest = max(max(bar.goal, bar.points or 0) for bar in bars)
    scale = fit_scale(highest, height - 3, _goal_now(bars))
    labels = [tick_words(tick) + " " for tick in scale.ticks]
    gutter = max(len(label) for label in labels)
    above_axis = zip(scale.ticks[1:], labels[1:], strict=True)
    canvas = Canvas(
        width, height - 1, {scale.row(tick): label.rjust(gutter) for tick, label in above_axis}, gutter
    )
    layout = _lay_out(scale, canvas.width, len(bars), gutter + 1, height - 2)
    _draw_goals(canvas, layout, bars)
    drawn = [_draw_bar(canvas, scale, bar, place) for bar, place in zip(bars, layout.places, strict=True)]
    canvas.line([(layout.column(position), scale.height(points)) for position, points in pace], Role.PACE)
    picture = canvas.picture(extra_rows=1)
    for bar, dots in zip(bars, drawn, strict=True):
        _show_bar_behind_pace(picture, layout, bar, dots)
    picture.write(0, layout.floor, "0 ".rjust(gutter), Role.AXIS)
    now_first = sorted(zip(bars, layout.places, strict=True), key=lambda pair: not pair[0].now)
    for bar, place in now_first:
        _write_label(picture, layout, bar, place)
        _write_value(picture, layout, bar, place)
    for bar, place in now_first:
        if bar.chosen:
            _bracket(picture, layout, bar, place)
    _write_goal_name(picture, layout, bars)
    _write_pace_name(picture, layout, pace)
    return picture


def _goal_now(bars: Sequence[Bar]) -> int:
    """The goal of the current bar, or of the last one where none is."""
    return next((bar.goal for bar in bars if bar.now), bars[-1].goal)


def _lay_out(scale: Scale, width: int, count: int, left: int, floor: int) -> Layout:
    slot = max(1, width // count)
    margin = max(0, width - slot * count) // 2
    gap = 0 if slot < 2 else max(1, slot // 3)
    cells = min(WIDEST_BAR, slot - gap)
    places = tuple(Place(margin + index * slot + (slot - cells) // 2, cells) for index in range(count))
    return Layout(scale, places, width, slot, margin, left, floor)


def _draw_goals(canvas: Canvas, layout: Layout, bars: Sequence[Bar]) -> None:
    """Draw the goal of each bar across its slot; the outer ones reach the edges."""
    starts = [layout.margin + index * layout.slot for index in range(len(bars))]
    for bar, start, end in zip(bars, [0, *starts[1:]], [*starts[1:], layout.width], strict=True):
        if bar.goal > 0:
            row = layout.scale.row(bar.goal)
            canvas.dots([Dot(column, row, GOAL_LINE) for column in range(start, end)], Role.GOAL)


def _draw_bar(canvas: Canvas, scale: Scale, bar: Bar, place: Place) -> list[Dot]:
    full = EXCUSED_BLOCK if bar.role is Role.EXCUSED else FULL
    dots = upright_bar(place.first, place.cells, scale.height(bar.points or 0), full)
    canvas.dots(dots, bar.role)
    return dots


def _show_bar_behind_pace(picture: Picture, layout: Layout, bar: Bar, dots: Sequence[Dot]) -> None:
    """Where the pace line crosses a bar, keep the bar: as the background of the line, or its top instead."""
    for dot in dots:
        column, row = layout.left + dot.column, layout.floor - 1 - dot.row
        mark = picture.at(column, row)
        if mark.role is Role.PACE:
            over = OVER_BAR.get(bar.role) if dot.character == FULL else None
            picture.put(column, row, mark.text if over else dot.character, over or bar.role)


def _write_label(picture: Picture, layout: Layout, bar: Bar, place: Place) -> None:
    """Write the label under its bar, unless it would touch one that is already there."""
    if bar.now:
        picture.put(layout.left + place.centred(1), layout.floor, NOW_GLYPH, Role.NOW)
    column, text = _label(picture, layout, bar, place)
    if _is_apart(picture, column, layout.floor + 1, width_of(text)):
        picture.write(column, layout.floor + 1, text, Role.STRONG if bar.now or bar.chosen else Role.LABEL)


def _bracket(picture: Picture, layout: Layout, bar: Bar, place: Place) -> None:
    """Put the label of the bar that is looked at into brackets, which stand in the blanks around it."""
    column, text = _label(picture, layout, bar, place)
    picture.put(column - 1, layout.floor + 1, "[", Role.STRONG)
    picture.put(column + width_of(text), layout.floor + 1, "]", Role.STRONG)


def _label(picture: Picture, layout: Layout, bar: Bar, place: Place) -> tuple[int, str]:
    """The column at which a bar's label begins, and the label."""
    room = max(1, layout.slot - 1)
    text = head_of(bar.label, room) if bar.name_of_letters else cut(bar.label, max(SHORT_LABEL, room))
    cells = width_of(text)
    return min(layout.left + max(0, place.centred(cells)), picture.width - cells), text


def _write_value(picture: Picture, layout: Layout, bar: Bar, place: Place) -> None:
    """Write the points, or the note, on top of the bar where there is room.

    The goal's line stays whole: a text that would lie on it stands in the bar, else above the line.
    """
    if bar.points is None and not bar.note:
        return
    text = bar.note or short_number(bar.points or 0)
    cells = width_of(text)
    if cells >= layout.slot and not bar.now:
        return
    column = min(layout.left + max(0, place.centred(cells)), picture.width - cells)
    height = layout.scale.height(bar.points or 0)
    row, role = layout.row(height), Role.STRONG if bar.now else Role.VALUE
    over, whole = OVER_BAR.get(bar.role), round(height * EIGHTHS) // EIGHTHS
    is_on_goal = bar.goal > 0 and row == layout.floor - 1 - layout.scale.row(bar.goal)
    if not is_on_goal and _has_room(picture, column, row, cells):
        picture.write(column, row, text, role)
    elif over and whole and cells <= place.cells and not bar.note:
        picture.write(column, layout.floor - whole, text, over)
    elif _has_room(picture, column, row - 1, cells):
        picture.write(column, row - 1, text, role)


def _has_room(picture: Picture, column: int, row: int, cells: int) -> bool:
    """Whether a text covers nothing but the pace line, and touches no other text."""
    return picture.is_free(column, row, cells, frozenset({Role.PACE})) and _is_apart(
        picture, column, row, cells, TEXTS
    )


def _is_apart(
    picture: Picture, column: int, row: int, cells: int, texts: frozenset[Role] = frozenset(Role)
) -> bool:
    """Whether a text of `cells` cells would neither cover nor touch another text."""
    marks = [picture.at(place, row) for place in range(column - 1, column + cells + 1)]
    return all(mark == BLANK or mark.role not in texts for mark in marks)


def _write_goal_name(picture: Picture, layout: Layout, bars: Sequence[Bar]) -> None:
    """Name the goal that counts now on its line, at the first place where only the line runs."""
    goal = _goal_now(bars)
    if goal <= 0:
        return
    row = layout.floor - 1 - layout.scale.row(goal)
    text = f" goal {tick_words(goal)} "
    for column in range(layout.left + 1, picture.width - len(text)):
        cells = [picture.at(place, row).role for place in range(column - 1, column + len(text) + 1)]
        if all(role is Role.GOAL for role in cells):
            picture.write(column, row, text, Role.GOAL)
            return


def _write_pace_name(picture: Picture, layout: Layout, pace: Sequence[tuple[float, int]]) -> None:
    """Name the pace line below and to the right of it, where there is room."""
    for position, points in reversed(pace):
        column = layout.left + round(layout.column(position)) + 1
        row = layout.floor - 1 - layout.scale.row(points)
        for down in (1, 2):
            if row + down < layout.floor and _is_in_the_open(picture, column, row + down):
                picture.write(column, row + down, PACE_NAME, Role.PACE)
                return


def _is_in_the_open(picture: Picture, column: int, row: int) -> bool:
    """Whether the name of the pace has blanks around it, and does not look like a part of numbers on both sides."""
    cells = len(PACE_NAME) + 4
    return picture.is_free(column - 1, row, cells) or picture.is_free(column - 3, row, cells)
