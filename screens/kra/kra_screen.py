"""KRA: have I done what I am responsible for?"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.calendar.days import day_of
from data.kernel.touched import Touched
from data.kra.due import Answer
from data.kra.glance import Glance, Look, Measures, glance_at, measures_of, people_to_look_at, with_measures
from data.kra.history import history_of
from data.kra.overview import ItemView, RunView
from data.kra.run import RunKey
from data.people.person import Person
from data.points.headline import Part
from screens.kra.keys import ITEM_KEYS, RUN_KEYS
from screens.kra.kra_keys import KraKeys
from screens.kra.words import (
    AREA_COLUMNS,
    EMPTY_FOR_MANAGERS,
    EMPTY_HEAT,
    EMPTY_HINT,
    EMPTY_WEEK,
    HEAT_LEGEND,
    ITEM_COLUMNS,
    area_cells,
    card_lines,
    detail_lines,
    head_line,
    heat_cells,
    heat_columns,
    item_cells,
    run_heading,
    told_lines,
    waiting_words,
)
from screens.leads.words import strong_first
from screens.shell.desk import Desk
from screens.shell.which_key import Follower
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import Cell, PagedList

PANES = ("items", "areas", "weeks")
PANE_WORDS = {
    "items": "The items, what is due first.",
    "areas": "The areas, and how far each is.",
    "weeks": HEAT_LEGEND,
}
LETTERS = "123456789abcdefghijklmnopqrstuvwxyz"
MOST_WEEKS_BACK = 52
Place = tuple[RunKey, str, str]
"""An item by its run, its code, and the day from which it was left."""


class KraScreen(KraKeys):
    """The items of the runs of now; areas with their progress; weeks as a heat map."""

    TITLE_WORD = "KRA"
    EXPLAINED = (
        "What you are responsible for, day by day, week by week; what is due first is on top. Space ticks: [x] done, "
        "[-] not done. In round brackets the store judges, (x) met, (-) missed: enter shows what it is made of. C "
        "closes a run and asks what becomes of the rest."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (*ITEM_KEYS, *RUN_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    TABLES: ClassVar[frozenset[str]] = frozenset(
        {
            *("standard", "standard_item", "kra_assignment", "kra_run", "kra_item", "kra_evidence"),
            *("comment", "activity", "lead", "deal", "quota", "kpi_target", "reading", "kpi_record"),
        }
    )
    AUTO_FOCUS = "#items"

    DEFAULT_CSS = """
    KraScreen #body { height: 1fr; border-top: solid $foreground 20%; }
    KraScreen #lists { width: 1fr; padding: 0 1; }
    KraScreen #told {
        height: 2; padding: 0 2; color: $text-muted; display: none; text-wrap: nowrap; text-overflow: ellipsis;
    }
    KraScreen #card {
        display: none; width: 46; height: 100%; padding: 0 1; border-left: solid $foreground 20%;
        color: $foreground; overflow: hidden;
    }
    KraScreen #detail {
        height: 2; padding: 0 2; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis;
    }
    KraScreen.-wide #detail, KraScreen.-broad #detail, KraScreen.-short #detail, KraScreen.-tiny #detail,
    KraScreen.-no-detail #detail {
        display: none;
    }
    KraScreen.-wide #card { display: block; }
    KraScreen.-broad #card { display: block; width: 64; }
    KraScreen.-no-detail #card { display: none; }
    KraScreen.-tiny #body, KraScreen.-short #body { border-top: none; }
    KraScreen #body:ansi { border-top: solid ansi_default; }
    KraScreen #told:ansi, KraScreen #detail:ansi { color: ansi_default; }
    KraScreen #card:ansi { border-left: solid ansi_default; color: ansi_default; }
    """

    def __init__(self, desk: Desk, glance: Glance) -> None:
        super().__init__(desk, glance.score)
        self.glance = glance
        self._measures: Measures = {}
        self._wanted = glance.look
        self._pane = "items"
        self._goes_to_top = False
        self._ids: dict[Place, int] = {}
        """The ids of items in the list: they stay while the screen lives."""
        self._places: dict[int, tuple[RunView, ItemView]] = {}

    @classmethod
    async def opened(cls, desk: Desk) -> KraScreen:
        """The runs of the desk's person, read and ready to be shown."""
        look = Look(desk.person.id)
        return cls(desk, await desk.read_after_writes(glance_at, desk.person, look, desk.clock()))

    def compose_body(self) -> ComposeResult:
        """The lists, one of which is shown; the card of the item under the cursor."""
        with Horizontal(id="body"):
            with Vertical(id="lists"):
                yield PagedList(ITEM_COLUMNS, show_header=False, empty_hint=EMPTY_HINT, id="items")
                yield PagedList(AREA_COLUMNS, empty_hint=EMPTY_HINT, id="areas")
                yield PagedList((), empty_hint=EMPTY_HEAT, id="weeks")
                yield Static(id="told", markup=False)
            yield Static(id="card", markup=False)
        yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Show what came with the screen, and measure."""
        self._show()
        self._show_pane()

    def begins(self) -> str:
        """Who runs no standard takes one up."""
        return "" if self.glance.runs or self._wanted.back else "standards"

    def hides_refused(self) -> bool:
        """Where nothing is run there is nothing to tick or close."""
        return super().hides_refused() or not self.glance.runs

    # Loading and showing

    @property
    def items(self) -> PagedList:
        """The list of items."""
        return self.query_one("#items", PagedList)

    def third_line(self) -> list[Part]:
        """Whose runs, and what is left of them."""
        return head_line(self.glance, day_of(self.desk.clock(), self.whose().zone), self._pane)

    async def load(self) -> None:
        """Read the runs, then measure beside."""
        desk, look = self.desk, self._wanted
        glance = await desk.read_after_writes(glance_at, desk.person, look, desk.clock())
        if look != self.glance.look:
            self._measures = {}
        self.glance, self.score = glance, glance.score
        self._show()
        first = next(iter(self._places), None)
        if self._goes_to_top and first is not None:
            self.items.go_to(first)
        self._goes_to_top = False

    def _show(self) -> None:
        self._show_runs()
        self.show_strip()
        self.refresh_keys()
        # Not a coroutine: one that is cancelled before it began would be complained of.
        self.run_worker(self._measure, group="measure", exclusive=True)  # type: ignore[arg-type]
        if self._pane == "weeks":
            self.run_worker(self._tell_weeks, group="weeks", exclusive=True)  # type: ignore[arg-type]

    async def _measure(self) -> None:
        await self.told(self._read_measures())

    async def _read_measures(self) -> None:
        desk, glance = self.desk, self.glance
        measures = await desk.read(measures_of, glance.whose, glance.runs, desk.clock())
        if glance is self.glance and measures != self._measures:
            self._measures = measures
            self._show_runs()
            self.show_strip()

    def _show_runs(self) -> None:
        runs = with_measures(self.glance.runs, self._measures)
        self.glance = self.glance._replace(runs=runs)
        self._show_items()
        self._show_areas()
        self._show_card()

    def _show_items(self) -> None:
        today = day_of(self.desk.clock(), self.whose().zone)
        ids, cells = list[int](), dict[int, tuple[Cell, ...]]()
        self._places = {}
        for number, run in enumerate(self.glance.runs, 1):
            ids.append(-number)
            cells[-number] = run_heading(run, today)
            for view in run.items:
                place = (run.key, view.item.code, view.carried_from)
                row = self._ids.setdefault(place, len(self._ids) + 1)
                self._places[row] = (run, view)
                ids.append(row)
                cells[row] = item_cells(view, today)
        hint = EMPTY_FOR_MANAGERS if self.desk.person.leads else EMPTY_HINT
        self.items.empty_hint = EMPTY_WEEK if self._wanted.back else hint
        self.items.set_rows(ids, None, cells)

    def _show_areas(self) -> None:
        today = day_of(self.desk.clock(), self.whose().zone)
        ids, cells = list[int](), dict[int, tuple[Cell, ...]]()
        for number, run in enumerate(self.glance.runs, 1):
            ids.append(-number)
            cells[-number] = run_heading(run, today)
            for area, progress in run.areas().items():
                row = len(ids)
                ids.append(row)
                cells[row] = area_cells(area, progress)
        self.query_one("#areas", PagedList).set_rows(ids, None, cells)

    async def _tell_weeks(self) -> None:
        await self.told(self._read_weeks())

    async def _read_weeks(self) -> None:
        desk = self.desk
        history = await desk.read(history_of, self.whose(), desk.clock())
        weeks = self.query_one("#weeks", PagedList)
        weeks.set_columns(heat_columns(history))
        rows = {number: heat_cells(row) for number, row in enumerate(history.rows, 1)}
        weeks.set_rows(list(rows), None, rows)
        self.query_one("#told", Static).update("\n".join(told_lines(history)))

    @on(PagedList.Highlighted, "#items")
    def _show_card(self) -> None:
        self.refresh_keys()
        found, whose, now, names = self.under_cursor(), self.whose(), self.desk.clock(), self.glance.names
        for name, lines_of in (("#card", card_lines), ("#detail", detail_lines)):
            panel = self.query_one(name, Static)
            if panel.display:
                lines = [""] if found is None else lines_of(*found, whose, now, names)
                panel.update(strong_first(lines), layout=False)

    def on_resize(self) -> None:
        """The card has room, or no longer."""
        self.call_after_refresh(self._show_card)

    def shows(self, touched: Touched) -> bool:
        """What happens to whoever is looked at, too."""
        is_theirs = touched.table in self.tables() and touched.owner == self.whose().id
        return is_theirs or super().shows(touched)

    # What keys stand on

    def under_cursor(self) -> tuple[RunView, ItemView] | None:
        """The item under the cursor, and its run."""
        return self._places.get(self.items.cursor_id or 0) if self.is_mounted else None

    def whose(self) -> Person:
        """Whose runs are looked at."""
        return self.glance.whose

    def go_on_at_the_top(self) -> None:
        """Once the runs are read again, put the cursor on the first item."""
        self._goes_to_top = True

    def paint(self, run: RunView, view: ItemView, answer: Answer) -> None:
        """Show an answer at once, before it is on disk."""
        changed = view._replace(answer=answer)
        runs = (
            one._replace(items=tuple(changed if item is view else item for item in one.items))
            if one is run
            else one
            for one in self.glance.runs
        )
        self.glance = self.glance._replace(runs=tuple(runs))
        self._show_items()
        self._show_areas()
        self.show_strip()

    # Looking around

    def action_pane(self) -> None:
        """The items, the areas, the weeks."""
        self._pane = PANES[(PANES.index(self._pane) + 1) % len(PANES)]
        self._show_pane()
        self.show_strip()
        self.say(PANE_WORDS[self._pane], tone="dim")

    def _show_pane(self) -> None:
        for pane in PANES:
            self.query_one(f"#{pane}").display = pane == self._pane
        self.query_one("#told").display = self._pane == "weeks"
        self.set_class(self._pane != "items", "-no-detail")
        self.query_one(f"#{self._pane}", PagedList).focus()
        if self._pane == "weeks":
            self.run_worker(self._tell_weeks, group="weeks", exclusive=True)  # type: ignore[arg-type]

    def action_earlier(self) -> None:
        """The week before."""
        self._look(self._wanted._replace(back=min(self._wanted.back + 1, MOST_WEEKS_BACK)))

    def action_later(self) -> None:
        """The week after, up to now."""
        self._look(self._wanted._replace(back=max(self._wanted.back - 1, 0)))

    def _look(self, look: Look) -> None:
        self.say("")
        self._wanted = look
        self.show_anew()

    def action_view(self) -> None:
        """Somebody else's runs, or one's own again."""
        self.asking(self._choose_person())

    async def _choose_person(self) -> None:
        person = self.desk.person
        if not person.leads:
            self.say("The team's runs are for managers: these are yours.", tone="warn")
            return
        people = await self.desk.read(people_to_look_at, person, len(LETTERS), self.desk.clock())
        letters = [
            Follower(letter, waiting_words(one), str(one.person.id))
            for letter, one in zip(LETTERS, people, strict=False)
        ]
        answer = await self.ask_letter([*letters, Follower("=", "mine", str(person.id))])
        if answer is not None:
            self._look(Look(int(answer)))

    @on(PagedList.Opened, "#items")
    def _open(self, event: PagedList.Opened) -> None:
        found = self._places.get(event.row_id)
        if found is not None:
            self.asking(self._open_item(*found))

    async def _open_item(self, run: RunView, view: ItemView) -> None:
        """What a measured item is made of; of another what was shown and said."""
        from screens.kra.opened import ItemPage, MeasuredPage

        desk, whose = self.desk, self.whose()
        if view.is_mine_to_answer:
            lines = card_lines(run, view, whose, desk.clock(), self.glance.names)
            await self.ask(ItemPage(view.item.title, lines))
            return
        answer = await self.ask(MeasuredPage(desk, whose, run, view))
        if answer:
            table, _, row = answer.partition(" ")
            await self.run_action(f"app.show_record({table!r}, {row})")

    @on(PagedList.Opened, "#areas")
    def _open_area(self) -> None:
        self._pane = "items"
        self._show_pane()
        self.show_strip()

    def action_standards(self) -> None:
        """The standards that there are: run one, give one up, change its items."""
        from screens.kra.standards import StandardsPage

        self.asking(self._after_standards(self.ask(StandardsPage(self.desk, self.whose()))))

    async def _after_standards(self, closed: Awaitable[str | None]) -> None:
        await closed
        self.reload()
