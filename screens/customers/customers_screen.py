"""The customers: who stays, who grows, who needs somebody?"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.calendar.days import day_of
from data.customers.behind import records_behind
from data.customers.explain import Number, numbers_told
from data.customers.overview import Overview, Row, Wish, at_first, glimpse_of, overview_of, rows_of
from data.kernel.commands import Result
from data.kernel.touched import Touched
from data.points.headline import Part
from screens.customers.growth import ShowsGrowth
from screens.customers.keys import CUSTOMER_KEYS, SCREEN_KEYS
from screens.customers.words import (
    COLUMNS,
    EMPTY_HINTS,
    OWNED_COLUMNS,
    customer_cells,
    head_line,
    number_lines,
    preview_lines,
)
from screens.leads.words import strong_first
from screens.records.narrowed_list import NarrowedList
from screens.shell.desk import Desk
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import PagedList

LATEST = 20
"""Events of the customer under the cursor."""
FREE = frozenset({"customer.add", "customer.import"})
"""Keys of customers that need none."""


class CustomersScreen(NarrowedList, ShowsGrowth):
    """The numbers, the queue of customers, and one of them at a glance."""

    TITLE_WORD = "Customers"
    BEGINS = "customer.add"
    EXPLAINED = (
        "Customers, those first that need somebody: open complaints, renewals that are due, then who was silent for "
        "long. Above them the numbers; = opens each with its records, % draws growth by month. A won deal makes a "
        "customer. $ opens a deal with the customer under the cursor; letters log for one of its people."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (*CUSTOMER_KEYS, *SCREEN_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    AUTO_FOCUS = "#customers"

    DEFAULT_CSS = """
    CustomersScreen #body { height: 1fr; }
    CustomersScreen #numbers { height: 2; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    CustomersScreen #below { height: 1fr; border-top: solid $foreground 20%; }
    CustomersScreen #list { width: 1fr; padding: 0 1; }
    CustomersScreen #side {
        display: none; width: 44; height: 100%; padding: 0 1; border-left: solid $foreground 20%;
    }
    CustomersScreen #preview { height: 1fr; color: $foreground; overflow: hidden; }
    CustomersScreen #growth-large { display: none; padding: 0 1; }
    CustomersScreen #growth-beside { display: none; height: 16; margin-top: 1; }
    CustomersScreen.-wide #side { display: block; }
    CustomersScreen.-broad #side { display: block; width: 80; }
    CustomersScreen.-broad.-tall #growth-beside { display: block; }
    CustomersScreen.-short #numbers, CustomersScreen.-tiny #numbers { display: none; }
    CustomersScreen.-short #below, CustomersScreen.-tiny #below { border-top: none; }
    CustomersScreen.-normal #below:ansi, CustomersScreen.-tall #below:ansi { border-top: solid ansi_default; }
    CustomersScreen #side:ansi { border-left: solid ansi_default; }
    CustomersScreen #preview:ansi { color: ansi_default; }
    """

    def __init__(self, desk: Desk, overview: Overview) -> None:
        super().__init__(desk, overview.score, overview.lists, overview.reasons)
        self.overview = overview
        self.wanted = Wish(overview.look, overview.whose, overview.span)
        self._sought: int | None = None
        """The customer that the cursor goes to with the next list that shows it."""
        self._rows: dict[int, Row] = {}
        """The customers that have been in sight since the list was read."""

    @classmethod
    async def opened(cls, desk: Desk) -> CustomersScreen:
        """The customers of the desk's person, read and ready to be shown."""
        wish = at_first(desk.person)
        return cls(desk, await desk.read_after_writes(overview_of, desk.person, wish, desk.clock()))

    def compose_body(self) -> ComposeResult:
        """The numbers; the queue, and one of its customers at a glance."""
        with Vertical(id="body"):
            yield Static(id="numbers", markup=False)
            with Horizontal(id="below"):
                with Vertical(id="list"):
                    yield self.find_line("name, segment, note, tag")
                    yield PagedList(
                        COLUMNS, empty_hint=EMPTY_HINTS["active"], takes_marks=True, id="customers"
                    )
                yield from self.growth_chart("large")
                with Vertical(id="side"):
                    yield Static(id="preview", markup=False)
                    yield from self.growth_chart("beside")

    def on_mount(self) -> None:
        """Show what came with the screen."""
        self.show_overview()

    # Loading and showing

    @property
    def listed(self) -> PagedList:
        """The list that is narrowed and marked."""
        return self.customers

    @property
    def words_wanted(self) -> str:
        """The words that narrow the customers."""
        return self.wanted.look.words

    def narrow_to(self, words: str) -> None:
        """Show what words leave of the customers."""
        self.wanted = self.wanted._replace(look=self.wanted.look._replace(words=words))
        self._sought = None
        self.reload()

    @property
    def customers(self) -> PagedList:
        """The list of the customers."""
        return self.query_one("#customers", PagedList)

    def customer_row(self, customer_id: int) -> Row | None:
        """A customer that has been in sight."""
        return self._rows.get(customer_id)

    def third_line(self) -> list[Part]:
        """What is looked at, and how many need somebody."""
        return head_line(self.overview, len(self.customers.marked))

    async def load(self) -> None:
        """Read what is looked at."""
        desk, wish = self.desk, self.wanted
        self.overview = overview = await desk.read_after_writes(
            overview_of, desk.person, wish, desk.clock(), self.overview
        )
        self.score, self.lists, self.reasons = overview.score, overview.lists, overview.reasons
        self.show_overview()

    def look_at(self, wish: Wish) -> None:
        """Show other customers. Of several wishes the last one counts."""
        self.wanted, self._sought = wish, None
        self.show_anew()

    def shows(self, touched: Touched) -> bool:
        """Where owners are in sight, everybody's customers are shown."""
        return super().shows(touched) or (self.overview.shows_owners and touched.table in self.tables())

    def show_overview(self) -> None:
        """Bring everything up to date."""
        look, customers = self.overview.look, self.customers
        customers.empty_hint = f"Nothing matches {look.words!r}." if look.words else EMPTY_HINTS[look.which]
        customers.set_columns(OWNED_COLUMNS if self.overview.shows_owners else COLUMNS)
        customers.set_rows(self.overview.ids, self._sought)
        if customers.cursor_id == self._sought:
            self._sought = None
        self._show_numbers()
        self.show_strip()
        self.refresh_keys()
        self._show_preview()
        self.redraw_chart()

    def _show_numbers(self) -> None:
        self.query_one("#numbers", Static).update(number_lines(self.overview, self.size.width - 2))

    def on_resize(self) -> None:
        """Other numbers have room, and perhaps the chart beside the list."""
        self.call_after_refresh(self._show_numbers)
        self.call_after_refresh(self.place_chart)

    @on(PagedList.PageWanted, "#customers")
    async def _give_rows(self, event: PagedList.PageWanted) -> None:
        await self.told(self._put_rows(event))

    async def _put_rows(self, event: PagedList.PageWanted) -> None:
        desk = self.desk
        rows = await desk.read(rows_of, desk.person, event.ids, desk.clock())
        self._rows.update(rows)
        today = day_of(desk.clock(), desk.person.zone)
        event.paged_list.put_rows(
            {one: customer_cells(rows[one], today) if one in rows else None for one in event.ids}
        )

    @on(PagedList.Highlighted, "#customers")
    def _show_preview(self) -> None:
        if self.query_one("#side").display:
            # Not a coroutine: one that is cancelled before it began would be complained of.
            self.run_worker(self._tell_preview, group="preview", exclusive=True)  # type: ignore[arg-type]

    async def _tell_preview(self) -> None:
        await self.told(self._read_preview())

    async def _read_preview(self) -> None:
        desk, customer = self.desk, self.customers.cursor_id
        lines = [""]
        if customer is not None:
            glimpse = await desk.read(glimpse_of, desk.person, customer, desk.clock(), LATEST)
            if glimpse is not None:
                lines = preview_lines(glimpse, desk.person, desk.clock())
        self.query_one("#preview", Static).update(strong_first(lines), layout=False)

    # What keys stand on

    def chosen(self) -> tuple[int, ...]:
        """The marked customers in the order of the list, else the one under the cursor; none of a list out of sight."""
        if self.hides_list:
            return ()
        marked = self.customers.marked
        if marked:
            return tuple(one for one in self.overview.ids if one in marked)
        return () if self.customers.cursor_id is None else (self.customers.cursor_id,)

    def looks_at_team(self) -> bool:
        """Whether owners are in sight."""
        return self.overview.shows_owners

    def refusal(self, entry: KeyEntry) -> str:
        """Most keys of customers need one."""
        reason = super().refusal(entry)
        if reason or not entry.id.startswith("customer.") or entry.id in FREE:
            return reason
        if self.hides_list:
            return f"No customer is in sight: {self.key('chart')} shows the list."
        return "" if self.overview.ids else "There is no customer in this view."

    # The numbers

    def action_numbers(self) -> None:
        """Open the numbers: what made them, and how."""
        from screens.customers.numbers import Numbers

        title = f"The numbers: {self.overview.whose}, {self.overview.span}"
        numbers = numbers_told(self.overview.numbers)
        self.asking(self._open_chosen(self.ask(Numbers(title, numbers, self._open_number))))

    async def _open_chosen(self, asked: Awaitable[str | None]) -> None:
        await asked

    async def _open_number(self, number: Number) -> None:
        """Show the records behind a number; the customer of one is opened."""
        from screens.customers.numbers import RecordsBehind

        desk, overview = self.desk, self.overview
        owners, span = overview.look.owners, overview.span
        asked = number.behind
        records = await desk.read(records_behind, desk.person, owners, span, desk.clock(), asked)
        today = day_of(desk.clock(), desk.person.zone)
        self.asking(self._open_behind(self.ask(RecordsBehind(number, records, today))))

    async def _open_behind(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer:
            self.open_record("customer", int(answer))

    # Records

    @on(PagedList.Opened, "#customers")
    def _open(self, event: PagedList.Opened) -> None:
        self.open_record("customer", event.row_id)

    def action_edit(self) -> None:
        """Open the customer under the cursor, to change what is known."""
        self.open_record("customer", self.chosen()[0])

    def open_record(self, table: str, row: int) -> None:
        """Open the page of a customer, whether it is in the list or not."""
        del table
        from screens.customers.customer_page import CustomerPage

        page = CustomerPage(self.desk, self.score, self.lists, self.reasons, row)
        self.asking(self._reload_after(self.open_page(page)))

    async def _reload_after(self, closed: Awaitable[None]) -> None:
        await closed
        self.reload()

    def action_add(self) -> None:
        """Ask for a new customer."""
        from screens.customers.customer_form import CustomerForm

        form = CustomerForm(self.desk, self.lists.of_fields(), self.lists.unit)
        self.asking(self._go_to_added(self.ask_result(form)))

    async def _go_to_added(self, closed: Awaitable[Result | None]) -> None:
        result = await closed
        if result is None:
            return
        self.leave_filter()
        self.look_at(at_first(self.desk.person)._replace(span=self.wanted.span))
        self._sought = result.id
        self.say(result.summary, hint="u undo", tone="good")

    def action_import(self) -> None:
        """Ask for a file, show what it would bring, bring it in."""
        from data.customers.imports.customer_spec import CUSTOMER_IMPORT
        from screens.imports.file_import import import_file

        self.asking(self._say_imported(import_file(self, self.desk, CUSTOMER_IMPORT)))

    async def _say_imported(self, closed: Awaitable[Result | None]) -> None:
        result = await closed
        if result is not None:
            self.say_done(result)
        self.reload()
