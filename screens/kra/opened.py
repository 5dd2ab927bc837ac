"""An item opened: what a measured one is made of, record by record; what was shown and said on another."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from data.calendar.days import day_of, short_day
from data.kra.behind import Opened, opened
from data.kra.overview import ItemView, RunView
from data.people.person import Person
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from screens.shell.typed_ahead import SAVING
from widgets.paged_list import Cell, Column, PagedList

COLUMNS = (Column("", 10), Column("", 16, flex=1), Column("", 6, align="right", drop_below=40))
OPENS = frozenset({"lead", "deal", "company", "quote"})
"""The tables whose records have a page."""


class ItemPage(Dialog[str]):
    """What is known of an item that somebody answers."""

    AUTO_FOCUS = TALL = "#lines"
    DEFAULT_CSS = """
    ItemPage #lines { height: auto; max-height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    ItemPage.-tiny #lines { padding: 0; }
    """

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(title)
        self._lines = tuple(lines[1:])

    def compose_body(self) -> ComposeResult:
        """The lines."""
        with VerticalScroll(id="lines"):
            yield Static("\n".join(self._lines), markup=False)


class MeasuredPage(Dialog[str]):
    """The records behind a measured item, and its formula. Answers with the table and id of one that is opened."""

    FOOT = "enter open the record   esc close"
    AUTO_FOCUS = "#records"
    DEFAULT_CSS = """
    MeasuredPage #panel { height: 100%; max-height: 20; }
    MeasuredPage.-tall #panel { max-height: 40; }
    MeasuredPage #formula { height: auto; max-height: 4; padding: 0 1; color: $text-muted; }
    MeasuredPage.-tiny #panel { height: 100%; }
    MeasuredPage.-tiny #formula { max-height: 1; }
    MeasuredPage #formula:ansi { color: ansi_default; }
    """

    def __init__(self, desk: Desk, whose: Person, run: RunView, view: ItemView) -> None:
        super().__init__(view.item.title)
        self._desk = desk
        self._whose = whose
        self._run = run
        self._view = view
        self._opened: Opened | None = None

    def compose_body(self) -> ComposeResult:
        """The value and the formula; the records."""
        yield Static(self._head(""), id="formula", markup=False)
        yield PagedList(COLUMNS, show_header=False, empty_hint="No record counts.", id="records")

    def _head(self, formula: str) -> str:
        view = self._view
        counts = f" = {view.counts}" if view.counts else ""
        target = (
            f"   target {view.target}: {view.answer.verdict}" if view.target else f"   {view.answer.verdict}"
        )
        frozen = "   as it was when the run was closed" if self._run.is_closed else ""
        return f"{view.value}{counts}{target}{frozen}\n{formula}"

    def on_mount(self) -> None:
        """Read the records."""
        self.run_worker(self.told(self._read()), name=SAVING)

    async def _read(self) -> None:
        desk = self._desk
        code, span = self._view.item.metric, self._run.span
        found = self._opened = await desk.read(opened, self._whose, code, span, desk.clock())
        today = day_of(desk.clock(), self._whose.zone)
        rows = {
            place: (Cell(short_day(row.day, today), "dim"), Cell(row.called), Cell(row.counts, "dim"))
            for place, row in enumerate(found.rows)
        }
        self.query_one("#records", PagedList).set_rows(list(rows), None, rows)
        more = f" (the latest {len(rows):,} of {found.records:,})" if found.records > len(rows) else ""
        self.query_one("#formula", Static).update(self._head(f"{found.name}: {found.formula}{more}"))

    @on(PagedList.Opened)
    def _open(self, event: PagedList.Opened) -> None:
        if self._opened is None:
            return
        row = self._opened.rows[event.row_id]
        if row.table in OPENS:
            self.dismiss(f"{row.table} {row.id}")
        else:
            self.say(f"{row.called}: it has no page of its own.", tone="warn")
