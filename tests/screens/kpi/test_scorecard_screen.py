"""The scorecard by keys alone: what is known and what is not, a reading, a target, the records behind a number."""

from __future__ import annotations

import pytest

from data.kpi.record_commands import EnterRecord, SettleRecord
from data.kpi.setting_targets import SetTarget, Wanted
from tests.screen_text import screen_text
from tests.screens.as_stored import assert_as_stored
from tests.screens.cockpits import Cockpit, elsewhere, press, running, said, until
from tests.screens.inboxes import add_lead, add_person, top, write


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


async def test_a_test_is_entered_and_one_out_of_range_keeps_what_was_typed(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f9", *(["j"] * 18))
        assert "product assessments" in line_of(screen_text(pilot.app), "> product assessments"[1:])
        await press(pilot, "R")
        await write(pilot, "60/50")
        assert top(pilot) == "Prompt" and "0 to 100 %" in screen_text(pilot.app)
        await press(pilot, "ctrl+u")
        await write(pilot, "autumn; 45/50; mon")
        assert "autumn, 45 of 50" in said(pilot)
        assert "90 %" in line_of(screen_text(pilot.app), "product assessments")
        await press(pilot, "u")
        assert "n/a" in line_of(screen_text(pilot.app), "product assessments")


async def test_a_training_is_entered_settled_and_taken_out_where_it_is_counted(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f9", *(["j"] * 19), "R")
        await write(pilot, "price list; compelted")
        assert "neither an outcome (completed, missed), a figure like 18/20, nor a day" in " ".join(
            screen_text(pilot.app).split()
        )
        await press(pilot, "ctrl+u")
        await write(pilot, "price list")
        assert "price list, of Maria Silva" in said(pilot)
        assert "0 %" in line_of(screen_text(pilot.app), "trainings completed")
        await press(pilot, "enter")
        assert "enter say how it ended" in screen_text(pilot.app)
        await press(pilot, "enter", "c")
        assert "completed on" in said(pilot)
        assert "100 %" in line_of(screen_text(pilot.app), "trainings completed")
        await press(pilot, "enter", "enter", "x")
        assert "taken out" in said(pilot)
        assert "n/a" in line_of(screen_text(pilot.app), "trainings completed")


async def test_the_companys_market_share_is_read_off(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f9", *(["j"] * 32), "R")
        await write(pilot, "75/1000; market report")
        assert "75 of 1,000" in said(pilot)
        assert "7.5 %" in line_of(screen_text(pilot.app), "market share")


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


@pytest.mark.parametrize(("letter", "value"), [("t", 900), ("m", 400)])
async def test_a_target_that_a_manager_set_meanwhile_is_asked_about(
    cockpit: Cockpit, letter: str, value: int
) -> None:
    boss = add_person(cockpit, "Mo Manager", role="admin")
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f9", "j", "T")
        elsewhere(cockpit, SetTarget, by=boss, kpi="calls", target=Wanted(900, person_id=cockpit.person.id))
        await pilot.press(*"4", "enter")
        await until(pilot, lambda: "Mo Manager changed the target for calls made" in screen_text(pilot.app))
        assert "it is 9 now" in " ".join(screen_text(pilot.app).split())
        await press(pilot, letter)
    assert cockpit.store.select("select value from kpi_target") == [(value,)]


@pytest.mark.parametrize(("letter", "outcome"), [("t", "missed"), ("m", "completed")])
async def test_how_a_training_ended_is_not_said_over_what_a_manager_said(
    cockpit: Cockpit, letter: str, outcome: str
) -> None:
    boss = add_person(cockpit, "Mo Manager", role="admin")
    made = cockpit.apply(EnterRecord, kind="training", title="price list", person_id=cockpit.person.id)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f9", *(["j"] * 19), "enter", "enter")
        assert "It is open now" in " ".join(screen_text(pilot.app).split())
        elsewhere(cockpit, SettleRecord, by=boss, record_id=made.id, outcome="missed")
        await pilot.press("c")
        await until(pilot, lambda: "Mo Manager changed what came of" in screen_text(pilot.app))
        await press(pilot, letter)
    assert cockpit.store.select("select outcome from kpi_record") == [(outcome,)]


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


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_screen_is_as_it_was_last_looked_at(cockpit: Cockpit, size: tuple[int, int]) -> None:
    cockpit.log("call", 12)
    cockpit.log("call", 30, days_ago=30)
    wanted = Wanted(
        5_000, "2026-11-01", "month", cockpit.person.id, owner_id=cockpit.person.id, due="2026-11-30"
    )
    cockpit.apply(SetTarget, kpi="calls", target=wanted)
    async with running(cockpit.app(), size=size) as pilot:
        await press(pilot, "f9", "j")
        seen = screen_text(pilot.app) + "\n"
    assert_as_stored(f"scorecard-{size[0]}x{size[1]}.txt", seen)


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (200, 60)])
async def test_it_is_drawn_at_any_size(cockpit: Cockpit, size: tuple[int, int]) -> None:
    async with running(cockpit.app(), size=size) as pilot:
        await press(pilot, "f9")
        assert "points" in screen_text(pilot.app) or size == (20, 5)
