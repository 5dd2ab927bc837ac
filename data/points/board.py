"""Everything on the points screen, read in one go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from data.kernel.commands import Reader
from data.people.person import Person
from data.points.entries import DayLog, day_logs
from data.points.habits import mixes_for
from data.points.mixes import Mix
from data.points.score import Score, score_of
from data.points.week import Week, week_of
from data.points.weeks import WeekTotal, ramp_weeks


class Board(NamedTuple):
    """A week, the entries of its days up to the chosen one (None: of the whole week), and the weeks around it.

    ``score`` is of the present week, whichever the board shows.
    """

    score: Score
    week: Week
    chosen: date | None
    logs: list[DayLog]
    mixes: list[Mix]
    weeks: list[WeekTotal]

    def day_meant(self, day_under_cursor: date | None) -> date:
        """The day that one looks at: the chosen one. Of a whole week that is over the cursor's, or the last worked."""
        week = self.week
        if self.chosen is not None:
            return self.chosen
        if week.is_current:
            return week.today
        worked = [one.day for one in week.days if one.works and not one.off]
        return day_under_cursor or (worked[-1] if worked else week.days[-1].day)

    def points_on(self, day: date) -> int:
        """The points of a day of the week."""
        return next((one.points for one in self.week.days if one.day == day), 0)


def board_of(
    reader: Reader, person: Person, monday: date, chosen: date | None, now: int, *, counts: bool = True
) -> Board:
    """The board of a person's week, with the entries of its days up to the chosen one, or of all; of a score with or
    without what the nouns count.
    """
    week = week_of(reader, person, monday, now, chosen)
    return Board(
        score=score_of(reader, person, now, week if week.is_current else None, counts=counts),
        week=week,
        chosen=chosen,
        logs=day_logs(reader, person.id, monday, chosen or monday + timedelta(days=6)),
        mixes=mixes_for(reader, week) if week.is_current else [],
        weeks=ramp_weeks(reader, person, now),
    )
