"""Every chart at any size, with any data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.widgets.charts.cases import CASES, NAMES, week
from tests.widgets.charts.chart_app import ChartApp, until_shown
from widgets.charts.chart import Chart
from widgets.charts.mix import MixChart
from widgets.charts.week import WeekChart
from widgets.charts.weeks import WeeksChart
from widgets.width import width_of

SIZES = [
    (24, 6),
    (25, 7),
    (31, 6),
    (40, 9),
    (45, 12),
    (60, 16),
    (79, 23),
    (120, 30),
    (200, 40),
    (24, 40),
    (200, 6),
]


@pytest.mark.parametrize(("make", "data"), CASES, ids=NAMES)
def test_every_picture_is_straight_and_safe(make: Callable[[], Chart[Any]], data: Any) -> None:
    chart = make()
    for width, height in SIZES:
        lines = chart.draw(data, width, height).lines()
        assert len(lines) == height
        assert {width_of(line) for line in lines} == {width}, lines
        assert not set("\x1b\u202e\n\ue000") & set("".join(lines))
    summary = chart.summary(data)
    assert summary
    assert summary.isprintable() or "\u200d" in summary


@pytest.mark.parametrize(("make", "data"), CASES[::4], ids=NAMES[::4])
async def test_no_size_of_the_terminal_breaks_a_chart(make: Callable[[], Chart[Any]], data: Any) -> None:
    app = ChartApp(make(), data)
    async with app.run_test(size=(60, 20)) as pilot:
        for width, height in [(1, 1), (3, 2), (23, 6), (24, 5), (24, 6), (200, 60)]:
            await pilot.resize_terminal(width, height)
            await pilot.pause()
        app.chart.styles.height = 0
        await pilot.pause()
        app.chart.styles.height = 9
        app.chart.styles.width = 0
        await pilot.pause()


@pytest.mark.parametrize("make", [WeekChart, WeeksChart, MixChart])
async def test_nothing_to_show_is_said_in_words(make: Callable[..., Chart[Any]]) -> None:
    empty: Any = week() if make is WeekChart else ()
    app = ChartApp(make(empty_hint="No week yet, log a call."), empty)
    async with app.run_test(size=(60, 20)) as pilot:
        await until_shown(pilot, app, "No week yet, log a call.")
