"""The chart of the stages: a lying bar for each, from one column on, its part in front."""

from __future__ import annotations

import pytest

from widgets.charts.picture import Role
from widgets.charts.stages import StageBar, StageBars, StagesChart


@pytest.mark.parametrize("part", [0, 3, 9, 10, 11, 20, 100])
def test_every_bar_begins_in_one_column_however_short_it_or_its_part_is(part: int) -> None:
    bars = (StageBar("new", 300, part), StageBar("meeting", 10, min(part, 10)), StageBar("won", 1, 1))
    picture = StagesChart().draw(StageBars("value", bars), 44, 4)
    lines = picture.lines()[1:]
    begins = {len(line) - len(line[len("meeting") :].lstrip(" ")) for line in lines}
    assert begins == {len("meeting") + 2}
    firsts = [
        next(role for text, role in picture.runs(row) if set(text) & set("▏▎▍▌▋▊▉█")) for row in (1, 2, 3)
    ]
    assert firsts[0] is (Role.NOW if part else Role.SHORT) and firsts[2] is Role.NOW
