"""A KPI opened: its formula with both counts, what it comes to by parts, and the records that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from data.kpi.kpi import Kpi
from data.kpi.measure import Behind
from data.kpi.opened import Called
from screens.kpi.words import RECORD_COLUMNS, record_cells
from screens.shell.dialog import Dialog
from widgets.paged_list import Cell, PagedList

OWN, BESIDE = -1, -2
"""The headings of the list, where there is anything besides the own records."""


class OpenedKpi(NamedTuple):
    """Records behind a KPI, and what each is called."""

    records: Sequence[Behind] = ()
    called: Sequence[Called] = ()


NOTHING = OpenedKpi()


class Told(NamedTuple):
    """How a KPI is told of: a title, lines on how it is made, names of people by id, the company's currency."""

    title: str
    lines: Sequence[str]
    people: Mapping[int, str]
    currency: str


class KpiRecords(Dialog[str]):
    """The records behind a KPI. Answers with the table and id of the one that is to be opened."""

    FOOT = "enter open the record   esc close"
    AUTO_FOCUS = "#records"
    DEFAULT_CSS = """
    KpiRecords #panel { height: 100%; max-height: 22; }
    KpiRecords.-tall #panel { max-height: 44; }
    KpiRecords #formula { height: auto; max-height: 5; padding: 0 1; color: $text-muted; }
    KpiRecords #records { height: 1fr; margin-top: 1; }
    KpiRecords.-tiny #records { margin-top: 0; }
    KpiRecords.-tiny #formula { display: none; }
    KpiRecords #formula:ansi { color: ansi_default; }
    """

    def __init__(
        self, wanted: Kpi, told: Told, own: OpenedKpi, beside: OpenedKpi = NOTHING, heading: str = ""
    ) -> None:
        super().__init__(told.title)
        self._wanted, self._told, self._besides = wanted, told, heading
        self._own = len(own.records)
        self._records = [*zip((*own.records, *beside.records), (*own.called, *beside.called), strict=True)]

    def compose_body(self) -> ComposeResult:
        """The formula, the parts, the records."""
        yield Static("\n".join(self._told.lines), id="formula", markup=False)
        yield PagedList(RECORD_COLUMNS, empty_hint="No record counts for it.", id="records")

    def on_mount(self) -> None:
        """Show the records, below the own ones those in which the people have a part."""
        total = len(self._records)
        ids = list(range(1, total + 1))
        headings: dict[int, tuple[Cell, ...]] = {}
        if total > self._own:
            ids = [OWN, *ids[: self._own], BESIDE, *ids[self._own :]]
            headings = {
                OWN: (Cell(""), Cell(f"{self._own:,} own")),
                BESIDE: (Cell(""), Cell(f"{total - self._own:,} {self._besides}")),
            }
        self.query_one("#records", PagedList).set_rows(ids, rows=headings)

    @on(PagedList.PageWanted)
    def _give(self, event: PagedList.PageWanted) -> None:
        told = self._told
        event.paged_list.put_rows(
            {
                place: record_cells(one, called.name, self._wanted, told.people, told.currency)
                for place in event.ids
                if place > 0
                for one, called in [self._records[place - 1]]
            }
        )

    @on(PagedList.Opened)
    def _open(self, event: PagedList.Opened) -> None:
        _, called = self._records[event.row_id - 1]
        if called.id is None:
            self.say("That record has no page to open from here.", tone="warn")
        else:
            self.dismiss(f"{called.table} {called.id}")


class EnteredRecords(KpiRecords):
    """The small records behind a KPI, of which is said here how they ended."""

    FOOT = "enter say how it ended, or take it out   esc close"
