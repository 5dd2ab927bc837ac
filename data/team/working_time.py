"""The working time of many people, read at once and reckoned once for all who share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from data.calendar.days import day_of, monday_of
from data.calendar.hours import WorkingHours, parse_hours
from data.kernel.commands import Reader
from data.people.person import Person
from data.points.pace import pace_at


class WorkingTimes:
    """The hours and days off of a team between two days."""

    def __init__(self, reader: Reader, people: Sequence[Person], first: date, last: date) -> None:
        self._hours: dict[tuple[str, str], WorkingHours] = {}
        self._paces: dict[tuple[object, ...], int | None] = {}
        rows = reader.select(
            "select person_id, day, reason from day_off where day between ? and ?",
            (first.isoformat(), last.isoformat()),
        )
        everybodys = {date.fromisoformat(day): reason for person, day, reason in rows if person is None}
        self._off: dict[int, Mapping[date, str]] = {person.id: everybodys for person in people}
        for person, day, reason in rows:
            if person in self._off:
                own = self._off[person]
                self._off[person] = {**own, date.fromisoformat(day): reason}
        shorter = frozenset(map(monday_of, everybodys))
        self._short = {
            person: shorter if off is everybodys else frozenset(map(monday_of, off))
            for person, off in self._off.items()
        }
        """The weeks that have a day off, by person."""

    def hours(self, person: Person) -> WorkingHours:
        """Somebody's working hours."""
        key = (person.working_hours, person.time_zone)
        if key not in self._hours:
            self._hours[key] = parse_hours(person.working_hours, person.zone)
        return self._hours[key]

    def today(self, person: Person, now: int) -> date:
        """Somebody's day at an instant."""
        return day_of(now, self.hours(person).where)

    def off(self, person: Person) -> Mapping[date, str]:
        """Somebody's days off and everybody's holidays."""
        return self._off[person.id]

    def works(self, person: Person, day: date) -> bool:
        """Whether somebody works on a day."""
        return self.hours(person).works_on(day) and day not in self._off[person.id]

    def is_excused(self, person: Person, monday: date) -> bool:
        """Whether no working time is left in a week."""
        if monday not in self._short[person.id]:
            return False  # hours without any working time there are not
        days = (monday + timedelta(days=offset) for offset in range(7))
        return not any(self.works(person, day) for day in days)

    def pace(self, person: Person, goal: int, monday: date, now: int) -> int | None:
        """Where the week should be by now; None where it has no working time."""
        sunday = monday + timedelta(days=6)
        free = tuple(sorted(day for day in self._off[person.id] if monday <= day <= sunday))
        key = (person.working_hours, person.time_zone, goal, monday, free)
        if key not in self._paces:
            self._paces[key] = pace_at(goal, self.hours(person), monday, now, free)
        return self._paces[key]

    def silent_days(self, person: Person, since: date, today: date) -> int:
        """The working days that lie between two days, both left out."""
        days = (since + timedelta(days=ahead) for ahead in range(1, (today - since).days))
        return sum(self.works(person, day) for day in days)


def mondays(today: date, number: int) -> list[date]:
    """The Mondays of so many weeks in a row, this week's last."""
    this = monday_of(today)
    return [this - timedelta(weeks=back) for back in reversed(range(number))]
