"""What would bring a person's week to its goal, by what the person did of late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from data.kernel.commands import Reader
from data.people.person import Person
from data.points.mixes import HABIT_WEEKS, Mix, mixes
from data.points.tally import tallies
from data.points.week import Week


def habit_of(reader: Reader, person: Person, today: date) -> Mapping[str, int]:
    """How many of each kind the person did in the last four weeks."""
    counts: Counter[str] = Counter()
    for row in tallies(reader, person.id, today - timedelta(weeks=HABIT_WEEKS), today):
        counts[row.kind] += row.count
    return counts


def mixes_for(reader: Reader, week: Week) -> list[Mix]:
    """The mixes of activities that bring a week to its goal; none where it is reached or has none."""
    kinds = [total.kind for total in week.kinds]
    worths = {total.kind.code: total.worth for total in week.kinds}
    return mixes(week.missing or 0, kinds, worths, habit_of(reader, week.person, week.today))
