"""The Friday review: was it a good week? Of a rep the own weeks, of a manager those of the team that wait."""

from __future__ import annotations

from collections.abc import Awaitable, Collection, Mapping
from datetime import date, timedelta
from typing import ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.calendar.days import day_of, monday_of
from data.kernel.touched import Touched
from data.points.headline import GAP, Part
from data.reviews.glance import Reviewed
from data.reviews.listing import WeekRow
from data.reviews.review import STATES, SUBMITTED, State
from screens.reviews.keys import REVIEW_KEYS, STATE_FOLLOWERS, VIEW_FOLLOWERS
from screens.reviews.looks import Look, Shown, has_team, list_weeks, read_week
from screens.reviews.opened import Place, opened, places_of, record_meant
from screens.reviews.review_keys import ReviewKeys
from screens.reviews.words import (
    NO_SELLER,
    NO_WEEKS,
    OWN_COLUMNS,
    PAGE_COLUMNS,
    READING,
    TEAM_COLUMNS,
    head_words,
    heading_cells,
    line_cells,
    week_cells,
)
from screens.shell.desk import Desk
from screens.shell.typed_ahead import SAVING
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import Cell, PagedList

OF_WEEKS = frozenset({"review", "signed_week", "adjustment", "comment"})
"""The tables of what is done about weeks."""
READ = "page"
"""The group of workers that read the page of a week."""


class ReviewScreen(ReviewKeys):
    """To the left the weeks by how they stand, to the right the page of the one under the cursor."""

    TITLE_WORD = "Review"
    EXPLAINED = (
        "A week as it is reviewed on Friday: what it came to, against what was agreed, what was won and lost, and "
        "what comes next. S submits yours. Whoever reviews it answers with :, returns it with X, or signs it with A: "
        "it is closed then, and a fingerprint tells whether anybody has changed it. ! marks a week that is over and "
        "open, and one that has other points than it was submitted with. Enter opens a week, and what a line is made "
        "of."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = REVIEW_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"review", "signed_week", "adjustment", "comment", "activity", "goal", "day_off", "person"}
    )
    AUTO_FOCUS = None

    DEFAULT_CSS = """
    ReviewScreen #body { height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%; }
    ReviewScreen #weeks { width: 1fr; padding: 0 1; display: none; }
    ReviewScreen #week { width: 1fr; padding: 0 1; }
    ReviewScreen #page { height: 1fr; }
    ReviewScreen .line { height: 1; text-wrap: nowrap; text-overflow: ellipsis; color: $text-muted; }
    ReviewScreen #heading { text-style: bold; color: $foreground; }
    ReviewScreen #seal { color: $text-error; text-style: bold; display: none; }
    ReviewScreen.-choosing #weeks { display: block; }
    ReviewScreen.-choosing #week { display: none; }
    ReviewScreen.-wide #weeks { display: block; width: 48; border-right: solid $foreground 20%; }
    ReviewScreen.-wide #week { display: block; }
    ReviewScreen.-broad #weeks { display: block; width: 60; border-right: solid $foreground 20%; }
    ReviewScreen.-broad #week { display: block; }
    ReviewScreen.-tiny #body { border: none; }
    ReviewScreen.-tiny #points, ReviewScreen.-short #points { display: none; }
    ReviewScreen #body:ansi { border-top: solid ansi_default; border-bottom: solid ansi_default; }
    ReviewScreen #weeks:ansi { border-right: solid ansi_default; }
    ReviewScreen .line:ansi { color: ansi_default; }
    ReviewScreen #seal:ansi { color: ansi_red; text-style: bold; }
    """

    def __init__(self, desk: Desk, shown: Shown, *, is_team: bool) -> None:
        super().__init__(desk, shown.score)
        self.shown = shown
        self.is_team = is_team
        self.states: Collection[State] = STATES
        self.look: Look | None = None
        self._stood_on: int | None = None
        """The row of the list that is known: told of late, it takes nobody back from a week that is in no row."""
        self.found: Reviewed | None = None
        self._ids: dict[Look, int] = {}
        """The ids of weeks in the list: they stay while the screen lives."""
        self._places: Mapping[int, Place] = {}

    @classmethod
    async def opened(cls, desk: Desk) -> ReviewScreen:
        """One's own weeks; of whoever reviews others, theirs."""
        is_team = desk.person.leads and await desk.read_after_writes(has_team, desk.person)
        shown = await desk.read_after_writes(
            list_weeks, desk.person, desk.clock(), is_team=is_team, states=STATES
        )
        return cls(desk, shown, is_team=is_team)

    def compose_body(self) -> ComposeResult:
        """The weeks; the page of one."""
        with Horizontal(id="body"):
            yield PagedList(OWN_COLUMNS, empty_hint=NO_WEEKS, id="weeks")
            with Vertical(id="week"):
                yield Static(id="heading", classes="line", markup=False)
                yield Static(id="points", classes="line", markup=False)
                yield Static(id="seal", classes="line", markup=False)
                yield PagedList(PAGE_COLUMNS, show_header=False, empty_hint=NO_SELLER, id="page")

    def on_mount(self) -> None:
        """Show the weeks that came with the screen, and the page of this one, or of the first that waits."""
        self.begin()

    def begin(self) -> None:
        """Stand on the first week that one looks at."""
        own = self.desk.person.id
        this = monday_of(day_of(self.desk.clock(), self.desk.person.zone))
        rows = self.shown.rows
        chosen = next(
            (row for row in rows if not self.is_team and (row.person.id, row.monday) == (own, this)), None
        )
        chosen = chosen or next(iter(rows), None)
        self.look = None if chosen is None else Look(chosen.person.id, chosen.monday)
        self.set_class(self.is_team, "-choosing")
        self._show_weeks()
        (self.weeks if self.is_team else self.page).focus()
        self._read_page()

    # Showing

    @property
    def weeks(self) -> PagedList:
        """The list of weeks."""
        return self.query_one("#weeks", PagedList)

    @property
    def page(self) -> PagedList:
        """The lines of the page."""
        return self.query_one("#page", PagedList)

    def week(self) -> Reviewed | None:
        """The week that is looked at, once it was read."""
        found = self.found
        is_shown = found is not None and self.look == Look(found.person.id, found.monday)
        return found if is_shown else None

    async def load(self) -> None:
        """Read the weeks again, and the page."""
        desk = self.desk
        self.shown = await desk.read_after_writes(
            list_weeks, desk.person, desk.clock(), is_team=self.is_team, states=self.states
        )
        self.score = self.shown.score
        self._show_weeks()
        await self._load_page()

    def shows(self, touched: Touched) -> bool:
        """Of a team all that is done about its weeks; what is logged, of the one that is looked at: all log all day."""
        if touched.table not in self.tables():
            return False
        is_looked_at = self.look is not None and touched.owner == self.look.person_id
        return is_looked_at or super().shows(touched) or (self.is_team and touched.table in OF_WEEKS)

    def _show_weeks(self) -> None:
        rows = {self._id_of(Look(row.person.id, row.monday)): row for row in self.shown.rows}
        self.weeks.set_columns(TEAM_COLUMNS if self.is_team else OWN_COLUMNS)
        self.weeks.set_rows(
            [*rows], rows={one: week_cells(row, is_team=self.is_team) for one, row in rows.items()}
        )
        if self.look is not None and self.look in self._ids:
            self.weeks.go_to(self._ids[self.look])
        self._stood_on = self.weeks.cursor_id
        self.show_strip()
        self.refresh_keys()

    def _id_of(self, look: Look) -> int:
        return self._ids.setdefault(look, len(self._ids) + 1)

    @on(PagedList.PageWanted, "#weeks")
    def _give_weeks(self, event: PagedList.PageWanted) -> None:
        rows = {self._id_of(Look(row.person.id, row.monday)): row for row in self.shown.rows}
        event.paged_list.put_rows(
            {one: week_cells(rows[one], is_team=self.is_team) if one in rows else None for one in event.ids}
        )

    @on(PagedList.Highlighted, "#weeks")
    def _look_at_row(self) -> None:
        if self.weeks.cursor_id == self._stood_on:
            return
        self._stood_on = self.weeks.cursor_id
        look = next((one for one, row in self._ids.items() if row == self.weeks.cursor_id), None)
        if look is not None and look != self.look and self.weeks.display:
            self.look_at(look)

    def look_at(self, look: Look) -> None:
        """Look at another week."""
        self.look = look
        if look in self._ids:
            self.weeks.go_to(self._ids[look])
        self._stood_on = self.weeks.cursor_id
        self._read_page()
        self.refresh_keys()

    def _read_page(self) -> None:
        self.run_worker(self.told(self._load_page()), name=SAVING, group=READ, exclusive=True)

    async def _load_page(self) -> None:
        look, desk = self.look, self.desk
        if look is None:
            self._show_page(None)
            return
        if self.week() is None:
            self.query_one("#heading", Static).update(READING)
        found = await desk.read(read_week, desk.actor, look, desk.clock())
        if look == self.look:
            self._show_page(found)

    def _show_page(self, found: Reviewed | None) -> None:
        is_another = self.found is None or found is None or self.found[:2] != found[:2]
        self.found = found
        heading, points, seal = head_words(found) if found is not None else ("", "", "")
        for name, words in (("heading", heading), ("points", points), ("seal", f"! {seal}" if seal else "")):
            self.query_one(f"#{name}", Static).update(words)
        self.query_one("#seal").display = bool(seal)
        places = places_of(found, self.page.line_width) if found is not None else []
        numbered = {
            (-1 - number if place.line < 0 else number + 1): place for number, place in enumerate(places)
        }
        self._places = numbered
        cells = {number: self._cells(place) for number, place in numbered.items()}
        self.page.set_rows([*numbered], rows=cells)
        if is_another:
            self.page.action_first()
        self.show_strip()
        self.refresh_keys()

    @on(PagedList.Resized, "#page")
    def _wrap_again(self) -> None:
        """Words take other lines in another width; out of sight the page has none."""
        self._show_page(self.found)

    def _cells(self, place: Place) -> tuple[Cell, ...]:
        section = place.section
        if place.words:
            return (Cell(place.words),)
        return heading_cells(section) if place.line < 0 else line_cells(section, section.lines[place.line])

    @on(PagedList.PageWanted, "#page")
    def _give_lines(self, event: PagedList.PageWanted) -> None:
        found = {one: self._places.get(one) for one in event.ids}
        event.paged_list.put_rows(
            {one: None if place is None else self._cells(place) for one, place in found.items()}
        )

    def hides_refused(self) -> bool:
        """On one's own week nothing is offered of what its reviewer does."""
        found = self.found
        return super().hides_refused() or (found is not None and found.person.id == self.desk.actor.id)

    def third_line(self) -> list[Part]:
        """Whose weeks, and how many of them wait."""
        whose = "the team's weeks" if self.is_team else "your weeks"
        counted = {state: sum(row.state == state for row in self.shown.rows) for state in STATES}
        late = sum(row.state == "open" and row.is_over for row in self.shown.rows)
        parts = [Part(whose, "dim")]
        parts += [Part(f"{GAP}{counted['submitted']:,} submitted", "accent")] if counted["submitted"] else []
        parts += [Part(f"{GAP}{counted['returned']:,} returned", "warn")] if counted["returned"] else []
        parts += [Part(f"{GAP}{late:,} over and open", "warn")] if late else []
        return [*parts, Part(f"{GAP}{counted['signed']:,} signed", "dim")]

    # Opening

    @on(PagedList.Opened, "#weeks")
    def _open_week(self) -> None:
        self._look_at_row()
        self._turn_to_page()

    def _turn_to_page(self) -> None:
        self.remove_class("-choosing")
        self.page.focus()

    @on(PagedList.Opened, "#page")
    def _open_line(self, event: PagedList.Opened) -> None:
        place, found = self._places.get(event.row_id), self.week()
        if place is not None and found is not None and place.line >= 0:
            self.asking(self._opened(found, place))

    async def _opened(self, found: Reviewed, place: Place) -> None:
        if place.section.part == "said":
            self.action_comment()
            return
        meant = record_meant(found, place)
        if meant is not None:
            await self.run_action(f"app.show_record({meant.table!r}, {meant.row})")
            return
        dialog = await opened(self.app, self.desk, found, place)
        if dialog is not None:
            await self.open_page(dialog)

    # Moving

    def action_pane(self) -> None:
        """Between the weeks and the page; where there is room for one of them, the other is shown."""
        if self.weeks.has_focus:
            self._open_week()
            return
        if not self.weeks.display:
            self.add_class("-choosing")
        self.weeks.focus()

    def action_clear(self) -> None:
        """Forget a number typed so far, else go back from the page to the weeks of a team."""
        if not self.count and self.is_team and self.page.has_focus:
            self.action_pane()
        super().action_clear()

    def action_week(self, step: int) -> None:
        """The week before or after, of the same person."""
        if self.look is None:
            return
        monday = self.look.monday + timedelta(weeks=step)
        whose = next(
            (row.person for row in self.shown.rows if row.person.id == self.look.person_id), self.desk.person
        )
        if monday > day_of(self.desk.clock(), whose.zone):
            self.say("That is this week: the next one has not begun.", tone="warn")
            return
        self.look_at(Look(self.look.person_id, monday))

    def action_next_waiting(self) -> None:
        """The next week that waits, from the one looked at on."""
        waiting = [Look(row.person.id, row.monday) for row in self.shown.rows if self._waits(row)]
        if not waiting:
            self.say("No week waits.", tone="good")
            return
        place = waiting.index(self.look) + 1 if self.look in waiting else 0
        self.look_at(waiting[place % len(waiting)])

    def _waits(self, row: WeekRow) -> bool:
        """Of a team what is submitted, or over and open; of one's own weeks what is to be submitted."""
        if self.is_team:
            return row.waits <= 1
        return row.state == "returned" or (row.state == "open" and row.is_over)

    def go_on(self) -> None:
        """On the list of a team's weeks go on to the row that follows: the one dealt with goes elsewhere in it."""
        rows = [Look(row.person.id, row.monday) for row in self.shown.rows]
        is_listed = self.is_team and self.focused is self.weeks and self.look in rows
        if is_listed and self.look is not None and (place := rows.index(self.look) + 1) < len(rows):
            self.look_at(rows[place])

    def show_person(self, person_id: int, day: str = "") -> None:
        """Look at the week of somebody's that begins on a day, else at the one that waits, else at the present one."""
        rows = [row for row in self.shown.rows if row.person.id == person_id]
        if rows or day:
            monday = max((row.state == SUBMITTED, row.monday) for row in rows)[1] if not day else None
            self.look_at(Look(person_id, monday or date.fromisoformat(day)))
            self._turn_to_page()

    def action_view(self) -> None:
        """One's own weeks, or the team's."""
        if not self.desk.person.leads:
            self.say("Only a manager has a team: these are your weeks.", tone="warn")
            return
        self.asking(self._choose_view(self.ask_letter(VIEW_FOLLOWERS)))

    async def _choose_view(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer is not None:
            self.is_team = answer == "team"
            await self._anew()

    def action_state(self) -> None:
        """Only weeks that stand so."""
        self.asking(self._choose_state(self.ask_letter(STATE_FOLLOWERS)))

    async def _choose_state(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer is not None:
            self.states = tuple(state for state in get_args(State) if answer in ("all", state))
            await self._anew()

    async def _anew(self) -> None:
        desk = self.desk
        self.shown = await desk.read_after_writes(
            list_weeks, desk.person, desk.clock(), is_team=self.is_team, states=self.states
        )
        self.begin()
