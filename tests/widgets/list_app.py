"""An app that shows a list and nothing else, and remembers what the list asks for and draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip

from tests.screen_text import screen_lines
from widgets.paged_list import Cell, Column, PagedList

COLUMNS = (Column("name", width=8, flex=1), Column("points", width=6, align="right"))


class CountingList(PagedList):
    """Remembers which of its lines were drawn."""

    DEFAULT_CSS = ""

    def __init__(self, columns: Sequence[Column], *, empty_hint: str = "Nothing here yet.") -> None:
        super().__init__(columns, empty_hint=empty_hint, takes_marks=True)
        self.drawn: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.drawn.append(y)
        return super().render_line(y)


class ListApp(App[None]):
    """Answers every request at once, unless told to wait, and keeps what it hears."""

    def __init__(self, ids: Iterable[int] | None = None, *, columns: Sequence[Column] = COLUMNS) -> None:
        super().__init__()
        self.rows = CountingList(columns, empty_hint="No lead waits.\nPress A to add one.")
        self.first_ids = ids
        self.answers = True
        self.names: dict[int, str] = {}
        self.asked: list[Sequence[int]] = []
        self.highlighted: list[int | None] = []
        self.opened: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.rows

    def on_mount(self) -> None:
        self.rows.focus()
        if self.first_ids is not None:
            self.rows.set_rows(self.first_ids)

    def cells(self, row_id: int) -> Sequence[Cell | str]:
        return (Cell(self.names.get(row_id, f"row {row_id}"), "accent"), str(row_id % 10))

    def on_paged_list_page_wanted(self, message: PagedList.PageWanted) -> None:
        self.asked.append(message.ids)
        if self.answers:
            self.rows.put_rows({row_id: self.cells(row_id) for row_id in message.ids})

    def on_paged_list_highlighted(self, message: PagedList.Highlighted) -> None:
        self.highlighted.append(message.row_id)

    def on_paged_list_opened(self, message: PagedList.Opened) -> None:
        self.opened.append(message.row_id)


async def until_shown(pilot: Pilot[None], app: App[None], text: str) -> str:
    """Let the app work until a line shows the text, and return that line."""
    for _ in range(200):
        await pilot.pause()
        for line in screen_lines(app):
            if text in line:
                return line
    raise AssertionError(f"{text!r} is not on the screen:\n" + "\n".join(screen_lines(app)))
