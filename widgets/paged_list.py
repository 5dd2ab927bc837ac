"""A list of any number of rows that holds only what is on the screen.

The list knows the ids of all rows, eight bytes each, and asks its owner for the cells of those
in sight. It never reads data by itself:

    list posts PageWanted(ids)  ->  owner reads the rows in a worker  ->  list.put_rows({id: cells})

Until the cells arrive a row shows a dim placeholder. Everything the list remembers (cursor, marks,
cells) is kept by id, so a refresh that reorders the rows moves nothing the person has chosen.
Rows of negative ids are headings between the others: the cursor passes over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.message import Message

from widgets.columns import Column, Layout
from widgets.drawn_list import DrawnList
from widgets.row_cache import Cell
from widgets.row_lines import LIST_CSS, LIST_PARTS, MARGIN
from widgets.throttle import Throttle
from widgets.width import width_of

__all__ = ["Cell", "Column", "PagedList"]

ASK_INTERVAL = 0.03
"""Seconds between two requests for rows."""
HIGHLIGHT_INTERVAL = 0.05
"""Seconds between two `Highlighted` messages."""


class PagedList(DrawnList):
    """A scrollable list with a cursor, read page by page. What it is made with: see ``DrawnList``.

    ``drags``: whether rows can be dragged out of it with the mouse.
    """

    DEFAULT_CSS = LIST_CSS
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"paged-list--{part}" for part in LIST_PARTS}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_by(1)", "Down", show=False, id="list.down"),
        Binding("up,k", "cursor_by(-1)", "Up", show=False, id="list.up"),
        Binding("pagedown", "page_by(1)", "Page down", show=False, id="list.page_down"),
        Binding("pageup", "page_by(-1)", "Page up", show=False, id="list.page_up"),
        Binding("home", "first", "First", show=False, id="list.first"),
        Binding("end,G", "last", "Last", show=False, id="list.last"),
        Binding("enter", "open", "Open", show=False, id="list.open"),
    ]
    MOVES: ClassVar[frozenset[str]] = frozenset(
        {"down", "j", "up", "k", "pagedown", "pageup", "home", "end", "G"}
    )
    """Keys that do no more than move the cursor."""

    class ListMessage(Message):
        """Something about one list."""

        def __init__(self, paged_list: PagedList) -> None:
            super().__init__()
            self.paged_list = paged_list
            """The list that speaks."""

        @property
        def control(self) -> PagedList:
            """The list that speaks, for `@on` with a selector."""
            return self.paged_list

    class PageWanted(ListMessage):
        """The cells of these rows are needed: answer with `PagedList.put_rows`.

        A later message repeats every id that is still needed, so older ones may be dropped.
        """

        def __init__(self, paged_list: PagedList, ids: Sequence[int]) -> None:
            super().__init__(paged_list)
            self.ids = ids
            """Ids of the rows in sight and one page each way that the list lacks, in list order."""

    class Highlighted(ListMessage):
        """The cursor rests on another row. Fast moves are gathered into one message."""

        def __init__(self, paged_list: PagedList, row_id: int | None) -> None:
            super().__init__(paged_list)
            self.row_id = row_id
            """Id of the row, or None when the list is empty."""

    class Opened(ListMessage):
        """Enter or a double click on a row."""

        def __init__(self, paged_list: PagedList, row_id: int) -> None:
            super().__init__(paged_list)
            self.row_id = row_id
            """Id of the row."""

    class Resized(ListMessage):
        """Its lines are wider or narrower than before, or it came into sight."""

    class Dragged(ListMessage):
        """A row is dragged with the mouse, and is over a place of the screen; or it was let go there (``is_over``)."""

        def __init__(self, paged_list: PagedList, row_id: int, place: Offset, *, is_over: bool) -> None:
            super().__init__(paged_list)
            self.row_id = row_id
            """Id of the row."""
            self.place = place
            """The cell of the screen below the mouse."""
            self.is_over = is_over

    def __init__(self, columns: Sequence[Column], *, drags: bool = False, **settings: Any) -> None:
        super().__init__(columns, **settings)
        self._drags = drags
        self._pressed_on: int | None = None
        """The row on which the mouse was pressed, while it is."""
        self._told: int | None = None
        self._ask_throttle = Throttle(self, ASK_INTERVAL, self._ask_for_rows)
        self._tell_throttle = Throttle(self, HIGHLIGHT_INTERVAL, self._tell_highlighted)

    # What the owner gives and asks

    def set_rows(
        self,
        ids: Iterable[int],
        keep_id: int | None = None,
        rows: Mapping[int, Sequence[Cell | str] | None] | None = None,
        *,
        are_others: bool = False,
    ) -> None:
        """Show these rows, in this order, from now on.

        The cursor stays on its row (or goes to `keep_id`) at the same height of the screen, but a list
        that was at its top stays there while the cursor is in sight. If that row is gone the cursor stays
        where it was, which is on the row that followed it.
        Cells already known stay in sight until newer ones arrive; marks of vanished rows are dropped.

        Args:
            ids: Row ids, each once. An `array('q')` is taken over without copying.
            keep_id: The row to put the cursor on; by default the one it is on.
            rows: Cells that came with the ids, as for `put_rows`; the others are asked for.
            are_others: Whether something else is looked at than before: columns become as wide as it needs.
        """
        if are_others:
            self._columns.forget()
        wanted = self.cursor_id if keep_id is None else keep_id
        was_at_top, height_on_screen = self._top == 0, self._position - self._top
        self._ids.replace(ids)
        self._filled = True
        self._position = self._ids.row_at(self._ids.position_of(wanted, self._position), 1)
        self._cache.outdate()
        self._take(rows or {})
        if self._marked:
            self._marked.intersection_update(self._ids.all)
        self._set_virtual_size()
        self._scroll_to_top(0 if was_at_top else self._position - height_on_screen)
        self._show_cursor()
        self.refresh()
        self._ask_throttle.call()
        self._tell_throttle.call()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns from now on; rows may hold cells for more of them."""
        if self._columns.columns != tuple(columns):
            self._columns = Layout(columns)
            self.refresh()

    def put_rows(self, rows: Mapping[int, Sequence[Cell | str] | None]) -> None:
        """Take the cells of rows that `PageWanted` asked for.

        Args:
            rows: Cells by row id, one for each declared column, or one that takes the whole line; None for a row that
                no longer exists.
        """
        before = {row_id: self._cache.get(row_id) for row_id in rows if row_id in self._cache}
        if self._take(rows):
            self.refresh()
            return
        for position in self._positions_in_sight():
            row_id = self._ids[position]
            if row_id in rows and (row_id not in before or before[row_id] != self._cache.get(row_id)):
                self._refresh_row(position)

    def _take(self, rows: Mapping[int, Sequence[Cell | str] | None]) -> bool:
        """Remember cells; says whether columns have moved by them."""
        cleaned = self._cache.put(rows)
        return self._columns.take(row for row_id, row in zip(rows, cleaned, strict=True) if row_id >= 0)

    @property
    def line_width(self) -> int:
        """The cells that a row has."""
        return self._line_width(self._width)

    @property
    def needed_width(self) -> int:
        """The cells in which nothing of the rows seen so far is cut, or of the hint; the scrollbar included."""
        hint = 0 if self._ids else max(map(width_of, self._empty_hint.splitlines()), default=0)
        return self._gutter + max(self._columns.needed, hint) + MARGIN + self.styles.scrollbar_size_vertical

    def outdate_rows(self, row_ids: Iterable[int]) -> None:
        """Ask again for the cells of these rows: at once if in sight, otherwise when they come into sight."""
        self._cache.outdate(row_ids)
        self._ask_throttle.call()

    @property
    def row_count(self) -> int:
        """How many rows the list has."""
        return len(self._ids)

    @property
    def rows_nearby(self) -> int:
        """How many rows are asked for at the top of the list: those in sight and the next page."""
        return 2 * self._page

    @property
    def cursor_id(self) -> int | None:
        """Id of the row under the cursor, or None when the list is empty."""
        return self._ids[self._position] if self._position < len(self._ids) else None

    @property
    def cursor_position(self) -> int:
        """Place of the cursor in the list, counted from 0."""
        return self._position

    @property
    def marked(self) -> frozenset[int]:
        """Ids of the marked rows."""
        return frozenset(self._marked)

    @property
    def empty_hint(self) -> str:
        """What the list says when it has no rows."""
        return self._empty_hint

    @empty_hint.setter
    def empty_hint(self, hint: str) -> None:
        self._empty_hint = hint
        if not self._ids:
            self.refresh()

    def go_to(self, row_id: int) -> None:
        """Move the cursor to a row; where the list has it not, the cursor stays."""
        self._move_cursor(self._ids.position_of(row_id, self._position))

    def toggle_mark(self, row_id: int | None = None) -> None:
        """Mark a row, by default the one under the cursor, or take its mark away."""
        chosen = self.cursor_id if row_id is None else row_id
        if chosen is None:
            return
        self._marked.symmetric_difference_update({chosen})
        self._refresh_row(self._ids.position_of(chosen, -1))

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._marked.clear()
        self.refresh()

    # Keys and mouse

    def action_cursor_by(self, rows: int) -> None:
        """Move the cursor by `rows`."""
        self._move_cursor(self._position + rows)

    def action_page_by(self, pages: int) -> None:
        """Move the cursor and the view by whole pages."""
        step = pages * self._page
        self._scroll_to_top(self._top + step)
        self._move_cursor(self._position + step)

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self._move_cursor(0)

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self._move_cursor(len(self._ids) - 1)

    def action_open(self) -> None:
        """Post `Opened` for the row under the cursor."""
        if self.cursor_id is not None:
            self.post_message(self.Opened(self, self.cursor_id))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row; a double click opens it."""
        line = event.get_content_offset_capture(self).y - self._header_lines
        position = self._top + line
        if line < 0 or not 0 <= position < len(self._ids):
            return
        event.stop()
        self._move_cursor(position)
        if event.chain == 2:
            self.action_open()

    def row_at(self, place: Offset) -> int | None:
        """The row at a cell of the screen, None where there is none."""
        line = place.y - self.content_region.y - self._header_lines
        position = self._top + line
        is_row = self.content_region.contains_point(place) and line >= 0 and position < len(self._ids)
        return self._ids[position] if is_row else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Rows that can be dragged follow the mouse from now on."""
        if self._drags and event.button == 1:
            self._pressed_on = self.row_at(event.screen_offset)
            if self._pressed_on is not None:
                self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell what is dragged out of the list, and where it is."""
        self._drag_to(event.screen_offset, is_over=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Tell where it was let go."""
        if self._pressed_on is not None:
            self.capture_mouse(capture=False)
            self._drag_to(event.screen_offset, is_over=True)
            self._pressed_on = None

    def _drag_to(self, place: Offset, *, is_over: bool) -> None:
        if self._pressed_on is not None and not self.region.contains_point(place):
            self.post_message(self.Dragged(self, self._pressed_on, place, is_over=is_over))

    # Keeping view, cursor and cells together

    def on_mount(self) -> None:
        """Take over what was set before there was a screen."""
        self._set_virtual_size()
        self._tell_throttle.call()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight and ask for the rows that came into sight."""
        self._set_virtual_size()
        self._show_cursor()
        self._ask_throttle.call()
        self.post_message(self.Resized(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for the rows that came into sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._ask_throttle.call()

    def _set_virtual_size(self) -> None:
        self.virtual_size = Size(self._width, len(self._ids) + self._header_lines)

    def _move_cursor(self, position: int) -> None:
        nearest = max(0, min(len(self._ids) - 1, position))
        new = self._ids.row_at(nearest, 1 if position > self._position else -1)
        if new == self._position:
            self._show_cursor()
            return
        old, self._position = self._position, new
        self._refresh_row(old)
        self._refresh_row(new)
        self._show_cursor()
        self._tell_throttle.call()

    def _show_cursor(self) -> None:
        first = self._position
        if self._ids.is_heading(first - 1) and self._page > 1:
            first -= 1
        if first < self._top:
            self._scroll_to_top(first)
        elif self._position >= self._top + self._page:
            self._scroll_to_top(self._position - self._page + 1)

    def _scroll_to_top(self, position: int) -> None:
        if self.is_mounted:
            self.scroll_to(y=position, animate=False, force=True)

    def _ask_for_rows(self) -> None:
        if not self.size.height:
            return
        first = max(0, self._top - self._page)
        nearby = self._ids.all[first : self._top + 2 * self._page]
        missing = self._cache.to_ask(nearby)
        if missing:
            self.post_message(self.PageWanted(self, missing))

    def tell_now(self) -> bool:
        """Send `Highlighted` at once where it waits to be sent; says whether it did."""
        return self._tell_throttle.hurry()

    def was_told_late(self) -> bool:
        """Whether `Highlighted` was sent by itself, some time after the cursor moved, since last asked."""
        return self._tell_throttle.has_run_late()

    def _tell_highlighted(self) -> None:
        if self.cursor_id != self._told:
            self._told = self.cursor_id
            self.post_message(self.Highlighted(self, self.cursor_id))
