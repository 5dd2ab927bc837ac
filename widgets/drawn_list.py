"""How a list of any number of rows looks: its lines are drawn from the cells that are known, one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.columns import GAP, Column, Layout, Slot
from widgets.row_cache import RowCache
from widgets.row_ids import RowIds
from widgets.row_lines import (
    GUTTER,
    GUTTER_FOR_MARKS,
    MARGIN,
    Piece,
    RowStyles,
    header_text,
    heading_text,
    hint_text,
    pieces_of,
    placeholder_pieces,
    row_segments,
    row_styles,
)


class DrawnList(ScrollView, can_focus=True):
    """The rows in sight, with a header, a cursor and marks; where there are none, a hint. Subclasses give the styles.

    Args:
        columns: What is shown of each row, left to right.
        show_header: Whether the first line holds the column titles.
        empty_hint: What to say when there are no rows. Several lines are allowed.
        quiet: Whether the cursor shows only while the list has the focus.
        takes_marks: Whether rows can be marked.
        name: The name of the widget.
        id: The ID of the widget in the DOM.
        classes: The CSS classes of the widget.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        show_header: bool = True,
        empty_hint: str = "Nothing here yet.",
        quiet: bool = False,
        takes_marks: bool = False,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._columns = Layout(columns)
        self._gutter = GUTTER_FOR_MARKS if takes_marks else GUTTER
        self._show_header = show_header
        self._empty_hint = empty_hint
        self._quiet = quiet
        self._ids = RowIds()
        self._filled = False
        self._position = 0
        self._cache = RowCache()
        self._marked: set[int] = set()
        self._styles: dict[tuple[bool, bool, str], RowStyles] = {}

    # What is in sight

    @property
    def _header_lines(self) -> int:
        return 1 if self._show_header else 0

    @property
    def _width(self) -> int:
        """Cells of a line, without the scrollbar."""
        return self.scrollable_content_region.width

    @property
    def _page(self) -> int:
        return max(1, self.size.height - self._header_lines)

    @property
    def _top(self) -> int:
        return int(self.scroll_offset.y)

    def _positions_in_sight(self) -> range:
        return range(self._top, min(len(self._ids), self._top + self._page))

    def _refresh_row(self, position: int) -> None:
        line = position - self._top + self._header_lines
        if self._header_lines <= line < self.size.height:
            self.refresh(Region(0, line, self._width, 1))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget."""
        line, width = y - self._header_lines, self._width
        if line < 0:
            return self._text_line(header_text(self._slots(width), self._gutter, width), "header", width)
        position = self._top + line
        if position < len(self._ids):
            return self._row_line(position, width)
        if self._filled and not self._ids:
            return self._text_line(hint_text(self._empty_hint, line, self._gutter, width), "hint", width)
        return Strip.blank(width, self.rich_style)

    def _text_line(self, text: str, part: str, width: int) -> Strip:
        return Strip([Segment(text, self.get_component_rich_style(f"paged-list--{part}"))], width)

    def _slots(self, width: int) -> list[Slot]:
        return self._columns.slots(self._line_width(width))

    def _line_width(self, width: int) -> int:
        return width - self._gutter - MARGIN

    def _pieces(self, row_id: int, width: int) -> list[Piece]:
        """The cells of a row in their places; where it has one alone of several, that takes the whole line."""
        places = self._slots(width)
        if row_id not in self._cache:
            return placeholder_pieces(places)
        row = self._cache.get(row_id)
        if row is not None and len(row) == 1 < len(self._columns.columns):
            return [Piece(row[0], self._line_width(width))]
        return pieces_of(row, places)

    def _row_line(self, position: int, width: int) -> Strip:
        row_id = self._ids[position]
        if self._ids.is_heading(position):
            row = self._cache.get(row_id) if row_id in self._cache else None
            return self._text_line(
                heading_text(row, self._slots(width), self._gutter, width), "header", width
            )
        is_cursor = position == self._position and (self.has_focus or not self._quiet)
        pieces = self._pieces(row_id, width)
        styles, is_marked = self._row_styles(is_cursor=is_cursor), row_id in self._marked
        segments = row_segments(pieces, self._gutter, styles, is_cursor=is_cursor, is_marked=is_marked)
        drawn = self._gutter + sum(piece.width + GAP for piece in pieces)
        # One escape sequence a style, not a segment: page down over a slow line sends half as much.
        return Strip(segments, drawn).adjust_cell_length(width, styles.ground).simplify()

    def _row_styles(self, *, is_cursor: bool) -> RowStyles:
        """The styles of a row: the library forgets them whenever anything is painted again."""
        key = (is_cursor, self.has_focus, self.app.theme)
        if key not in self._styles:
            self._styles[key] = row_styles(self, is_cursor=is_cursor)
        return self._styles[key]

    def notify_style_update(self) -> None:
        """Look the styles up again."""
        super().notify_style_update()
        self._styles.clear()
