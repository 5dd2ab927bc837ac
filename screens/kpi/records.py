"""A KPI opened: its formula with both counts, what it comes to by parts, and the records that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from data.kpi.measure import Behind
from data.kpi.opened import Split
from data.kpi.scorecard import Row
from data.kpi.units import figure_words
from data.kpi.words import counts_words
from screens.kpi.words import RECORD_COLUMNS, record_cells, splits_words
from screens.shell.dialog import Dialog
from widgets.paged_list import PagedList

PAGES = frozenset({"lead", "deal"})
"""The tables whose records have a page that is opened from here."""
SETTLED = "kpi_record"
"""The table of records of which is said here how they ended."""


class OpenedKpi(NamedTuple):
    """What is behind a KPI: its parts, its records, and what these are called."""

    splits: Sequence[Split]
    records: Sequence[Behind]
    names: Sequence[str]


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

    def __init__(self, row: Row, opened: OpenedKpi, people: Mapping[int, str], currency: str) -> None:
        value = figure_words(row.kpi.unit, row.value.figure, currency)
        super().__init__(f"{row.kpi.name}, {row.period.label}: {value}")
        self._row, self._opened, self._people, self._currency = row, opened, people, currency

    def compose_body(self) -> ComposeResult:
        """The formula, the parts, the records."""
        wanted = self._row.kpi
        counts = counts_words(wanted, self._row.value, self._currency)
        parts = splits_words(wanted, self._opened.splits, self._currency)
        said = [f"{wanted.formula}{f': {counts}' if counts else ''}", *([parts] if parts else [])]
        yield Static("\n".join(said), id="formula", markup=False)
        yield PagedList(RECORD_COLUMNS, empty_hint="No record counts for it.", id="records")

    def on_mount(self) -> None:
        """Show the records."""
        self.query_one("#records", PagedList).set_rows(list(range(1, len(self._opened.records) + 1)))

    @on(PagedList.PageWanted)
    def _give(self, event: PagedList.PageWanted) -> None:
        opened = self._opened
        event.paged_list.put_rows(
            {
                place: record_cells(
                    opened.records[place - 1],
                    opened.names[place - 1],
                    self._row.kpi,
                    self._people,
                    self._currency,
                )
                for place in event.ids
            }
        )

    @on(PagedList.Opened)
    def _open(self, event: PagedList.Opened) -> None:
        one = self._opened.records[event.row_id - 1]
        if one.record in PAGES or one.record == SETTLED:
            self.dismiss(f"{one.record} {one.id}")
        else:
            self.say("That record has no page to open from here.", tone="warn")


class EnteredRecords(KpiRecords):
    """The small records behind a KPI, of which is said here how they ended."""

    FOOT = "enter say how it ended, or take it out   esc close"
