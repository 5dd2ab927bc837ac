"""A number of the board opened: its formula with both counts, and the records that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from data.board.board import Board, Line
from data.board.opening import Opened
from data.board.words import counts_words, value_words
from screens.board.words import RECORD_COLUMNS, record_cells
from screens.shell.dialog import Dialog
from widgets.paged_list import Cell, PagedList

OWN, OTHER = -1, -2
"""The headings of the list."""
PAGES = frozenset({"lead", "deal", "customer"})
"""The tables whose records have a page."""


class BoardRecords(Dialog[str]):
    """The records behind a number. Answers with the table and id of the one that is to be opened."""

    FOOT = "enter open the record   esc close"
    AUTO_FOCUS = "#records"
    DEFAULT_CSS = """
    BoardRecords #panel { height: 100%; max-height: 22; }
    BoardRecords.-tall #panel { max-height: 44; }
    BoardRecords #formula { height: auto; max-height: 3; padding: 0 1; color: $text-muted; }
    BoardRecords #records { height: 1fr; margin-top: 1; }
    BoardRecords.-tiny #records { margin-top: 0; }
    BoardRecords.-tiny #formula { display: none; }
    BoardRecords #formula:ansi { color: ansi_default; }
    """

    def __init__(
        self,
        line: Line,
        board: Board,
        own: Sequence[Opened],
        beside: Sequence[Opened],
        kinds: Mapping[str, str],
        zone: tzinfo,
    ) -> None:
        number = line.number
        super().__init__(
            f"{number.name}, {board.period.label}: {value_words(number, line.own, board.currency)}"
        )
        self._line, self._board, self._kinds, self._zone = line, board, kinds, zone
        self._own, self._records = len(own), (*own, *beside)

    def compose_body(self) -> ComposeResult:
        """The formula, and the records."""
        number = self._line.number
        counts = counts_words(number, self._line.own, self._board.currency, self._kinds)
        yield Static(f"{number.formula}{f': {counts}' if counts else ''}", id="formula", markup=False)
        yield PagedList(
            RECORD_COLUMNS, show_header=False, empty_hint="No record counts for it.", id="records"
        )

    def on_mount(self) -> None:
        """Show the records, those from leads handed over below the own ones."""
        total = len(self._records)
        other = self._line.number.beside
        ids = list(range(1, total + 1))
        headings: dict[int, tuple[Cell, ...]] = {}
        if total > self._own:
            ids = [OWN, *ids[: self._own], OTHER, *ids[self._own :]]
            headings = {
                OWN: (Cell("own"), Cell(f"{self._own:,}")),
                OTHER: (Cell(other), Cell(f"{total - self._own:,}")),
            }
        self.query_one("#records", PagedList).set_rows(ids, rows=headings)

    @on(PagedList.PageWanted)
    def _give(self, event: PagedList.PageWanted) -> None:
        names = {person.id: person.name for person in self._board.people}
        number = self._line.number
        event.paged_list.put_rows(
            {
                place: record_cells(
                    self._records[place - 1], number, self._board, names, self._kinds, self._zone
                )
                for place in event.ids
                if place > 0
            }
        )

    @on(PagedList.Opened)
    def _open(self, event: PagedList.Opened) -> None:
        one = self._records[event.row_id - 1]
        table = one.table if one.table in PAGES else "lead"
        if one.named is None:
            self.say("That is told of nobody by name: there is no page to open.", tone="warn")
        else:
            self.dismiss(f"{table} {one.named}")
