"""How the lines of a paged list look: columns in their places, the cursor and the marks beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from data.kernel.text import clean
from data.kernel.tones import TONES, Tone
from widgets.columns import GAP, Column, Slot, lay_out
from widgets.row_cache import Cell, Row
from widgets.width import fit

CURSOR_GLYPH = ">"
MARK_GLYPH = "*"
GUTTER = 3
"""Cells left of the first column: cursor, mark, blank."""
MARGIN = 1
"""Blank cells right of the last column."""

PLACEHOLDER = "·····"
GONE = "no longer here"


LIST_PARTS = ("header", "cursor", "marked", "hint", *TONES)
"""What has a style of its own, as component class `paged-list--` and the name."""

LIST_CSS = """
PagedList {
    width: 1fr;
    height: 1fr;
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-size-vertical: 1;
    & > .paged-list--header { color: $text-muted; text-style: bold; }
    & > .paged-list--cursor { background: $foreground 10%; }
    &:focus > .paged-list--cursor { background: $primary 45%; text-style: bold; }
    &:light:focus > .paged-list--cursor { background: $primary 20%; text-style: bold; }
    & > .paged-list--marked { color: $text-accent; }
    & > .paged-list--hint { color: $text-muted; }
    & > .paged-list--strong { color: $text-accent; text-style: bold; }
    & > .paged-list--dim { color: $text-muted; }
    & > .paged-list--good { color: $text-success; }
    & > .paged-list--warn { color: $text-warning; }
    & > .paged-list--bad { color: $text-error; }
    & > .paged-list--accent { color: $text-accent; }
    &:ansi {
        & > .paged-list--header { color: ansi_default; text-style: bold; }
        & > .paged-list--cursor { background: ansi_default; text-style: bold; }
        & > .paged-list--marked { color: ansi_magenta; }
        & > .paged-list--hint { color: ansi_default; text-style: dim; }
        & > .paged-list--strong { color: ansi_default; text-style: bold; }
        & > .paged-list--dim { color: ansi_default; text-style: dim; }
        & > .paged-list--good { color: ansi_green; }
        & > .paged-list--warn { color: ansi_yellow; }
        & > .paged-list--bad { color: ansi_red; text-style: bold; }
        & > .paged-list--accent { color: ansi_cyan; }
    }
    &:ansi:focus > .paged-list--cursor { background: ansi_default; text-style: reverse; }
    &:nocolor:focus > .paged-list--cursor { text-style: reverse; }
}
"""


class RowStyles(NamedTuple):
    """The styles of one row: its ground and what each tone looks like on it."""

    ground: Style
    tones: dict[Tone, Style]
    mark: Style


def slots(columns: Sequence[Column], width: int) -> list[Slot]:
    """Return the columns that show in a list `width` cells wide."""
    return lay_out(columns, width - GUTTER - MARGIN)


def header_text(columns: Sequence[Column], width: int) -> str:
    """Return the line of column titles."""
    titles = [fit(clean(slot.column.title), slot.width, slot.column.align) for slot in slots(columns, width)]
    return fit(" " * GUTTER + (" " * GAP).join(titles), width)


def hint_text(hint: str, line: int, width: int) -> str:
    """Return one line of the hint of an empty list; line 0 stays blank."""
    lines = hint.splitlines()
    text = clean(lines[line - 1]) if 1 <= line <= len(lines) else ""
    return fit(" " * GUTTER + text, width)


def row_segments(
    cells: Sequence[Cell], places: Sequence[Slot], styles: RowStyles, *, is_cursor: bool, is_marked: bool
) -> list[Segment]:
    """Return one row, from the cursor glyph on. `cells` holds one cell for each place."""
    segments = [
        Segment(CURSOR_GLYPH if is_cursor else " ", styles.ground),
        Segment(MARK_GLYPH + " ", styles.mark) if is_marked else Segment("  ", styles.ground),
    ]
    for slot, cell in zip(places, cells, strict=True):
        style = styles.tones.get(cell.tone, styles.ground)
        text = fit(cell.text, slot.width, slot.column.align)
        segments += _linked(text, cell, style) if cell.links else [Segment(text, style)]
        segments.append(Segment(" " * GAP, styles.ground))
    return segments


def _linked(text: str, cell: Cell, style: Style) -> list[Segment]:
    """The segments of a cell whose parts lead somewhere, as far as they are in sight."""
    whole = next(
        (at for at, pair in enumerate(zip(text, cell.text, strict=False)) if len(set(pair)) > 1), len(text)
    )
    segments: list[Segment] = []
    place = 0
    for part, target in cell.links:
        start = cell.text.find(part, place)
        end = min(start + len(part), whole)
        if 0 <= start < end:
            segments += [
                Segment(text[place:start], style),
                Segment(text[start:end], style + Style(link=target)),
            ]
            place = end
    return [*segments, Segment(text[place:], style)]


def cells_in_place(row: Row, places: Sequence[Slot]) -> list[Cell]:
    """Return the cells that show, in their places; a row that no longer exists says so."""
    if row is None:
        return [Cell(GONE if count == 0 else "", "dim") for count in range(len(places))]
    return [row[slot.position] if slot.position < len(row) else Cell("") for slot in places]


def placeholder_cells(places: Sequence[Slot]) -> list[Cell]:
    """Return what shows until the cells arrive."""
    return [Cell(PLACEHOLDER, "dim") for _ in places]
