"""The board: what have I, or has a role, brought about in nine numbers?"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.board.board import Board, Line, board_of, board_side_by_side, opened
from data.board.numbers import Number, lives_by, ordered
from data.board.words import counts_words, value_words
from data.calendar.days import day_of, short_date
from data.calendar.periods import Period, period_of
from data.deals.period import Period as DealPeriod
from data.deals.way import unknown_ways
from data.kernel.store import Store
from data.kernel.touched import Touched
from data.kpi.opened import called_of
from data.people.person import Person
from data.people.reach import reached_ids
from data.points.headline import GAP, Part
from data.points.kinds import all_kinds
from data.points.score import Score, score_again
from screens.board.keys import BOARD_KEYS, VIEW_FOLLOWERS
from screens.board.words import (
    PEOPLE_COLUMNS,
    made_of_lines,
    number_cells,
    number_columns,
    person_cells,
)
from screens.handovers.record_pages import page_of
from screens.kpi.records import KpiRecords, OpenedKpi, Told
from screens.shell.desk import Desk
from screens.shell.period_page import PeriodPage
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import Cell, PagedList

FIRST, REST = -1, -2
"""The headings of the numbers: those that a role lives by, and the others."""
ALL = "all"
LEFT_OUT = "left out"
"""The work that reads what takes long."""


class Whose(NamedTuple):
    """Whose numbers are looked at: one person's, a role's (``role``), or those of all whom one reaches."""

    person: Person | None = None
    role: str = ""

    @property
    def lives_as(self) -> str:
        """The role that says which numbers come first."""
        return self.role if self.person is None else self.person.sales_role


class Shown(NamedTuple):
    """What the screen shows, read in one go; of ``unknown`` deals of each person the way is not known."""

    board: Board
    kinds: Mapping[str, str]
    unknown: Mapping[int, int]
    score: Score

    def holds(self, period: Period, revision: int, now: int) -> bool:
        """Whether it is what is wanted, as it stands."""
        return self.board.period == period and self.score.holds(revision, now)

    def over(self, earlier: Shown) -> Shown:
        """The same, with what was read before of this period and has yet to be read again."""
        if self.board.is_whole or earlier.board.period != self.board.period:
            return self
        return self._replace(board=self.board.over(earlier.board), unknown=earlier.unknown)


class BoardScreen(PeriodPage):
    """The nine numbers, those first that a role lives by; the people with the number under the cursor."""

    TITLE_WORD = "Board"
    EXPLAINED = (
        "Nine numbers, on which all four roles record. Those come first that the role lives by; beside a number stands "
        "what came of leads that were handed over (by handover). enter shows the records that made a number, and its "
        "formula. [ and ] go back and forth, F takes a week, a month or a quarter."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = BOARD_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    TABLES: ClassVar[frozenset[str]] = frozenset(
        {
            *("lead", "handover", "activity", "deal", "stage_change", "quote", "customer", "value_change"),
            *("person", "setting", "currency_rate"),
        }
    )
    AUTO_FOCUS = "#numbers"

    DEFAULT_CSS = """
    BoardScreen #body { height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%; }
    BoardScreen #left { width: 1fr; padding: 0 1; }
    BoardScreen #numbers { height: 1fr; }
    BoardScreen #formula { height: 4; padding: 0 3; color: $text-muted; }
    BoardScreen #people {
        display: none; width: 44; height: 100%; padding: 0 1; border-left: solid $foreground 20%;
    }
    BoardScreen.-several.-wide #people, BoardScreen.-several.-broad #people { display: block; }
    BoardScreen.-broad #people { width: 64; }
    BoardScreen.-people #left { display: none; }
    BoardScreen.-people #people { display: block; width: 1fr; border-left: none; }
    BoardScreen.-tiny #body { border: none; }
    BoardScreen.-tiny #formula, BoardScreen.-short #formula { display: none; }
    BoardScreen #body:ansi { border-top: solid ansi_default; border-bottom: solid ansi_default; }
    BoardScreen #people:ansi { border-left: solid ansi_default; }
    BoardScreen #formula:ansi { color: ansi_default; }
    """

    def __init__(self, desk: Desk, shown: Shown, whose: Whose) -> None:
        super().__init__(desk, shown.score)
        self.shown = shown
        self.wanted: Period = shown.board.period
        self._is_rest_wanted = not shown.board.is_whole
        """Whether something was left out that has yet to be read."""
        self._sought: int | None = None
        """The number that the cursor goes to: the first one of a role that was not looked at before."""
        self.whose = whose

    @classmethod
    async def opened(cls, desk: Desk) -> BoardScreen:
        """The board of this month: one's own, or of who does not sell that of all who are reached."""
        person = desk.person
        period = period_of("month", day_of(desk.clock(), person.zone))
        shown = await desk.read_after_writes(_soon, person, period, desk.clock(), desk.score)
        return cls(desk, shown, Whose(person) if person.sells else Whose())

    def compose_body(self) -> ComposeResult:
        """The numbers and the formula of one; the people."""
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield PagedList(number_columns(()), id="numbers")
                yield Static(id="formula", markup=False)
            yield PagedList(
                PEOPLE_COLUMNS, empty_hint="Nobody of that role sells here.", quiet=True, id="people"
            )

    def on_mount(self) -> None:
        """Show the board that came with the screen."""
        self.show_board()

    def on_screen_suspend(self) -> None:
        """What was left out is read no more while something else is in front, which needs the time."""
        self.workers.cancel_group(self, LEFT_OUT)

    def on_screen_resume(self) -> None:
        """It is read once the board is seen: at first, and whenever one comes back."""
        self.call_after_refresh(self._read_rest)

    # Showing

    @property
    def numbers(self) -> PagedList:
        """The list of the numbers."""
        return self.query_one("#numbers", PagedList)

    @property
    def people(self) -> PagedList:
        """The list of the people."""
        return self.query_one("#people", PagedList)

    def members(self) -> tuple[Person, ...]:
        """The people whose numbers are looked at."""
        board = self.shown.board
        if self.whose.person is not None:
            return (self.whose.person,)
        return board.of_role(self.whose.role) if self.whose.role else board.people

    def ids(self) -> tuple[int, ...] | None:
        """Their ids; None for all, with what is nobody's."""
        is_all = self.whose == Whose()
        return None if is_all else tuple(person.id for person in self.members())

    async def load(self) -> None:
        """Read the board again, first what is there soon, unless it is known still."""
        desk, earlier = self.desk, self.shown
        self.workers.cancel_group(self, LEFT_OUT)
        known = None if self._is_rest_wanted else earlier
        shown = await desk.read_after_writes(_soon, desk.person, self.wanted, desk.clock(), desk.score, known)
        self.score = shown.score
        if shown is earlier:
            return
        self._is_rest_wanted = not shown.board.is_whole
        self.shown = shown.over(earlier)
        self.show_board()
        self._read_rest()

    def _read_rest(self) -> None:
        """Read what was left out, beside everything else: whoever wants another period meanwhile does not wait."""
        if self._is_rest_wanted:
            self.run_worker(self._tell_whole, group=LEFT_OUT, exclusive=True)  # type: ignore[arg-type]

    async def _tell_whole(self) -> None:
        await self.told(self._show_whole())

    async def _show_whole(self) -> None:
        desk = self.desk  # the score is read with the writes in their order, by load
        self.shown = await desk.read_apart(_whole, desk.person, self.wanted, desk.clock(), desk.score)
        self._is_rest_wanted = False
        self.show_board()

    def shows(self, touched: Touched) -> bool:
        """The numbers of others are in sight as well."""
        return super().shows(touched) or touched.table in self.TABLES

    def show_board(self) -> None:
        """Bring everything up to date."""
        role = self.whose.lives_as
        lines = self.lines(ordered(role))
        cells = {line.number.place: number_cells(line, self.shown.board, self.shown.kinds) for line in lines}
        self.numbers.set_columns(number_columns(cells.values()))
        ids = list(cells)
        if role:
            first = [line.number.place for line in lines if lives_by(role, line.number)]
            ids = [FIRST, *first, REST, *(place for place in ids if place not in first)]
            cells[FIRST], cells[REST] = (
                (Cell(f"what {_article(role)} {role} lives by"),),
                (Cell("the others"),),
            )
        self.numbers.set_rows(ids, self._sought, cells)
        self._sought = None
        self.set_class(len(self.members()) > 1, "-several")
        if len(self.members()) < 2:
            self.remove_class("-people")
        self._show_number()
        self.show_strip()
        self.refresh_keys()

    def looks_at_team(self) -> bool:
        """Whether several people's numbers are in sight."""
        return len(self.members()) > 1

    def lines(self, numbers: tuple[Number, ...]) -> list[Line]:
        """Numbers of the people who are looked at."""
        return self.shown.board.lines(numbers, self.ids())

    @property
    def number(self) -> Number:
        """The number under the cursor."""
        all_numbers = ordered(self.whose.lives_as)
        place = self.numbers.cursor_id
        return next((number for number in all_numbers if number.place == place), all_numbers[0])

    @on(PagedList.Highlighted, "#numbers")
    def _show_number(self) -> None:
        number, board = self.number, self.shown.board
        members, ids = self.members(), self.ids()
        unknown = sum(count for person, count in self.shown.unknown.items() if ids is None or person in ids)
        (line,) = self.lines((number,))
        told = made_of_lines(line, board, self.shown.kinds, unknown)
        self.query_one("#formula", Static).update("\n".join(told))
        rows = {
            person.id: person_cells(person, board.lines([number], (person.id,))[0], board)
            for person in members
        }
        self.people.set_rows([person.id for person in members], rows=rows)

    def third_line(self) -> list[Part]:
        """Whose numbers, and of which period."""
        period, today = self.wanted, day_of(self.desk.clock(), self.desk.person.zone)
        days = f"{short_date(period.first, today)} to {short_date(period.last, today)}"
        return [Part(self.whose_words(), "strong"), Part(f"{GAP}{period.label}"), Part(f"{GAP}{days}", "dim")]

    def whose_words(self) -> str:
        """``Maria Silva, SE``; ``all SE, 3 people``."""
        if self.whose.person is not None:
            role = self.whose.person.sales_role
            return f"{self.whose.person.name}{f', {role}' if role else ''}"
        members = len(self.members())
        people = f"{members:,} {'person' if members == 1 else 'people'}"
        return f"{self.whose.role}, {people}" if self.whose.role else f"all whom you reach, {people}"

    # Looking around

    def look_at(self, *, period: Period | None = None, whose: Whose | None = None) -> None:
        """Show another period, or other people."""
        if whose is not None:
            self.whose, self._sought = whose, ordered(whose.lives_as)[0].place
        if period is None:
            self.show_board()
        else:
            self.wanted = period
            self.show_anew()

    def look_at_period(self, period: Period) -> None:
        """Show another period."""
        self.look_at(period=period)

    def action_view(self) -> None:
        """Whose numbers."""
        self.asking(self._choose_whose(self.ask_letter(VIEW_FOLLOWERS)))

    async def _choose_whose(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer == "mine":
            self.look_at(whose=Whose(self.desk.person))
        elif answer is not None:
            self.look_at(whose=Whose() if answer == ALL else Whose(role=answer))
            if not self.members():
                self.say(f"Nobody whom you reach sells as {answer}.", tone="warn")

    def action_pane(self) -> None:
        """Between the numbers and the people."""
        if len(self.members()) < 2:
            self.say("One person's numbers are shown: V a shows all whom you reach.", tone="warn")
            return
        is_going = self.numbers.has_focus
        self.set_class(is_going and not (self.has_class("-wide") or self.has_class("-broad")), "-people")
        (self.people if is_going else self.numbers).focus()

    @on(PagedList.Opened, "#people")
    def _open_person(self, event: PagedList.Opened) -> None:
        person = next((one for one in self.members() if one.id == event.row_id), None)
        if person is not None:
            self.remove_class("-people")
            self.look_at(whose=Whose(person))
            self.numbers.focus()

    # Opening a number

    @on(PagedList.Opened, "#numbers")
    def _open_number(self) -> None:
        self.asking(self._open_records(self.number))

    async def _open_records(self, number: Number) -> None:
        desk, people = self.desk, self.ids()
        board, (line,) = self.shown.board, self.lines((number,))
        arguments = (desk.person, number, board.period, people, desk.clock())
        own, beside = await desk.read_after_writes(_opened, *arguments)
        wanted, currency = number.kpi, board.currency
        counts = counts_words(line.own, currency, self.shown.kinds)
        told = Told(
            f"{wanted.name}, {board.period.label}: {value_words(line.own, currency)}",
            [f"{wanted.formula}{f': {counts}' if counts else ''}"],
            {person.id: person.name for person in board.people},
            currency,
        )
        answer = await self.ask(KpiRecords(wanted, told, own, beside, number.beside))
        if answer is not None:
            table, _, row = answer.partition(" ")
            await self._open_page(table, int(row))

    async def _open_page(self, table: str, row: int) -> None:
        if not await self.desk.read(_is_reached, self.desk.person, table, row):
            self.say("That is another's by now: it is not within your reach.", tone="warn")
            return
        await self.open_page(await page_of(self, table, row))
        self.reload()


def _article(role: str) -> str:
    return "a" if role[0] == "C" else "an"


def _soon(
    store: Store,
    person: Person,
    period: Period,
    now: int,
    score: Score | None,
    earlier: Shown | None = None,
) -> Shown:
    """What is there soon; ``earlier``, which is whole, where the score tells that nothing has changed since."""
    score = score_again(store, person, now, score)
    if earlier is not None and earlier.holds(period, score.revision, now):
        return earlier
    return _shown(store, person, board_of(store, person, period, now, soon=True), score)


def _whole(store: Store, person: Person, period: Period, now: int, score: Score | None) -> Shown:
    score = score_again(store, person, now, score)
    return _shown(store, person, board_side_by_side(store, person, period, now), score)


def _shown(store: Store, person: Person, board: Board, score: Score) -> Shown:
    kinds = {kind.code: kind.plural for kind in all_kinds(store)}
    # What is left out of numbers that have yet to be read can wait as well.
    span = DealPeriod(*board.period.instants(person.zone))
    unknown = unknown_ways(store, person, span) if board.is_whole else {}
    return Shown(board, kinds, unknown, score)


def _opened(
    store: Store, person: Person, number: Number, period: Period, people: tuple[int, ...] | None, now: int
) -> tuple[OpenedKpi, OpenedKpi]:
    own = opened(store, person, number, period, people, now)
    beside = opened(store, person, number, period, people, now, beside=True) if number.beside else []
    return OpenedKpi(own, called_of(store, own)), OpenedKpi(beside, called_of(store, beside))


def _is_reached(store: Store, person: Person, table: str, row: int) -> bool:
    return bool(reached_ids(store, person, table, [row]))
