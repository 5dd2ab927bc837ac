"""The chart of the mix: a bar for each kind, as long as its share."""

from __future__ import annotations

import pytest

from tests.widgets.charts.cases import HOSTILE, MIX, MIX_CASES
from widgets.charts.mix import MixChart, Share
from widgets.charts.picture import Picture, Role
from widgets.width import width_of


def mix_lengths(picture: Picture) -> dict[int, float]:
    """The length in cells, to an eighth, of each bar of the mix, by the points written before it."""
    lengths = {}
    for row in range(picture.height):
        texts: dict[Role, str] = {}
        for text, role in picture.runs(row):
            texts[role] = texts.get(role, "") + text
        if Role.DONE in texts:
            eighths = sum(" ▏▎▍▌▋▊▉█".index(mark) for mark in texts[Role.DONE])
            lengths[int(texts[Role.VALUE])] = eighths / 8
    return lengths


def test_the_mix_is_sorted_and_what_does_not_fit_is_added_up() -> None:
    lines = MixChart().draw(MIX, 60, 6).lines()
    assert [line.split()[0] for line in lines if line.strip()] == ["e-mail", "call", "conversation"]
    assert lines[0].count("█") > lines[2].count("█") > lines[4].count("█")
    many = tuple(Share(f"kind {number}", 10) for number in range(12))
    lines = MixChart().draw(many, 40, 6).lines()
    assert lines[5].startswith("7 more")
    assert " 70 " in lines[5]


def test_bars_of_the_mix_start_in_one_column_whatever_the_labels() -> None:
    lines = MixChart().draw(tuple(Share(label, 50) for label in HOSTILE), 60, 20).lines()
    starts = {width_of(line[: line.index("█")]) for line in lines if "█" in line}
    assert len(starts) == 1


@pytest.mark.parametrize(("width", "height"), [(36, 8), (60, 20), (200, 40)])
def test_a_bar_of_the_mix_is_as_long_as_its_share_of_the_largest(width: int, height: int) -> None:
    shares = tuple(Share(f"kind {points}", points) for points in (120, 86, 60, 9, 1))
    lengths = mix_lengths(MixChart().draw(shares, width, height))
    assert lengths[120] == int(lengths[120]) >= min(60, width // 3)
    for points, length in lengths.items():
        assert length == pytest.approx(max(1 / 8, lengths[120] * points / 120), abs=1 / 16)


def test_only_points_above_zero_have_a_bar_in_the_mix() -> None:
    chart = MixChart()
    assert mix_lengths(chart.draw(MIX_CASES["below zero"], 60, 20)).keys() == {1}
    assert mix_lengths(chart.draw((Share("call", -5), Share("e-mail", -7)), 60, 20)) == {}


def test_block_characters_in_a_label_of_the_mix_are_no_bar() -> None:
    lines = MixChart().draw((Share("███", 50), Share("call", 100)), 60, 20).lines()
    assert lines[2].startswith("███    50  █")
