"""The forecast: months by product line, what is known of one cell, and the deals behind it."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from data.calendar.days import day_of, month_words
from data.deals.months import shifted
from data.deals.narrowing import Narrowing
from data.deals.overview import Row, rows_of
from data.forecasts.accuracy import Cell as Forecasted
from data.forecasts.accuracy import Sheet
from data.forecasts.forecast import CommitForecasts, EnterForecast, entered
from data.forecasts.overview import ForecastOverview, forecast_overview
from data.kernel.errors import UsageError
from data.kernel.store import Guard
from data.leads.inbox import Lists
from data.points.headline import Part
from data.points.score import Score
from data.records.as_it_stood import AsItStood
from data.records.choices import Choice
from data.records.money import money_in, money_words
from screens.deals.words import DEAL_COLUMNS, OWNED_COLUMNS, deal_cells, toned
from screens.forecasts.keys import FORECAST_KEYS
from screens.forecasts.words import (
    TABLE_COLUMNS,
    columns_of,
    fact_lines,
    head_line,
    line_words,
    row_cells,
)
from screens.leads.lead_logging import LogsForLeads
from screens.records.changes_seen import MINE, ChangesSeen
from screens.shell.desk import Desk
from screens.shell.prompt import Prompt
from screens.shell.which_key import Follower
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import Cell, PagedList

SPANS = ((150, 5, 4), (100, 3, 3), (0, 2, 2))
"""How many months before the present one and after it have room, by the width of the screen from which on they do."""
ROWS_AT_FIRST = 60
"""Deals read with the forecasts at least, before the list has a height."""
NONE = "none"
"""Typed for an amount: what was entered is taken back."""
_WHAT = "Forecasts are"
"""How a sentence on their currency begins."""
COMMIT_FOLLOWERS = (Follower("t", "leave it as it is", "left"), Follower("m", "commit to it so", MINE))
"""The letters where somebody has changed what one commits to."""
NO_DEALS = (
    "No deal was won here, and none is expected.\n\nDeals with an expected close in the month stand here."
)


class ForecastPage(ChangesSeen, LogsForLeads):
    """The forecasts of whose deals one looks at on the funnel. Whoever opens it has it read while it is composed."""

    TITLE_WORD = "Forecast"
    EXPLAINED = (
        "Above, what each product line is to bring each month: an amount, with a mark once it is committed to; of "
        "months that are over how accurate it was. Below, what is known of the cell that the cursor and the month in "
        "brackets mean, and the deals behind it."
    )
    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"forecast", "deal", "deal_line", "product", "currency_rate"}
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = FORECAST_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    AUTO_FOCUS = "#table"

    DEFAULT_CSS = """
    ForecastPage #table { height: 6; padding: 0 1; max-width: 150; }
    ForecastPage #facts {
        height: auto; max-height: 6; padding: 0 4; margin-top: 1; text-wrap: nowrap; text-overflow: ellipsis;
        color: $foreground;
    }
    ForecastPage #list { height: 1fr; padding: 0 1; border-top: solid $foreground 20%; }
    ForecastPage.-short #list, ForecastPage.-tiny #list { display: none; }
    ForecastPage.-short #table, ForecastPage.-tiny #table { height: 1fr; }
    ForecastPage.-short #facts { max-height: 2; margin-top: 0; }
    ForecastPage.-tiny #facts { display: none; }
    ForecastPage.-normal #facts { margin-top: 0; }
    ForecastPage #facts:ansi { color: ansi_default; }
    ForecastPage.-normal #list:ansi, ForecastPage.-tall #list:ansi { border-top: solid ansi_default; }
    """

    def __init__(
        self,
        desk: Desk,
        score: Score,
        lists: Lists,
        losses: Sequence[Choice],
        narrowing: Narrowing,
        whose: str,
    ) -> None:
        super().__init__(desk, score, lists)
        self._losses = losses
        self._narrowing = narrowing
        self._whose = whose
        self._today = day_of(desk.clock(), desk.person.zone)
        self._month = self._today.isoformat()[:7]
        self._row = 0
        """The place of the product line that is looked at."""
        self.overview: ForecastOverview | None = None
        self._listed: tuple[str, int] | None = None
        """The month and the place of the product line whose deals are listed: others are seen from the top."""
        self._rows: dict[int, Row] = {}

    def compose_body(self) -> ComposeResult:
        """The table; what is known of one cell; the deals behind it."""
        yield PagedList(TABLE_COLUMNS, id="table")
        yield Static(id="facts", markup=False)
        with Vertical(id="list"):
            yield PagedList(DEAL_COLUMNS, empty_hint=NO_DEALS, quiet=True, id="deals")

    @property
    def table(self) -> PagedList:
        """The product lines."""
        return self.query_one("#table", PagedList)

    @property
    def deals(self) -> PagedList:
        """The deals behind the cell."""
        return self.query_one("#deals", PagedList)

    # Loading and showing

    async def load(self) -> None:
        """Read what is looked at; of many deals the first are shown before the rest is read."""
        desk, looked_at = self.desk, (self._month, self._row)
        nearby = 0 if self.overview is None else self.deals.rows_nearby
        rows = max(nearby, ROWS_AT_FIRST) if looked_at != self._listed else 0
        overview = await desk.read_after_writes(
            forecast_overview,
            *(desk.person, self._narrowing, self._months(), *looked_at, desk.clock(), rows),
            score=self.score,
            earlier=self.overview,
        )
        await self.composed()
        before = self.overview
        self.overview, self.score, self._listed = overview, overview.score, looked_at
        if before is not None and before.is_more and overview.looked_at is before.looked_at:
            self._show_deals(overview, before.rows)
            return
        self._show_table(overview.sheet)
        self._show_cell(overview)
        self._show_deals(overview, overview.rows)
        self.show_strip()
        self.refresh_keys()
        if overview.is_more:
            self.reload()

    def _months(self) -> tuple[str, ...]:
        """The months that have room, the one that is looked at among them."""
        width = self.app.size.width
        before, after = next((before, after) for least, before, after in SPANS if width >= least)
        months = [shifted(self._today, step).isoformat()[:7] for step in range(-before, after + 1)]
        if self._month in months:
            return tuple(months)
        first = date.fromisoformat(f"{self._month}-01")
        low, high = (-len(months) + 1, 0) if self._month > months[-1] else (0, len(months) - 1)
        return tuple(shifted(first, step).isoformat()[:7] for step in range(low, high + 1))

    def _show_table(self, sheet: Sheet) -> None:
        self.table.set_columns(columns_of(sheet, self._month))
        is_tall = self.size.height >= 16
        self.table.styles.height = min(len(sheet.rows) + 1, self.size.height // 3) if is_tall else None
        rows = {place: row_cells(row) for place, row in enumerate(sheet.rows)}
        self.table.set_rows(range(len(rows)), rows=rows)

    @on(PagedList.PageWanted, "#table")
    def _give_table(self, event: PagedList.PageWanted) -> None:
        rows = self.overview.sheet.rows if self.overview else ()
        event.paged_list.put_rows({place: row_cells(rows[place]) for place in event.ids if place < len(rows)})

    def _show_cell(self, overview: ForecastOverview) -> None:
        lines = fact_lines(overview.looked_at, overview.sheet.currency, self._today, self.desk.person.zone)
        self.query_one("#facts", Static).update(toned(lines))

    def _show_deals(self, overview: ForecastOverview, rows: Mapping[int, Row]) -> None:
        """The deals behind the cell; the ``rows`` that are known of them need not be asked for."""
        owners = self._narrowing.owners
        self.deals.set_columns(OWNED_COLUMNS if owners is None or len(owners) > 1 else DEAL_COLUMNS)
        self.deals.set_rows(overview.ids, rows=self._cells(rows))

    @on(PagedList.PageWanted, "#deals")
    async def _give_deals(self, event: PagedList.PageWanted) -> None:
        await self.told(self._put_deals(event))

    async def _put_deals(self, event: PagedList.PageWanted) -> None:
        desk = self.desk
        rows = await desk.read(rows_of, desk.person, event.ids, desk.clock())
        event.paged_list.put_rows({**dict.fromkeys(event.ids), **self._cells(rows)})

    def _cells(self, rows: Mapping[int, Row]) -> dict[int, Sequence[Cell]]:
        """The cells of deals that come into sight."""
        self._rows.update(rows)
        return {deal: deal_cells(row, self._today) for deal, row in rows.items()}

    def on_resize(self) -> None:
        """Other months have room."""
        if self.overview is not None and self.overview.sheet.months != self._months():
            self.call_after_refresh(self.reload)

    def third_line(self) -> list[Part]:
        """Whose forecasts are looked at, and how many are missing."""
        return [] if self.overview is None else head_line(self.overview.sheet, self._whose)

    # What keys stand on

    def chosen(self) -> tuple[int, ...]:
        """The deal under the cursor, while one goes through the deals."""
        deal = self.deals.cursor_id if self.deals.has_focus else None
        return () if deal is None else (deal,)

    def log_targets(self) -> tuple[int, ...]:
        """The lead that this deal came from."""
        rows = (self._rows[deal].deal for deal in self.chosen() if deal in self._rows)
        return tuple(deal.lead_id for deal in rows if deal.lead_id)

    def refusal(self, entry: KeyEntry) -> str:
        """Another's forecasts are for reading; one enters those of one person, of a line."""
        reason = super().refusal(entry)
        if reason or not entry.id.startswith("forecast."):
            return reason
        if not self.desk.is_own:
            return self.only_reading()
        if self._person() is None:
            return "Forecasts are one person's: on the funnel, V m or V p looks at one."
        cell = self.overview.looked_at if self.overview else None
        if cell is None or cell.is_over:
            return "The past does not move: that month is over."
        if cell.is_total and entry.id == "forecast.enter":
            return "A forecast is of one product line: go up to one."
        return ""

    def _person(self) -> int | None:
        """The one person whose forecasts are looked at."""
        owners = self._narrowing.owners
        return owners[0] if owners is not None and len(owners) == 1 else None

    # Keys

    @on(PagedList.Highlighted, "#table")
    def _line_chosen(self, event: PagedList.Highlighted) -> None:
        if event.row_id is not None and event.row_id != self._row:
            self._row = event.row_id
            self.show_anew()

    def action_month(self, step: int) -> None:
        """The month before or after."""
        self._month = shifted(date.fromisoformat(f"{self._month}-01"), step).isoformat()[:7]
        self.show_anew()

    def action_enter(self) -> None:
        """Ask what the product line is to bring in the month."""
        overview = self.overview
        if overview is None:
            return
        cell, currency = overview.looked_at, overview.sheet.currency
        seen = self._seen(overview.sheet, cell)

        async def take(text: str) -> None:
            amount = None if text.strip().casefold() == NONE else money_in(text, currency, _WHAT)
            await self.do_seen(
                seen,
                EnterForecast,
                month=cell.month,
                amount=amount,
                product_line=cell.product_line,
                person_id=self._person(),
            )

        question = f"Forecast of {line_words(cell)} in {month_words(cell.month)}, in {currency}"
        value = "" if cell.entered is None else money_words(cell.entered, "")
        hint = f"suggested {money_words(round(cell.suggested / 100) * 100, currency)}; none takes it back"
        self.ask_and_do(
            Prompt(question, lambda text: _meaning(text, currency), value=value, hint=hint, take=take)
        )

    def action_commit(self) -> None:
        """Commit to the forecast, or to all of the month."""
        if self.overview is not None:
            cell = self.overview.looked_at
            self.asking(self._commit(cell, self._seen(self.overview.sheet, cell)))

    async def _commit(self, cell: Forecasted, seen: AsItStood) -> None:
        line, person = None if cell.is_total else cell.product_line, self._person()

        async def doing(guard: Guard | None) -> bool:
            await self.do(CommitForecasts, guard, month=cell.month, product_line=line, person_id=person)
            return True

        await self.theirs_or_mine(seen, doing, COMMIT_FOLLOWERS)

    def _seen(self, sheet: Sheet, cell: Forecasted) -> AsItStood:
        """What the sheet shows of a cell, which is one person's."""
        line = None if cell.is_total else cell.product_line
        of_month = [row[sheet.months.index(cell.month)] for row in sheet.rows[:-1]]
        cells = [one for one in of_month if line is None or one.product_line == line]
        shown = sorted(
            (one.product_line.casefold(), one.entered, one.committed is not None)
            for one in cells
            if one.entered is not None
        )
        what = f"the forecast of {line_words(cell)} in {month_words(cell.month)}"
        read = partial(entered, person_id=self._person() or 0, month=cell.month, line=line)
        return AsItStood(what, tuple(shown), read, self.desk.given)

    def action_pane(self) -> None:
        """Between the product lines and the deals."""
        (self.deals if self.table.has_focus else self.table).focus()

    @on(PagedList.Opened, "#table")
    def _go_to_deals(self) -> None:
        self.deals.focus()

    @on(PagedList.Opened, "#deals")
    def _open_deal(self, event: PagedList.Opened) -> None:
        from screens.deals.deal_page import DealPage

        page = DealPage(self.desk, self.score, self.lists, self._losses, event.row_id)
        self.asking(self._reload_after(self.open_page(page)))

    async def _reload_after(self, closed: Awaitable[None]) -> None:
        await closed
        self.reload()

    def action_close(self) -> None:
        """Forget a number typed so far, else back to the product lines, else to the funnel."""
        if self.count:
            self.action_clear()
        elif self.deals.has_focus:
            self.table.focus()
        else:
            self.dismiss(None)


def _meaning(text: str, currency: str) -> str:
    """How a typed forecast is understood. Raises UsageError for what is none in the company's currency."""
    if text.strip().casefold() == NONE:
        return "what was entered is taken back"
    if not text.strip():
        raise UsageError("Type an amount, none, or leave with esc.")
    return money_words(money_in(text, currency, _WHAT), currency)
