"""The log on the points screen: the entries of the day looked at and, where there is room, of the days before it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date

from data.people.person import Person
from data.points.board import Board
from data.points.entries import Entry
from screens.points.words import LOG_COLUMNS, day_heading, entry_cells
from widgets.paged_list import Cell, PagedList


class Log(PagedList):
    """Entries of a week's board, each day below a heading; the day looked at has its own title above the list."""

    DEFAULT_CSS = ""

    def __init__(self, empty_hint: str) -> None:
        super().__init__(LOG_COLUMNS, show_header=False, empty_hint=empty_hint, quiet=True, id="log")
        self.is_roomy = False
        self._board: Board | None = None
        self._newest: int | None = None
        self._headings: dict[int, tuple[Cell, ...]] = {}

    def show(self, board: Board, *, is_roomy: bool, entry: int | None = None) -> None:
        """Show the entries of the day looked at, in a roomy list those of the days before it in the week, too.

        The cursor goes to an ``entry``, else to the newest where it stood there, or something else is looked at.
        """
        self.is_roomy = is_roomy
        logs = board.logs
        if board.chosen is not None and not is_roomy:
            logs = [log for log in logs if log.day == board.chosen]
        ids = array("q")
        self._headings = {}
        for log in logs:
            if log.day != board.chosen:
                heading = -log.day.toordinal()
                self._headings[heading] = day_heading(board, log.day)
                ids.append(heading)
            ids.extend(log.ids)
        newest = logs[0].ids[0] if logs else None
        before, self._board = self._board, board
        is_other = before is None or (before.week.monday, before.chosen) != (board.week.monday, board.chosen)
        keep = newest if entry is None and (is_other or self.cursor_id == self._newest) else entry
        self._newest = newest
        self.set_rows(ids, keep, self._headings, are_others=is_other)

    def put_entries(self, ids: Sequence[int], entries: Sequence[Entry], person: Person) -> None:
        """Take what was read for the rows of these ids; those that were not found are gone."""
        if self._board is None:
            return
        kinds = {total.kind.code: total.kind for total in self._board.week.kinds}
        rows: Mapping[int, tuple[Cell, ...]] = {
            **self._headings,
            **{entry.id: entry_cells(entry, kinds, person) for entry in entries},
        }
        self.put_rows({identifier: rows.get(identifier) for identifier in ids})

    @property
    def day_under_cursor(self) -> date | None:
        """The day of the entry under the cursor."""
        logs = self._board.logs if self._board is not None else []
        return next((log.day for log in logs if self.cursor_id in log.ids), None)
