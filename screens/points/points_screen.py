"""The points screen: how far am I from 500?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.calendar.days import day_of, local, monday_of
from data.calendar.hours import MINUTE
from data.points.board import Board, board_of
from data.points.entries import entries_by_id
from data.points.hours import points_by_hour
from data.points.week import Week
from screens.points.bars import hours, ramp_bars, shares, week_bars
from screens.points.entry_keys import EntryKeys
from screens.points.keys import POINTS_KEYS
from screens.points.log_pane import Log
from screens.points.words import kind_cells, kind_columns, log_title, mix_lines
from screens.shell.desk import Desk
from widgets.charts.hours import HoursChart
from widgets.charts.mix import MixChart
from widgets.charts.week import WeekChart
from widgets.charts.weeks import WeeksChart
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import PagedList

if TYPE_CHECKING:
    from screens.points.opener import Opener

CHART_DELAY = 0.12
"""Seconds that charts wait for more keys before they are drawn again."""
POINTS_TABLES = frozenset({"activity", "day_off", "goal", "kind", "person", "scale", "signed_week"})
HOURS_TITLE = "By the hour, last four weeks"
HOURS = "hours"
"""The group of workers that read them."""
NO_MIX = "Nothing logged this week."
LARGE_CHARTS = (
    ("week", "The week, day by day, against the pace."),
    ("large-weeks", "The weeks against their goal."),
    ("large-mix", "What the week's points are made of."),
)
"""The charts of the large place and what each shows, the first at the start."""
NOTHING_LOGGED = "Nothing logged yet.\nc logs a call, 12c twelve."
NOTHING_THEN = "Nothing logged.\n{key} logs for another day than today."
NOTHING_TO_LOG = "Who does not sell logs nothing.\ng i shows the leads."


class PointsScreen(EntryKeys):
    """This week's points, the pad of kinds, and the log of a day."""

    TITLE_WORD = "Points"
    EXPLAINED = (
        "Log what you do as you do it: one letter, one entry. The bars add up the week; the dotted line "
        "is the pace that reaches the goal in your working hours. Any number opens with enter or =."
    )
    TABLES: ClassVar[frozenset[str]] = POINTS_TABLES
    KEYS: ClassVar[tuple[KeyEntry, ...]] = POINTS_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    AUTO_FOCUS = "#log"

    DEFAULT_CSS = """
    PointsScreen #body {
        height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%;
    }
    PointsScreen #left { width: 1fr; border-right: solid $foreground 20%; padding: 0 1; }
    PointsScreen #right { width: 36; padding: 0 1; }
    PointsScreen #log { height: 6; }
    PointsScreen #log-title { height: 1; color: $text-muted; margin-top: 1; }
    PointsScreen #kinds { height: auto; max-height: 20; min-height: 4; }
    PointsScreen #mixes { height: auto; max-height: 4; color: $text-muted; margin-top: 1; }
    PointsScreen #weeks { height: 1; }
    PointsScreen #mix, PointsScreen #hours, PointsScreen #hours-title { display: none; }
    PointsScreen.-wide #right { width: 44; }
    PointsScreen.-tall #log { height: 2fr; }
    PointsScreen.-tall #left Chart { height: 3fr; }
    PointsScreen.-tall #weeks { height: 1fr; min-height: 8; margin-top: 1; }
    PointsScreen.-tall #mix { display: block; height: 1fr; margin-top: 1; }
    PointsScreen.-tall #mixes { max-height: 8; }
    PointsScreen.-broad #right { width: 64; }
    PointsScreen.-broad.-tall #hours-title { display: block; margin-top: 1; color: $text-muted; }
    PointsScreen.-broad.-tall #hours { display: block; }
    PointsScreen.-narrow #left { padding: 0 0 0 1; }
    PointsScreen.-narrow #right { width: 39; padding: 0; }
    PointsScreen.-narrow #mixes { padding: 0 1; }
    PointsScreen.-slim #body { layout: vertical; }
    PointsScreen.-slim #left { width: 1fr; height: 6; border-right: none; padding: 0; }
    PointsScreen.-slim #right { width: 1fr; height: 1fr; padding: 0; }
    PointsScreen.-slim Chart { display: none; }
    PointsScreen.-short Chart { display: none; }
    PointsScreen.-short #log { height: 1fr; }
    PointsScreen.-short #mixes, PointsScreen.-short #weeks { display: none; }
    PointsScreen.-tiny #body { border: none; }
    PointsScreen.-tiny.-slim #left { display: none; }
    PointsScreen.-tiny Chart, PointsScreen.-tiny #log-title { display: none; }
    PointsScreen.-tiny #log { height: 1fr; }
    PointsScreen:ansi #body { border-top: solid ansi_default; border-bottom: solid ansi_default; }
    PointsScreen:ansi #left { border-right: solid ansi_default; }
    """

    def __init__(self, desk: Desk, board: Board) -> None:
        super().__init__(desk, board.score)
        self.board = board
        self._by_row: dict[int, str] = {}
        self._chart = 0
        self._hours_read = 0
        """The minute in which the hours were read last: they take longer than a key."""
        self._numbers_opener: Opener | None = None
        """Through whom the numbers were opened last."""

    @classmethod
    async def opened(cls, desk: Desk) -> Self:
        """The screen with today's board."""
        now = desk.clock()
        today = day_of(now, desk.person.zone)
        return cls(desk, await desk.read_after_writes(board_of, desk.person, monday_of(today), today, now))

    def compose_body(self) -> ComposeResult:
        """Chart and log to the left, kinds and what is needed to the right."""
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield WeekChart(id="week", empty_hint="A week off.")
                yield Static(id="log-title", markup=False)
                yield Log(self._log_hint())
            with Vertical(id="right"):
                yield PagedList(kind_columns(self.board), quiet=True, id="kinds")
                yield Static(id="mixes", markup=False)
                yield WeeksChart(id="weeks")
                if self.has_class("-tall"):
                    yield from self._tall_charts()

    def _tall_charts(self) -> ComposeResult:
        """What stands below the rest where there is room: each widget costs a start that shows it not."""
        yield Static(HOURS_TITLE, id="hours-title", markup=False)
        yield HoursChart(id="hours")
        yield MixChart(id="mix", empty_hint=NO_MIX)

    def on_mount(self) -> None:
        """Show the board that came with the screen."""
        self.show_board()

    # Loading and showing

    def shown_week(self) -> Week:
        """The week on the board."""
        return self.board.week

    def shows_today(self) -> bool:
        """Whether the board shows today, by itself or in its week."""
        return self.board.week.is_current and self.board.chosen in (None, self.board.week.today)

    async def load(self) -> None:
        """Read the board again."""
        now, person = self.desk.clock(), self.desk.person
        monday, chosen = self.board.week.monday, self.board.chosen
        if chosen == self.board.week.today and self.board.week.is_current:
            chosen = self._today(now)
            monday = monday_of(chosen)
        self.board = await self.desk.read_after_writes(board_of, person, monday, chosen, now)
        self.score = self.board.score
        self.show_board()
        if self._numbers_opener is not None:
            await self._numbers_opener.renew(self.board.week, self.board.score.streak)

    def _today(self, now: int) -> date:
        return day_of(now, self.desk.person.zone)

    def show_board(self) -> None:
        """Bring every part up to date."""
        board = self.board
        kinds = self.query_one("#kinds", PagedList)
        self._by_row = {total.kind.id: total.kind.code for total in board.week.kinds}
        if kinds.row_count != len(board.week.kinds):
            kinds.styles.height = len(board.week.kinds) + 1
            kinds.set_rows([total.kind.id for total in board.week.kinds])
        kinds.set_columns(kind_columns(board))
        self._give_kinds()
        self._show_log()
        mixes, lines = self.query_one("#mixes", Static), "\n".join(mix_lines(board))
        if lines != mixes.content:
            mixes.update(lines)
        self.set_timer(CHART_DELAY, self._show_charts)

    def _show_charts(self) -> None:
        board = self.board
        self.query_one(WeekChart).update(week_bars(board))
        for weeks in self.query(WeeksChart):
            weeks.update(ramp_bars(board))
        for mix in self.query(MixChart):
            mix.update(shares(board.week))
        if (
            any(chart.display for chart in self.query(HoursChart))
            and self._hours_read != board.week.now // MINUTE
        ):
            self._hours_read = board.week.now // MINUTE
            self.run_worker(self.told(self._show_hours()), group=HOURS, exclusive=True)

    async def _show_hours(self) -> None:
        desk, now = self.desk, self.desk.clock()
        found = await desk.read(points_by_hour, desk.person, self.board.week.today)
        self.query_one(HoursChart).update(hours(found, local(now, desk.person.zone).hour))

    async def action_chart(self) -> None:
        """Show the next chart in the large place: this week, the weeks around it, the mix of kinds."""
        self._chart = (self._chart + 1) % len(LARGE_CHARTS)
        if not self.query("#large-weeks"):
            large = (WeeksChart(id="large-weeks"), MixChart(id="large-mix", empty_hint=NO_MIX))
            await self.query_one("#left").mount(*large, before="#log-title")
        for place, (name, _) in enumerate(LARGE_CHARTS):
            self.query_one(f"#{name}").display = place == self._chart
        self._show_charts()
        self.say(LARGE_CHARTS[self._chart][1], hint=f"{self.key('chart')} next chart", tone="dim")

    def _show_log(self, entry: int | None = None) -> None:
        log = self.query_one(Log)
        log.empty_hint = self._log_hint()
        log.show(self.board, is_roomy=self.has_class("-tall"), entry=entry)
        self.query_one("#log-title", Static).update(log_title(self.board), layout=False)

    def on_resize(self) -> None:
        """More days are listed where there is more room."""
        self.call_after_refresh(self._fill_room)

    def _log_hint(self) -> str:
        """What stands where nothing is logged: a letter logs for today, whichever day is looked at."""
        if not self.desk.person.sells:
            return NOTHING_TO_LOG
        return NOTHING_LOGGED if self.shows_today() else NOTHING_THEN.format(key=self.key("log.detail"))

    def _fill_room(self) -> None:
        if self.has_class("-tall") and not self.query(HoursChart):
            self.query_one("#right").mount(*self._tall_charts())
        if self.query_one(Log).is_roomy != self.has_class("-tall"):
            self._show_log()
        self._show_charts()

    @on(PagedList.PageWanted, "#log")
    async def _give_entries(self, event: PagedList.PageWanted) -> None:
        await self.told(self._put_entries(event))

    async def _put_entries(self, event: PagedList.PageWanted) -> None:
        found = await self.desk.read_after_writes(entries_by_id, event.ids)
        self.query_one(Log).put_entries(event.ids, found, self.desk.person)

    @on(PagedList.PageWanted, "#kinds")
    def _give_kinds(self) -> None:
        kinds, board = self.query_one("#kinds", PagedList), self.board
        kinds.put_rows({total.kind.id: kind_cells(total, board) for total in board.week.kinds})

    # Time

    async def _look_at(self, monday: date, chosen: date | None) -> None:
        week = await self.desk.read_after_writes(
            board_of, self.desk.person, monday, chosen, self.desk.clock()
        )
        self.board = week
        self.say("")
        self.show_strip()
        self.show_board()
        self.refresh_keys()

    async def action_week(self, step: int) -> None:
        """Look at another week: the whole of it, or today in the present one."""
        monday = self.board.week.monday + timedelta(weeks=step)
        today = self.board.week.today
        if monday > monday_of(today):
            self.say("That is this week: the next one has not begun.", tone="warn")
            return
        await self._look_at(monday, today if monday == monday_of(today) else None)

    async def action_day(self, step: int) -> None:
        """Look at another day."""
        board = self.board
        day = board.chosen
        if day is None:
            day = board.week.monday + timedelta(days=6 if step < 0 else 0)
        else:
            day += timedelta(days=step)
        if day > board.week.today:
            self.say("That is today: tomorrow has not begun.", tone="warn")
            return
        await self._look_at(monday_of(day), day)

    async def action_today(self) -> None:
        """Back to today."""
        today = self._today(self.desk.clock())
        await self._look_at(monday_of(today), today)

    async def action_whole_week(self) -> None:
        """All entries of the week on the board."""
        await self._look_at(self.board.week.monday, None)

    async def stand_on(self, record: int) -> None:
        """Look at the day of an entry, and put the cursor on it."""
        found = await self.desk.read_after_writes(entries_by_id, [record])
        if found:
            day = date.fromisoformat(found[0].day)
            await self._look_at(monday_of(day), day)
            self._show_log(record)

    def action_pane(self) -> None:
        """Move between the log and the kinds."""
        log, kinds = self.query_one(Log), self.query_one("#kinds", PagedList)
        (log if kinds.has_focus else kinds).focus()

    # What opens on top

    def _opener(self) -> Opener:
        from screens.points.opener import Opener

        return Opener(self.app, self.desk, self.board.week, self.board.score.streak)

    async def action_numbers(self) -> None:
        """Open the numbers of the board."""
        self._numbers_opener = self._opener()
        await self._numbers_opener.open_numbers()

    @on(PagedList.Opened, "#kinds")
    async def _open_kind(self, event: PagedList.Opened) -> None:
        code = self._by_row[event.row_id]
        kind = next(total.kind for total in self.board.week.kinds if total.kind.code == code)
        await self.told(self._opener().open_kind(kind))

    @on(PagedList.Opened, "#log")
    async def _open_entry(self, event: PagedList.Opened) -> None:
        await self.told(self._opener().open_entry(event.row_id))
