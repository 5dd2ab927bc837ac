"""Which weeks the review screen lists, and which it looks at, as they are read from the store."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import day_of, monday_of
from data.kernel.store import Store
from data.people.person import Person, by_id
from data.people.reach import team_of
from data.points.score import Score, score_of
from data.reviews.glance import Reviewed, reviewed
from data.reviews.listing import WEEKS, WeekRow, weeks_of
from data.reviews.review import State


class Look(NamedTuple):
    """Which week is looked at: whose, and its Monday."""

    person_id: int
    monday: date


class Shown(NamedTuple):
    """What the list shows: the weeks, and the strip's numbers."""

    rows: tuple[WeekRow, ...]
    score: Score


def has_team(store: Store, person: Person) -> bool:
    """Whether there is anybody whose weeks a person reviews."""
    return any(one.id != person.id for one in team_of(store, person))


def list_weeks(store: Store, person: Person, now: int, *, is_team: bool, states: Collection[State]) -> Shown:
    """The weeks of a person or of the team that stand so, of a team those first that wait; and the strip's numbers.

    A week has begun, and is over, by the time zone of whose it is.
    """
    people = [one for one in team_of(store, person) if one.id != person.id] if is_team else [person]
    this = monday_of(day_of(now, person.zone))
    last = max([this, *(monday_of(day_of(now, one.zone)) for one in people)])
    rows = weeks_of(store, people, this - timedelta(weeks=WEEKS - 1), last, now, states)
    if not is_team:
        rows.sort(key=lambda row: row.monday, reverse=True)
    return Shown(tuple(rows), score_of(store, person, now))


def read_week(store: Store, actor: Person, look: Look, now: int) -> Reviewed:
    """The week that is looked at. Raises Refused for who may not read it."""
    return reviewed(store, actor, by_id(store, look.person_id), look.monday, now)
