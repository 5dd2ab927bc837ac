"""The scorecard: how well is it done that I, or my people, are responsible for?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from data.calendar.days import day_of, short_date
from data.calendar.periods import Period, period_of
from data.kernel.store import Store
from data.kernel.touched import Touched
from data.kpi.kpi import Kpi, areas
from data.kpi.measures import measure_of
from data.kpi.opened import Split, called_of, records_of, splits_of
from data.kpi.reckon import Progress
from data.kpi.record import TABLE as ENTERED
from data.kpi.scope import Scope, of_person, of_role, of_team
from data.kpi.scorecard import TREND, Row, Scorecard, answering_for, scorecard
from data.kpi.units import figure_words
from data.people.person import Person, everybody, find
from data.people.reach import reached_ids
from data.people.sales_roles import CODES
from data.points.headline import GAP, Part
from data.points.score import Score, score_of
from data.records.own_currency import company_currency
from screens.handovers.record_pages import page_of
from screens.kpi.entering import EnteringPage
from screens.kpi.keys import SCORECARD_KEYS, VIEW_FOLLOWERS
from screens.kpi.records import EnteredRecords, KpiRecords, OpenedKpi, Told
from screens.kpi.words import ROW_COLUMNS, detail_lines, opened_lines, row_cells
from screens.shell.desk import Desk
from screens.shell.prompt import Prompt, words_wanted
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import Cell, PagedList

SEVERAL = ("all", *CODES)
"""Whose scorecards are of several people together."""
AGREED = frozenset({"kpi_target", "reading", "kpi_record", "quota", "setting", "person"})
"""What is seldom written. All else that many people's numbers are made of is written all the time."""


class Shown(NamedTuple):
    """What the screen shows, read in one go; ``people`` are names by id."""

    card: Scorecard
    people: Mapping[int, str]
    score: Score


class ScorecardScreen(EnteringPage):
    """Every KPI by area, with value, target, verdict and trend; below the list how the one under the cursor is made."""

    TITLE_WORD = "Scorecard"
    EXPLAINED = (
        "Each line is a KPI: its value in the period, what was to be reached, the verdict, how it stood before, and "
        "its way there. enter shows the records that made a number, and its formula. What the store cannot know is "
        "entered with R: a training, a test, an audit; enter on it says how it ended. [ and ] go back and forth, F "
        "takes another length, V somebody else's."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = SCORECARD_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    TABLES: ClassVar[frozenset[str]] = frozenset(
        {
            *(
                "kpi_target",
                "reading",
                "kpi_record",
                "activity",
                "lead",
                "message",
                "deal",
                "deal_line",
                "stage_change",
                "quota",
            ),
            *(
                "quote",
                "handover",
                "customer",
                "complaint",
                "satisfaction",
                "customer_review",
                "value_change",
            ),
            *("person", "setting", "currency_rate"),
        }
    )
    AUTO_FOCUS = "#kpis"

    DEFAULT_CSS = """
    ScorecardScreen #body {
        height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%; padding: 0 1;
    }
    ScorecardScreen #kpis { height: 1fr; }
    ScorecardScreen #detail { height: 4; padding: 0 1; color: $text-muted; }
    ScorecardScreen.-short #detail { height: 2; }
    ScorecardScreen.-tiny #body { border: none; }
    ScorecardScreen.-tiny #detail { display: none; }
    ScorecardScreen #body:ansi { border-top: solid ansi_default; border-bottom: solid ansi_default; }
    ScorecardScreen #detail:ansi { color: ansi_default; }
    """

    def __init__(self, desk: Desk, shown: Shown) -> None:
        super().__init__(desk, shown.score)
        self.shown = shown
        self.wanted: Period = shown.card.period
        self.whose: str = "mine" if desk.person.sells else "all"
        self._counted = ""

    @classmethod
    async def opened(cls, desk: Desk) -> ScorecardScreen:
        """The scorecard of this month: one's own, or of who does not sell that of all who are reached."""
        person = desk.person
        period = period_of("month", day_of(desk.clock(), person.zone))
        whose = "mine" if person.sells else "all"
        read = _shown if person.sells else _uncounted
        return cls(desk, await desk.read_after_writes(read, person, whose, period, desk.clock()))

    def compose_body(self) -> ComposeResult:
        """The KPIs, and what is to be said of one."""
        with Vertical(id="body"):
            yield PagedList(ROW_COLUMNS, empty_hint="Counting.", id="kpis")
            yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Show the scorecard that came with the screen; that of many people is counted once it stands there."""
        self.show_card()
        if not self.shown.card.rows:
            self.reload()

    # Showing

    @property
    def kpis(self) -> PagedList:
        """The list of the KPIs."""
        return self.query_one("#kpis", PagedList)

    @property
    def row(self) -> Row | None:
        """The KPI under the cursor; None while nothing is counted yet."""
        rows = self.shown.card.rows
        place = self.kpis.cursor_id
        return rows[place - 1] if place is not None and 1 <= place <= len(rows) else next(iter(rows), None)

    async def load(self) -> None:
        """Reckon the scorecard again."""
        desk = self.desk
        asked = (desk.person, self.whose, self.wanted, desk.clock())
        if self.whose in SEVERAL:
            self.shown = await desk.read_apart(_shown, *asked, progress=self._telling())
            self.unsay(self._counted)
        else:
            self.shown = await desk.read_after_writes(_shown, *asked)
        self.score = self.shown.score
        self.show_card()

    def _telling(self) -> Progress:
        """What says how much is counted, from whatever thread it is called."""
        loop = asyncio.get_running_loop()
        return lambda done, of_all: _later(loop, self._tell, done, of_all)

    def _tell(self, done: int, of_all: int) -> None:
        if done < of_all:
            self._counted = f"counting, {done} of {of_all}"
            self.say(self._counted)

    def loads_soon(self) -> bool:
        """Many people's is counted for a while, which is said."""
        return self.whose not in SEVERAL

    def tables(self) -> frozenset[str]:
        """What is looked at again when it changes: of many people only what was agreed and entered."""
        return AGREED if self.whose in SEVERAL else self.TABLES

    def shows(self, touched: Touched) -> bool:
        """What belongs to the people whose scorecard it is, or to nobody."""
        return touched.table in self.tables() and touched.owner in (None, *self.shown.card.scope.ids)

    def show_card(self) -> None:
        """Bring everything up to date."""
        card = self.shown.card
        ids: list[int] = []
        cells: dict[int, tuple[Cell, ...]] = {}
        for number, area in enumerate(areas(), 1):
            places = [place for place, row in enumerate(card.rows, 1) if row.kpi.area == area.code]
            if places:
                ids += [-number, *places]
                cells[-number] = (Cell(area.name),)
        cells |= {place: row_cells(row, card.period, card.currency) for place, row in enumerate(card.rows, 1)}
        self.kpis.set_rows(ids, rows=cells)
        self._show_detail()
        self.show_strip()
        self.refresh_keys()

    @on(PagedList.Highlighted, "#kpis")
    def _show_detail(self) -> None:
        row = self.row
        lines = () if row is None else detail_lines(row, self.shown.people, self.shown.card.currency)
        self.query_one("#detail", Static).update("\n".join(lines))

    def third_line(self) -> list[Part]:
        """Whose scorecard, of which period, and how many targets are met."""
        card, today = self.shown.card, day_of(self.desk.clock(), self.desk.person.zone)
        period = card.period
        days = f"{short_date(period.first, today)} to {short_date(period.last, today)}"
        judged = [row for row in card.rows if row.word not in ("n/a", "no target")]
        good = sum(row.word in ("met", "on pace") for row in judged)
        return [
            Part(card.scope.title, "strong"),
            Part(f"{GAP}{period.label}"),
            Part(f"{GAP}{days}", "dim"),
            Part(f"{GAP}{good} of {len(judged)} targets met"),
        ]

    @property
    def scope(self) -> Scope:
        """Whose scorecard it is."""
        return self.shown.card.scope

    # Looking around

    def look_at(self, *, period: Period | None = None, whose: str = "") -> None:
        """Show another period, or of whom."""
        self.wanted = period or self.wanted
        self.whose = whose or self.whose
        self.show_anew()

    def look_at_period(self, period: Period) -> None:
        """Show another period."""
        self.look_at(period=period)

    def action_view(self) -> None:
        """Whose scorecard."""
        self.asking(self._choose_whose(self.ask_letter(VIEW_FOLLOWERS)))

    async def _choose_whose(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer == "person":
            self.ask_and_do(
                Prompt("Whose?", words_wanted, hint="a name or handle", take=self._look_at_person)
            )
        elif answer is not None:
            self.look_at(whose=answer)

    async def _look_at_person(self, text: str) -> None:
        scope = await self.desk.read_after_writes(_scope_of, self.desk.person, text)
        self.look_at(whose=scope.people[0].handle)

    def looks_at_team(self) -> bool:
        """Whether owners are in sight."""
        return self.whose in SEVERAL

    def refusal(self, entry: KeyEntry) -> str:
        """Readings and targets of another's cockpit are for reading."""
        reason = super().refusal(entry)
        is_change = entry.id in ("scorecard.read", "scorecard.target")
        return self.only_reading() if not reason and is_change and not self.desk.is_own else reason

    # Opening a number

    @on(PagedList.Opened, "#kpis")
    def _open_number(self) -> None:
        if self.row is not None:
            self.asking(self._open_records(self.row))

    async def _open_records(self, row: Row) -> None:
        desk, card = self.desk, self.shown.card
        opened, splits = await desk.read_after_writes(
            _opened, row.kpi, card.scope, row.period, desk.person, desk.clock()
        )
        value = figure_words(row.kpi.unit, row.value.figure, card.currency)
        title, lines = (
            f"{row.kpi.name}, {row.period.label}: {value}",
            opened_lines(row, splits, card.currency),
        )
        measure = measure_of(row.kpi)
        page = EnteredRecords if measure is not None and measure.enters else KpiRecords
        answer = await self.ask(page(row.kpi, Told(title, lines, self.shown.people, card.currency), opened))
        if answer is None:
            return
        table, _, record = answer.partition(" ")
        if table == ENTERED:
            await self.settle(row, int(record))
        else:
            await self._open_page(table, int(record))

    async def _open_page(self, table: str, record: int) -> None:
        if not await self.desk.read(_is_reached, self.desk.person, table, record):
            self.say("That is another's by now: it is not within your reach.", tone="warn")
            return
        await self.open_page(await page_of(self, table, record))
        self.reload()


def _scope(store: Store, person: Person, whose: str) -> Scope:
    """Whose scorecard: ``mine``, ``all``, a sales role's, or that of a person by the handle."""
    if whose == "all":
        return of_team(store, person)
    if whose in CODES:
        return of_role(store, person, whose)
    return of_person(store, person, person if whose == "mine" else find(store, whose))


def _scope_of(store: Store, person: Person, text: str) -> Scope:
    return of_person(store, person, find(store, text))


def _later(loop: asyncio.AbstractEventLoop, tell: Callable[[int, int], None], done: int, of_all: int) -> None:
    """Have something said where the screen lives; nothing where that is closed by now."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(tell, done, of_all)


def _uncounted(store: Store, person: Person, whose: str, period: Period, now: int) -> Shown:
    """A scorecard on which nothing is counted yet."""
    card = Scorecard(_scope(store, person, whose), period, company_currency(store), ())
    return Shown(card, {one.id: one.name for one in everybody(store)}, score_of(store, person, now))


def _shown(
    store: Store, person: Person, whose: str, period: Period, now: int, progress: Progress | None = None
) -> Shown:
    scope = _scope(store, person, whose)
    back = TREND if whose not in SEVERAL else 1
    card = scorecard(
        store,
        scope,
        period,
        person.zone,
        now,
        back=back,
        progress=progress,
        answering=answering_for(store, scope),
    )
    people = {one.id: one.name for one in everybody(store)}
    return Shown(card, people, score_of(store, person, now))


def _opened(
    store: Store, wanted: Kpi, scope: Scope, period: Period, person: Person, now: int
) -> tuple[OpenedKpi, Sequence[Split]]:
    records = records_of(store, wanted, scope, period, person.zone, now)
    splits = splits_of(store, wanted, scope, period, person.zone, now)
    return OpenedKpi(records, called_of(store, records)), splits


def _is_reached(store: Store, person: Person, table: str, record: int) -> bool:
    return bool(reached_ids(store, person, table, [record]))
