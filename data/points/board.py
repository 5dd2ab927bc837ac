"""Everything on the points screen, read in one go."""

from __future__ import annotations

from array import array
from datetime import date, timedelta
from typing import NamedTuple

from data.kernel.commands import Reader
from data.people.person import Person
from data.points.entries import entry_ids
from data.points.habits import mixes_for
from data.points.mixes import Mix
from data.points.score import Score, score_of
from data.points.week import Week, week_of
from data.points.weeks import WeekTotal, ramp_weeks


class Board(NamedTuple):
    """A week, the entries of its chosen day (None: of the whole week), and the weeks around it.

    ``score`` is of the present week, whichever the board shows.
    """

    score: Score
    week: Week
    chosen: date | None
    entry_ids: array[int]
    mixes: list[Mix]
    weeks: list[WeekTotal]


def board_of(reader: Reader, person: Person, monday: date, chosen: date | None, now: int) -> Board:
    """The board of a person's week, with the entries of a day of it or of the whole week."""
    week = week_of(reader, person, monday, now, chosen)
    first, last = (chosen, chosen) if chosen else (monday, monday + timedelta(days=6))
    return Board(
        score=score_of(reader, person, now, week if week.is_current else None),
        week=week,
        chosen=chosen,
        entry_ids=entry_ids(reader, person.id, first, last),
        mixes=mixes_for(reader, week) if week.is_current else [],
        weeks=ramp_weeks(reader, person, now),
    )
