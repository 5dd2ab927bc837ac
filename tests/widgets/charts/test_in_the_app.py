"""Charts in an app: drawn anew where there is news, legible in any theme, without waiting for the drawing library."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.widgets.charts.cases import MIX, WEEK, week
from tests.widgets.charts.chart_app import ChartApp, until_shown
from widgets.charts.chart import Chart
from widgets.charts.mix import MixChart
from widgets.charts.picture import Picture, Role
from widgets.charts.week import Week, WeekChart


async def test_a_small_area_says_the_numbers_in_one_line() -> None:
    app = ChartApp(WeekChart(), WEEK)
    async with app.run_test(size=(23, 4)) as pilot:
        shown = await until_shown(pilot, app, "312 / 500")
        assert "▂▃▄▅···" in shown


@pytest.mark.parametrize(
    ("make", "data", "said"), [(WeekChart, WEEK, "312 / 500"), (MixChart, MIX, "e-mail 101  call 84")]
)
async def test_the_numbers_are_there_before_the_drawing_library_is(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], Chart[Any]], data: Any, said: str
) -> None:
    monkeypatch.setattr(Chart, "_start_fetching", lambda self: None)
    app = ChartApp(make(), data)
    async with app.run_test(size=(60, 20)) as pilot:
        shown = await until_shown(pilot, app, said)
        assert not set("▲█") & set(shown)


async def test_a_chart_that_is_not_shown_fetches_nothing_until_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    fetching: list[Chart[Any]] = []

    def fetch(chart: Chart[Any]) -> None:
        fetching.append(chart)

    monkeypatch.setattr(Chart, "_start_fetching", fetch)
    app = ChartApp(WeekChart(), WEEK)
    app.chart.display = False
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert not fetching
        app.chart.display = True
        await until_shown(pilot, app, "312 / 500")
        await pilot.pause()
        assert app.chart in fetching


async def test_the_mix_is_drawn_once_the_library_is_there_and_said_in_a_line_where_small() -> None:
    app = ChartApp(MixChart(), MIX)
    async with app.run_test(size=(36, 8)) as pilot:
        assert "█" in await until_shown(pilot, app, "conversation   45")
        await pilot.resize_terminal(23, 8)
        assert "█" not in await until_shown(pilot, app, "e-mail 101  call 84")


async def test_a_new_point_is_drawn_at_once_and_only_news_is_drawn() -> None:
    app = ChartApp(WeekChart(), WEEK)
    async with app.run_test(size=(60, 20)) as pilot:
        await until_shown(pilot, app, "▲")
        drawn = 0
        draw = app.chart.draw

        def counted(data: Week, width: int, height: int) -> Picture:
            nonlocal drawn
            drawn += 1
            return draw(data, width, height)

        app.chart.draw = counted  # type: ignore[method-assign]
        app.chart.update(WEEK._replace(days=(80, 170, 250, 332, None, None, None)))
        await until_shown(pilot, app, "332")
        assert drawn == 1
        before = app.chart.render_line(18)
        app.theme = "textual-light"
        await pilot.pause()
        assert app.chart.render_line(18) != before
        assert drawn == 1


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "nord"])
async def test_today_stands_out_by_colour_and_by_glyph_in_every_theme(theme: str) -> None:
    app = ChartApp(WeekChart(), WEEK)
    app.theme = theme
    async with app.run_test(size=(60, 20)) as pilot:
        await until_shown(pilot, app, "▲")
        now = app.chart.get_component_rich_style(Role.NOW.css)
        done = app.chart.get_component_rich_style(Role.DONE.css)
        assert now.color != done.color


async def test_without_colours_the_pace_line_leaves_no_holes_in_the_bars(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ChartApp(WeekChart(), week(500, 500, today=1, pace=((-0.5, 300), (1.5, 300))))
    app.ansi_color = True
    async with app.run_test(size=(60, 20)) as pilot:
        await until_shown(pilot, app, "▲")
        rows = [app.chart.render_line(row) for row in range(20)]
        crossed = next(row for row in rows if sum("\u2800" < mark <= "\u28ff" for mark in row.text) > 10)
        in_reverse = "".join(
            ("R" if segment.style and segment.style.reverse else " ") * segment.cell_length
            for segment in crossed
        )
        bars = rows[-4].text
        assert bars.count("█") > 10
        for bar, mark, reversed_ in zip(bars, crossed.text, in_reverse, strict=True):
            assert (reversed_ == "R") == (bar == "█" and mark != "█")


def test_importing_the_charts_does_not_import_the_drawing_library() -> None:
    kinds = ("growth", "hours", "mix", "months", "stages", "week", "weeks")
    modules = ", ".join(f"widgets.charts.{kind}" for kind in kinds)
    code = f"import sys, {modules}; sys.exit('plotext' in sys.modules or 'textual_plotext' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
