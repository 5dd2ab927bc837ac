"""The streak: weeks in a row that reached their goal, paused by excused days."""

from hypothesis import given
from hypothesis import strategies as st

from data.points.streak import StreakWeek, streak

HIT = StreakWeek(500, 500, 2550, 2550)
MISS = StreakWeek(499, 500, 2550, 2550)
HOLIDAY = StreakWeek(0, 500, 0, 2550)
NO_GOAL = StreakWeek(0, None, 2550, 2550)
EXCUSED = StreakWeek(400, 500, 2040, 2550)  # four of five days, four fifths of the goal
SHORT_OF_SHARE = StreakWeek(399, 500, 2040, 2550)


def test_weeks_that_reached_the_goal_count() -> None:
    assert streak([HIT, HIT, MISS, HIT], current_reached=False) == 2
    assert streak([HIT, HIT, MISS, HIT], current_reached=True) == 3
    assert streak([], current_reached=False) == 0


def test_the_running_week_does_not_end_a_streak() -> None:
    assert streak([HIT], current_reached=False) == 1


def test_holidays_and_weeks_without_goal_pause_it() -> None:
    assert streak([HIT, HOLIDAY, NO_GOAL, HIT], current_reached=False) == 2


def test_a_day_off_pauses_it_where_the_rest_of_the_week_was_kept_up() -> None:
    assert streak([HIT, EXCUSED, HIT], current_reached=False) == 2
    assert streak([HIT, SHORT_OF_SHARE, HIT], current_reached=False) == 1


weeks = st.builds(
    lambda points, goal, minutes, more: StreakWeek(points, goal, minutes, minutes + more),
    st.integers(0, 1_000),
    st.none() | st.integers(1, 900),
    st.integers(0, 3_000),
    st.sampled_from([0, 0, 510]),
)


@given(st.lists(weeks, max_size=12), st.booleans())
def test_a_pause_never_extends_and_a_miss_always_ends(past: list[StreakWeek], reached: bool) -> None:
    count = streak(past, current_reached=reached)
    hits = sum(week.goal is not None and week.points >= week.goal and week.minutes > 0 for week in past)
    assert int(reached) <= count <= hits + int(reached)
    assert streak([*past, MISS, HIT, HIT], current_reached=reached) == count
    assert streak([MISS, *past], current_reached=reached) == int(reached)
    for pause in (HOLIDAY, NO_GOAL, EXCUSED):
        assert streak([pause, *past], current_reached=reached) == count
