"""A person's week: total, goal, pace, what is needed, by day and by kind."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from data.calendar.days import day_of, monday_of, onboarding_week, week_days
from data.kernel.commands import Reader
from data.kernel.quick_typing import NamedTuple
from data.people import goal as goals
from data.people.days_off import days_off
from data.people.person import Person
from data.points import pace as paces
from data.points.kinds import Kind, all_kinds, worths_on
from data.points.tally import Tally, tallies


class WeekDay(NamedTuple):
    """One day of a week. ``off`` is the reason of a day off, else empty."""

    day: date
    points: int
    works: bool
    off: str


class KindTotal(NamedTuple):
    """One kind's worth today and its counts and points on the chosen day and in the week."""

    kind: Kind
    worth: int
    day_count: int
    week_count: int
    day_points: int
    week_points: int


class Week(NamedTuple):
    """A week as every surface shows it. Points are whole numbers; None stands for n/a.

    ``number`` is the onboarding week; ``goal_from`` the first later one with a goal, where this has none;
    ``today`` the person's day now, whether or not it lies in this week; ``pace`` is n/a without a goal.
    """

    person: Person
    monday: date
    today: date
    now: int
    number: int
    goal: int | None
    goal_from: int | None
    total: int
    pace: int | None
    today_points: int
    days_left: int
    needed_a_day: int | None
    days: tuple[WeekDay, ...]
    kinds: tuple[KindTotal, ...]
    pace_line: tuple[tuple[float, float], ...]
    signed_by: str
    flagged: int

    @property
    def is_of_no_seller(self) -> bool:
        """Whether the person does not sell, and nothing was counted in this week all the same."""
        return not self.person.sells and self.total == 0

    @property
    def is_current(self) -> bool:
        """Whether today lies in this week."""
        return monday_of(self.today) == self.monday

    @property
    def missing(self) -> int | None:
        """Points still missing to the goal, at least 0; None without a goal."""
        return None if self.goal is None else max(self.goal - self.total, 0)

    @property
    def behind(self) -> int | None:
        """Pace minus total: positive is behind, negative ahead; None without a pace."""
        return None if self.pace is None else self.pace - self.total


def week_of(reader: Reader, person: Person, monday: date, now: int, chosen: date | None = None) -> Week:
    """A person's week as of ``now``. ``chosen`` is the day whose counts stand beside the week's: today."""
    hours = person.hours
    today = day_of(now, person.zone)
    sunday = monday + timedelta(days=6)
    rows = tallies(reader, person.id, monday, sunday)
    off = days_off(reader, person.id, monday, sunday)
    rules = goals.goal_rules(reader, person.id)
    goal = goals.goal_of(rules, person.start, monday)
    total = sum(row.points for row in rows)
    is_current = monday_of(today) == monday
    left = paces.working_days_left(hours, today, off) if is_current else 0
    return Week(
        person=person,
        monday=monday,
        today=today,
        now=now,
        number=onboarding_week(person.start, monday),
        goal=goal,
        goal_from=None if goal else goals.next_goal_week(rules, person.start, monday),
        total=total,
        pace=None if goal is None else paces.pace_at(goal, hours, monday, now, off),
        today_points=sum(row.points for row in rows if row.day == today),
        days_left=left,
        needed_a_day=paces.needed_a_day(goal, total, left) if goal and is_current else None,
        days=tuple(
            WeekDay(
                day,
                sum(row.points for row in rows if row.day == day),
                hours.works_on(day),
                off.get(day, ""),
            )
            for day in week_days(monday)
        ),
        kinds=_kind_totals(reader, rows, chosen or today, sunday),
        pace_line=tuple(paces.pace_line(goal, hours, monday, off)) if goal else (),
        signed_by=_signed_by(reader, person.id, monday),
        flagged=_flagged(reader, person.id, monday, sunday),
    )


def _kind_totals(reader: Reader, rows: Sequence[Tally], chosen: date, sunday: date) -> tuple[KindTotal, ...]:
    worths = worths_on(reader, min(chosen, sunday))
    week_count: Counter[str] = Counter()
    week_points: Counter[str] = Counter()
    day_count: Counter[str] = Counter()
    day_points: Counter[str] = Counter()
    for row in rows:
        week_count[row.kind] += row.count
        week_points[row.kind] += row.points
        if row.day == chosen:
            day_count[row.kind] += row.count
            day_points[row.kind] += row.points
    return tuple(
        KindTotal(
            kind,
            worths.get(kind.code, 0),
            day_count[kind.code],
            week_count[kind.code],
            day_points[kind.code],
            week_points[kind.code],
        )
        for kind in all_kinds(reader)
        if kind.active or week_count[kind.code]
    )


def _signed_by(reader: Reader, person_id: int, monday: date) -> str:
    rows = reader.select(
        "select person.name from signed_week join person on person.id = signed_by "
        "where person_id = ? and monday = ?",
        (person_id, monday.isoformat()),
    )
    return str(rows[0][0]) if rows else ""


def _flagged(reader: Reader, person_id: int, monday: date, sunday: date) -> int:
    rows = reader.select(
        "select count(*) from activity where flag is not null and person_id = ? and day between ? and ?",
        (person_id, monday.isoformat(), sunday.isoformat()),
    )
    return int(rows[0][0])
