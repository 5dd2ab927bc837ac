"""The board by keys alone: whose numbers, of which period, and the records behind each."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from threading import Event

import pytest
from textual.pilot import Pilot

from data.board.board import SOON, Board, board_side_by_side
from data.board.numbers import NUMBERS
from data.board.words import value_words
from data.calendar.periods import Period
from data.kernel.store import Store
from data.leads.commands import AddLead
from data.opening import open_store
from data.people.commands import EditPerson
from data.people.person import Person
from screens.board.board_screen import BoardScreen
from screens.board.words import number_columns
from tests.screen_text import screen_lines, screen_text
from tests.screens.cockpits import Cockpit, press, running, said, until
from tests.screens.deals.funnels import add_deal
from tests.screens.inboxes import add_lead, add_person, top
from widgets.columns import Layout
from widgets.paged_list import Cell, PagedList


async def open_board(pilot: Pilot[None]) -> BoardScreen:
    """Go to the board."""
    await press(pilot, "g", "b")
    screen = pilot.app.screen
    assert isinstance(screen, BoardScreen)
    return screen


def value_of(text: str, name: str) -> str:
    """What stands behind a number on the screen."""
    line = next(line for line in text.splitlines() if name in line)
    return line.split(name)[1].split()[0]


async def test_the_numbers_come_first_by_which_a_role_lives_and_open_their_records(cockpit: Cockpit) -> None:
    cockpit.apply(EditPerson, person_id=cockpit.person.id, columns={"sales_role": "LGE"})
    add_lead(cockpit, "Ina Idle", source="outbound")
    add_lead(cockpit, "Ivo Idle", source="inbound")
    async with running(cockpit.app()) as pilot:
        board = await open_board(pilot)
        text = screen_text(pilot.app)
        assert "what an LGE lives by" not in text, "the desk's person is as it was when the app began"
        assert value_of(text, "inbound le") == "2" or "2  1 inbound, 1 outbound" in text
        assert value_of(text, "worth of a sale") == "n/a"
        await press(pilot, "V", "l")
        text = screen_text(pilot.app)
        assert "what an LGE lives by" in text and "LGE, 1 person" in text
        assert board.numbers.cursor_id == 1
        await press(pilot, "enter")
        assert top(pilot) == "KpiRecords" and "Ivo Idle" in screen_text(pilot.app)
        await press(pilot, "j", "enter")
        assert top(pilot) == "LeadPage"
        await press(pilot, "escape")
        assert top(pilot) == "BoardScreen"


async def test_of_very_many_people_the_quick_numbers_come_first_and_the_others_follow(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.board.board.MANY", 1)
    add_lead(cockpit, "Ina Idle", source="outbound")
    seen = []
    really_shown = BoardScreen.show_board

    def show_board(screen: BoardScreen) -> None:
        really_shown(screen)
        seen.append([(line.number.code, value_words(line.own, "EUR")) for line in screen.lines(NUMBERS)])

    monkeypatch.setattr(BoardScreen, "show_board", show_board)
    async with running(cockpit.app()) as pilot:
        await open_board(pilot)
        await until(pilot, lambda: len(seen) == 2)
        await press(pilot, "left_square_bracket")
        await until(pilot, lambda: len(seen) == 4)
    for first, whole in (seen[:2], seen[2:]):
        assert {code for code, value in first if value != "\u2026"} == SOON
        assert "\u2026" not in dict(whole).values()
    assert dict(seen[1])["leads"] == "1"


def test_nothing_of_a_number_or_of_what_stands_beside_it_is_cut_at_80_columns() -> None:
    rows = {
        place: (
            Cell(f"{place}"),
            Cell(number.kpi.name),
            Cell("9,329 USD"),
            Cell("5,275 USD by handover"),
            Cell("x" * 40),
        )
        for place, number in enumerate(NUMBERS, 1)
    }
    layout = Layout(number_columns(rows.values()))
    layout.slots(75)
    layout.take(rows.values())
    widths = [slot.width for slot in layout.slots(75)]
    assert widths[1] >= max(len(number.kpi.name) for number in NUMBERS)
    assert widths[3] >= len("5,275 USD by handover")
    assert len(widths) == 4, "what it is made of shows whole or not at all: the line below the list tells it"


@pytest.mark.parametrize(
    ("key", "then"), [("left_square_bracket", ()), ("F", ("escape", "left_square_bracket"))]
)
async def test_what_takes_long_holds_up_no_other_period_and_ends_where_one_is_wanted(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch, key: str, then: Sequence[str]
) -> None:
    monkeypatch.setattr("data.board.board.MANY", 1)
    ended = Event()

    def read(store: Store, person: Person, period: Period, now: int) -> Board:
        if period.label != "2026-11":
            return board_side_by_side(store, person, period, now)
        try:
            store.select(
                "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
            )
        finally:
            ended.set()
        raise AssertionError

    monkeypatch.setattr("screens.board.board_screen.board_side_by_side", read)
    async with running(cockpit.app()) as pilot:
        await pilot.press("g", "b")
        await until(pilot, lambda: top(pilot) == "BoardScreen")
        await pilot.press(key)
        assert await asyncio.to_thread(ended.wait, 5)
        await press(pilot, *then)
        assert "2026-10" in screen_text(pilot.app) and "\u2026" not in screen_text(pilot.app)


async def test_periods_go_back_and_forth_and_change_their_length(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Early", days_ago=40)
    async with running(cockpit.app()) as pilot:
        await open_board(pilot)
        assert "2026-11   1 Nov to 30 Nov" in screen_text(pilot.app)
        await press(pilot, "right_square_bracket")
        assert "nothing has come after it" in said(pilot)
        await press(pilot, "left_square_bracket")
        assert "2026-10" in screen_text(pilot.app) and value_of(screen_text(pilot.app), "inbound le") != "0"
        await press(pilot, "F", "q")
        assert "2026-Q4" in screen_text(pilot.app)
        await press(pilot, "F", "w")
        assert "2026-W47   16 Nov to 22 Nov" in screen_text(pilot.app)


async def test_people_are_looked_at_one_by_one(cockpit: Cockpit) -> None:
    ben = add_person(cockpit, "Ben Berg", sales_role="SE")
    cockpit.store.apply(
        AddLead(cockpit.store.ids.new(cockpit.now), ben.id, cockpit.now, {"name": "Ina", "source": "inbound"})
    )
    async with running(cockpit.app(), (120, 40)) as pilot:
        await open_board(pilot)
        assert "One person" in screen_text(pilot.app) or not pilot.app.screen.query_one("#people").display
        await press(pilot, "V", "a")
        text = screen_text(pilot.app)
        assert "all whom you reach, 2 people" in text and "Ben Berg" in text
        await press(pilot, "tab", "home", "enter")
        assert "Ben Berg, SE" in screen_text(pilot.app) and "what an SE lives by" in screen_text(pilot.app)
        await press(pilot, "tab")
        assert "V a shows all" in said(pilot)
        await press(pilot, "V", "m")
        assert "Maria Silva   2026-11" in screen_text(pilot.app)


async def test_what_happens_elsewhere_is_on_the_board(cockpit: Cockpit) -> None:
    path = cockpit.store.engine.path
    async with running(cockpit.app()) as pilot:
        board = await open_board(pilot)
        assert board.shown.board.own["leads"] == {}
        other = open_store(path)
        other.apply(AddLead(other.ids.new(cockpit.now), cockpit.person.id, cockpit.now, {"name": "Ina"}))
        other.close()
        await until(pilot, lambda: board.shown.board.own["leads"] != {})


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (60, 14), (40, 10), (20, 5)])
async def test_every_size_shows_the_numbers(cockpit: Cockpit, size: tuple[int, int]) -> None:
    add_deal(cockpit, "Website", amount="1000")
    add_person(cockpit, "Ben Berg", sales_role="SE")
    async with running(cockpit.app(), size) as pilot:
        await open_board(pilot)
        await press(pilot, "V", "a")
        assert len(screen_lines(pilot.app)) == size[1]
        await press(pilot, "tab")
        focused = pilot.app.focused
        assert isinstance(focused, PagedList) and focused.id == "people" and focused.size.width > 10
        assert len(screen_lines(pilot.app)) == size[1]


async def test_what_has_changed_since_is_read_again_by_whoever_comes_back(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.board.board.MANY", 1)
    add_lead(cockpit, "Ina Idle", source="outbound")
    async with running(cockpit.app()) as pilot:
        board = await open_board(pilot)
        before = board.shown
        await press(pilot, "f2", "g", "b")
        assert board.shown is before, "nothing has changed"
        add_lead(cockpit, "Ivo Idle", source="outbound")
        await press(pilot, "f2", "g", "b")
        line = next(one for one in board.lines(NUMBERS) if one.number.code == "leads")
        assert line.own.many == 2 and board.shown.board.is_whole
