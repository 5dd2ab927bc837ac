"""The command that sets a weekly goal: of everybody or of one person, from a Monday on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import day_of, full_day, monday_of
from data.kernel.commands import (
    COMPANY,
    LEAD,
    Change,
    Deciding,
    Decision,
    Reader,
    Whose,
    command,
)
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, select_records
from data.people.goal import AS_EVERYBODY, RAMP, GoalRule, points_words
from data.people.person import by_id
from data.people.signed_weeks import refuse_moving_signed

MOST_POINTS = 100_000
LAST_WEEK = 2_000


class NewGoal(NamedTuple):
    """A goal for onboarding weeks ``first_week`` to ``last_week`` (None: without end) from a Monday on.

    ``points`` None lifts the goal, AS_EVERYBODY gives a person the goal of everybody again.
    """

    points: int | None
    effective_on: str
    first_week: int = RAMP[0]
    last_week: int | None = None


@command("goal.set", LEAD)
class SetGoal(NamedTuple):
    """Set the weekly goal of everybody (``person_id`` None: an admin's alone) or of one person."""

    id: int
    actor: int
    at: int
    goal: NewGoal
    person_id: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a Monday before this week's: the past does not move. Neither does a week that is signed off."""
        today = day_of(self.at, by_id(reader, self.actor).zone)
        refuse_past_week(self.goal, today)
        changes = goal_change(reader, self.id, self.person_id, self.goal)
        if not changes:
            raise Refused("That changes nothing.")
        if self.person_id is None and self.goal.points == AS_EVERYBODY:
            raise UsageError("Whose goal is to be that of everybody again?", code="goal.no_person")
        refuse_moving_signed(reader, changes)
        who = by_id(reader, self.person_id).name if self.person_id else "everybody"
        whose: tuple[Whose, ...] = (COMPANY if self.person_id is None else self.person_id,)
        return Decision(f"goal of {who}: {goal_words(self.goal)}", changes, whose=whose)


def refuse_past_week(goal: NewGoal, today: date) -> None:
    """Raise UsageError unless the goal begins on a Monday, of this week or a later one."""
    day = date.fromisoformat(goal.effective_on)
    monday = monday_of(day)
    if day != monday:
        raise UsageError(
            f"A goal begins on a Monday, and {day} is none.",
            code="goal.no_monday",
            monday=monday + timedelta(days=7),
        )
    if monday < monday_of(today):
        raise UsageError(
            f"The past does not move: a goal can begin on {monday_of(today)} or later, not on {day}."
        )


def goal_change(reader: Reader, command_id: int, person_id: int | None, goal: NewGoal) -> list[Change]:
    """The new rule, or the change of the one for the same person, weeks and Monday; none if it says the same.

    Raises UsageError for weeks or points that make no sense.
    """
    _refuse_nonsense(goal)
    rule = GoalRule(
        command_id, person_id, goal.effective_on, goal.first_week, goal.last_week, points=goal.points
    )
    stored = select_records(
        reader,
        GoalRule,
        "goal",
        "where person_id is ? and effective_on = ? and first_week = ? and last_week is ?",
        (person_id, rule.effective_on, rule.first_week, rule.last_week),
    )
    if not stored:
        return [added("goal", rule)]
    change = changed("goal", stored[-1], stored[-1]._replace(points=rule.points), command_id)
    return [change] if change else []


def begins_on(goal: NewGoal, start: date) -> date:
    """The Monday of the first week in which a goal counts for a person who began on ``start``."""
    first = monday_of(start) + timedelta(weeks=goal.first_week - 1)
    return max(first, date.fromisoformat(goal.effective_on))


def goal_typed(text: str, monday: date) -> NewGoal:
    """The goal that is meant by ``400``, ``none`` (it is lifted), ``400 next week``: from this Monday or the next on.

    Raises UsageError where that is no goal.
    """
    word = text.strip().lower()
    amount = word.removesuffix("next week").strip()
    if amount != "none" and not (amount.isascii() and amount.isdecimal()):
        raise UsageError("A goal is a number of points, like 400 or 400 next week; none lifts it.")
    begins = monday if amount == word else monday + timedelta(days=7)
    return NewGoal(int(amount) or None if amount != "none" else None, begins.isoformat(), RAMP[0])


def goal_words(goal: NewGoal) -> str:
    """A rule in words: ``500 points in weeks 3-13, from Mon 16 Nov``."""
    worth = points_words(goal.points) if goal.points else "none"
    if goal.points == AS_EVERYBODY:
        worth = "that of everybody"
    day = date.fromisoformat(goal.effective_on)
    return f"{worth} in {week_range(goal.first_week, goal.last_week)}, from {full_day(day)}"


def week_range(first: int, last: int | None) -> str:
    """``weeks 3-13``, ``week 3``, ``week 14 and later``."""
    if last is None:
        return f"week {first} and later"
    return f"week {first}" if first == last else f"weeks {first}-{last}"


def _refuse_nonsense(goal: NewGoal) -> None:
    last = goal.first_week if goal.last_week is None else goal.last_week
    if not 1 <= goal.first_week <= last <= LAST_WEEK:
        raise UsageError("Weeks of onboarding are written like 3-13, or 14- for week 14 and later.")
    if goal.points not in (None, AS_EVERYBODY) and not 0 <= goal.points <= MOST_POINTS:
        raise UsageError(f"A goal is a whole number of points from 0 to {MOST_POINTS}.")
