"""Which goal holds in a week: by onboarding week, by person, by effective Monday."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from data.people.goal import GoalRule, goal_of, next_goal_week

START = date(2026, 9, 7)
RAMP = GoalRule(1, None, "2000-01-01", 3, 13, 500)
AFTER = GoalRule(2, None, "2000-01-01", 14, None, 500)


def monday(week: int) -> date:
    return START + timedelta(weeks=week - 1)


def test_the_ramp_begins_in_week_three() -> None:
    assert [goal_of([RAMP, AFTER], START, monday(week)) for week in (0, 1, 2, 3, 13, 14, 200)] == [
        None,
        None,
        None,
        500,
        500,
        500,
        500,
    ]
    assert next_goal_week([RAMP, AFTER], START, monday(1)) == 3
    assert next_goal_week([RAMP], START, monday(14)) is None


def test_the_week_of_a_start_in_midweek_is_week_one() -> None:
    assert goal_of([RAMP], date(2026, 9, 11), monday(3)) == 500
    assert goal_of([RAMP], date(2026, 9, 11), monday(2)) is None


def test_a_later_monday_wins_and_leaves_earlier_weeks_alone() -> None:
    raised = GoalRule(3, None, monday(6).isoformat(), 3, 13, 600)
    assert [goal_of([RAMP, raised], START, monday(week)) for week in (5, 6, 7)] == [500, 600, 600]


def test_a_persons_own_goal_wins_over_a_later_one_for_everybody() -> None:
    own = GoalRule(3, 7, monday(4).isoformat(), 3, None, 300)
    everybody = GoalRule(4, None, monday(5).isoformat(), 3, None, 700)
    assert [goal_of([RAMP, own, everybody], START, monday(week)) for week in (3, 4, 5, 6)] == [
        500,
        300,
        300,
        300,
    ]


def test_a_goal_that_was_lifted_promises_no_later_one() -> None:
    lifted = GoalRule(3, 7, monday(3).isoformat(), 1, None, None)
    assert goal_of([RAMP, AFTER, lifted], START, monday(5)) is None
    assert next_goal_week([RAMP, AFTER, lifted], START, monday(5)) is None


rules = st.builds(
    GoalRule,
    st.integers(1, 1_000),
    st.none() | st.just(7),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(date.isoformat),
    st.integers(1, 20),
    st.none() | st.integers(1, 30),
    st.none() | st.integers(0, 1_000),
)


@given(st.lists(rules, max_size=8, unique_by=lambda rule: rule.id), st.integers(-5, 60))
def test_a_goal_is_always_one_of_a_rule_in_force(rules: list[GoalRule], week: int) -> None:
    goal = goal_of(rules, START, monday(week))
    assert goal is None or goal in {
        rule.points for rule in rules if rule.effective_on <= monday(week).isoformat()
    }
    later = next_goal_week(rules, START, monday(week))
    assert later is None or (later > week and goal_of(rules, START, monday(later)))
