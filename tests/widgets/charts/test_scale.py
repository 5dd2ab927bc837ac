"""Axes, short numbers and sparklines."""

from __future__ import annotations

import pytest

from tests.widgets.charts.cases import HUGE
from widgets.charts.scale import fit_scale, short_number, tick_words
from widgets.charts.sparkline import sparkline


@pytest.mark.parametrize("rows", [1, 3, 7, 15, 37])
@pytest.mark.parametrize("highest", [0, 1, 7, 99, 312, 500, 501, 1234, 10**9 + 1, HUGE])
def test_an_axis_holds_the_highest_value_in_equal_round_steps(highest: int, rows: int) -> None:
    scale = fit_scale(highest, rows)
    assert scale.top >= highest
    assert scale.rows <= max(rows, 1)
    assert scale.top <= 2 * max(1, highest) or highest < 3
    assert len({scale.row(tick) for tick in scale.ticks[1:]}) == len(scale.ticks) - 1
    assert scale.height(scale.top) == scale.rows


def test_numbers_are_short() -> None:
    numbers = [0, 940, 4_320, 9_999, 35_000, 4_100_000, 2 * 10**9, 10**13, HUGE, -HUGE, -7]
    said = ["0", "940", "4.3k", "10k", "35k", "4.1M", "2G", "10T", "999T+", "-999T", "-7"]
    assert [short_number(number) for number in numbers] == said
    assert [tick_words(tick) for tick in (750, 1_250, 15_000)] == ["750", "1,250", "15k"]


def test_a_sparkline_has_one_mark_for_each_value() -> None:
    assert sparkline([0, 50, 100, None, 9999], 100) == "▁▄█·█"
    assert sparkline([]) == ""
    assert sparkline([0, 0]) == "▁▁"
