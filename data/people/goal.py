"""The weekly goal: which holds for a person in a week, by onboarding week and effective date."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from data.calendar.days import monday_of, onboarding_week, week_days
from data.kernel.commands import Reader
from data.kernel.quick_typing import NamedTuple

RAMP = (3, 13)
"""The onboarding weeks of the ramp, first and last (source: seeds/002)."""

AS_EVERYBODY = -1
"""The points of a person's own rule that gives the person the goal of everybody again."""


class GoalRule(NamedTuple):
    """A goal in points for onboarding weeks ``first_week`` to ``last_week`` (None: without end).

    ``person_id`` None means everybody; a rule for the person beats one for everybody, a later effective date
    an earlier one. ``points`` None lifts the goal, AS_EVERYBODY makes a person's own rules end.
    """

    id: int
    person_id: int | None
    effective_on: str
    first_week: int
    last_week: int | None
    points: int | None
    touched: int | None = None


COLUMNS = ", ".join(GoalRule._fields)


def goal_rules(reader: Reader, person_id: int | None = None) -> list[GoalRule]:
    """The rules for everybody and, where named, for a person."""
    rows = reader.select(
        f"select {COLUMNS} from goal where person_id is null or person_id is ? order by effective_on, id",
        (person_id,),
    )
    return [GoalRule(*row) for row in rows]


def all_goal_rules(reader: Reader) -> list[GoalRule]:
    """Every rule: those for everybody first, then by person, week and effective date."""
    rows = reader.select(
        f"select {COLUMNS} from goal order by person_id is not null, person_id, first_week, effective_on, id"
    )
    return [GoalRule(*row) for row in rows]


def goal_of(rules: Sequence[GoalRule], start: date, monday: date) -> int | None:
    """The goal in points of the week of ``monday`` for a person who began on ``start``; None: no goal."""
    rule = rule_in_force(rules, start, monday)
    return (rule.points or None) if rule else None


def goal_between(
    rules: Sequence[GoalRule], start: date, weekdays: Collection[int], first: date, last: date
) -> float | None:
    """The goal in points of the days from one to another: of a week that lies in them in part, the share of its
    working days, which are on some ``weekdays``. None: no goal.
    """
    found = 0.0
    monday = monday_of(first)
    while monday <= last:
        worked = [day for day in week_days(monday) if day.weekday() in weekdays]
        share = sum(first <= day <= last for day in worked) / len(worked)
        found += (goal_of(rules, start, monday) or 0) * share
        monday += timedelta(weeks=1)
    return found or None


def rule_in_force(rules: Sequence[GoalRule], start: date, monday: date) -> GoalRule | None:
    """The rule that decides the goal of a week; None where no rule speaks of it."""
    week, day = onboarding_week(start, monday), monday.isoformat()
    in_force = [
        rule
        for rule in rules
        if rule.effective_on <= day
        and rule.first_week <= week
        and (rule.last_week is None or week <= rule.last_week)
    ]
    newest = sorted(in_force, key=lambda rule: (rule.effective_on, rule.id))
    own = next((rule for rule in reversed(newest) if rule.person_id is not None), None)
    if own is not None and own.points != AS_EVERYBODY:
        return own
    return next((rule for rule in reversed(newest) if rule.person_id is None), None)


def no_goal_words(number: int, goal_from: int | None) -> str:
    """Why the onboarding week ``number`` has no goal: ``no goal until week 3``, ``before the start``."""
    if number < 1:
        return "before the start"
    return f"no goal until week {goal_from}" if goal_from else "no goal"


def next_goal_week(rules: Sequence[GoalRule], start: date, monday: date) -> int | None:
    """The first onboarding week after the one of ``monday`` that has a goal, where this one has none."""
    week = onboarding_week(start, monday)
    for first in sorted({rule.first_week for rule in rules if rule.points and rule.first_week > week}):
        if goal_of(rules, start, monday_of(start) + timedelta(weeks=first - 1)):
            return first
    return None


def points_words(points: int, form: str = "") -> str:
    """``1 point``, ``12 points``; ``form`` is how the number is written, as ``+,``."""
    return f"{points:{form}} {'point' if abs(points) == 1 else 'points'}"
