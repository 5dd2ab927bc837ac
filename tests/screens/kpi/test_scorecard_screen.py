"""The scorecard by keys alone: what is known and what is not, a reading, a target, the records behind a number."""

from __future__ import annotations

import pytest

from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said
from tests.screens.inboxes import add_lead, top, write


def line_of(text: str, name: str) -> str:
    """The line of the screen that tells of a KPI."""
    return next((line for line in text.splitlines() if f" {name}" in line), "")


async def test_what_was_logged_is_counted_and_what_nobody_knows_is_na(cockpit: Cockpit) -> None:
    cockpit.log("call", 12)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "g", "s")
        text = screen_text(pilot.app)
        assert "Scorecard" in text and "2026-11" in text
        assert "12" in line_of(text, "calls made") and "no target" in line_of(text, "calls made")
        assert "activity" in text and "points of all entries" in text
        await press(pilot, "G")
        assert "n/a" in line_of(screen_text(pilot.app), "worth of a sale")


async def test_a_number_opens_its_records_and_these_their_pages(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Costa")
    cockpit.log("call", 2)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f9", "c", "j", "enter")
        text = screen_text(pilot.app)
        assert "calls made, 2026-11: 3" in text and "2 calls" in text and "1 call" in text
        await press(pilot, "enter")
        assert "no page to open" in screen_text(pilot.app)
    assert lead


async def test_what_is_counted_by_the_store_is_not_entered(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f9", "R")
        assert "counted by the store" in said(pilot)
    assert cockpit.store.select("select 1 from reading") == []


async def test_a_reading_is_entered_and_one_out_of_range_keeps_what_was_typed(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f9", *(["j"] * 18))
        assert "product assessments" in line_of(screen_text(pilot.app), "> product assessments"[1:])
        await press(pilot, "R")
        await write(pilot, "60/50")
        assert top(pilot) == "Prompt" and "0 to 100 %" in screen_text(pilot.app)
        await press(pilot, "ctrl+u")
        await write(pilot, "45/50; autumn")
        assert "45 of 50" in said(pilot) and "90 %" in line_of(screen_text(pilot.app), "product assessments")
        await press(pilot, "u")
        assert "n/a" in line_of(screen_text(pilot.app), "product assessments")


async def test_a_target_is_set_with_its_date_and_judges_at_once(cockpit: Cockpit) -> None:
    cockpit.log("call", 5)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f9", "j", "T")
        await write(pilot, "4; 31 dec")
        assert "target of Maria Silva for calls made" in said(pilot)
        await press(pilot, "F", "d")
        assert "met" in line_of(screen_text(pilot.app), "calls made")
        text = screen_text(pilot.app)
        assert "owned by Maria Silva, due 2026-12-31" in " ".join(text.split())


async def test_periods_go_back_and_no_further_than_the_present(cockpit: Cockpit) -> None:
    cockpit.log("call", 5, days_ago=30)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f9", "left_square_bracket")
        text = screen_text(pilot.app)
        assert "2026-10" in text and "5" in line_of(text, "calls made")
        await press(pilot, "right_square_bracket", "right_square_bracket")
        assert "present one" in said(pilot)


async def test_whose_scorecard_is_chosen_within_reach(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f9", "V", "a")
        assert "everybody" in screen_text(pilot.app)
        await press(pilot, "V", "p")
        await write(pilot, "nobody there")
        assert "Nobody here is called" in screen_text(pilot.app)
        await press(pilot, "escape", "V", "m")
        assert "Maria Silva" in screen_text(pilot.app)


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (200, 60)])
async def test_it_is_drawn_at_any_size(cockpit: Cockpit, size: tuple[int, int]) -> None:
    async with running(cockpit.app(), size=size) as pilot:
        await press(pilot, "f9")
        assert "points" in screen_text(pilot.app) or size == (20, 5)
