"""What the weekly goal stands for, in words: for whoever meets it for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import ceil

from data.calendar.days import monday_of
from data.kernel.commands import Reader
from data.people.goal import RAMP, goal_of, goal_rules
from data.points.mixes import mixes
from data.points.week import KindTotal, Week

WORKING_DAYS = 5


def why_goal(reader: Reader, week: Week) -> str:
    """What a person's goal is, from when to when, and what it takes a day; empty where there is none to come."""
    person = week.person
    goal, first = week.goal, week.number
    if goal is None and week.goal_from is not None:
        first = week.goal_from
        monday = monday_of(person.start) + timedelta(weeks=first - 1)
        goal = goal_of(goal_rules(reader, person.id), person.start, monday)
    if not goal or week.is_of_no_seller:
        return ""
    weeks = f"a week from week {RAMP[0]} to {RAMP[1]}" if first <= RAMP[1] else "a week"
    return (
        f"Why {goal}? Deals come from many talks, and talks are what you can begin yourself. {goal} points "
        f"{weeks} are enough of them to build up four times a month's quota. {_a_day(goal, week.kinds)}"
    )


def _a_day(goal: int, totals: Sequence[KindTotal]) -> str:
    points = ceil(goal / WORKING_DAYS)
    found = mixes(
        points, [total.kind for total in totals], {total.kind.code: total.worth for total in totals}, {}
    )
    examples = ", or ".join(mix.text for mix in found[:2])
    return f"That is {points} a day, such as {examples}." if found else ""
