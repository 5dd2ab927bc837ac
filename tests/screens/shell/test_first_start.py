"""The first start: a name and a date make a store; what cannot be done is said in the form."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from cockpit.first_start import FirstStartApp
from data.begin import begin_store
from data.kernel.errors import StoreError
from data.opening import open_store
from data.people.person import everybody
from data.points.entries import has_logged_nothing
from data.points.week import week_of
from data.points.why_goal import why_goal
from screens.shell.first_start import FirstStart
from tests.screen_text import screen_text
from tests.screens.cockpits import THURSDAY, Cockpit, at, press, running, until
from tests.screens.inboxes import top

HOURS = "Mon-Fri 09:00-17:30"


def first_start(path: str) -> FirstStartApp:
    """The form for a path."""

    def make(name: str, start: str, time_zone: str, hours: str) -> None:
        begin_store(path, at(THURSDAY), name=name, start=start, time_zone=time_zone, working_hours=hours)

    form = FirstStart(make, path=path, today=date(2026, 11, 19), time_zone="Europe/Lisbon", hours=HOURS)
    return FirstStartApp(form, "dark")


async def test_a_name_and_a_date_are_enough(tmp_path: Path) -> None:
    path = str(tmp_path / "folder" / "cockpit.db")
    app = first_start(path)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Europe/Lisbon" in screen_text(app) and HOURS in screen_text(app)
        await pilot.press(*"Ana Lima", "tab", *"2026-09-07")
        assert "Mon 7 Sep 2026, this is week 11" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: os.path.exists(path) and app.return_value is not None)
    assert app.return_value == "Ana Lima"
    (person,) = everybody(open_store(path))
    assert (person.name, person.start_date, person.time_zone) == ("Ana Lima", "2026-09-07", "Europe/Lisbon")


async def test_five_keys_and_the_reason_of_the_goal_are_shown_and_the_keys_work(cockpit: Cockpit) -> None:
    reason = why_goal(cockpit.store, week_of(cockpit.store, cockpit.person, date(2026, 11, 16), cockpit.now))
    async with running(cockpit.app(why=reason, notice="Welcome, Maria.")) as pilot:
        text = screen_text(pilot.app)
        for row in (
            "c     you made a call",
            "12c   12 calls",
            "u     takes back",
            "g     goes to",
            "?     the keys",
        ):
            assert row in text
        assert "Why 500?" in text and "100 a day" in text
        await press(pilot, "x")
        assert top(pilot) == "Welcome"
        await press(pilot, *"12c")
        assert (top(pilot), cockpit.total()) == ("PointsScreen", 12)
    assert has_logged_nothing(cockpit.store, cockpit.person) is False


async def test_without_a_date_it_begins_today(tmp_path: Path) -> None:
    path = str(tmp_path / "cockpit.db")
    app = first_start(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Ana", "enter")
        await until(pilot, lambda: app.return_value is not None)
    assert everybody(open_store(path))[0].start_date == "2026-11-19"


async def test_what_is_missing_or_wrong_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    path = str(tmp_path / "cockpit.db")
    app = first_start(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert "What is your name?" in screen_text(app)
        await pilot.press(*"Ana", "tab", *"never", "enter")
        assert "'never'" in screen_text(app)
        await pilot.press("tab", *"x", "enter")
        assert "is no time zone" in screen_text(app)
        await pilot.press("escape")
    assert app.return_value is None and not os.path.exists(path)


async def test_a_place_that_cannot_be_written_is_said_in_the_form() -> None:
    def make(name: str, start: str, time_zone: str, hours: str) -> None:
        raise StoreError("Cannot make a store in /nowhere: Permission denied.", code="store.not_made")

    form = FirstStart(make, path="/nowhere/x.db", today=date(2026, 11, 19), time_zone="UTC", hours=HOURS)
    app = FirstStartApp(form, "dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Ana", "enter")
        await until(pilot, lambda: "Permission denied" in screen_text(app))
        assert "--db" in screen_text(app) and "Ana" in screen_text(app)


async def test_it_can_be_filled_in_on_the_smallest_terminal(tmp_path: Path) -> None:
    path = str(tmp_path / "cockpit.db")
    app = first_start(path)
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.press(*"Ana", "tab", *"mon", "enter")
        await until(pilot, lambda: app.return_value is not None)
    assert os.path.exists(path)
