"""The charts: their pictures say the numbers, at any size, with any data."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.screen_text import screen_lines
from widgets.charts import (
    Chart,
    GrowthBars,
    GrowthChart,
    GrowthMonth,
    Hour,
    HoursChart,
    MixChart,
    Share,
    Week,
    WeekChart,
    WeeksChart,
    WeekTotal,
)
from widgets.charts.picture import Picture, Role
from widgets.charts.scale import fit_scale, short_number
from widgets.charts.sparkline import sparkline
from widgets.width import width_of

PACE = ((-0.5, 50), *((float(day), 100 * day + 100) for day in range(5)))
WEEK = Week(days=(80, 170, 250, 312, None, None, None), goal=500, today=3, pace=PACE)
WEEKS = tuple(
    WeekTotal(str(number), points, 500, current=number == 11, excused=number == 7)
    for number, points in zip(
        range(3, 14), [210, 340, 420, 515, 90, 480, 530, 612, 312, None, None], strict=True
    )
)
MIX = (Share("call", 84), Share("e-mail", 101), Share("conversation", 45))

HOSTILE = (
    "[red]x[/]",
    "\x1b[2J",
    "商談中 🚀",
    "👩‍👩‍👧 ❤️",
    "\u202egnp",
    "e\u0301" * 40,
    "",
    "x" * 999,
    "a\nb\tc",
    "\ue000",
)
HUGE = 10**21

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


def week(*days: int | None, goal: int = 500, **more: Any) -> Week:
    return Week(days=days, goal=goal, **more)


def bar_rows(lines: list[str], column: int) -> int:
    """How many rows of a column a bar fills, a part of a row counting as one."""
    return sum(1 for line in lines if column < len(line) and line[column] in "▁▂▃▄▅▆▇█")


def bar_columns(lines: list[str]) -> list[int]:
    """The first column of each bar, read just above the axis."""
    floor = next(index for index, line in enumerate(lines) if "└" in line) - 1
    line = lines[floor]
    return [
        place for place, mark in enumerate(line) if mark in "▁▂▃▄▅▆▇█" and line[place - 1] not in "▁▂▃▄▅▆▇█"
    ]


def heights(picture: Picture) -> list[int]:
    lines = picture.lines()
    return [bar_rows(lines, column) for column in bar_columns(lines)]


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


# What the picture says


@pytest.mark.parametrize(("width", "height"), [(40, 13), (60, 20), (90, 30), (200, 40)])
def test_twice_the_points_make_a_bar_twice_as_high(width: int, height: int) -> None:
    low, high = heights(WeekChart().draw(week(60, 120, goal=120), width, height))
    assert abs(high - 2 * low) <= 1
    assert high >= (height - 3) * 2 // 3


def test_bars_reach_the_tick_of_their_value() -> None:
    lines = WeekChart().draw(week(100, 300, 500), 60, 18).lines()
    for points, column in zip((100, 300, 500), bar_columns(lines), strict=True):
        top = next(index for index, line in enumerate(lines) if line[column] == "█")
        assert lines[top].startswith(f"{points} ┤")


def test_a_point_is_seen_and_no_point_draws_no_bar() -> None:
    assert heights(WeekChart().draw(week(1, 0, 500), 60, 18)) == [1, 15]


def test_a_week_shows_values_goal_pace_and_today() -> None:
    lines = WeekChart().draw(WEEK, 60, 18).lines()
    text = "\n".join(lines)
    for said in ("80", "170", "250", "312", "goal 500", "pace", "Mon", "Thu", "Sun"):
        assert said in text
    axis, labels = lines[-2], lines[-1]
    assert labels.index("Thu") <= axis.index("▲") < labels.index("Thu") + 3
    assert axis.count("▲") == 1


def test_future_days_stay_empty() -> None:
    assert len(heights(WeekChart().draw(WEEK, 60, 18))) == 4


def test_the_pace_line_runs_at_its_points_and_never_hides_the_top_of_a_bar() -> None:
    flat = ((-0.5, 300), (6.5, 300))
    lines = WeekChart().draw(week(100, 300, 500, None, None, None, None, pace=flat), 60, 18).lines()
    level = next(line for line in lines if line.startswith("300 ┤"))
    assert sum(1 for mark in level if "\u2800" < mark <= "\u28ff") > 30
    picture = WeekChart().draw(week(500, pace=((-0.5, 300), (0.5, 300))), 60, 18)
    assert any(role is Role.PACE_OVER_DONE for row in range(18) for _, role in picture.runs(row))


def test_weeks_show_each_goal_and_tell_excused_and_current_apart_by_glyph() -> None:
    lines = WeeksChart().draw(WEEKS, 80, 20).lines()
    text = "\n".join(lines)
    assert "░" in text
    assert "exc" in text
    assert "goal 500" in text
    assert lines[-2].count("▲") == 1
    assert lines[-1].split() == [str(number) for number in range(3, 14)]


def test_goals_that_differ_are_drawn_at_their_own_heights() -> None:
    weeks = (WeekTotal("1", 0, 250), WeekTotal("2", 0, 500, current=True))
    lines = WeeksChart().draw(weeks, 60, 18).lines()
    high, low = (index for index, line in enumerate(lines) if "╌╌╌" in line)
    floor = len(lines) - 2
    assert abs((floor - high) - 2 * (floor - low)) <= 1


@pytest.mark.parametrize("height", range(9, 40))
def test_the_goal_line_lies_on_a_tick_of_its_own_value(height: int) -> None:
    lines = WeeksChart().draw(WEEKS, 80, height).lines()
    assert next(line for line in lines if "╌╌╌" in line).startswith(
        " 500 ┤" if "1000" in lines[1] else "500 ┤"
    )


def test_names_of_days_are_shortened_before_they_touch() -> None:
    assert WeekChart().draw(WEEK, 24, 6).lines()[-1].split() == list("MTWTFSS")
    assert WeekChart().draw(WEEK, 36, 6).lines()[-1].split()[:3] == ["Mon", "Tue", "Wed"]


def test_more_weeks_than_columns_show_the_latest() -> None:
    many = tuple(WeekTotal(str(number), number, 500, current=number == 399) for number in range(400))
    assert "399" in WeeksChart().draw(many, 24, 8).lines()[-1]


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


# Any size, any data


WEEK_CASES: dict[str, Week] = {
    "usual": WEEK,
    "five days": week(80, 170, None, None, None, today=1),
    "nothing yet": week(None, None, None, None, None, None, None, today=0, pace=PACE),
    "zeros": week(0, 0, 0, 0, 0, 0, 0),
    "no goal": week(5, 10, goal=0),
    "nothing at all": week(0, goal=0),
    "all equal": week(*[77] * 7, goal=77),
    "huge": week(1, HUGE, goal=1, pace=((0, HUGE), (1, 5 * HUGE))),
    "adjusted below zero": week(-40, -5, 20, today=2, pace=((-9.0, -9), (99.0, 9))),
    "hostile": Week(tuple(range(7)), 5, 2, (), HOSTILE),
    "labels missing": Week(tuple(range(7)), 5, 99, (), ("Mo",)),
    "pace of one point": week(1, 2, pace=((0, 5),)),
}
WEEKS_CASES: dict[str, tuple[WeekTotal, ...]] = {
    "usual": WEEKS,
    "one": (WeekTotal("3", 12, 500, current=True),),
    "hostile": tuple(WeekTotal(label, 5, 10, excused=True) for label in HOSTILE),
    "many": tuple(WeekTotal(str(number), number, 500) for number in range(400)),
    "mixed": (WeekTotal("1", HUGE, 0), WeekTotal("2", None, HUGE), WeekTotal("3", -5, 5)),
}
MIX_CASES: dict[str, tuple[Share, ...]] = {
    "usual": MIX,
    "hostile": tuple(Share(label, HUGE // (place + 1)) for place, label in enumerate(HOSTILE)),
    "below zero": (Share("call", -5), Share("e-mail", 0), Share("meeting", 1)),
    "all below zero": (Share("call", -5), Share("e-mail", -7)),
    "many": tuple(Share(f"kind {number}", number) for number in range(100)),
}
GROWTH = tuple(
    GrowthMonth(name, new, expansion, contraction, churn, net, gross, name == "Nov")
    for name, new, expansion, contraction, churn, net, gross in (
        ("Sep", 0, 0, 0, 0, 100, 100),
        ("Oct", 700, 400, 0, 0, 120, 100),
        ("Nov", 0, 0, 100, 1_000, 65, 65),
    )
)
GROWTH_CASES: dict[str, GrowthBars] = {
    "growth": GrowthBars("USD", GROWTH),
    "only more": GrowthBars("USD", GROWTH[:2]),
    "only less": GrowthBars("USD", GROWTH[2:]),
    "neither": GrowthBars("USD", GROWTH[:1]),
    "huge growth": GrowthBars("USD", (GrowthMonth("Nov", HUGE, 1, HUGE, 1, HUGE, None, True),)),
    "hostile months": GrowthBars("\x1b[2J", tuple(GrowthMonth(one, 1, 2, 3, 4, 5, 6) for one in HOSTILE)),
    "many months": GrowthBars("USD", GROWTH * 40),
}
CASES: list[tuple[Callable[[], Chart[Any]], Any]] = [
    *((WeekChart, data) for data in WEEK_CASES.values()),
    *((WeeksChart, data) for data in WEEKS_CASES.values()),
    *((MixChart, data) for data in MIX_CASES.values()),
    *((GrowthChart, data) for data in GROWTH_CASES.values()),
]
NAMES = [*WEEK_CASES, *WEEKS_CASES, *MIX_CASES, *GROWTH_CASES]


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


class ChartApp(App[None]):
    """One chart on the whole screen."""

    def __init__(self, chart: Chart[Any], data: Any = None) -> None:
        super().__init__()
        self.chart = chart
        self.first = data

    def compose(self) -> ComposeResult:
        yield self.chart

    def on_mount(self) -> None:
        if self.first is not None:
            self.chart.update(self.first)


def test_growth_stands_above_a_line_and_loss_below_it_to_one_scale() -> None:
    lines = GrowthChart().draw(GrowthBars("USD", GROWTH), 24, 20).lines()
    line = next(place for place, text in enumerate(lines) if "─" in text)
    above, below = "\n".join(lines[1:line]), "\n".join(lines[line + 1 : -3])
    assert "+1100" in above and "-1100" in below and "+" not in below
    # A month of 400 more and 700 from new customers; one of 1,000 lost and 100 less.
    assert 0 < above.count("█") < above.count("▒") and below.count("█") > below.count("▒") > 0
    assert lines[-3].split() == ["Sep", "Oct", "Nov"]
    assert lines[-2].split() == ["NRR%", "100", "120", "65"]
    assert lines[-1].split() == ["GRR%", "100", "100", "65"]
    assert GrowthChart().summary(GrowthBars("USD", GROWTH)) == "Nov: +0 -1100, NRR 65 %"
    nothing = GrowthBars("USD", (GrowthMonth("Nov", 0, 0, 0, 0, None, None),))
    assert GrowthChart().is_blank(nothing) and not GrowthChart().is_blank(GrowthBars("USD", GROWTH[:1]))


@pytest.mark.parametrize(("width", "height"), [(36, 9), (39, 9), (60, 16), (39, 7)])
def test_no_number_is_written_over_the_goal(width: int, height: int) -> None:
    for goal in (500, 420, 600):
        picture = WeekChart().draw(
            week(150, 240, 315, 365, 405, 405, 415, goal=goal, pace=PACE), width, height
        )
        row = next(line for line in picture.lines() if "╌" in line).replace(f"goal {goal}", "")
        assert not any(str(points) in row for points in (365, 405, 415))
        assert "415" in "\n".join(picture.lines())


def test_the_day_looked_at_stands_in_brackets_and_hides_no_other() -> None:
    data = week(80, 170, 250, 312, None, None, None, chosen=1)
    last = WeekChart().draw(data, 36, 9).lines()[-1]
    assert "[Tue]" in last
    assert all(day in last for day in ("Mon", "Wed", "Thu"))


def test_hours_have_a_bar_each_and_the_present_one_is_marked() -> None:
    hours = (Hour(9, 120), Hour(10, 240, now=True), Hour(11, 0))
    lines = HoursChart().draw(hours, 40, 12).lines()
    assert all(text in "\n".join(lines) for text in ("120", "240", "▲", " 9 ", " 10 ", " 11"))
    assert HoursChart().summary(hours).endswith("9 to 12 h")


async def until_shown(pilot: Pilot[None], app: App[None], text: str) -> str:
    """Let the app work until the screen holds the text, and return the screen."""
    for _ in range(400):
        await pilot.pause(0.01)
        shown = "\n".join(screen_lines(app))
        if text in shown:
            return shown
    raise AssertionError(f"{text!r} is not on the screen:\n" + "\n".join(screen_lines(app)))


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


# In the app


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
    code = (
        "import sys, widgets.charts; sys.exit('plotext' in sys.modules or 'textual_plotext' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Scales, numbers and text


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
    numbers = [0, 940, 9999, 35_000, 4_100_000, 2 * 10**9, 10**13, HUGE, -HUGE, -7]
    said = ["0", "940", "9999", "35k", "4.1M", "2G", "10T", "999T+", "-999T", "-7"]
    assert [short_number(number) for number in numbers] == said


def test_a_sparkline_has_one_mark_for_each_value() -> None:
    assert sparkline([0, 50, 100, None, 9999], 100) == "▁▄█·█"
    assert sparkline([]) == ""
    assert sparkline([0, 0]) == "▁▁"
