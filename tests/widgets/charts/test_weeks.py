"""The charts of days, weeks and hours: their pictures say the numbers."""

from __future__ import annotations

import pytest

from tests.widgets.charts.cases import PACE, WEEK, WEEKS, week
from widgets.charts.hours import Hour, HoursChart
from widgets.charts.picture import Picture, Role
from widgets.charts.week import WeekChart
from widgets.charts.weeks import WeeksChart, WeekTotal


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


def test_before_the_first_week_with_a_goal_nothing_is_said_to_be_reached() -> None:
    ahead = (WeekTotal("3", None, 500), WeekTotal("4", None, 500))
    assert WeeksChart().summary(ahead).endswith("none has begun")
    assert WeeksChart().summary((WeekTotal("3", 510, 500), *ahead)).endswith("1 of 1 reached")
