"""The paged list: any number of rows, with only those in sight ever read."""

from __future__ import annotations

from array import array

import pytest
from textual.geometry import Size

from tests.screen_text import screen_lines
from tests.widgets.list_app import ListApp, until_shown
from widgets.paged_list import PagedList
from widgets.row_cache import MOST_ROWS, RowCache

MILLION = 1_000_000


async def test_a_million_rows_show_without_being_read() -> None:
    app = ListApp(array("q", range(MILLION)))
    async with app.run_test(size=(40, 12)) as pilot:
        await until_shown(pilot, app, "row 0")
        await pilot.press("end")
        last = await until_shown(pilot, app, f"row {MILLION - 1}")
        assert last.startswith(">")
        assert app.rows.row_count == MILLION
        assert max(len(ids) for ids in app.asked) <= 3 * 12
        assert sum(len(ids) for ids in app.asked) < 200


async def test_rows_not_yet_read_show_a_placeholder_and_their_place() -> None:
    app = ListApp(range(50))
    app.answers = False
    async with app.run_test(size=(40, 6)) as pilot:
        await until_shown(pilot, app, "·····")
        app.rows.put_rows({1: ("second", "1")})
        await pilot.pause()
        lines = screen_lines(app)
        assert "second" in lines[2]
        assert "·····" in lines[1]
        assert "·····" in lines[3]


async def test_a_request_is_not_repeated_while_its_answer_is_under_way() -> None:
    app = ListApp(range(20))
    app.answers = False
    async with app.run_test(size=(40, 30)) as pilot:
        await until_shown(pilot, app, "·····")
        await pilot.press("down", "down", "up")
        assert len(app.asked) == 1


def test_a_new_request_repeats_what_is_missing_because_the_old_one_may_be_cancelled() -> None:
    cache = RowCache()
    assert cache.to_ask([1, 2]) == [1, 2]
    assert cache.to_ask([2, 1]) == []
    assert cache.to_ask([2, 3]) == [2, 3]
    cache.put({2: ["two"]})
    assert cache.to_ask([2, 3]) == []
    cache.outdate([2])
    assert cache.to_ask([2, 3]) == [2, 3]


def test_the_cells_kept_are_bounded_and_the_used_ones_stay() -> None:
    cache = RowCache()
    cache.put({0: ["kept in use"]})
    for row_id in range(1, 3 * MOST_ROWS):
        cache.put({row_id: ["passing"]})
        cache.get(0)
    assert len(cache) == MOST_ROWS
    assert 0 in cache


async def test_the_cursor_stays_on_its_row_when_the_order_changes() -> None:
    app = ListApp(range(100))
    async with app.run_test(size=(40, 12)) as pilot:
        for _ in range(3):
            await pilot.press("down")
        app.rows.set_rows(range(99, -1, -1))
        assert app.rows.cursor_id == 3
        line = await until_shown(pilot, app, "row 3 ")
        assert line.startswith(">")
        app.rows.set_rows(range(100), keep_id=70)
        assert app.rows.cursor_id == 70
        assert (await until_shown(pilot, app, "row 70")).startswith(">")


async def test_a_list_at_its_top_stays_there_when_rows_come_back_above_the_cursor() -> None:
    app = ListApp(range(3, 50))
    async with app.run_test(size=(40, 12)) as pilot:
        await until_shown(pilot, app, "row 3")
        app.rows.set_rows(range(50))
        await until_shown(pilot, app, "row 0")
        assert app.rows.cursor_id == 3


async def test_when_its_row_is_gone_the_cursor_is_on_the_row_that_followed() -> None:
    app = ListApp([10, 20, 30])
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("down")
        app.rows.set_rows([10, 30])
        assert app.rows.cursor_id == 30
        app.rows.set_rows([10])
        assert app.rows.cursor_id == 10
        app.rows.set_rows([])
        assert [app.rows.cursor_id] == [None]
        await until_shown(pilot, app, "Press A to add one.")


async def test_a_refresh_keeps_the_old_cells_in_sight_until_the_new_ones_come() -> None:
    app = ListApp(range(5))
    async with app.run_test(size=(40, 12)) as pilot:
        await until_shown(pilot, app, "row 2")
        app.answers = False
        app.rows.set_rows(range(5))
        await pilot.pause()
        assert "row 2" in "\n".join(screen_lines(app))
        app.rows.put_rows({2: ("renamed", "2")})
        await until_shown(pilot, app, "renamed")


async def test_only_the_outdated_rows_are_asked_for_again() -> None:
    app = ListApp(range(5))
    async with app.run_test(size=(40, 12)) as pilot:
        await until_shown(pilot, app, "row 2")
        app.names[2] = "renamed"
        app.rows.outdate_rows([2, 4000])
        await until_shown(pilot, app, "renamed")
        assert app.asked[-1] == [2]


@pytest.mark.parametrize(
    ("keys", "position"),
    [
        (("down", "j", "down", "k"), 2),
        (("up",), 0),
        (("pagedown",), 9),
        (("pagedown", "pagedown", "pageup"), 9),
        (("G",), 99),
        (("end", "k"), 98),
        (("end", "home"), 0),
        (("end", "down"), 99),
    ],
)
async def test_keys_move_the_cursor(keys: tuple[str, ...], position: int) -> None:
    app = ListApp(range(100))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*keys)
        assert app.rows.cursor_position == position
        assert (await until_shown(pilot, app, f"row {position} ")).startswith(">")


@pytest.mark.usefixtures("every_frame")
async def test_moving_the_cursor_draws_two_lines_only() -> None:
    app = ListApp(range(100))
    async with app.run_test(size=(40, 30)) as pilot:
        await until_shown(pilot, app, "row 20")
        app.rows.drawn.clear()
        await pilot.press("down")
        assert sorted(app.rows.drawn) == [1, 2]
        app.rows.drawn.clear()
        app.rows.toggle_mark()
        await pilot.pause()
        assert app.rows.drawn == [2]


async def test_enter_and_double_click_open_a_row_and_one_click_moves() -> None:
    app = ListApp(range(100))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "enter")
        await pilot.click(app.rows, offset=(5, 4))
        await pilot.pause()
        assert app.opened == [1]
        assert app.rows.cursor_id == 3
        await pilot.double_click(app.rows, offset=(5, 6))
        await pilot.pause()
        assert app.opened == [1, 5]
        await pilot.click(app.rows, offset=(5, 0))
        assert app.rows.cursor_id == 5


async def test_a_click_reaches_the_row_that_is_seen_after_scrolling() -> None:
    app = ListApp(range(100))
    async with app.run_test(size=(40, 10)) as pilot:
        app.rows.scroll_to(y=50, animate=False)
        await until_shown(pilot, app, "row 52")
        assert app.rows.cursor_id == 0
        await pilot.click(app.rows, offset=(5, 3))
        assert app.rows.cursor_id == 52


async def test_fast_moves_are_told_together_and_the_last_one_always() -> None:
    app = ListApp(range(100))
    async with app.run_test(size=(40, 10)) as pilot:
        await until_shown(pilot, app, "row 2")
        for _ in range(20):
            app.rows.action_cursor_by(1)
        for _ in range(200):
            if 20 in app.highlighted:
                break
            await pilot.pause(0.01)
        assert app.highlighted[-1] == 20
        assert len(app.highlighted) <= 4


async def test_the_cursor_passes_over_headings_and_shows_the_one_above_it() -> None:
    app = ListApp([-1, 10, 11, -2, 12, *range(20, 60), -3])
    app.cells = lambda row_id: ("Thu", "+5") if row_id < 0 else (f"row {row_id}", "1")  # type: ignore[method-assign]
    async with app.run_test(size=(40, 8)) as pilot:
        assert (await until_shown(pilot, app, "row 10")).startswith(">")
        heading = (await until_shown(pilot, app, "Thu")).rstrip()
        assert heading.split()[:2] == ["Thu", "+5"]
        await pilot.press("j", "j")
        assert app.rows.cursor_id == 12
        await pilot.press("k", "up", "up")
        assert app.rows.cursor_id == 10
        await pilot.press("end")
        assert app.rows.cursor_id == 59
        await pilot.press("home")
        assert app.rows.cursor_id == 10
        assert "Thu" in screen_lines(app)[1]
    app = ListApp([-1])
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.press("down", "up", "end", "home")


async def test_rows_set_before_the_list_is_on_a_screen_are_shown() -> None:
    app = ListApp()
    app.rows.set_rows(range(1000), keep_id=700)
    async with app.run_test(size=(40, 8)) as pilot:
        assert (await until_shown(pilot, app, "row 700")).startswith(">")


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (5, 2), (200, 60)])
async def test_no_size_is_too_small(size: tuple[int, int]) -> None:
    app = ListApp(range(300))
    async with app.run_test(size=size) as pilot:
        await pilot.press("pagedown", "end", "k", "enter")
        await pilot.pause()
        assert app.rows.cursor_id == 298
        assert app.rows.size == Size(*size) or app.rows.size.width < size[0]


async def test_a_smaller_window_keeps_the_cursor_in_sight() -> None:
    app = ListApp(range(100))
    async with app.run_test(size=(40, 30)) as pilot:
        for _ in range(25):
            app.rows.action_cursor_by(1)
        await pilot.resize_terminal(40, 8)
        assert (await until_shown(pilot, app, "row 25")).startswith(">")


def test_the_keys_that_only_move_are_all_of_its_keys_but_the_one_that_opens() -> None:
    bound = {binding.action: binding.key.split(",") for binding in PagedList.BINDINGS}  # type: ignore[union-attr]
    assert bound.pop("open") == ["enter"]
    assert {key for keys in bound.values() for key in keys} == PagedList.MOVES
