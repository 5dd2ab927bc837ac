"""The chart of growth: what came above a line, what went below it."""

from __future__ import annotations

from tests.widgets.charts.cases import GROWTH
from widgets.charts.growth import GrowthBars, GrowthChart, GrowthMonth


def test_growth_stands_above_a_line_and_loss_below_it_to_one_scale() -> None:
    lines = GrowthChart().draw(GrowthBars("USD", GROWTH), 24, 20).lines()
    line = next(place for place, text in enumerate(lines) if "─" in text)
    above, below = "\n".join(lines[1:line]), "\n".join(lines[line + 1 : -3])
    assert "+1.1k" in above and "-1.1k" in below and "+" not in below
    # A month of 400 more and 700 from new customers; one of 1,000 lost and 100 less.
    assert 0 < above.count("█") < above.count("▒") and below.count("█") > below.count("▒") > 0
    assert lines[-3].split() == ["Sep", "Oct", "Nov"]
    assert lines[-2].split() == ["NRR%", "100", "120", "65"]
    assert lines[-1].split() == ["GRR%", "100", "100", "65"]
    assert GrowthChart().summary(GrowthBars("USD", GROWTH)) == "Nov: +0 -1.1k, NRR 65 %"
    nothing = GrowthBars("USD", (GrowthMonth("Nov", 0, 0, 0, 0, None, None),))
    assert GrowthChart().is_blank(nothing) and not GrowthChart().is_blank(GrowthBars("USD", GROWTH[:1]))
