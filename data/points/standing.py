"""Where a person stands after a change: a week's total against its goal, and why an entry is flagged.

The quick commands answer with this; it reads less and imports less than the whole week.
"""

from datetime import date, timedelta

from data.calendar.days import monday_of, onboarding_week
from data.kernel.commands import Reader
from data.kernel.quick_typing import NamedTuple
from data.people.goal import goal_of, goal_rules, next_goal_week
from data.people.person import Person
from data.points.kinds import kind_named


class Standing(NamedTuple):
    """A week's points and goal. ``number`` is the onboarding week, below 1 before the start; ``goal_from`` the
    one that brings a goal, where there is none.
    """

    monday: date
    total: int
    goal: int | None
    goal_from: int | None
    number: int


def standing_on(reader: Reader, person: Person, day: date) -> Standing:
    """How the week that holds ``day`` stands."""
    monday = monday_of(day)
    rules = goal_rules(reader, person.id)
    goal = goal_of(rules, person.start, monday)
    later = None if goal else next_goal_week(rules, person.start, monday)
    points = week_points(reader, person.id, monday)
    return Standing(monday, points, goal, later, onboarding_week(person.start, monday))


def week_points(reader: Reader, person_id: int, monday: date) -> int:
    """What the log of somebody's week comes to."""
    rows = reader.select(
        "select ifnull(sum(points), 0) from tally where person_id = ? and day between ? and ?",
        (person_id, monday.isoformat(), (monday + timedelta(days=6)).isoformat()),
    )
    return int(rows[0][0])


def day_of_entry(reader: Reader, entry: int) -> date | None:
    """The day on which an entry of the log counts, or None where it is gone."""
    rows = reader.select("select day from activity where id = ?", (entry,))
    return date.fromisoformat(rows[0][0]) if rows else None


def last_logged(reader: Reader, person_id: int) -> int | None:
    """The id of the entry that the person logged last and that is still there.

    By the order of the journal, not by ids: these follow a clock that may have been set back.
    """
    rows = reader.select(
        "select journal.id from journal join activity on activity.id = journal.id "
        "where actor = ? and person_id = ? order by seq desc limit 1",
        (person_id, person_id),
    )
    return int(rows[0][0]) if rows else None


def flag_reason(reader: Reader, entry: int) -> str:
    """Why an entry was flagged for review, as ``80 calls in 10 minutes``; empty where it was not."""
    rows = reader.select("select person_id, day, kind, at, flag from activity where id = ?", (entry,))
    if not rows or rows[0][4] is None:
        return ""
    person_id, day, code, at, _ = rows[0]
    kind = kind_named(reader, code)
    window = kind.burst_minutes * 60_000
    count = max(
        reader.select(
            "select sum(count) from activity where person_id = ? and day = ? and kind = ? and at > ? and at < ?",
            (person_id, day, code, first, last),
        )[0][0]
        for first, last in ((at - window, at + 1), (at - 1, at + window))
    )
    minutes = "1 minute" if kind.burst_minutes == 1 else f"{kind.burst_minutes} minutes"
    return f"{kind.counted(count)} in {minutes}"
