"""The leads that a number of the funnel counts; enter opens one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from data.kernel.store import Store
from data.leads.lead import by_ids
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from widgets.paged_list import Cell, Column, PagedList


class Prospects(Dialog[str]):
    """Leads by name and company. Answers with the one that is to be opened."""

    FOOT = "enter open the lead   esc close"
    AUTO_FOCUS = "#prospects"
    DEFAULT_CSS = """
    Prospects #panel { height: 100%; max-height: 22; }
    Prospects.-tall #panel { max-height: 38; }
    Prospects #prospects { height: 1fr; margin-top: 1; }
    Prospects.-tiny #prospects { margin-top: 0; }
    """

    def __init__(self, title: str, desk: Desk, leads: Sequence[int]) -> None:
        super().__init__(title)
        self._desk, self._leads = desk, leads

    def compose_body(self) -> ComposeResult:
        """The list."""
        columns = [
            Column("lead", 16, flex=1),
            Column("company", 14, flex=1),
            Column("status", 12, drop_below=48),
        ]
        yield PagedList(columns, empty_hint="Nobody counts for it.", id="prospects")

    def on_mount(self) -> None:
        """Show them."""
        self.query_one("#prospects", PagedList).set_rows(self._leads)

    @on(PagedList.PageWanted)
    async def _give(self, event: PagedList.PageWanted) -> None:
        rows = await self._desk.read(_rows, event.ids)
        event.paged_list.put_rows({**dict.fromkeys(event.ids), **rows})

    @on(PagedList.Opened)
    def _open(self, event: PagedList.Opened) -> None:
        self.dismiss(str(event.row_id))


def _rows(store: Store, ids: Sequence[int]) -> dict[int, tuple[Cell, ...]]:
    return {
        lead.id: (
            Cell(lead.name or lead.company),
            Cell(lead.company if lead.name else ""),
            Cell(lead.status, "dim"),
        )
        for lead in by_ids(store, ids)
    }
