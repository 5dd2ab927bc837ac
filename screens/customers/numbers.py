"""The numbers of customers, opened: value and formula of each; enter shows the records that one counts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from data.calendar.days import short_date
from data.customers.behind import MOST, Record
from data.customers.explain import Number
from screens.shell.dialog import Dialog
from widgets.paged_list import Cell, Column, PagedList


class Numbers(Dialog[str]):
    """One line a number. ``open_number`` opens the records of one on top."""

    FOOT = "enter its records   esc close"
    AUTO_FOCUS = "#numbers"
    DEFAULT_CSS = """
    Numbers #panel { width: 80; height: 100%; max-height: 22; }
    Numbers.-wide #panel { width: 92; }
    Numbers.-tall #panel { max-height: 31; }
    Numbers #numbers { height: 1fr; margin-top: 1; }
    Numbers #formula { height: 3; padding: 0 1; margin-top: 1; color: $text-muted; }
    Numbers.-tiny #formula { margin-top: 0; height: 2; padding: 0; }
    Numbers.-tiny #numbers { margin-top: 0; }
    Numbers #formula:ansi { color: ansi_default; }
    """

    def __init__(
        self, title: str, numbers: Sequence[Number], open_number: Callable[[Number], Awaitable[None]]
    ) -> None:
        super().__init__(title)
        self._numbers = tuple(numbers)
        self._open_number = open_number

    def compose_body(self) -> ComposeResult:
        """The list, and the whole formula of the line under the cursor."""
        columns = [
            Column("", 16),
            Column("", 14, align="right", drop_below=34),
            Column("", 0, flex=1, drop_below=50),
        ]
        yield PagedList(columns, show_header=False, id="numbers")
        yield Static(id="formula", markup=False)

    def on_mount(self) -> None:
        """Show all."""
        cells = {
            place: (Cell(number.name), Cell(number.value, "accent"), Cell(number.formula, "dim"))
            for place, number in enumerate(self._numbers)
        }
        self.query_one("#numbers", PagedList).set_rows(range(len(cells)), 0, cells)

    @on(PagedList.Highlighted)
    def _explain(self) -> None:
        number = self._numbers[self.query_one("#numbers", PagedList).cursor_id or 0]
        self.query_one("#formula", Static).update(f"{number.name} {number.value}: {number.formula}")

    @on(PagedList.Opened)
    async def _open(self, event: PagedList.Opened) -> None:
        await self.told(self._open_number(self._numbers[event.row_id]))


class RecordsBehind(Dialog[str]):
    """The records that a number counts. Answers with the id of the customer that is to be opened."""

    FOOT = "enter open the customer   esc close"
    AUTO_FOCUS = "#records"
    DEFAULT_CSS = """
    RecordsBehind #panel { height: 100%; max-height: 20; width: 80; }
    RecordsBehind.-wide #panel { width: 92; }
    RecordsBehind.-tall #panel { max-height: 40; }
    RecordsBehind #total { height: auto; max-height: 2; padding: 0 1; margin-top: 1; text-style: bold; }
    RecordsBehind.-tiny #panel { height: 100%; }
    RecordsBehind.-tiny #total { margin-top: 0; max-height: 1; }
    """

    def __init__(self, number: Number, records: Sequence[Record], today: date) -> None:
        super().__init__(f"{number.name} {number.value}")
        self._formula = number.formula
        self._records = tuple(records)
        self._today = today

    def compose_body(self) -> ComposeResult:
        """The records, and how they come to the number."""
        columns = [
            Column("", 11, drop_below=44),
            Column("", 14, flex=2),
            Column("", 12, flex=3),
        ]
        yield PagedList(columns, show_header=False, empty_hint="It counts nothing.", id="records")
        count = len(self._records)
        more = f"the first {MOST:,}: " if count == MOST else ""
        yield Static(f"{more}{self._formula}", id="total", markup=False)

    def on_mount(self) -> None:
        """Show all."""
        cells = {place: self._cells(record) for place, record in enumerate(self._records)}
        self.query_one("#records", PagedList).set_rows(range(len(cells)), 0, cells)

    def _cells(self, record: Record) -> tuple[Cell, ...]:
        day = short_date(date.fromisoformat(record.day), self._today) if record.day else ""
        return (Cell(day, "dim"), Cell(record.name), Cell(record.words))

    @on(PagedList.Opened)
    def _chosen(self, event: PagedList.Opened) -> None:
        self.dismiss(str(self._records[event.row_id].customer_id))
