"""The team: who needs me?"""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import date, timedelta
from functools import partial
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.calendar.days import clock_time, day_of, monday_of, short_day
from data.calendar.moments import parse_day
from data.comments.notices import Unread, counts
from data.kernel.errors import UsageError
from data.kernel.store import Store
from data.kernel.touched import Touched
from data.people.days_off_commands import TakeDaysOff, range_words
from data.people.goal_commands import SetGoal, goal_typed, goal_words
from data.people.person import Person
from data.points.explain import Number
from data.points.headline import GAP, Part
from data.points.score import Score, score_of
from data.records.as_it_stood import AsItStood
from data.team.explain import made_of, numbers_of
from data.team.goals import goal_as_it_stands
from data.team.member import Member
from data.team.need import by_need, by_rank
from data.team.ranking import SetRanking
from data.team.team import Team, team_as_of
from data.team.words import undone_parts
from screens.records.changes_seen import ChangesSeen
from screens.shell.desk import Desk
from screens.shell.facts_page import FactsPage
from screens.shell.prompt import Prompt
from screens.team.keys import NAME, NEED, ORDER_FOLLOWERS, RANK, SWITCH, TEAM_KEYS
from screens.team.words import COLUMNS, glance_lines, head_parts, member_cells, told_lines, week_bars
from widgets.charts.weeks import WeeksChart
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import PagedList
from widgets.status_strip import StatusStrip

NOBODY_HERE = """Nobody is in your team yet.

An admin says who there is, and who reviews whom:
cockpit people add NAME --manager {handle}
cockpit people edit WHO --manager {handle}"""

READ_SOON = 500
"""People whose weeks are read within a quarter of a second."""


class Shown(NamedTuple):
    """What the screen shows, read in one go."""

    team: Team
    score: Score


def shown(store: Store, person: Person, now: int) -> Shown:
    """A manager's team, and the manager's own score."""
    return Shown(team_as_of(store, person, now), score_of(store, person, now))


def _without_score(store: Store, person: Person, now: int) -> tuple[Team, Unread]:
    """A manager's team, and the notices that wait."""
    return team_as_of(store, person, now), counts(store, person, now)


class TeamScreen(ChangesSeen):
    """Everybody of the team with the reason to look, the team's weeks, one of them at a glance."""

    TITLE_WORD = "Team"
    EXPLAINED = (
        "Who needs you comes first, with the reason: answers that are overdue, nothing logged, behind the pace, runs "
        "and deals that lie, weeks to sign, entries to look at. enter opens a cockpit to read in; esc comes back. = "
        "opens the team's numbers."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = TEAM_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    TABLES: ClassVar[frozenset[str]] = frozenset(
        {
            *(
                "activity",
                "person",
                "goal",
                "day_off",
                "signed_week",
                "setting",
                "lead",
                "message",
                "deal",
                "stage",
            ),
            *("review", "kra_run", "kra_item", "kra_assignment", "standard", "standard_item"),
        }
    )
    AUTO_FOCUS = "#members"

    DEFAULT_CSS = """
    TeamScreen #body { height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%; }
    TeamScreen #left { width: 1fr; padding: 0 1; }
    TeamScreen #members { height: 1fr; }
    TeamScreen #told { height: 2; margin-top: 1; color: $text-muted; }
    TeamScreen #told:ansi { color: ansi_default; }
    TeamScreen #weeks { height: 6; }
    TeamScreen.-wide #weeks, TeamScreen.-broad #weeks { margin-top: 1; }
    TeamScreen.-wide #told, TeamScreen.-broad #told, TeamScreen.-short #told, TeamScreen.-tiny #told,
    TeamScreen.-nobody #told { display: none; }
    TeamScreen #glance {
        display: none; width: 40; height: 100%; padding: 0 1; border-left: solid $foreground 20%; overflow: hidden;
    }
    TeamScreen.-wide #glance, TeamScreen.-broad #glance { display: block; }
    TeamScreen.-tall #weeks { height: 12; }
    TeamScreen.-short #weeks, TeamScreen.-tiny #weeks, TeamScreen.-nobody #weeks { display: none; }
    TeamScreen.-tiny #body { border: none; }
    TeamScreen #body:ansi { border-top: solid ansi_default; border-bottom: solid ansi_default; }
    TeamScreen #glance:ansi { border-left: solid ansi_default; }
    """

    def __init__(self, desk: Desk, shown: Shown) -> None:
        super().__init__(desk, shown.score)
        self.team = shown.team
        self.order = NEED
        self._ids: list[int] = []
        """The people in the order in which they are listed: news move nobody."""

    @classmethod
    async def opened(cls, desk: Desk) -> TeamScreen:
        """The team of the desk's person."""
        return cls(desk, await desk.read_after_writes(shown, desk.person, desk.clock()))

    def compose_body(self) -> ComposeResult:
        """The people and the team's weeks; one of them at a glance."""
        hint = NOBODY_HERE.format(handle=self.desk.person.handle)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield PagedList(COLUMNS, empty_hint=hint, id="members")
                yield Static(id="told", markup=False)
                yield WeeksChart(id="weeks")
            yield Static(id="glance", markup=False)

    def on_mount(self) -> None:
        """Show the team that came with the screen."""
        self.show_team()

    # Showing

    @property
    def members(self) -> PagedList:
        """The list of the people."""
        return self.query_one("#members", PagedList)

    @property
    def member(self) -> Member | None:
        """Who is under the cursor."""
        cursor = self.members.cursor_id if self.is_mounted else None
        return next((one for one in self.team.members if one.person.id == cursor), None)

    def shows(self, touched: Touched) -> bool:
        """Everybody's changes are in sight."""
        return touched.table in self.tables()

    def loads_soon(self) -> bool:
        """A thousand people are counted for a while: what is typed meanwhile need not wait."""
        return len(self.team.members) <= READ_SOON

    async def load(self) -> None:
        """Read the team again; its people stay where they are."""
        desk = self.desk
        read = desk.read_after_writes if self.loads_soon() else desk.read_apart_after_writes
        if desk.person.sells:
            self.team, self.score = await read(shown, desk.person, desk.clock())
        else:  # nobody's own points are in sight
            self.team, heard = await read(_without_score, desk.person, desk.clock())
            self.score = self.score._replace(counted={**self.score.counted, "comments": heard})
        self.show_team()

    def on_screen_resume(self) -> None:
        """Put those first again who need attention, once one comes back."""
        self._ids = []
        if self.is_mounted and not self.is_stale:
            self.show_team()

    def show_team(self) -> None:
        """Bring everything up to date."""
        team, hours = self.team, self.desk.person.hours
        known = {member.person.id: member for member in team.members}
        if not self._ids:
            self._ids = [member.person.id for member in self._ordered()]
        self._ids = [one for one in self._ids if one in known] + [
            one for one in known if one not in self._ids
        ]
        places = {}
        if self.order == RANK:
            places = {
                one.person.id: place for place, one in enumerate(by_rank(team.members), 1) if one.of_team.goal
            }
        cells = {one: member_cells(known[one], places.get(one, 0), team.now, hours) for one in self._ids}
        self.members.set_rows(self._ids, rows=cells)
        self.query_one(WeeksChart).update(week_bars(team.weeks))
        self.set_class(not known, "-nobody")
        self._show_glance()
        self.show_strip()
        self.refresh_keys()

    def _ordered(self) -> list[Member]:
        members = self.team.members
        if self.order == RANK:
            return by_rank(members)
        return by_need(members) if self.order == NEED else sorted(members, key=lambda one: one.person.name)

    @on(PagedList.Highlighted, "#members")
    def _show_glance(self) -> None:
        member = self.member
        hours, told = self.desk.person.hours, self.query_one("#told", Static)
        lines = glance_lines(member, self.team.now, hours) if member else []
        self.query_one("#glance", Static).update("\n".join(lines))
        if told.display:
            lines = told_lines(member, self.team.now, hours, self.members.size.width) if member else []
            told.update("\n".join(lines))

    def on_resize(self) -> None:
        """There is room for a glance, or no longer."""
        self.call_after_refresh(self._show_glance)

    def show_strip(self) -> None:
        """The team's numbers in place of one's own."""
        strip, now, zone = self.query_one(StatusStrip), self.desk.clock(), self.desk.person.zone
        today = day_of(now, zone)
        head = [*head_parts(self.team), Part(GAP + short_day(today, today), "dim"), *self.heard()]
        strip.show_line(0, head, clock_time(now, zone))
        strip.show_line(1, self.team.totals.score.score_parts())
        strip.show_line(2, undone_parts(self.team.totals))

    def refusal(self, entry: KeyEntry) -> str:
        """Most keys take somebody; what is set is set by a manager."""
        reason = super().refusal(entry)
        if reason or not entry.id.startswith("team.") or entry.id == "team.order":
            return reason
        return "" if self.member is not None else "There is nobody under the cursor."

    # Looking

    @on(PagedList.Opened, "#members")
    def _open_cockpit(self, event: PagedList.Opened) -> None:
        self.asking(self._visit(event.row_id))

    async def _visit(self, person_id: int) -> None:
        await self.run_action(f"app.visit({person_id})")

    def action_order(self) -> None:
        """Another order."""
        letters = [one for one in ORDER_FOLLOWERS if one.answer != RANK or self.team.is_ranked]
        self.asking(self._choose_order(self.ask_letter(letters)))

    async def _choose_order(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer in (NEED, RANK, NAME):
            self.order, self._ids = answer, []
            self.show_team()
        elif answer == SWITCH:
            await self.do(SetRanking, on=not self.team.is_ranked)
            if self.order == RANK:
                self.order, self._ids = NEED, []

    def action_numbers(self) -> None:
        """The team's numbers: what each is made of."""
        from screens.points.numbers import Numbers

        title = "The team's numbers"
        self.app.push_screen(Numbers(title, numbers_of(self.team), self._open_number))

    async def _open_number(self, number: Number) -> None:
        title = f"{number.name}: {number.value}, by person"
        self.app.push_screen(FactsPage(title, made_of(self.team.members, number)))

    # Setting

    def action_goal(self) -> None:
        """Set the weekly goal of who is under the cursor, from this week or the next one on."""
        if self.member is not None:
            self.asking(self._goal(self.member))

    async def _goal(self, member: Member) -> None:
        person, own = member.person, member.weeks[-1].monday
        # Whose Monday has come first: a week that is over for either of them keeps its goal.
        this = max(own, monday_of(day_of(self.desk.clock(), self.desk.person.zone)))
        stood: dict[str, AsItStood] = {}
        for monday in (this, this + timedelta(days=7)):
            read = partial(goal_as_it_stands, person=person, monday=monday)
            shown = member.goal if monday == own else (await self.desk.read_after_writes(read)).value
            what = f"the weekly goal of {person.name}"
            stood[monday.isoformat()] = AsItStood(what, shown, read, self.desk.given)

        async def take(text: str) -> None:
            new = goal_typed(text, this)
            await self.do_seen(stood[new.effective_on], SetGoal, goal=new, person_id=person.id)

        question = f"Weekly goal of {person.name}, from this week on"
        hint = "400, or none; 400 next week"
        await self.ask(
            Prompt(question, lambda text: goal_words(goal_typed(text, this)), hint=hint, take=take)
        )

    def action_days_off(self) -> None:
        """Excuse days of who is under the cursor."""
        member = self.member
        if member is None:
            return
        person = member.person
        today = day_of(self.desk.clock(), person.zone)

        def typed(text: str) -> tuple[date, date, str]:
            days, _, reason = text.partition(";")
            first_text, _, last_text = days.partition(" to ")
            if not first_text.strip():
                raise UsageError("Which days? Like: fri; ill, or: 24 dec to 31 dec; holiday")
            first = parse_day(first_text, today, person.zone, nearest=True)
            last = parse_day(last_text, first, person.zone, ahead=True) if last_text.strip() else first
            return first, last, reason.strip()

        def meaning(text: str) -> str:
            first, last, reason = typed(text)
            return f"{range_words(first, last)}: {reason or 'day off'}"

        async def take(text: str) -> None:
            first, last, reason = typed(text)
            await self.do(
                TakeDaysOff,
                first=first.isoformat(),
                last=last.isoformat(),
                person_id=person.id,
                reason=reason,
            )

        question = f"Days off of {person.name}"
        self.ask_and_do(Prompt(question, meaning, hint="fri; ill", take=take))
