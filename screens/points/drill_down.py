"""The records behind a number: entries of the log with their total, or weeks; and one entry in full."""

from __future__ import annotations

from array import array
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from data.calendar.days import week_label
from data.points.entries import entries_by_id
from data.points.explain import StreakStep
from data.points.kinds import Kind
from screens.points.words import LOG_COLUMNS, dated, entry_cells
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from widgets.paged_list import Cell, Column, PagedList


class Records(Dialog[None]):
    """Entries of the log, their total at the foot. ``open_entry`` opens one on top."""

    FOOT = "enter open the entry   esc close"
    AUTO_FOCUS = "#records"
    DEFAULT_CSS = """
    Records #panel { height: 100%; max-height: 20; }
    Records.-tall #panel { max-height: 40; }
    Records #total { height: auto; max-height: 2; padding: 0 1; margin-top: 1; text-style: bold; }
    Records.-tiny #panel { height: 100%; }
    Records.-tiny #total { margin-top: 0; max-height: 1; }
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        ids: array[int],
        kinds: Mapping[str, Kind],
        total: str,
        open_entry: Callable[[int], Awaitable[None]],
    ) -> None:
        super().__init__(title)
        self._desk = desk
        self._ids = ids
        self._kinds = kinds
        self._total = total
        self._open_entry = open_entry

    def compose_body(self) -> ComposeResult:
        """The entries, and what they add up to."""
        yield PagedList(LOG_COLUMNS, show_header=False, empty_hint="No entries.", id="records")
        yield Static(self._total, id="total", markup=False)

    def on_mount(self) -> None:
        """Show the entries."""
        self.query_one("#records", PagedList).set_rows(self._ids)

    @on(PagedList.PageWanted)
    async def _give(self, event: PagedList.PageWanted) -> None:
        await self.told(self._put(event))

    async def _put(self, event: PagedList.PageWanted) -> None:
        found = await self._desk.read(entries_by_id, event.ids)
        person, kinds = self._desk.person, self._kinds
        rows = {entry.id: dated(entry_cells(entry, kinds, person), entry) for entry in found}
        event.paged_list.put_rows({identifier: rows.get(identifier) for identifier in event.ids})

    @on(PagedList.Opened)
    async def _open(self, event: PagedList.Opened) -> None:
        await self.told(self._open_entry(event.row_id))


class Weeks(Dialog[None]):
    """The weeks behind a streak, newest first. ``open_week`` opens the entries of one on top."""

    FOOT = "enter open the week's entries   esc close"
    AUTO_FOCUS = "#weeks"
    DEFAULT_CSS = """
    Weeks #weeks { height: auto; max-height: 1fr; margin-top: 1; }
    Weeks #total { height: 1; padding: 0 1; margin-top: 1; text-style: bold; }
    Weeks.-tiny #weeks { height: 1fr; margin-top: 0; }
    Weeks.-tiny #total { margin-top: 0; }
    """

    def __init__(self, steps: Sequence[StreakStep], open_week: Callable[[date], Awaitable[None]]) -> None:
        super().__init__("Streak: weeks with days off that reached their share are passed over")
        self._steps = tuple(steps)
        self._open_week = open_week

    def compose_body(self) -> ComposeResult:
        """The weeks, and how many count."""
        columns = [
            Column("week", 4, align="right"),
            Column("", 9, drop_below=40),
            Column("points", 6, align="right"),
            Column("goal", 5, align="right"),
            Column("", 0, flex=1),
        ]
        weeks = PagedList(columns, empty_hint="Onboarding has not begun.", id="weeks")
        weeks.styles.height = min(max(len(self._steps), 2) + 1, 14)
        yield weeks
        counted = sum(step.counted for step in self._steps)
        yield Static(f"streak {counted} week{'' if counted == 1 else 's'}", id="total", markup=False)

    def on_mount(self) -> None:
        """Show the weeks."""
        weeks = self.query_one("#weeks", PagedList)
        weeks.set_rows(range(len(self._steps)))
        weeks.put_rows({place: _week_cells(step) for place, step in enumerate(self._steps)})

    @on(PagedList.Opened)
    async def _open(self, event: PagedList.Opened) -> None:
        await self.told(self._open_week(self._steps[event.row_id].week.monday))


def _week_cells(step: StreakStep) -> tuple[Cell, ...]:
    week = step.week
    goal = "n/a" if week.goal is None else str(week.goal)
    return (
        Cell(str(week.number)),
        Cell(week_label(week.monday), "dim"),
        Cell(str(week.points), "good" if week.reached else ""),
        Cell(goal, "dim"),
        Cell(step.why, "good" if step.counted else "dim"),
    )
