"""A person's weeks in a row: the ramp from week 3 to 13, or the last thirteen, and the streak."""

from collections.abc import Sequence
from datetime import date, timedelta

from data.calendar.days import day_of, monday_of, onboarding_week
from data.kernel.commands import Reader
from data.kernel.quick_typing import NamedTuple
from data.people.days_off import days_off
from data.people.goal import RAMP, goal_of, goal_rules
from data.people.person import Person
from data.points.streak import StreakWeek, streak
from data.points.tally import points_by_week

LOOK_BACK_WEEKS = 53


class WeekTotal(NamedTuple):
    """One week's points against its goal. ``minutes`` is working time left by days off, of ``full_minutes``."""

    monday: date
    number: int
    points: int
    goal: int | None
    minutes: int
    full_minutes: int

    @property
    def is_excused(self) -> bool:
        """Whether no working time was left."""
        return self.minutes == 0

    @property
    def reached(self) -> bool:
        """Whether the week reached its goal."""
        return self.goal is not None and self.points >= self.goal


def week_totals(reader: Reader, person: Person, first: date, last: date) -> list[WeekTotal]:
    """A person's weeks from the Monday ``first`` to the Monday ``last``, both included."""
    sunday = last + timedelta(days=6)
    points = points_by_week(reader, person.id, first, sunday)
    off = days_off(reader, person.id, first, sunday)
    shortened = {monday_of(day) for day in off}
    rules, hours = goal_rules(reader, person.id), person.hours
    full = hours.week_minutes(first)
    found = []
    for offset in range((last - first).days // 7 + 1):
        monday = first + timedelta(weeks=offset)
        found.append(
            WeekTotal(
                monday,
                onboarding_week(person.start, monday),
                points.get(monday, 0),
                goal_of(rules, person.start, monday),
                hours.week_minutes(monday, off) if monday in shortened else full,
                full,
            )
        )
    return found


def ramp_weeks(reader: Reader, person: Person, now: int) -> list[WeekTotal]:
    """Weeks 3 to 13 while the ramp lasts (weeks to come included); after it the last thirteen weeks."""
    this_monday = monday_of(day_of(now, person.zone))
    first, last = RAMP
    start = monday_of(person.start)
    if onboarding_week(person.start, this_monday) <= last:
        return week_totals(
            reader, person, start + timedelta(weeks=first - 1), start + timedelta(weeks=last - 1)
        )
    return week_totals(reader, person, this_monday - timedelta(weeks=12), this_monday)


def streak_of(reader: Reader, person: Person, now: int) -> int:
    """How many weeks in a row have reached their goal, up to this one."""
    this_monday = monday_of(day_of(now, person.zone))
    first = max(monday_of(person.start), this_monday - timedelta(weeks=LOOK_BACK_WEEKS))
    if first > this_monday:
        return 0
    weeks = week_totals(reader, person, first, this_monday)
    return streak(_finished(weeks[:-1]), current_reached=weeks[-1].reached)


def _finished(weeks: Sequence[WeekTotal]) -> list[StreakWeek]:
    return [StreakWeek(week.points, week.goal, week.minutes, week.full_minutes) for week in reversed(weeks)]
