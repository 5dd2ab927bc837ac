"""The numbers a rep lives by, on every screen: this week's points, the streak, and what each noun counts besides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from data.calendar.days import day_of, monday_of
from data.calendar.hours import MINUTE
from data.kernel import journal
from data.kernel.commands import Reader
from data.people.person import Person
from data.points.headline import Part
from data.points.week import Week, week_of
from data.points.weeks import streak_of


class StripNumbers(Protocol):
    """What a noun counts for the strip."""

    def strip_parts(self) -> list[Part]:
        """The numbers in words, nought left out."""
        ...


class Score(NamedTuple):
    """This week, the weeks in a row that reached their goal, and by room what each noun counts besides.

    ``counted`` is empty where that is still to be read. ``revision`` is the number of the newest command when all was
    read, -1 where not all was.
    """

    week: Week
    streak: int
    counted: Mapping[str, StripNumbers]
    revision: int = -1

    def holds(self, revision: int, now: int) -> bool:
        """Whether nothing was changed since all was read, and the minute is the same."""
        return self.revision == revision and self.week.now // MINUTE == now // MINUTE


def score_of(
    reader: Reader, person: Person, now: int, week: Week | None = None, *, counts: bool = True
) -> Score:
    """A person's score as of ``now``. ``week`` is this week where it has been read already.

    Without ``counts`` the nouns are not asked, whose modules alone take a start a twentieth of its time.
    """
    # First, so that what is changed meanwhile is read again, and not taken for known.
    revision = journal.newest(reader) if counts else -1
    monday = monday_of(day_of(now, person.zone))
    asked = reader.registry.strip() if counts else {}
    return Score(
        week or week_of(reader, person, monday, now),
        streak_of(reader, person, now),
        {room: count(reader, person, now) for room, count in asked.items()},
        revision,
    )


def score_again(reader: Reader, person: Person, now: int, known: Score | None) -> Score:
    """The person's score that is known, where nothing was changed since and the minute is the same; else read anew."""
    if known is not None and known.holds(journal.newest(reader), now):
        return known
    return score_of(reader, person, now)
