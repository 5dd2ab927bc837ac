"""The inbox: whom do I answer or call next?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static
from textual.worker import Worker, WorkerCancelled

from data.kernel import journal
from data.kernel.commands import Result
from data.kernel.touched import Touched
from data.leads.calls import with_phone
from data.leads.inbox import FIRST, Glance, Inbox, Look, Row, glance_at, rest_at, rows_of
from data.leads.lead import Lead
from data.leads.queue import ORDERS, VIEWS, View
from data.leads.shared_contacts import sharing_with
from data.points.headline import Part
from screens.leads.call_block import CallBlock
from screens.leads.company_page import CompanyPage
from screens.leads.dealt_with import lead_after
from screens.leads.keys import INBOX_KEYS, ORDER_FOLLOWERS, TRIAGE_KEYS, VIEW_FOLLOWERS
from screens.leads.lead_form import LeadForm
from screens.leads.lead_page import LeadPage
from screens.leads.preview import ShowsPreview
from screens.leads.triage import LeadTriage
from screens.leads.words import (
    COLUMNS,
    TEAM_COLUMNS,
    empty_hint,
    head_line,
    row_cells,
)
from screens.records.narrowed_list import NarrowedList
from screens.shell.desk import Desk
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import Cell, PagedList

ROWS_AT_FIRST = 50
"""Rows read with an inbox whose list has no height yet."""
REST_AFTER = 0.5
"""Seconds without a further letter after which all that a filter leaves is read: who types waits for none of it."""
REST = "rest"
"""The group of workers that read what comes after the first leads."""


class InboxScreen(NarrowedList, ShowsPreview, LeadTriage):
    """The queue of leads, best next contact first, with a preview of the one under the cursor."""

    TITLE_WORD = "Inbox"
    BEGINS = "lead.add"
    EXPLAINED = (
        "Start at the top: each row says why it is there. Running response clocks come first, then follow-ups, "
        "leads going cold, leads without a next step. A letter logs for the lead under the cursor, or once for "
        "each that is marked, and stops its clock."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (*TRIAGE_KEYS, *INBOX_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    AUTO_FOCUS = "#leads"

    DEFAULT_CSS = """
    InboxScreen #body {
        height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%;
    }
    InboxScreen #queue { width: 1fr; padding: 0 1; }
    InboxScreen #preview {
        width: 32; height: 100%; padding: 0 1; border-left: solid $foreground 20%; color: $foreground;
        overflow: hidden;
    }
    InboxScreen.-slim #preview { display: none; }
    InboxScreen.-tiny #body { border: none; }
    InboxScreen #body:ansi { border-top: solid ansi_default; border-bottom: solid ansi_default; }
    InboxScreen #preview:ansi { border-left: solid ansi_default; color: ansi_default; }
    """

    def __init__(self, desk: Desk, glance: Glance) -> None:
        super().__init__(desk, glance.inbox.score, glance.inbox.lists)
        inbox = self.inbox = glance.inbox
        self._glance = glance
        self._rows: dict[int, Row] = {}
        """The leads that have been in sight."""
        self._wanted = inbox.look
        self._sought_through: Inbox | None = None
        """What is being read, where none of its first leads has the words: meanwhile the list stays as it was."""
        self._sought: int | None = None
        """The lead that the cursor goes to with the next inbox that shows it, unless another is wished for before."""

    @classmethod
    async def opened(cls, desk: Desk) -> InboxScreen:
        """The inbox of the desk's person, read and ready to be shown."""
        person = desk.person
        view: View = "team" if person.leads and not person.sells else "mine"
        look = Look(view)
        return cls(
            desk, await desk.read_after_writes(glance_at, person, look, desk.clock(), rows=ROWS_AT_FIRST)
        )

    def compose_body(self) -> ComposeResult:
        """The filter, the queue; the preview."""
        with Horizontal(id="body"):
            with Vertical(id="queue"):
                yield self.find_line("name, company, e-mail, note")
                hint = empty_hint("mine", self.key)
                yield PagedList(COLUMNS, empty_hint=hint, takes_marks=True, id="leads")
            yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        """Show the inbox that came with the screen."""
        self.show_inbox(self._glance)
        self._read_rest(self.inbox)

    # Loading and showing

    @property
    def leads(self) -> PagedList:
        """The list of the queue."""
        return self.query_one("#leads", PagedList)

    @property
    def listed(self) -> PagedList:
        """The list that is narrowed and marked."""
        return self.leads

    @property
    def words_wanted(self) -> str:
        """The words that narrow the queue."""
        return self._wanted.words

    def narrow_to(self, words: str) -> None:
        """Show what words leave of the view."""
        self.look_at(self._wanted._replace(words=words))

    def third_line(self) -> list[Part]:
        """The view and its counts; how many leads are marked."""
        return head_line(self._sought_through or self.inbox, len(self.leads.marked))

    async def load(self) -> None:
        """Read the view that is looked at, in its order, narrowed by the filter: of a long list the first leads."""
        self.workers.cancel_group(self, REST)
        desk, look, known = self.desk, self._wanted, self.inbox
        # Marked leads are to stay in the list, wherever they are.
        first = (look != known.look or known.is_more) and not self.leads.marked
        rows = self.leads.rows_nearby if first and look != known.look else 0
        read = desk.read_after_writes
        if not first and len(known.whole) > FIRST:
            read = desk.read_apart_after_writes  # what is done next to a long list waits for none of it
        written = self.dealt_with.written()
        glance = await read(glance_at, desk.person, look, desk.clock(), known, rows, first)
        if glance.inbox.is_unseen:
            self._seek_through(glance.inbox)
        else:
            self.show_inbox(glance)
            self.dealt_with.shown(written)
            rows = 0
        self._read_rest(glance.inbox, rows)

    def _seek_through(self, inbox: Inbox) -> None:
        """Say that words are looked for, which none of the first leads has."""
        self._sought_through = inbox
        self.inbox = self.inbox._replace(score=inbox.score)
        self.score, self.lists = inbox.score, inbox.lists
        self.show_strip()

    def _read_rest(self, inbox: Inbox, rows: int = 0) -> None:
        """Of a long list the first leads are shown before the rest is read; who types on is waited for."""
        if inbox.is_more:
            patience = REST_AFTER if inbox.look.words and inbox.has_enough else 0
            self._begin_rest(inbox, rows, patience)

    def _begin_rest(self, inbox: Inbox, rows: int = 0, patience: float = 0) -> Worker[None]:
        work = partial(self._rest, inbox, rows, patience)
        # Described here, as the library would write out all that it is given, every id.
        return self.run_worker(work, group=REST, exclusive=True, description=REST)

    async def _rest(self, inbox: Inbox, rows: int, patience: float) -> None:
        await asyncio.sleep(patience)
        await self.told(self._show_rest(inbox, rows))

    async def _show_rest(self, inbox: Inbox, rows: int) -> None:
        desk, written = self.desk, self.dealt_with.written()
        self.show_inbox(await desk.read_apart(rest_at, desk.person, inbox, desk.clock(), rows))
        self.dealt_with.shown(written)

    async def _whole(self) -> None:
        """Wait until all of a long list is shown."""
        inbox = self._sought_through or self.inbox
        if inbox.is_more:
            with suppress(WorkerCancelled):  # something newer is being read
                await self._begin_rest(inbox).wait()

    def look_at(self, look: Look) -> None:
        """Show another view, order, or what another filter leaves. Of several wishes the last one counts."""
        self._wanted, self._sought = look, None
        self.reload()

    def shows(self, touched: Touched) -> bool:
        """Where owners are in sight, everybody's leads are shown."""
        return super().shows(touched) or (self.inbox.look.shows_owners and touched.table in self.tables())

    def show_inbox(self, glance: Glance) -> None:
        """Bring the list and the strip up to date; what came with its first rows is seen from the top."""
        inbox, leads, shown = glance.inbox, self.leads, self.inbox.ids
        before = None if glance is self._glance else self.inbox.look
        self.inbox, self.score, self.lists = inbox, inbox.score, inbox.lists
        self._sought_through = None
        words = inbox.look.words
        leads.empty_hint = f"Nothing matches {words!r}." if words else empty_hint(inbox.look.view, self.key)
        leads.set_columns(TEAM_COLUMNS if inbox.look.shows_owners else COLUMNS)
        cells = self._cells(glance.rows)
        wanted = self._sought
        if wanted is None and cells:
            wanted = inbox.ids[0]
        elif wanted is None and leads.cursor_id is not None:
            wanted = lead_after(shown, inbox.ids, leads.cursor_position, self.dealt_with)
        leads.set_rows(inbox.ids, wanted, cells, are_others=inbox.look != before)
        is_another_view = before is None or inbox.look[:2] != before[:2]
        if is_another_view and (cells or not inbox.ids):
            self.part_list_and_preview()
        if leads.cursor_id == self._sought:
            self._sought = None
        self.show_strip()
        self.refresh_keys()
        self.preview_follows(glance.preview)

    @on(PagedList.PageWanted, "#leads")
    async def _give_rows(self, event: PagedList.PageWanted) -> None:
        await self.told(self._put_rows(event))

    async def _put_rows(self, event: PagedList.PageWanted) -> None:
        desk = self.desk
        rows = await desk.read(rows_of, desk.person, self.inbox, event.ids, desk.clock())
        cells = self._cells(rows)
        event.paged_list.put_rows({lead_id: cells.get(lead_id) for lead_id in event.ids})

    def _cells(self, rows: Mapping[int, Row]) -> dict[int, Sequence[Cell]]:
        """The cells of leads that come into sight."""
        self._rows.update(rows)
        return {lead_id: row_cells(row) for lead_id, row in rows.items()}

    def lead(self, lead_id: int) -> Lead | None:
        """A lead that has been in sight."""
        row = self._rows.get(lead_id)
        return row.lead if row else None

    # What keys stand on

    def chosen(self) -> tuple[int, ...]:
        """The marked leads in the order of the list, else the one under the cursor."""
        marked = self.leads.marked
        if marked:
            return tuple(lead for lead in self.inbox.ids if lead in marked)
        return () if self.leads.cursor_id is None else (self.leads.cursor_id,)

    def looks_at_team(self) -> bool:
        """Whether owners are in sight."""
        return self.inbox.look.view == "team"

    def refusal(self, entry: KeyEntry) -> str:
        """Triage needs a lead; to add one needs none."""
        reason = super().refusal(entry)
        if reason or entry.id in ("lead.add", "lead.import"):
            return reason
        if entry.id.startswith("lead.") or entry.id == "block":
            return "" if len(self.inbox.ids) else "There is no lead in this view."
        return ""

    async def stepped(self, result: Result) -> None:
        """Back to the lead whose step was taken back; on from one whose step was brought back."""
        name, leads = await self.desk.read_after_writes(journal.rows_of_step, result.id, "lead")
        with self.dealt_with.dealing(leads if name == journal.REDO else ()):
            self.reload()
        await self.reloaded()
        if name == journal.UNDO and len(leads) == 1:
            self.leads.go_to(leads[0])

    # Looking around

    @on(PagedList.Opened, "#leads")
    def _open(self, event: PagedList.Opened) -> None:
        self.open_record("lead", event.row_id)

    def action_edit(self) -> None:
        """Open the lead under the cursor, to change what is known."""
        self.open_record("lead", self.chosen()[0])

    async def stand_on(self, record: int) -> None:
        """Open the page of a lead."""
        self.open_record("lead", record)

    def open_record(self, table: str, row: int) -> None:
        """Open the page of a lead or a company, whether it is in the list or not."""
        page = (LeadPage if table == "lead" else CompanyPage)(self.desk, self.score, self.lists, row)
        page.dealt_with = self.dealt_with
        self.asking(self._reload_after(self.open_page(page)))

    async def _reload_after(self, closed: Awaitable[None]) -> None:
        await closed
        self.reload()

    def action_add(self) -> None:
        """Ask for a new lead."""
        form = LeadForm(self.desk, self.lists.of_fields(), self.lists.unit)
        self.asking(self._go_to_added(self.ask_result(form)))

    async def _go_to_added(self, closed: Awaitable[Result | None]) -> None:
        """Say what was added, and whether somebody known is reached alike; the cursor goes to the lead."""
        result = await closed
        if result is None:
            return
        sharing = await self.desk.read_after_writes(sharing_with, self.desk.actor, result.id)
        also = f"; {sharing.words}" if sharing.words else ""
        also += f": {self.key('lead.duplicates')} compares" if sharing.leads else ""
        self.leave_filter()
        self.look_at(Look("mine", self._wanted.order))
        self._sought = result.id
        self.say(result.summary + also, hint=self.undo_hint, tone="good")

    def action_import(self) -> None:
        """Ask for a file, show what it would bring, bring it in."""
        from data.leads.imports.lead_spec import LEAD_IMPORT
        from screens.imports.file_import import import_file

        self.asking(self._say_after(import_file(self, self.desk, LEAD_IMPORT)))

    async def _say_after(self, closed: Awaitable[Result | None]) -> None:
        result = await closed
        if result is not None:
            self.say_done(result)
        self.reload()

    async def action_block(self) -> None:
        """Call the marked leads one after the other, else all from the cursor on; those without a phone are left out.

        Where none has a phone, all are shown: what is missing can be found and filled in.
        """
        if not self.leads.marked:
            await self._whole()
        leads = self.chosen() if self.leads.marked else self.inbox.ids[self.leads.cursor_position :]
        reached = await self.desk.read_after_writes(with_phone, leads) or leads
        block = CallBlock(self.desk, self.score, self.lists, reached, len(leads) - len(reached))
        block.dealt_with = self.dealt_with
        self.asking(self._end_block(block, self.open_page(block)))

    async def _end_block(self, block: CallBlock, closed: Awaitable[None]) -> None:
        await closed
        self.leads.clear_marks()
        self.say(block.summary)
        self.reload()

    def action_view(self) -> None:
        """Look at another view."""
        self.asking(self._choose_view(self.ask_letter(VIEW_FOLLOWERS)))

    async def _choose_view(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer == "team" and not self.desk.person.leads:
            key = self.key("view")
            words = f"The team's leads are for managers: {key} m shows yours, {key} u those of nobody."
            self.say(words, tone="warn")
            return
        for view in VIEWS:
            if view == answer:
                self.say("")
                self.leads.clear_marks()
                self.look_at(self._wanted._replace(view=view))

    def action_order(self) -> None:
        """Put the list in another order."""
        self.asking(self._choose_order(self.ask_letter(ORDER_FOLLOWERS)))

    async def _choose_order(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        for order in ORDERS:
            if order == answer:
                self.say("")
                self.look_at(self._wanted._replace(order=order))
