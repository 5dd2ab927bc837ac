"""Logging on the points screen: what a rep presses is what is on disk and on the screen."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult

from data.leads.triage import SetOutcome
from data.points.log import LogActivity
from screens.points.points_screen import PointsScreen
from tests.screen_text import screen_lines, screen_text
from tests.screens.as_stored import assert_as_stored
from tests.screens.cockpits import Cockpit, hold_down, notice, points, press, running, settle, until
from tests.screens.inboxes import add_lead
from widgets.charts.chart import Chart


async def test_a_letter_logs_and_says_how_to_undo(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "c")
        assert notice(pilot) == "1 call logged, +1"
        assert "u undo" in screen_lines(pilot.app)[-2]
        await press(pilot, "1", "2", "e")
        assert "13 / 500" in screen_lines(pilot.app)[1]
        await press(pilot, "u")
        assert "undone: 12 e-mails, -12" in notice(pilot)
    assert cockpit.total() == 1


async def test_two_hundred_presses_are_two_hundred_entries(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await hold_down(pilot, "c", 200)
        assert cockpit.store.select("select count(*) from activity")[0][0] == 200
        assert points(pilot).board.week.total == cockpit.total() == 200
        assert "200 / 500" in screen_lines(pilot.app)[1]
        await hold_down(pilot, "u", 50)
        assert points(pilot).board.week.total == cockpit.total() == 150
        assert "150 / 500" in screen_lines(pilot.app)[1]


async def test_a_burst_is_logged_and_said_to_be_flagged(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, *"900c")
        assert notice(pilot) == "900 calls logged, +900, flagged for review: 900 calls in 10 minutes"
        await press(pilot, "equals_sign")
        assert "flagged" in screen_text(pilot.app)
    assert cockpit.total() == 900


async def test_newest_entry_comes_into_sight(cockpit: Cockpit) -> None:
    for count in range(1, 20):
        cockpit.log("email", count)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "c")
        assert "1 call " in screen_text(pilot.app)


async def test_other_weeks_and_days_can_be_looked_at_and_logging_stays_today(cockpit: Cockpit) -> None:
    cockpit.log("call", 7, days_ago=7)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "left_square_bracket")
        assert "looking at 2026-W46" in screen_lines(pilot.app)[0]
        assert "7 calls" in screen_text(pilot.app)
        await press(pilot, "c")
        assert notice(pilot) == "1 call logged, for today, +1"
        await press(pilot, "right_square_bracket", "right_square_bracket")
        assert "next one has not begun" in notice(pilot)


async def test_logging_says_that_it_goes_to_today_where_another_day_is_looked_at(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "left", "c")
        assert notice(pilot) == "1 call logged, for today, +1"
        await press(pilot, "right", "c")
        assert notice(pilot) == "1 call logged, +1"


async def test_a_number_is_forgotten_by_any_other_key(cockpit: Cockpit) -> None:
    cockpit.log("call")
    cockpit.log("email")
    async with running(cockpit.app()) as pilot:
        await press(pilot, "1", "2", "enter", "escape")
        assert notice(pilot) == ""
        await press(pilot, "c", "3", "down", "c")
    assert cockpit.total() == 4


async def test_only_the_list_with_the_focus_shows_its_cursor(cockpit: Cockpit) -> None:
    cockpit.log("call")
    async with running(cockpit.app()) as pilot:
        assert sum(line.count(">") for line in screen_lines(pilot.app)) == 1
        await press(pilot, "tab")
        assert sum(line.count(">") for line in screen_lines(pilot.app)) == 1


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (200, 60), (3, 1)])
async def test_it_lives_at_any_size(cockpit: Cockpit, size: tuple[int, int]) -> None:
    cockpit.log("call", 30)
    async with running(cockpit.app(), size) as pilot:
        await press(pilot, "c")
        assert all(len(line) <= size[0] for line in screen_lines(pilot.app))
    assert cockpit.total() == 31


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_screen_is_as_it_was_last_looked_at(cockpit: Cockpit, size: tuple[int, int]) -> None:
    for days_ago in (3, 2, 1, 0):
        cockpit.log("call", 30, days_ago=days_ago, note="left voicemail")
        cockpit.log("meeting", 2, days_ago=days_ago)
    async with running(cockpit.app(), size) as pilot:
        await settle(pilot)
        await pilot.pause(0.3)
        seen = screen_text(pilot.app) + "\n"
    assert_as_stored(f"points-{size[0]}x{size[1]}.txt", seen)


async def test_hostile_notes_change_nothing_but_their_own_cell(cockpit: Cockpit) -> None:
    for note in (
        "[red]red[/] [/]",
        "\x1b[31mred\x1b]0;title\x07",
        "\u202eevil",
        "n" * 2_000,
        "\U0001f600" * 9,
    ):
        cockpit.log("call", note=note)
    async with running(cockpit.app(), (200, 60)) as pilot:
        text = screen_text(pilot.app)
        assert "[red]red[/] [/]" in text
        assert "\x1b" not in text and "\u202e" not in text
        for keys in (["enter"], ["escape", "E"], ["escape", "semicolon"]):
            await press(pilot, *keys)
            assert "\x1b" not in screen_text(pilot.app)
        await press(pilot, "escape")
        for _ in range(5):
            await press(pilot, "j", "enter")
            assert "\u202e" not in screen_text(pilot.app)
            await press(pilot, "escape")


async def test_each_chart_can_be_had_in_the_large_place_at_80_columns(cockpit: Cockpit) -> None:
    cockpit.log("demo", 2)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "percent_sign")
        await until(pilot, lambda: "goal 500" in screen_text(pilot.app) and " 11 " in screen_text(pilot.app))
        await press(pilot, "percent_sign")
        await until(pilot, lambda: "demo  " in screen_text(pilot.app) and "50" in screen_text(pilot.app))
        await press(pilot, "percent_sign")
        await until(pilot, lambda: "pace" in screen_text(pilot.app) and "┤" in screen_text(pilot.app))


async def test_the_log_names_lead_and_outcome_and_marks_a_note_at_80_columns(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Costa", company="Acme")
    call = cockpit.apply(
        LogActivity, kind="call", count=1, done_at=cockpit.now, lead_id=lead, note="call back"
    ).id
    cockpit.apply(SetOutcome, entry=call, outcome="no answer")
    async with running(cockpit.app()) as pilot:
        line = next(line for line in screen_lines(pilot.app) if "Ana Costa" in line)[:40]
        assert "no answer" in line and line.split()[-2:] == [";", "+1"]
        await pilot.resize_terminal(200, 60)
        await until(pilot, lambda: "1 call, no answer" in screen_text(pilot.app))
        line = next(line for line in screen_lines(pilot.app) if "1 call, no answer" in line)
        assert "Ana Costa, Acme" in line and "call back" in line
        await press(pilot, "equals_sign", "enter")
        assert "1 call, no answer" in screen_text(pilot.app) and "Ana Costa, Acme" in screen_text(pilot.app)


async def test_a_roomy_log_goes_on_with_the_days_before_and_the_hours_have_a_chart(cockpit: Cockpit) -> None:
    cockpit.log("call", 7, days_ago=2)
    cockpit.log("call", 5)
    async with running(cockpit.app(), (200, 60)) as pilot:
        text = screen_text(pilot.app)
        assert "7 calls" in text and "Tue 17 Nov" in text and "last four weeks" in text
        await press(pilot, "left")
        assert "5 calls" not in screen_text(pilot.app) and "7 calls" in screen_text(pilot.app)
        await press(pilot, "D")
        assert "1 entry" in notice(pilot) or "7 calls" in notice(pilot)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "Nothing logged." in screen_text(pilot.app))
    assert cockpit.total() == 5


async def test_charts_for_which_there_is_no_room_come_once_there_is(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        assert not points(pilot).query("#hours, #mix")
        await pilot.resize_terminal(200, 60)
        await until(pilot, lambda: "By the hour" in screen_text(pilot.app))
        assert all(chart.display for chart in points(pilot).query("#hours, #mix").results(Chart))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "By the hour" not in screen_text(pilot.app))


@pytest.mark.parametrize(
    ("size", "room"),
    [((80, 24), {"-narrow", "-normal"}), ((200, 60), {"-broad", "-tall"}), ((20, 5), {"-slim", "-tiny"})],
)
async def test_a_screen_knows_its_room_before_anything_on_it_is_styled(
    cockpit: Cockpit, size: tuple[int, int], room: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known: list[frozenset[str]] = []
    compose = PointsScreen.compose_body

    def composed(screen: PointsScreen) -> ComposeResult:
        known.append(screen.classes)
        return compose(screen)

    monkeypatch.setattr(PointsScreen, "compose_body", composed)
    async with running(cockpit.app(), size) as pilot:
        assert known == [room]
        assert points(pilot).classes == room


async def test_the_day_looked_at_is_marked_in_the_chart_and_heads_its_column(cockpit: Cockpit) -> None:
    cockpit.log("call", 7, days_ago=1)
    async with running(cockpit.app()) as pilot:
        await until(pilot, lambda: "Mon" in screen_text(pilot.app))
        assert "[" not in screen_text(pilot.app).replace("[ ]", "")
        await press(pilot, "left")
        await until(pilot, lambda: "[Wed]" in screen_text(pilot.app))
        heads = next(line for line in screen_lines(pilot.app) if "kind" in line)
        assert heads.split()[-3:] == ["pts", "Wed", "week"]


async def test_logging_with_a_note_takes_the_day_looked_at_in_a_week_that_is_over(cockpit: Cockpit) -> None:
    cockpit.log("call", 7, days_ago=7)
    cockpit.log("call", 3, days_ago=9)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "left_square_bracket", "j", "plus")
        assert "2026-11-10" in screen_text(pilot.app)
        await press(pilot, "escape", "left_square_bracket", "plus")
        assert "2026-11-06" in screen_text(pilot.app)


async def test_an_empty_day_that_is_over_names_the_key_that_logs_for_it(cockpit: Cockpit) -> None:
    """A letter logs for today, whichever day is looked at."""
    async with running(cockpit.app()) as pilot:
        assert "c logs a call" in screen_text(pilot.app)
        await press(pilot, "left")
        text = screen_text(pilot.app)
        assert "+ logs for another day than today." in text and "c logs a call" not in text
