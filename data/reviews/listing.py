"""Lists of weeks by how they stand: of a person or a team, over a stretch of weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import day_of, monday_of
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.rows import select_records
from data.people.goal import GoalRule, all_goal_rules, goal_of
from data.people.person import Person
from data.reviews.review import REVIEW, STATES, Review, State

WEEKS = 13
"""Weeks that are listed where nobody says how many: those of a quarter."""


class WeekRow(NamedTuple):
    """A week of somebody's: how it stands since when (None: nothing was done), its points, goal and adjustments.

    ``submitted`` are the points that it was submitted with; None where that is unknown, and of what is not submitted.
    """

    person: Person
    monday: date
    state: State
    since: int | None
    points: int
    goal: int | None
    adjusted: int
    is_over: bool
    submitted: int | None = None

    @property
    def is_other(self) -> bool:
        """Whether it has come to other points since it was submitted."""
        return self.submitted not in (None, self.points)

    @property
    def waits(self) -> int:
        """How much it waits for whoever signs: submitted weeks first, then open ones that are over, then the rest."""
        if self.state == "open":
            return 1 if self.is_over else 3
        return {"submitted": 0, "returned": 2, "signed": 4}[self.state]


def weeks_of(
    reader: Reader,
    people: Sequence[Person],
    first: date,
    last: date,
    now: int,
    states: Collection[str] = STATES,
) -> list[WeekRow]:
    """The weeks of sellers from the Monday ``first`` to ``last``, those that have begun: what waits for a signature
    first and of that the oldest, signed ones last and of these the newest first.
    """
    found = _Weeks(reader, [person.id for person in people], first, last)
    rows = [
        row
        for person in people
        if person.sells
        for row in found.of(person, day_of(now, person.zone))
        if row.state in states
    ]
    return sorted(rows, key=_order)


def _order(row: WeekRow) -> tuple[int, int, str]:
    days = row.monday.toordinal()
    return (row.waits, days if row.waits < 3 else -days, row.person.name)


class _Weeks:
    """What is known of the weeks of people, read once."""

    def __init__(self, reader: Reader, ids: Sequence[int], first: date, last: date) -> None:
        self.first, self.last = first, last
        marks = ", ".join("?" * len(ids))
        span: list[Value] = [*ids, first.isoformat(), last.isoformat()]
        which = f"person_id in ({marks}) and monday between ? and ?"
        self.points: defaultdict[tuple[int, date], int] = defaultdict(int)
        sunday = (last + timedelta(days=6)).isoformat()
        for person, day, points in reader.select(
            f"select person_id, day, sum(points) from tally where person_id in ({marks}) and day between ? and ? "
            "group by person_id, day",
            [*ids, first.isoformat(), sunday],
        ):
            self.points[person, monday_of(date.fromisoformat(day))] += points
        self.reviews = {
            (review.person_id, review.monday): review
            for review in select_records(reader, Review, REVIEW, f"where {which}", span)
        }
        self.states: dict[tuple[int, str], tuple[State, int]] = {
            week: (review.stands, review.at) for week, review in self.reviews.items()
        }
        for person, monday, at in reader.select(
            f"select person_id, monday, signed_at from signed_week where {which}", span
        ):
            self.states[person, monday] = ("signed", at)
        self.adjusted: dict[tuple[int, str], int] = {
            (person, monday): points
            for person, monday, points in reader.select(
                f"select person_id, monday, sum(points) from adjustment where {which} group by 1, 2", span
            )
        }
        self.rules: Sequence[GoalRule] = all_goal_rules(reader)

    def of(self, person: Person, today: date) -> list[WeekRow]:
        """The weeks of a person that have begun, from that of the start on."""
        rules = [rule for rule in self.rules if rule.person_id in (None, person.id)]
        monday, rows = max(self.first, monday_of(person.start)), []
        while monday <= min(self.last, today):
            state: State
            state, since = self.states.get((person.id, monday.isoformat()), ("open", None))
            week = (person.id, monday.isoformat())
            review = self.reviews.get(week)
            rows.append(
                WeekRow(
                    person,
                    monday,
                    state,
                    since,
                    self.points[person.id, monday],
                    goal_of(rules, person.start, monday),
                    self.adjusted.get(week, 0),
                    monday + timedelta(days=6) < today,
                    review.points if review is not None and state == "submitted" else None,
                )
            )
            monday += timedelta(weeks=1)
        return rows
