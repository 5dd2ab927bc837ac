"""The numbers of the board, opened: value and formula of each; enter shows the records behind one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from data.points.explain import Number
from screens.shell.dialog import Dialog
from widgets.paged_list import Cell, Column, PagedList


class Numbers(Dialog[None]):
    """One line a number. ``open_number`` opens the records behind one on top."""

    FOOT = "enter open the records behind it   esc close"
    AUTO_FOCUS = "#numbers"
    DEFAULT_CSS = """
    Numbers #panel { width: 80; }
    Numbers.-wide #panel { width: 92; }
    Numbers #numbers { height: 8; margin-top: 1; }
    Numbers #formula { height: auto; min-height: 3; max-height: 6; padding: 0 1; margin-top: 1; color: $text-muted; }
    Numbers.-tiny #formula { margin-top: 0; height: 2; padding: 0; }
    Numbers.-tiny #numbers { height: 1fr; margin-top: 0; }
    Numbers #formula:ansi { color: ansi_default; }
    """

    def __init__(
        self, title: str, numbers: Sequence[Number], open_number: Callable[[Number], Awaitable[None]]
    ) -> None:
        super().__init__(title)
        self._open_number = open_number
        self._numbers = tuple(numbers)

    def compose_body(self) -> ComposeResult:
        """The list, and the whole formula of the line under the cursor."""
        columns = [
            Column("", 12),
            Column("", 10, align="right", drop_below=32),
            Column("", 8, flex=1, drop_below=48),
        ]
        yield PagedList(columns, show_header=False, id="numbers")
        yield Static(id="formula", markup=False)

    def on_mount(self) -> None:
        """Show all."""
        self._show(None)

    def renew(self, title: str, numbers: Sequence[Number]) -> None:
        """Show the numbers as they are now; the cursor stays on its number."""
        under_cursor = self._numbers[self.query_one("#numbers", PagedList).cursor_id or 0].name
        self._numbers = tuple(numbers)
        self.retitle(title)
        self._show(next((at for at, number in enumerate(numbers) if number.name == under_cursor), None))

    def _show(self, place: int | None) -> None:
        cells = {at: _cells(number) for at, number in enumerate(self._numbers)}
        self.query_one("#numbers", PagedList).set_rows(range(len(cells)), place, cells)
        self._explain()

    @on(PagedList.Highlighted)
    def _explain(self) -> None:
        place = self.query_one("#numbers", PagedList).cursor_id
        number = self._numbers[place or 0]
        self.query_one("#formula", Static).update(f"{number.name} {number.value}: {number.formula}")

    @on(PagedList.Opened)
    async def _chosen(self, event: PagedList.Opened) -> None:
        number = self._numbers[event.row_id]
        if number.behind:
            await self.told(self._open_number(number))
        else:
            self.say("This number is made of the others: there are no records behind it.", tone="warn")


def _cells(number: Number) -> tuple[Cell, ...]:
    return (Cell(number.name), Cell(number.value, "accent"), Cell(number.formula, "dim"))
