"""The funnel: where is my money, and what is stuck?"""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from data.calendar.days import day_of
from data.deals.deal import Deal
from data.deals.months import months_of
from data.deals.narrowing import Narrowing
from data.deals.overview import (
    FunnelLook,
    Overview,
    Row,
    Which,
    at_first,
    overview_of,
    rows_of,
)
from data.deals.timeline import timeline_with_lead
from data.kernel.commands import Result
from data.kernel.touched import Touched
from data.points.headline import Part
from screens.deals.bars import age_bars, month_bars, value_bars
from screens.deals.keys import DEAL_KEYS, FUNNEL_KEYS
from screens.deals.looking import LooksAround
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
from screens.shell.desk import Desk
from widgets.charts import Chart, MonthsChart, StagesChart
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import PagedList

LONGEST_FILTER = 120
LATEST = 20
"""Events of the deal under the cursor."""
CHART_DELAY = 0.12
"""Seconds that charts wait for more keys before they are drawn again."""
BESIDE = ("values", "ages", "months")
"""The charts beside the stages, where there is room; below they take the place of the deals."""
ROOM_FOR_ALL = 175
"""Columns from which on all charts lie beside the stages."""
CHART_WORDS = {
    "list": "The deals.",
    "values": "What lies in each stage, and the weighted part of it.",
    "ages": "How long deals have been in their stage, and when they rot.",
    "months": "What was won each month, and what is expected, against the quota.",
}
NO_VALUE = "No open deal has a value."
NO_MONTHS = "Nothing was won yet, and nothing is expected."
FREE = ("deal.add", "deal.import")
"""Keys of deals that need none."""


class FunnelScreen(LooksAround):
    """The stages with their numbers, and the deals of the one under the cursor."""

    TITLE_WORD = "Funnel"
    EXPLAINED = (
        "Above the open stages: what lies in each, how much of it goes on, how long it has lain. Below the deals of "
        "the stage under the cursor. > and < move the deal under the cursor or all that are marked; letters log for "
        "the lead that it came from. = opens the numbers."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (*DEAL_KEYS, *FUNNEL_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    AUTO_FOCUS = "#deals"

    DEFAULT_CSS = """
    FunnelScreen #body { height: 1fr; }
    FunnelScreen #top { height: 9; }
    FunnelScreen #stages { width: 1fr; padding: 0 0 0 1; }
    FunnelScreen #numbers {
        height: auto; max-height: 4; padding: 0 4; text-wrap: nowrap; text-overflow: ellipsis;
    }
    FunnelScreen #below { height: 1fr; border-top: solid $foreground 20%; }
    FunnelScreen #list { width: 1fr; padding: 0 1; }
    FunnelScreen #beside { display: none; width: 1fr; height: 100%; padding: 0 1; }
    FunnelScreen.-wide #beside, FunnelScreen.-broad #beside { display: block; }
    FunnelScreen.-wide #stages { width: 80; }
    FunnelScreen.-broad #stages { width: 91; }
    FunnelScreen #beside Chart { height: 100%; margin: 0 0 0 2; }
    FunnelScreen #beside MonthsChart { width: 1.4fr; }
    FunnelScreen #large { display: none; width: 1fr; height: 100%; padding: 0 4; }
    FunnelScreen #find { display: none; background: $foreground 8%; padding: 0 1; }
    FunnelScreen #find.-asked { display: block; }
    FunnelScreen #preview {
        display: none; width: 58; height: 100%; padding: 0 1; border-left: solid $foreground 20%;
        color: $foreground; overflow: hidden;
    }
    FunnelScreen.-broad #preview { display: block; }
    FunnelScreen.-short #numbers, FunnelScreen.-tiny #numbers { display: none; }
    FunnelScreen.-tiny #top { display: none; }
    FunnelScreen.-tiny #below, FunnelScreen.-short #below { border-top: none; }
    FunnelScreen.-short #top { height: 3; }
    FunnelScreen.-slim #numbers { padding: 0 1; max-height: 3; }
    FunnelScreen.-charting #numbers { display: none; }
    FunnelScreen #find:ansi { background: ansi_default; text-style: underline; }
    FunnelScreen.-normal #below:ansi, FunnelScreen.-tall #below:ansi { border-top: solid ansi_default; }
    FunnelScreen #preview:ansi { border-left: solid ansi_default; color: ansi_default; }
    """

    def __init__(self, desk: Desk, overview: Overview) -> None:
        super().__init__(desk, overview.score, overview.lists, overview.losses)
        self.overview = overview
        self.wanted = overview.look
        self._sought: int | None = None
        """The deal that the cursor goes to with the next list that shows it."""
        self._chart = 0
        """Which chart is shown: of the places, of those where there is room for one."""
        self._rows: dict[int, Row] = {}
        """The deals that have been in sight since the list was read."""

    @classmethod
    async def opened(cls, desk: Desk) -> FunnelScreen:
        """The funnel of the desk's person, read and ready to be shown."""
        person = desk.person
        look = at_first(person)
        return cls(desk, await desk.read_after_writes(overview_of, person, look, desk.clock()))

    def compose_body(self) -> ComposeResult:
        """The stages and the charts; the numbers; the deals and one of them at a glance."""
        with Vertical(id="body"):
            with Horizontal(id="top"):
                yield PagedList(BRIEF_STAGE_COLUMNS, id="stages")
                with Horizontal(id="beside"):
                    yield from self._charts("beside")
            yield Static(id="numbers", markup=False)
            with Horizontal(id="below"):
                with Vertical(id="list"):
                    yield Input(
                        id="find",
                        placeholder="name, company, note, tag",
                        max_length=LONGEST_FILTER,
                        compact=True,
                    )
                    yield PagedList(DEAL_COLUMNS, empty_hint=EMPTY_HINTS["open"], id="deals")
                with Vertical(id="large"):
                    yield from self._charts("large")
                yield Static(id="preview", markup=False)

    def _charts(self, place: str) -> Iterable[Chart[Any]]:
        yield StagesChart(id=f"{place}-values", empty_hint=NO_VALUE)
        yield StagesChart(id=f"{place}-ages", empty_hint="")
        yield MonthsChart(id=f"{place}-months", empty_hint=NO_MONTHS)

    def on_mount(self) -> None:
        """Show the funnel that came with the screen."""
        self.show_overview()

    # Loading and showing

    @property
    def stages(self) -> PagedList:
        """The list of the stages."""
        return self.query_one("#stages", PagedList)

    @property
    def deals(self) -> PagedList:
        """The list of the deals."""
        return self.query_one("#deals", PagedList)

    def deal(self, deal_id: int) -> Deal | None:
        """A deal that has been in sight."""
        row = self._rows.get(deal_id)
        return row.deal if row else None

    def third_line(self) -> list[Part]:
        """What is looked at, and what there is to mend."""
        return head_line(self.overview, len(self.deals.marked))

    async def load(self) -> None:
        """Read what is looked at."""
        desk = self.desk
        look = self.wanted
        overview = await desk.read_after_writes(overview_of, desk.person, look, desk.clock(), self.overview)
        self.overview = overview
        self.score, self.lists, self.losses = overview.score, overview.lists, overview.losses
        self.show_overview()

    def look_at(self, look: FunnelLook) -> None:
        """Show other deals. Of several wishes the last one counts."""
        self.wanted, self._sought = look, None
        self.reload()

    def shows(self, touched: Touched) -> bool:
        """Where owners are in sight, everybody's deals are shown."""
        return super().shows(touched) or (self.overview.look.shows_owners and touched.table in self.tables())

    def show_overview(self) -> None:
        """Bring everything up to date."""
        self._show_stages()
        self._show_deals()
        self.query_one("#numbers", Static).update(
            toned(number_lines(self.overview.funnel, self.overview.pipeline))
        )
        self.show_strip()
        self.refresh_keys()
        self.set_timer(CHART_DELAY, self._ask_charts)

    def _ask_charts(self) -> None:
        if any(chart.is_on_screen for chart in self.query(MonthsChart)):
            # Not a coroutine: one that is cancelled before it began would be complained of.
            self.run_worker(self._show_months, group="charts", exclusive=True)  # type: ignore[arg-type]
        for place in ("beside", "large"):
            funnel, is_beside = self.overview.funnel, place == "beside"
            self.query_one(f"#{place}-values", StagesChart).update(value_bars(funnel, beside=is_beside))
            self.query_one(f"#{place}-ages", StagesChart).update(age_bars(funnel, beside=is_beside))

    async def _show_months(self) -> None:
        await self.told(self._read_months())

    async def _read_months(self) -> None:
        desk, look = self.desk, self.overview.look
        months = await desk.read(months_of, desk.person, look.narrowing, desk.clock())
        today = day_of(desk.clock(), desk.person.zone)
        for chart in self.query(MonthsChart):
            chart.update(month_bars(months, today, self.overview.funnel.currency))

    def on_resize(self) -> None:
        """Other columns and charts have room."""
        self.call_after_refresh(self._settle_in)

    def _settle_in(self) -> None:
        is_wide = self.has_class("-wide") or self.has_class("-broad")
        shown = BESIDE[self._chart % len(BESIDE)]
        for name in BESIDE:
            has_room = self.has_class("-broad") and (name != "ages" or self.size.width >= ROOM_FOR_ALL)
            self.query_one(f"#beside-{name}").display = has_room or name == shown
        below = "list" if is_wide else ("list", *BESIDE)[self._chart % (1 + len(BESIDE))]
        self.query_one("#list").display = below == "list"
        self.query_one("#large").display = below != "list"
        self.set_class(below != "list", "-charting")
        for name in BESIDE:
            self.query_one(f"#large-{name}").display = name == below
        self._show_stages()
        self.set_timer(CHART_DELAY, self._ask_charts)
        self._show_preview()

    def action_chart(self) -> None:
        """Another chart: beside the stages, where there is room, else in the place of the deals."""
        is_wide = self.has_class("-wide") or self.has_class("-broad")
        shown = BESIDE if is_wide else ("list", *BESIDE)
        self._chart = (self._chart + 1) % len(shown)
        self._settle_in()
        if self.size.width >= ROOM_FOR_ALL:
            self.say("All charts are in sight.", tone="dim")
        else:
            self.say(CHART_WORDS[shown[self._chart]], hint="% next", tone="dim")

    def _show_stages(self) -> None:
        funnel = self.overview.funnel
        stuck = funnel.bottleneck.row.stage.id if funnel.bottleneck else None
        is_brief = not self.has_class("-broad")
        cells = {
            row.stage.id: stage_cells(row, is_stuck=row.stage.id == stuck, is_brief=is_brief)
            for row in funnel.rows
        }
        cells[TOTAL] = total_cells(funnel, is_brief=is_brief)
        self.stages.set_columns(BRIEF_STAGE_COLUMNS if is_brief else STAGE_COLUMNS)
        height = len(cells) + 1
        if self.stages.row_count != len(cells):
            self.query_one("#top").styles.height = height if self.size.height >= 16 else None
        self.stages.set_rows([TOTAL, *(row.stage.id for row in funnel.rows)], self._stage_looked_at(), cells)

    def _stage_looked_at(self) -> int:
        code = self.wanted.stage
        return next((row.stage.id for row in self.overview.funnel.rows if row.stage.code == code), TOTAL)

    def _show_deals(self) -> None:
        look, deals = self.overview.look, self.deals
        deals.empty_hint = f"Nothing matches {look.words!r}." if look.words else EMPTY_HINTS[look.which]
        deals.set_columns(OWNED_COLUMNS if look.shows_owners else DEAL_COLUMNS)
        deals.set_rows(self.overview.ids, self._sought)
        if deals.cursor_id == self._sought:
            self._sought = None

    @on(PagedList.PageWanted, "#deals")
    async def _give_rows(self, event: PagedList.PageWanted) -> None:
        await self.told(self._put_rows(event))

    async def _put_rows(self, event: PagedList.PageWanted) -> None:
        desk = self.desk
        rows = await desk.read(rows_of, desk.person, event.ids, desk.clock())
        self._rows.update(rows)
        today = day_of(desk.clock(), desk.person.zone)
        event.paged_list.put_rows(
            {one: deal_cells(rows[one], today) if one in rows else None for one in event.ids}
        )
        self._show_preview()

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
            told = await desk.read(timeline_with_lead, row.deal, LATEST, desk.person.zone)
            lines = preview_lines(row, told, desk.person, desk.clock())
        self.query_one("#preview", Static).update(strong_first(lines), layout=False)

    @on(PagedList.Highlighted, "#stages")
    def _stage_chosen(self, event: PagedList.Highlighted) -> None:
        rows = self.overview.funnel.rows
        code = next((row.stage.code for row in rows if row.stage.id == event.row_id), "")
        if code != self.wanted.stage:
            self.deals.clear_marks()
            which: Which = "open" if self.wanted.which in ("won", "lost") else self.wanted.which
            self.look_at(self.wanted._replace(stage=code, which=which))

    # What keys stand on

    def chosen(self) -> tuple[int, ...]:
        """The marked deals in the order of the list, else the one under the cursor."""
        marked = self.deals.marked
        if marked:
            return tuple(deal for deal in self.overview.ids if deal in marked)
        return () if self.deals.cursor_id is None else (self.deals.cursor_id,)

    def whose_quotes(self) -> tuple[Narrowing, str]:
        """The quotes of whose deals one looks at."""
        return self.overview.look.narrowing, look_words(self.overview.look)

    def refusal(self, entry: KeyEntry) -> str:
        """Most keys of deals need one."""
        reason = super().refusal(entry)
        if not reason and entry.id.startswith("deal.") and entry.id not in FREE and not self.overview.ids:
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

        page = DealPage(self.desk, self.score, self.lists, self.losses, row)
        self.asking(self._reload_after(self.open_page(page)))

    async def _reload_after(self, closed: Awaitable[None]) -> None:
        await closed
        self.reload()

    def action_mark(self) -> None:
        """Mark or unmark, and go on to the next row."""
        self.deals.toggle_mark()
        self.deals.action_cursor_by(1)
        marked = len(self.deals.marked)
        self.show_strip()
        self.say(
            f"{marked} marked: keys and letters take all of them" if marked else "none marked",
            hint="esc unmark all",
        )

    def action_clear(self) -> None:
        """Take marks away, leave the filter, clear the message."""
        super().action_clear()
        self.deals.clear_marks()
        self.show_strip()
        self._leave_filter()

    def _leave_filter(self) -> None:
        find = self.query_one("#find", Input)
        if find.has_class("-asked"):
            find.remove_class("-asked")
            find.value = ""
            self.deals.focus()

    def action_filter(self) -> None:
        """Narrow the list as one types; enter goes to the list, esc leaves the filter."""
        find = self.query_one("#find", Input)
        find.add_class("-asked")
        find.focus()

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        if event.value:
            self.say("")
        if event.value != self.wanted.words:
            self.look_at(self.wanted._replace(words=event.value))

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self.deals.focus()

    # New deals

    def action_add(self) -> None:
        """Ask for a new deal."""
        from screens.deals.deal_form import DealForm

        self.asking(self._go_to_added(self.ask_result(DealForm(self.desk, self.lists.of_fields()))))

    async def _go_to_added(self, closed: Awaitable[Result | None]) -> None:
        result = await closed
        if result is None:
            return
        self._leave_filter()
        self.look_at(at_first(self.desk.person)._replace(span=self.wanted.span, order=self.wanted.order))
        self._sought = result.id
        self.say(result.summary, hint="u undo", tone="good")
