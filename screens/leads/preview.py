"""The preview beside a list of leads: the one under the cursor, as one wants to know it before contacting it."""

from __future__ import annotations

from abc import abstractmethod

from textual import on
from textual.widgets import Static

from data.leads.fields import LEADS
from data.leads.preview import Preview, preview_of
from screens.leads.words import preview_lines, strong_first
from screens.records.links import links_of, with_links
from screens.shell.main_screen import MainScreen
from widgets.paged_list import PagedList

FRAMES = 2
"""Cells beside the list that are blank."""
WIDTHS = (("-broad", 64, 100), ("-wide", 36, 60), ("-narrow", 32, 44))
"""By the class of the screen's width, from how many to how many cells the preview may be wide."""
GONE = "That lead is no longer there."
PREVIEW = "preview"
"""The group of workers that read the lead under the cursor."""


class ShowsPreview(MainScreen):
    """A screen with a list of leads, ``#leads``, and ``#preview`` beside it, where there is room."""

    _previewed: int | None = None
    """The lead that the preview shows, or that is being read for it."""

    @property
    @abstractmethod
    def leads(self) -> PagedList:
        """The list."""

    @property
    def _preview(self) -> Static:
        return self.query_one("#preview", Static)

    def part_list_and_preview(self) -> None:
        """Give the list what its rows need, as far as the preview can do without, and the preview the rest."""
        least, most = next(((least, most) for name, least, most in WIDTHS if self.has_class(name)), (0, 0))
        others = self.leads.needed_width + FRAMES
        self._preview.styles.width = max(least, min(most, self.app.size.width - others))

    def preview_follows(self, read: Preview | None) -> None:
        """Show the lead under the cursor, which may have been read already."""
        if read is not None and read.lead.id == self.leads.cursor_id:
            self.workers.cancel_group(self, PREVIEW)
            self._show_preview(read.lead.id, read)
        else:
            self._ask_preview(self.leads.cursor_id)

    @on(PagedList.Highlighted, "#leads")
    def _moved(self, event: PagedList.Highlighted) -> None:
        if event.row_id != self._previewed:
            self._ask_preview(event.row_id)

    def on_resize(self) -> None:
        """A preview that comes into sight shows the lead under the cursor."""
        self.call_after_refresh(self._catch_up)

    def _catch_up(self) -> None:
        self.part_list_and_preview()
        if self._preview.display and self._previewed != self.leads.cursor_id:
            self._ask_preview(self.leads.cursor_id)

    def _ask_preview(self, lead_id: int | None) -> None:
        preview = self._preview
        self._previewed = lead_id if preview.display else None
        if lead_id is None:
            self.workers.cancel_group(self, PREVIEW)
            preview.update("", layout=False)
        elif preview.display:
            self.run_worker(self.told(self._read_preview(lead_id)), group=PREVIEW, exclusive=True)

    async def _read_preview(self, lead_id: int) -> None:
        self._show_preview(lead_id, await self.desk.read(preview_of, lead_id))

    def _show_preview(self, lead_id: int, read: Preview | None) -> None:
        self._previewed = lead_id
        lines = preview_lines(*read, self.desk.person, self.desk.clock()) if read else [GONE]
        links = links_of(read.lead, LEADS.fields) if read and self.desk.shows_links else ()
        self._preview.update(with_links(strong_first(lines), links), layout=False)
