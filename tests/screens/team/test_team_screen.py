"""The team: who needs the manager, whose cockpit is read, and what others do meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cockpit.app import CockpitApp, TeamApp
from data.calendar.days import day_of, monday_of
from data.opening import open_store
from data.people.commands import AddPerson, EditPerson
from data.people.goal_commands import NewGoal, SetGoal
from data.people.person import Person, by_id
from data.people.reach import team_of
from data.points.board import board_of
from data.points.log import LogActivity
from data.reviews.commands import SubmitWeek
from data.team.ranking import SetRanking, is_ranked
from screens.shell.desk import Desk
from screens.team.team_screen import TeamScreen, _without_score
from tests.screen_text import screen_text
from tests.screens.as_stored import assert_as_stored
from tests.screens.cockpits import Cockpit, at, elsewhere, new_cockpit, press, running, said, until
from tests.screens.held_reads import HeldRead
from widgets.paged_list import PagedList


class Team(Cockpit):
    """A manager who does not sell, with three reps."""

    def __init__(self, path: str) -> None:
        begun = new_cockpit(path, name="Mo Manager")
        super().__init__(begun.store, begun.person, begun.now)
        self.apply(EditPerson, person_id=self.person.id, columns={"sells": 0})
        self.person = by_id(self.store, self.person.id)
        self.reps = [self._rep(name) for name in ("Ana Costa", "Ben Okafor", "Cy [red]Ito[/]")]

    def _rep(self, name: str) -> Person:
        row = {
            "name": name, "role": "rep", "start_date": "2026-09-07", "time_zone": "Europe/Lisbon",
            "working_hours": "Mon-Fri 09:00-17:30", "manager_id": self.person.id,
        }  # fmt: skip
        return by_id(self.store, self.apply(AddPerson, columns=row).id)

    def boss(self) -> Person:
        """Another who sets goals."""
        row = {
            "name": "Bo Boss", "role": "admin", "start_date": "2026-09-07", "time_zone": "Europe/Lisbon",
            "working_hours": "Mon-Fri 09:00-17:30", "sells": 0,
        }  # fmt: skip
        return by_id(self.store, self.apply(AddPerson, columns=row).id)

    def logs(self, rep: Person, count: int, kind: str = "call") -> None:
        """One of the reps logs something, from another process's store."""
        store = open_store(self.store.path)
        store.apply(LogActivity(store.ids.new(self.now), rep.id, self.now, kind, count, self.now))
        store.close()

    def submits(self, rep: Person) -> None:
        """One of the reps submits the present week."""
        monday = monday_of(day_of(self.now, rep.zone)).isoformat()
        self.store.apply(SubmitWeek(self.store.ids.new(self.now), rep.id, self.now, rep.id, monday))

    def team_app(self) -> TeamApp:
        """Cockpit as it opens for the manager."""
        today = day_of(self.now, self.person.zone)
        board = board_of(self.store, self.person, monday_of(today), today, self.now)
        desk = Desk(self.store, self.person, self.person, lambda: self.now, self.store.revision())
        return TeamApp(desk, board, theme="dark")


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """A manager at the keys."""
    made = Team(str(tmp_path / "cockpit.db"))
    yield made
    made.store.close()


def front(app: CockpitApp) -> TeamScreen:
    """The team screen in front."""
    screen = app.front
    assert isinstance(screen, TeamScreen)
    return screen


async def test_a_manager_begins_with_the_team_and_the_team_s_numbers(team: Team) -> None:
    team.logs(team.reps[0], 400)
    async with running(team.team_app(), (120, 40)) as pilot:
        text = screen_text(pilot.app)
        assert "Team   everybody   3 people" in text
        assert "400 / 1,500" in text and "1 of 3 on pace" in text
        assert "has logged nothing yet" in text
        assert "Cy [red]Ito[/]" in text


async def test_another_process_s_log_shows_and_moves_neither_cursor_nor_rows(team: Team) -> None:
    async with running(team.team_app(), (120, 40)) as pilot:
        await press(pilot, "down")
        app = pilot.app
        assert isinstance(app, CockpitApp)
        screen = front(app)
        before, under = list(screen._ids), screen.query_one("#members", PagedList).cursor_id
        team.logs(team.reps[2], 37)
        await until(pilot, lambda: "37 / 500" in screen_text(pilot.app))
        assert (list(screen._ids), screen.query_one("#members", PagedList).cursor_id) == (before, under)


async def test_whose_clock_it_is_stands_over_the_cockpit_of_somebody_elsewhere(team: Team) -> None:
    team.apply(EditPerson, person_id=team.reps[0].id, columns={"time_zone": "America/New_York"})
    async with running(team.team_app(), (80, 24)) as pilot:
        await press(pilot, "O", "n", "home", "enter")
        assert "Ana Costa's cockpit, to read, times of New York   esc back to your own" in screen_text(
            pilot.app
        )
        await press(pilot, "escape", "down", "enter")
        assert "Ben Okafor's cockpit, to read   esc back to your own" in screen_text(pilot.app)


async def test_enter_opens_a_cockpit_that_is_read_and_esc_comes_back(team: Team) -> None:
    team.logs(team.reps[0], 12)
    before = team.store.revision()
    async with running(team.team_app(), (120, 40)) as pilot:
        await press(pilot, "O", "n", "home", "enter")
        text = screen_text(pilot.app)
        assert "Ana Costa's cockpit, to read" in text and "12 / 500" in text
        await press(pilot, "c")
        assert "Only Ana Costa logs here" in screen_text(pilot.app)
        for keys, said in (("E", "You are reading"), ("u", "it is for reading"), ("+", "You are reading")):
            await press(pilot, "home", keys)
            assert said in screen_text(pilot.app), keys
        await press(pilot, "escape")
        await until(pilot, lambda: "Team   everybody" in screen_text(pilot.app))
    assert team.store.revision() == before


async def test_what_was_said_in_a_visit_is_taken_back_there_and_its_review_is_gone_to(team: Team) -> None:
    """A manager who looks at Ben and goes to the review means Ben's week, not the first that waits."""
    for rep in team.reps[:2]:
        team.submits(rep)
    async with running(team.team_app()) as pilot:
        await until(
            pilot, lambda: "to sign 2" in screen_text(pilot.app) and "2 notices" in screen_text(pilot.app)
        )
        await press(pilot, "O", "n", "home", "down", "enter")
        bar = screen_text(pilot.app).rstrip().splitlines()[-1]
        assert ": comment" in bar and "E edit" not in bar, "what does nothing here leaves its place"
        await press(pilot, "colon", *"well done", "enter", "escape")
        assert team.store.select("select count(*) from comment where text = 'well done'") == [(1,)]
        await press(pilot, "u")
        await until(pilot, lambda: not team.store.select("select 1 from comment where text = 'well done'"))
        await press(pilot, "f8")
        await until(pilot, lambda: "Ben Okafor, week 2026-W47   submitted" in screen_text(pilot.app))
        await press(pilot, "X")
        assert "Return week 2026-W47 of Ben Okafor: what is missing?" in screen_text(pilot.app)


@pytest.mark.parametrize(
    ("key", "title"),
    [("f3", "Inbox"), ("f4", "Funnel"), ("f5", "KRA"), ("f6", "Customers"), ("f9", "Scorecard")],
)
async def test_every_screen_of_a_visited_cockpit_is_that_of_its_owner(
    team: Team, key: str, title: str
) -> None:
    async with running(team.team_app(), (120, 40)) as pilot:
        await press(pilot, "O", "n", "home", "down", "enter", key)
        text = screen_text(pilot.app)
        assert f"{title}   Ben Okafor" in text and "Ben Okafor's cockpit, to read" in text
        await press(pilot, "f7")
        assert "Team   everybody" in screen_text(pilot.app)
        await press(pilot, key)
        assert f"{title}   Mo Manager" in screen_text(pilot.app)


async def test_goals_and_days_off_are_set_from_the_team(team: Team) -> None:
    async with running(team.team_app(), (120, 40)) as pilot:
        await press(pilot, "O", "n", "home", "W", *"many", "enter")
        assert "like 400" in screen_text(pilot.app)
        await press(pilot, *("backspace",) * 4, *"300", "enter")
        await until(pilot, lambda: "0 / 300" in screen_text(pilot.app))
        await press(pilot, "X", *"20 nov; ill", "enter")
        await until(pilot, lambda: "off on" in screen_text(pilot.app))
        await press(pilot, "W", *"450 next week", "enter")
        await until(pilot, lambda: "450 points" in said(pilot))
        assert "0 / 300" in screen_text(pilot.app)
    assert team.store.select("select day, reason from day_off") == [("2026-11-20", "ill")]
    goals = "select points, effective_on from goal where person_id is not null order by effective_on"
    assert team.store.select(goals) == [(300, "2026-11-16"), (450, "2026-11-23")]


async def test_on_a_sunday_evening_the_team_a_row_its_cockpit_and_the_review_tell_the_same_weeks(
    team: Team,
) -> None:
    ana, ben, _ = team.reps
    team.apply(EditPerson, person_id=ana.id, columns={"time_zone": "Asia/Tokyo"})
    team.logs(ana, 30)
    team.logs(ben, 20)
    team.now = at(datetime(2026, 11, 22, 20, tzinfo=UTC))  # in Tokyo it is Monday
    async with running(team.team_app(), (120, 40)) as pilot:
        text = screen_text(pilot.app)
        assert "50 / 1,500" in text and "1 already next week" in text and "Sun 22 Nov" in text
        assert "W48 0 / 500" in text
        await press(pilot, "O", "n", "home")
        assert "already in week 2026-W48 there" in screen_text(pilot.app)
        await press(pilot, "enter")
        await until(pilot, lambda: "05:00 Tokyo" in screen_text(pilot.app))
        assert "Mon 23 Nov" in screen_text(pilot.app) and "0 / 500" in screen_text(pilot.app)
        await press(pilot, "escape", "f8")
        lines = [line for line in screen_text(pilot.app).splitlines() if "2026-W4" in line]
        assert any("2026-W48" in line and "Ana Costa" in line for line in lines)
        assert not any("2026-W48" in line and "Ben Okafor" in line for line in lines)
        assert any("! open" in line and "2026-W47" in line and "Ana Costa" in line for line in lines)


@pytest.mark.parametrize(("letter", "goal"), [("t", 450), ("m", 300)])
async def test_a_goal_that_another_manager_set_meanwhile_is_asked_about(
    team: Team, letter: str, goal: int
) -> None:
    ana = team.reps[0]
    async with running(team.team_app(), (120, 40)) as pilot:
        boss = team.boss()
        await press(pilot, "O", "n", "home", "W")
        elsewhere(team, SetGoal, by=boss, goal=NewGoal(450, "2026-11-16", 1), person_id=ana.id)
        await pilot.press(*"300", "enter")
        await until(pilot, lambda: "Bo Boss changed the weekly goal of Ana Costa" in screen_text(pilot.app))
        assert "it is 450 points now" in " ".join(screen_text(pilot.app).split())
        await press(pilot, letter)
        await until(pilot, lambda: f"0 / {goal}" in screen_text(pilot.app))


async def test_the_ranking_can_be_switched_off(team: Team) -> None:
    team.logs(team.reps[1], 40)
    async with running(team.team_app(), (120, 40)) as pilot:
        await press(pilot, "O", "r")
        assert "1  Ben Okafor" in " ".join(screen_text(pilot.app).split("\n"))
        team.apply(SetRanking, on=False)
        app = pilot.app
        assert isinstance(app, CockpitApp)
        await until(pilot, lambda: not front(app).team.is_ranked)
        await press(pilot, "g", "p", "g", "t", "O", "r")
        assert "is none of these" in screen_text(pilot.app)
        await press(pilot, "escape", "O", "s")
        await until(pilot, lambda: is_ranked(team.store, team.person))


async def test_numbers_are_opened_down_to_whom_they_are_made_of(team: Team) -> None:
    team.logs(team.reps[1], 40)
    async with running(team.team_app(), (120, 40)) as pilot:
        await press(pilot, "=", "enter")
        text = screen_text(pilot.app)
        assert "points: 40, by person" in text and "Ben Okafor" in text


async def test_who_reviews_nobody_is_told_how_a_team_comes_about(tmp_path: Path) -> None:
    cockpit = new_cockpit(str(tmp_path / "cockpit.db"))
    assert len(team_of(cockpit.store, cockpit.person)) == 1
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f7")
        assert "Nobody is in your team yet" in screen_text(pilot.app)
        assert "cockpit people add NAME --manager" in screen_text(pilot.app)
    cockpit.store.close()


async def test_where_a_team_is_looked_at_the_strip_tells_of_the_team(team: Team) -> None:
    team.apply(EditPerson, person_id=team.person.id, columns={"sells": 1})
    team.person = by_id(team.store, team.person.id)
    team.logs(team.reps[1], 40)
    async with running(team.app(), (120, 40)) as pilot:
        await press(pilot, "f3")
        assert "0 / 500" in screen_text(pilot.app)
        await press(pilot, "V", "t")
        assert "team   40 / 1,500" in screen_text(pilot.app)
        await press(pilot, "V", "m")
        assert "0 / 500" in screen_text(pilot.app)


async def test_who_does_not_sell_finds_the_team_in_place_of_points(team: Team) -> None:
    async with running(team.team_app()) as pilot:
        await press(pilot, "f3", "f2")
        text = screen_text(pilot.app)
        assert "Team   everybody" in text and "has no points: this is your team" in text


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (200, 60)])
async def test_it_stands_in_any_size(team: Team, size: tuple[int, int]) -> None:
    async with running(team.team_app(), size) as pilot:
        await press(pilot, "down", "enter", "escape")
        assert "0 / 1,500" in screen_text(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_looks_as_it_was_last_looked_at(team: Team, size: tuple[int, int]) -> None:
    team.logs(team.reps[0], 400)
    team.logs(team.reps[1], 90)
    async with running(team.team_app(), size) as pilot:
        assert_as_stored(f"team-{size[0]}x{size[1]}.txt", screen_text(pilot.app) + "\n")


async def test_a_long_read_of_very_many_people_holds_up_nobody_and_ends_when_one_leaves(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = HeldRead(_without_score)
    monkeypatch.setattr("screens.team.team_screen.READ_SOON", 0)
    monkeypatch.setattr("screens.team.team_screen._without_score", read)
    team.person = team.boss()
    async with running(team.team_app()) as pilot:
        team.logs(team.reps[0], 7)
        await until(pilot, lambda: read.begun == 1)
        await pilot.press("f3")
        await until(pilot, lambda: "Inbox" in screen_text(pilot.app))
        await until(pilot, lambda: read.ended_early == 1)
        await pilot.press("g", "t")
        await until(pilot, lambda: "Team   everybody" in screen_text(pilot.app) and read.begun == 2)
        await pilot.press("down", "W")
        await until(pilot, lambda: "goal" in screen_text(pilot.app))
        assert "7 / 500" not in screen_text(pilot.app)
        await pilot.press("escape")
        read.may_be_read.set()
        await until(pilot, lambda: "7 / 500" in screen_text(pilot.app))
