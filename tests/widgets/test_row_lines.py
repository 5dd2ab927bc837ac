"""How the rows of a paged list look: cells in their columns, cut where they may be, told apart without colour."""

from __future__ import annotations

import pytest

from tests.screen_text import screen_lines
from tests.widgets.list_app import ListApp, until_shown
from widgets.columns import lay_out
from widgets.paged_list import Cell, Column
from widgets.width import width_of


async def test_marks_are_seen_without_colour_and_belong_to_rows_not_places() -> None:
    app = ListApp(range(10))
    async with app.run_test(size=(40, 14)) as pilot:
        await pilot.press("down")
        app.rows.toggle_mark()
        app.rows.toggle_mark(4)
        assert (await until_shown(pilot, app, "row 4")).startswith(" *")
        app.rows.set_rows([9, 4, 5])
        assert app.rows.marked == {4}
        assert (await until_shown(pilot, app, "row 4")).startswith(">*")
        app.rows.toggle_mark(4)
        app.rows.toggle_mark(5)
        app.rows.clear_marks()
        assert app.rows.marked == frozenset()


HOSTILE = (
    "[red]x[/]",
    "a [/b] c",
    "[@click=app.bell]go[/]",
    "\x1b[2Jwiped",
    "\x1b]52;c;aGk=\x07",
    "\u202egnp.exe",
    "商談中商談中商談中商談中商談中商談中",
    "👩‍👩‍👧 ❤️ 🇵🇹 家族",
    "e\u0301" * 80,
    "line\nbreak\ttab",
    "",
    "x" * 10_000,
)


async def test_any_text_is_shown_as_it_is_and_keeps_the_columns_straight() -> None:
    app = ListApp(range(len(HOSTILE)))
    app.names = dict(enumerate(HOSTILE))
    async with app.run_test(size=(40, 14), notifications=True) as pilot:
        await until_shown(pilot, app, "[red]x[/]")
        lines = screen_lines(app)
        shown = "\n".join(lines)
        assert "a [/b] c" in shown
        assert not set("\x1b\x07\u202e") & set(shown)
        for row, line in enumerate(lines[1 : len(HOSTILE) + 1]):
            assert line.endswith(str(row % 10))
            assert width_of(line) == width_of(lines[0])


async def test_a_long_text_ends_in_an_ellipsis() -> None:
    app = ListApp([1])
    app.names[1] = "Priya Nair-Venkataraman the Second of Kent"
    async with app.run_test(size=(30, 5)) as pilot:
        assert "…" in await until_shown(pilot, app, "Priya")


def test_columns_share_the_width_and_the_less_important_drop_out() -> None:
    columns = (Column("a", 5), Column("b", 4, flex=2), Column("c", 4, flex=1, drop_below=30), Column("d", 6))
    wide = lay_out(columns, 40)
    assert [slot.column.title for slot in wide] == ["a", "b", "c", "d"]
    assert sum(slot.width for slot in wide) + 3 * 2 == 40
    assert wide[1].width > wide[2].width
    assert [slot.column.title for slot in lay_out(columns, 29)] == ["a", "b", "d"]
    for width in range(-3, 40):
        slots = lay_out(columns, width)
        assert sum(slot.width for slot in slots) + 2 * max(0, len(slots) - 1) <= max(0, width)


async def test_an_empty_list_gives_its_hint_only_once_it_is_known_to_be_empty() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        assert "No lead waits." not in "\n".join(screen_lines(app))
        app.rows.set_rows([])
        await until_shown(pilot, app, "No lead waits.")
        await pilot.press("down", "up", "pagedown", "end", "home", "enter")
        assert app.opened == []
        app.rows.empty_hint = "Nothing matches the filter."
        await until_shown(pilot, app, "Nothing matches the filter.")


async def test_a_row_that_no_longer_exists_says_so() -> None:
    app = ListApp(range(3))
    async with app.run_test(size=(40, 8)) as pilot:
        await until_shown(pilot, app, "row 1")
        app.rows.put_rows({1: None})
        await until_shown(pilot, app, "no longer here")


async def test_the_cells_of_a_heading_stand_over_their_columns_where_there_are_more_than_two() -> None:
    columns = (
        Column("", 12),
        Column("", 7, align="right"),
        Column("", 6, align="right"),
        Column("", 8, flex=1),
    )
    app = ListApp([-1, 10], columns=columns)
    days = Cell("M T", each=3)
    app.cells = lambda row_id: (  # type: ignore[method-assign]
        ("Kinds", "times", "points", days) if row_id < 0 else ("call", "12", "24", Cell("7 5", each=3))
    )
    async with app.run_test(size=(50, 5)) as pilot:
        row = await until_shown(pilot, app, "call")
        heading = await until_shown(pilot, app, "Kinds")
    for name, number in (("times", "12"), ("points", "24"), ("M", "7"), ("T", "5")):
        assert heading.rindex(name) + len(name) == row.rindex(number) + len(number), f"{heading}\n{row}"


async def test_a_cell_of_parts_is_cut_after_a_whole_one() -> None:
    why = {1: "answer late; 10 deals stuck", 2: "one reason that is far too long for it; two"}
    for columns, shown in (
        (33, ("answer late; … ", "one reason that is f…")),
        (60, ("late; 10 deals stuck",)),
    ):
        app = ListApp([1, 2])
        app.cells = lambda row_id: (Cell(why[row_id], parts="; "), "1")  # type: ignore[method-assign]
        async with app.run_test(size=(columns, 5)) as pilot:
            for text in shown:
                await until_shown(pilot, app, text)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
async def test_the_cursor_line_is_told_apart_without_colour(theme: str) -> None:
    app = ListApp(range(5))
    app.theme = theme
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.press("down")
        assert (await until_shown(pilot, app, "row 1")).startswith("> ")
        if theme == "ansi-dark":
            styles = [segment.style for segment in app.rows.render_line(2) if segment.text.strip()]
            assert all(style is not None and style.reverse for style in styles)
