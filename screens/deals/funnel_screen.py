"""The funnel: where is my money, and what is stuck?"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.calendar.days import day_of
from data.deals.deal import Deal
from data.deals.narrowing import Narrowing
from data.deals.overview import (
    CLOSED,
    FunnelLook,
    Overview,
    Row,
    Which,
    at_first,
    moving_shown,
    overview_of,
    rows_of,
)
from data.deals.timeline import glimpse
from data.kernel import journal
from data.kernel.commands import Result
from data.kernel.touched import Touched
from data.points.headline import Part
from screens.deals.funnel_charts import ShowsCharts
from screens.deals.keys import DEAL_KEYS, FUNNEL_KEYS
from screens.deals.words import (
    BRIEF_STAGE_COLUMNS,
    DEAL_COLUMNS,
    EMPTY_HINTS,
    OWNED_COLUMNS,
    STAGE_COLUMNS,
    TOTAL,
    deal_cells,
    head_line,
    look_words,
    number_lines,
    preview_lines,
    stage_cells,
    toned,
    total_cells,
)
from screens.leads.words import strong_first
from screens.records.narrowed_list import NarrowedList
from screens.shell.desk import Desk
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import Cell, PagedList

LATEST = 20
"""Events of the deal under the cursor."""
ROWS_AT_FIRST = 60
"""Deals read with a funnel whose list has no height yet."""
FREE = ("deal.add", "deal.import", "deal.quote")
"""Keys of deals that need none: all quotes are listed by the key of quotes, too."""


class FunnelScreen(NarrowedList, ShowsCharts):
    """The stages with their numbers, and the deals of the one under the cursor."""

    TITLE_WORD = "Funnel"
    BEGINS = "deal.add"
    EXPLAINED = (
        "Above the open stages: what lies in each, how much of it goes on, how long it has lain. Below the deals of "
        "the stage under the cursor. > and < move the deal under the cursor or all that are marked; the mouse drags "
        "them onto a stage. Letters log for the lead that a deal came from. = opens the numbers."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (*DEAL_KEYS, *FUNNEL_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    AUTO_FOCUS = "#deals"

    DEFAULT_CSS = """
    FunnelScreen #top { height: 9; }
    FunnelScreen #stages { width: 1fr; padding: 0 0 0 1; }
    FunnelScreen #numbers {
        height: auto; max-height: 5; padding: 0 3; text-wrap: nowrap; text-overflow: ellipsis;
    }
    FunnelScreen #below { height: 1fr; border-top: solid $foreground 20%; }
    FunnelScreen #list { width: 1fr; padding: 0 1; }
    FunnelScreen #beside { display: none; width: 1fr; height: 100%; padding: 0 1; }
    FunnelScreen.-wide #beside, FunnelScreen.-broad #beside { display: block; }
    FunnelScreen.-wide #stages { width: 80; } FunnelScreen.-broad #stages { width: 91; }
    FunnelScreen #beside Chart { height: 100%; margin: 0 0 0 2; } FunnelScreen #beside MonthsChart { width: 1.4fr; }
    FunnelScreen #large { display: none; width: 1fr; height: 100%; padding: 0 4; }
    FunnelScreen #preview {
        display: none; width: 58; height: 100%; padding: 0 1; border-left: solid $foreground 20%;
        color: $foreground; overflow: hidden;
    }
    FunnelScreen.-broad #preview { display: block; }
    FunnelScreen.-short #numbers, FunnelScreen.-tiny #numbers { display: none; }
    FunnelScreen.-tiny #top { display: none; } FunnelScreen.-short #top { height: 3; }
    FunnelScreen.-tiny #below, FunnelScreen.-short #below { border-top: none; }
    FunnelScreen.-slim #numbers { padding: 0 1; max-height: 3; }
    FunnelScreen.-charting #numbers { display: none; }
    FunnelScreen.-normal #below:ansi, FunnelScreen.-tall #below:ansi { border-top: solid ansi_default; }
    FunnelScreen #preview:ansi { border-left: solid ansi_default; color: ansi_default; }
    """

    def __init__(self, desk: Desk, overview: Overview) -> None:
        super().__init__(desk, overview.score, overview.lists, overview.losses)
        self.overview = overview
        self.wanted = overview.look
        self._sought: int | None = None
        """The deal that the cursor goes to with the next list that shows it."""
        self._listed_look: FunnelLook | None = None
        """What the list shows: another look is seen from the top."""
        self._stage_stood_on: int | None = None
        """The row of the stages that the cursor was last told to be on, or was put on."""
        self._rows: dict[int, Row] = {}
        """The deals that have been in sight since the list was read."""

    @classmethod
    async def opened(cls, desk: Desk) -> FunnelScreen:
        """The funnel of the desk's person, read and ready to be shown."""
        person, look = desk.person, at_first(desk.person)
        overview = await desk.read_after_writes(overview_of, person, look, desk.clock(), rows=ROWS_AT_FIRST)
        return cls(desk, overview)

    def compose_body(self) -> ComposeResult:
        """The stages and the charts; the numbers; the deals and one of them at a glance."""
        with Horizontal(id="top"):
            yield PagedList(BRIEF_STAGE_COLUMNS, id="stages")
            with Horizontal(id="beside"):
                yield from self.charts("beside")
        yield Static(id="numbers", markup=False)
        with Horizontal(id="below"):
            with Vertical(id="list"):
                yield self.find_line("name, company, note, tag")
                yield PagedList(DEAL_COLUMNS, empty_hint=EMPTY_HINTS["open"], drags=True, id="deals")
            with Vertical(id="large"):
                yield from self.charts("large")
            yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        """Show the funnel that came with the screen."""
        self.show_overview()
        self._read_rest()

    # Loading and showing

    @property
    def stages(self) -> PagedList:
        """The list of the stages."""
        return self.query_one("#stages", PagedList)

    @property
    def deals(self) -> PagedList:
        """The list of the deals."""
        return self.query_one("#deals", PagedList)

    @property
    def listed(self) -> PagedList:
        """The list that is narrowed and marked."""
        return self.deals

    @property
    def words_wanted(self) -> str:
        """The words that narrow the deals."""
        return self.wanted.words

    def narrow_to(self, words: str) -> None:
        """Show what words leave of the deals."""
        self.wanted, self._sought = self.wanted._replace(words=words), None
        self.reload()

    def deal(self, deal_id: int) -> Deal | None:
        """A deal that has been in sight."""
        row = self._rows.get(deal_id)
        return row.deal if row else None

    def third_line(self) -> list[Part]:
        """What is looked at, and what there is to mend."""
        return head_line(self.overview, len(self.deals.marked))

    async def load(self) -> None:
        """Read what is looked at."""
        desk, look, earlier = self.desk, self.wanted, self.overview
        seen_from_top = look != earlier.look and not self.deals.marked and self._sought is None
        rows = self.deals.rows_nearby if seen_from_top else 0
        overview = await desk.read_after_writes(overview_of, desk.person, look, desk.clock(), earlier, rows)
        if overview.is_rest_of(earlier):
            self.overview = overview._replace(rows=earlier.rows)
            self._show_deals()
            self.show_strip()
            return
        self.overview, self.score = overview, overview.score
        self.lists, self.losses = overview.lists, overview.losses
        self.show_overview()
        self._read_rest()

    def _read_rest(self) -> None:
        """Of a long list the first deals are shown before the rest is read."""
        if self.overview.is_more:
            self.reload()

    def look_at(self, look: FunnelLook) -> None:
        """Show other deals. Of several wishes the last one counts."""
        self.wanted, self._sought = look, None
        self.show_anew()

    def shows(self, touched: Touched) -> bool:
        """Where owners are in sight, everybody's deals are shown."""
        return super().shows(touched) or (self.overview.look.shows_owners and touched.table in self.tables())

    def show_overview(self) -> None:
        """Bring everything up to date."""
        self._show_stages()
        self._show_deals()
        numbers, lines = self.query_one("#numbers", Static), number_lines(self.overview)
        numbers.update(toned(lines), layout=len(lines) != numbers.size.height)
        self.show_strip()
        self.refresh_keys()
        self.redraw_charts()

    def on_resize(self) -> None:
        """Other columns and charts have room."""
        self.call_after_refresh(self._settle_in)

    def _settle_in(self) -> None:
        self.place_charts()
        self._show_stages()
        self._show_preview()

    def _stage_cells(self) -> dict[int, Sequence[Cell]]:
        """The cells of the stages, and those of all together."""
        funnel, is_brief = self.overview.funnel, not self.has_class("-broad")
        stuck = funnel.bottleneck.row.stage.id if funnel.bottleneck else None
        cells: dict[int, Sequence[Cell]] = {
            row.stage.id: stage_cells(row, is_stuck=row.stage.id == stuck, is_brief=is_brief)
            for row in funnel.rows
        }
        return {**cells, TOTAL: total_cells(funnel, is_brief=is_brief)}

    def _show_stages(self) -> None:
        funnel, is_brief, cells = self.overview.funnel, not self.has_class("-broad"), self._stage_cells()
        self.stages.set_columns(BRIEF_STAGE_COLUMNS if is_brief else STAGE_COLUMNS)
        height = len(cells) + 1
        if self.stages.row_count != len(cells):
            self.query_one("#top").styles.height = height if self.size.height >= 16 else None
        looked_at = self._stage_looked_at()
        # Where the cursor chose the stage it may have gone on since.
        wanted = None if looked_at == self._stage_stood_on else looked_at
        self._stage_stood_on = looked_at
        self.stages.set_rows([TOTAL, *(row.stage.id for row in funnel.rows)], wanted, cells)

    def _stage_looked_at(self) -> int:
        code = self.wanted.stage
        return next((row.stage.id for row in self.overview.funnel.rows if row.stage.code == code), TOTAL)

    def _show_deals(self) -> None:
        look, deals, ids = self.overview.look, self.deals, self.overview.ids
        is_other = look != self._listed_look
        self._listed_look = look
        deals.empty_hint = f"Nothing matches {look.words!r}." if look.words else EMPTY_HINTS[look.which]
        deals.set_columns(OWNED_COLUMNS if look.shows_owners else DEAL_COLUMNS)
        wanted = ids[0] if self._sought is None and is_other and ids and not deals.marked else self._sought
        deals.set_rows(ids, wanted, self._cells(self.overview.rows), are_others=is_other)
        if deals.cursor_id == self._sought:
            self._sought = None

    @on(PagedList.PageWanted, "#deals")
    async def _give_rows(self, event: PagedList.PageWanted) -> None:
        await self.told(self._put_rows(event))

    async def _put_rows(self, event: PagedList.PageWanted) -> None:
        rows = await self.desk.read(rows_of, self.desk.person, event.ids, self.desk.clock())
        event.paged_list.put_rows({**dict.fromkeys(event.ids), **self._cells(rows)})
        self._show_preview()

    def _cells(self, rows: Mapping[int, Row]) -> dict[int, Sequence[Cell] | None]:
        """The cells of deals that come into sight."""
        self._rows.update(rows)
        today = day_of(self.desk.clock(), self.desk.person.zone)
        is_told = self.overview.look.which == "discounted"
        return {deal: deal_cells(row, today, tells_discount=is_told) for deal, row in rows.items()}

    @on(PagedList.Highlighted, "#deals")
    def _show_preview(self) -> None:
        if self.query_one("#preview", Static).display:
            self.run_worker(self._tell_preview, group="preview", exclusive=True)  # type: ignore[arg-type]

    async def _tell_preview(self) -> None:
        await self.told(self._read_preview())

    async def _read_preview(self) -> None:
        row, desk = self._rows.get(self.deals.cursor_id or 0), self.desk
        lines = [""]
        if row is not None:
            told = await desk.read(glimpse, row.deal, LATEST, desk.person.zone)
            lines = preview_lines(row, told, desk.person, desk.clock())
        self.query_one("#preview", Static).update(strong_first(lines), layout=False)

    @on(PagedList.Highlighted, "#stages")
    def _stage_chosen(self, event: PagedList.Highlighted) -> None:
        self._stage_stood_on = event.row_id
        rows = self.overview.funnel.rows
        code = next((row.stage.code for row in rows if row.stage.id == event.row_id), "")
        if code != self.wanted.stage:
            self.deals.clear_marks()
            which: Which = "open" if self.wanted.which in CLOSED else self.wanted.which
            self.look_at(self.wanted._replace(stage=code, which=which))

    # Moving deals

    def show_moving(self, deals: Sequence[int], stage: str) -> None:
        """Show at once where deals are on their way to, before that is on disk and all is read again."""
        rows = {deal: self._rows[deal] for deal in deals if deal in self._rows}
        funnel, moving = moving_shown(self.overview.funnel, rows.values(), stage, self.desk.clock())
        self.overview = self.overview._replace(funnel=funnel)
        self.deals.put_rows(self._cells({row.deal.id: row for row in moving}))

    async def moving_painted(self) -> None:
        """The deals first, then the stages: painted together they take in all that lies between them."""
        await self.painted()
        self.stages.put_rows(self._stage_cells())
        await self.painted()

    @on(PagedList.Dragged, "#deals")
    def _drag(self, event: PagedList.Dragged) -> None:
        """A deal, or all that are marked, dragged onto a stage moves there."""
        row = self.stages.row_at(event.place)
        stage = next((one.stage for one in self.overview.funnel.rows if one.stage.id == row), None)
        marked = self.deals.marked
        deals = self.chosen() if event.row_id in marked else (event.row_id,)
        what = f"{len(deals)} deals" if len(deals) > 1 else self._rows[event.row_id].deal.label
        if not event.is_over:
            self.say(f"{what}: to {stage.name}" if stage else f"{what}: drop it on a stage", tone="dim")
        elif stage is None:
            self.say("Left where it was.")
        elif reason := self.refusal(next(entry for entry in self.KEYS if entry.id == "deal.on")):
            self.say(reason, tone="warn")
        else:
            self.move_to(deals, stage.code)

    # What keys stand on

    def chosen(self) -> tuple[int, ...]:
        """The marked deals in the order of the list, else the one under the cursor."""
        marked = self.deals.marked
        if marked:
            return tuple(deal for deal in self.overview.ids if deal in marked)
        return () if self.deals.cursor_id is None else (self.deals.cursor_id,)

    def looked_at(self) -> tuple[Narrowing, str]:
        """Whose deals are looked at, and to what they are narrowed."""
        return self.overview.look.narrowing, look_words(self.overview.look)

    def looks_at_team(self) -> bool:
        """Whether owners are in sight."""
        return self.overview.look.shows_owners

    def refusal(self, entry: KeyEntry) -> str:
        """Most keys of deals need one."""
        reason = super().refusal(entry)
        if not reason and entry.id.startswith("deal.") and entry.id not in FREE and not self.takes(entry):
            return "There is no deal in this view."
        return reason

    # Looking around

    def action_pane(self) -> None:
        """Between the stages and the deals."""
        (self.deals if self.stages.has_focus else self.stages).focus()

    @on(PagedList.Opened, "#stages")
    def _open_stage(self) -> None:
        self.deals.focus()

    @on(PagedList.Opened, "#deals")
    def _open(self, event: PagedList.Opened) -> None:
        self.open_record("deal", event.row_id)

    def action_edit(self) -> None:
        """Open the deal under the cursor, to change what is known."""
        self.open_record("deal", self.chosen()[0])

    def open_record(self, table: str, row: int) -> None:
        """Open the page of a deal, or the page of quotes on one, whether it is in the list or not."""
        if table == "quote":
            self.asking(self.show_quotes(row))
            return
        from screens.deals.deal_page import DealPage

        self.asking(self.show_page(DealPage(self.desk, self.score, self.lists, self.losses, row)))

    async def stepped(self, result: Result) -> None:
        """Back to the deal whose step was taken back."""
        name, deals = await self.desk.read_after_writes(journal.rows_of_step, result.id, "deal")
        await self.reloaded()
        if name == journal.UNDO and len(deals) == 1:
            self.deals.go_to(deals[0])

    # New deals

    def action_add(self) -> None:
        """Ask for a new deal."""
        from screens.deals.deal_form import DealForm

        self.asking(
            self._go_to_added(self.ask_result(DealForm(self.desk, self.lists.of_fields(), self.lists.unit)))
        )

    async def _go_to_added(self, closed: Awaitable[Result | None]) -> None:
        result = await closed
        if result is None:
            return
        self.leave_filter()
        self.look_at(at_first(self.desk.person)._replace(span=self.wanted.span, order=self.wanted.order))
        self._sought = result.id
        self.say(result.summary, hint="u undo", tone="good")
