"""The numbers of the funnel, opened: value and formula of each; enter shows the deals that one counts."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from data.deals.explain import Number
from screens.shell.dialog import Dialog
from widgets.paged_list import Cell, Column, PagedList


class Numbers(Dialog[str]):
    """One line a number. Answers with which deals are to be shown."""

    FOOT = "enter show its deals   esc close"
    AUTO_FOCUS = "#numbers"
    DEFAULT_CSS = """
    Numbers #panel { width: 80; }
    Numbers.-wide #panel { width: 92; }
    Numbers #numbers { height: auto; max-height: 13; margin-top: 1; }
    Numbers.-tall #numbers { max-height: 22; }
    Numbers #formula { height: 3; padding: 0 1; margin-top: 1; color: $text-muted; }
    Numbers.-tiny #formula { margin-top: 0; height: 2; padding: 0; }
    Numbers.-tiny #numbers { height: 1fr; margin-top: 0; }
    Numbers #formula:ansi { color: ansi_default; }
    """

    def __init__(self, title: str, numbers: Sequence[Number]) -> None:
        super().__init__(title)
        self._numbers = tuple(numbers)

    def compose_body(self) -> ComposeResult:
        """The list, and the whole formula of the line under the cursor."""
        columns = [
            Column("", 18),
            Column("", 16, align="right", drop_below=38),
            Column("", 0, flex=1, drop_below=52),
        ]
        numbers = PagedList(columns, show_header=False, id="numbers")
        numbers.styles.height = len(self._numbers)
        yield numbers
        yield Static(id="formula", markup=False)

    def on_mount(self) -> None:
        """Show all."""
        cells = {place: _cells(number) for place, number in enumerate(self._numbers)}
        self.query_one("#numbers", PagedList).set_rows(range(len(cells)), 0, cells)

    @on(PagedList.Highlighted)
    def _explain(self) -> None:
        number = self._numbers[self.query_one("#numbers", PagedList).cursor_id or 0]
        self.query_one("#formula", Static).update(f"{number.name} {number.value}: {number.formula}")

    @on(PagedList.Opened)
    def _chosen(self, event: PagedList.Opened) -> None:
        number = self._numbers[event.row_id]
        if number.behind:
            self.dismiss(number.behind)
        else:
            self.say("This number is made of the others: no list of deals is behind it.", tone="warn")


def _cells(number: Number) -> tuple[Cell, ...]:
    return (Cell(number.name), Cell(number.value, "accent"), Cell(number.formula, "dim"))
