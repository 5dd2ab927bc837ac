"""How the lines of a paged list look: columns in their places, the cursor and the marks beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.widget import Widget

from data.kernel.text import clean
from data.kernel.tones import TONES, Tone
from widgets.columns import GAP, Slot, fair_shares
from widgets.row_cache import Cell, Row
from widgets.width import ELLIPSIS, Align, fit, width_of

CURSOR_GLYPH = ">"
MARK_GLYPH = "*"
GUTTER = 2
"""Cells left of the first column: cursor, blank."""
GUTTER_FOR_MARKS = 3
"""The same with a cell for the mark in between."""
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
    & > .paged-list--strong { color: $text-accent; }
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
        & > .paged-list--strong { color: ansi_cyan; }
        & > .paged-list--dim { color: ansi_default; text-style: dim; }
        & > .paged-list--good { color: ansi_green; }
        & > .paged-list--warn { color: ansi_yellow; }
        & > .paged-list--bad { color: ansi_red; }
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


def row_styles(of: Widget, *, is_cursor: bool) -> RowStyles:
    """The styles of a row of a list."""
    ground = of.get_component_rich_style("paged-list--cursor") if is_cursor else of.rich_style
    tones = {tone: _on_ground(of, ground, tone) for tone in TONES}
    return RowStyles(ground, tones, _on_ground(of, ground, "marked"))


def _on_ground(of: Widget, ground: Style, part: str) -> Style:
    """The colour of a part without its background, so that it can lie on the cursor line.

    A reversed line stays as it is, because the colour would become the background there.
    """
    if ground.reverse:
        return ground
    style = of.get_component_rich_style(f"paged-list--{part}")
    return ground + Style(color=style.color, bold=style.bold or None, dim=style.dim or None)


class Piece(NamedTuple):
    """A cell as it is drawn: how wide, and to which side."""

    cell: Cell
    width: int
    align: Align = "left"


ENDS = ("left", "right")
"""Where the cells of a heading stand that has no columns."""


def header_text(places: Sequence[Slot], gutter: int, width: int) -> str:
    """Return the line of column titles."""
    titles = [
        fit("" if slot.is_short else clean(slot.column.title), slot.width, slot.column.align)
        for slot in places
    ]
    return fit(" " * gutter + (" " * GAP).join(titles), width)


def heading_text(row: Row, places: Sequence[Slot], gutter: int, width: int) -> str:
    """Return a line between rows: its first cell to the left, its last one to the right; of more each over a column."""
    cells = row or ()
    if len(cells) > len(ENDS):
        first, *others = pieces_of(row, places)
        texts = [fit(first.cell.text, gutter + first.width)]
        texts += [fit(piece.cell.text, piece.width, piece.align) for piece in others]
        return fit((" " * GAP).join(texts), width)
    left = cells[0].text if cells else ""
    right = cells[-1].text if len(cells) > 1 else ""
    gap = GAP if right else 0
    return fit(left, width - gap - width_of(right) - MARGIN) + " " * gap + right + " " * MARGIN


def hint_text(hint: str, line: int, gutter: int, width: int) -> str:
    """Return one line of the hint of an empty list; line 0 stays blank."""
    lines = hint.splitlines()
    text = clean(lines[line - 1]) if 1 <= line <= len(lines) else ""
    return fit(" " * gutter + text, width)


def row_segments(
    pieces: Sequence[Piece], gutter: int, styles: RowStyles, *, is_cursor: bool, is_marked: bool
) -> list[Segment]:
    """Return one row, from the cursor glyph on."""
    segments = [Segment(CURSOR_GLYPH if is_cursor else " ", styles.ground)]
    if is_marked:
        segments.append(Segment(MARK_GLYPH + " " * (gutter - 2), styles.mark))
    else:
        segments.append(Segment(" " * (gutter - 1), styles.ground))
    for cell, width, align in pieces:
        style = styles.tones.get(cell.tone, styles.ground)
        text = fit(_in_parts(cell, width), width, align)
        segments += _linked(text, cell, style) if cell.links else [Segment(text, style)]
        segments.append(Segment(" " * GAP, styles.ground))
    return segments


def _in_parts(cell: Cell, width: int) -> str:
    """The text of a cell, or as many of its parts as there is room for."""
    if not cell.parts or width_of(cell.text) <= width:
        return cell.text
    rest = cell.parts + ELLIPSIS
    parts = cell.text.split(cell.parts)
    while len(parts) > 1 and width_of(cell.parts.join(parts) + rest) > width:
        parts.pop()
    whole = cell.parts.join(parts) + rest
    return whole if width_of(whole) <= width else cell.text


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


def pieces_of(row: Row, places: Sequence[Slot]) -> list[Piece]:
    """Return the cells that show, in their places; a row that no longer exists says so."""
    if row is None:
        return [
            Piece(Cell(GONE if count == 0 else "", "dim"), slot.width) for count, slot in enumerate(places)
        ]
    pieces: list[Piece] = []
    for slot in places:
        cell = _cell(row, slot.position)
        if slot.is_short:
            pieces.append(Piece(cell._replace(text=cell.short), slot.width))
        elif slot.joined:
            pieces += _run_on([cell, *(_cell(row, place) for place in slot.joined)], slot.width)
        else:
            pieces.append(Piece(cell, slot.width, slot.column.align))
    return pieces


def placeholder_pieces(places: Sequence[Slot]) -> list[Piece]:
    """Return what shows until the cells arrive."""
    return [Piece(Cell("" if slot.is_short else PLACEHOLDER, "dim"), slot.width) for slot in places]


def _cell(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else Cell("")


def _run_on(cells: Sequence[Cell], width: int) -> list[Piece]:
    """Cells one after the other, each as wide as its own text where there is room for all, else in short."""
    said = [cell for cell in cells if cell.text] or [Cell("")]
    room = max(0, width - GAP * (len(said) - 1))
    if sum(width_of(cell.text) for cell in said) > room:
        said = [cell._replace(text=cell.short or cell.text) for cell in said]
    widths = fair_shares(room, [width_of(cell.text) for cell in said])
    widths[-1] += room - sum(widths)
    return [Piece(cell, cells_wide) for cell, cells_wide in zip(said, widths, strict=True)]
