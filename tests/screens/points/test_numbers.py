"""The numbers of the points screen, opened down to the entry: what made each, and how."""

from __future__ import annotations

from datetime import UTC, datetime

from data.points.correct import EditActivity
from screens.points.drill_down import Records, Weeks
from screens.points.numbers import Numbers
from screens.shell.facts_page import FactsPage
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, at, press, running, until
from widgets.paged_list import PagedList


async def test_equals_opens_the_numbers_with_their_formulas(cockpit: Cockpit) -> None:
    cockpit.log("call", 84)
    async with running(cockpit.app(), (120, 40)) as pilot:
        await press(pilot, "equals_sign")
        text = screen_text(pilot.app)
        assert "goal 500 × 1835 of 2550 working minutes gone" in text
        assert "(500 − 84) / 2 working days left, rounded up" in text
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Records)
        assert "1 entry = 84 points" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FactsPage)
        assert "84 × 1 = 84" in screen_text(pilot.app)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, Numbers)


async def test_open_numbers_follow_what_is_logged_elsewhere_and_the_clock(cockpit: Cockpit) -> None:
    cockpit.now = at(datetime(2026, 11, 19, 14, 59, 58, tzinfo=UTC))
    async with running(cockpit.app(), (120, 40)) as pilot:
        await press(pilot, "equals_sign", "down")
        assert "goal 500 × 1889 of 2550 working minutes gone" in screen_text(pilot.app)
        cockpit.log("call", 84)
        await until(pilot, lambda: "call 84" in screen_text(pilot.app))
        cockpit.now += 3_000
        await until(pilot, lambda: "goal 500 × 1890 of 2550" in screen_text(pilot.app))
        assert pilot.app.screen.query_one("#numbers", PagedList).cursor_position == 1


async def test_a_week_without_goal_says_not_available(cockpit: Cockpit) -> None:
    async with running(cockpit.app(), (120, 40)) as pilot:
        await press(pilot, *["left_square_bracket"] * 9)
        await press(pilot, "equals_sign")
        text = screen_text(pilot.app)
        assert "no rule gives this week a goal" in text
        assert text.count("n/a") >= 4


async def test_the_streak_opens_its_weeks(cockpit: Cockpit) -> None:
    cockpit.log("discovery", 20, days_ago=7)
    cockpit.log("discovery", 1, days_ago=14)
    async with running(cockpit.app(), (120, 40)) as pilot:
        await press(pilot, "equals_sign", "end", "up", "up", "enter")
        assert isinstance(pilot.app.screen, Weeks)
        text = screen_text(pilot.app)
        assert "missed: the streak ends" in text and "streak 1 week" in text
        await press(pilot, "down", "enter")
        assert "1 entry = 500 points" in screen_text(pilot.app)


async def test_a_kind_opens_its_entries_and_how_they_add_up(cockpit: Cockpit) -> None:
    cockpit.log("call", 80)
    cockpit.log("call", 4, days_ago=1)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "tab", "enter")
        assert "84 calls × 1 = 84 points" in screen_text(pilot.app)


async def test_an_entry_tells_who_changed_what(cockpit: Cockpit) -> None:
    entry = cockpit.log("call", 3, note="first words").id
    cockpit.apply(EditActivity, entry=entry, count=5, note="other words")
    async with running(cockpit.app(), (120, 40)) as pilot:
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert "logged" in text and "by Maria Silva" in text
        assert "count 3 → 5" in text and "“first words” → “other words”" in text
