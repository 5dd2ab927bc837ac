"""When the people of the made-up company work: stretches of their days, moments of them, days off."""

from __future__ import annotations

from datetime import date, time, timedelta
from random import Random

from data.calendar.days import day_of
from data.calendar.hours import MINUTE
from data.people.demo.company import Company, Member

HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Calendar:
    """Moments of somebody's working time. What is planned ends at ``end``, a little before ``now``."""

    def __init__(self, company: Company, random: Random, end: int, now: int) -> None:
        self._random = random
        self._known: dict[tuple[str, str, date], list[tuple[int, int]]] = {}
        self._off = {(absence.person, absence.day) for absence in company.absences}
        self.end = end
        self.now = now

    def is_off(self, member: Member, day: date) -> bool:
        """Whether the person has the day off."""
        return (None, day) in self._off or (member.id, day) in self._off

    def stretches(self, member: Member, day: date) -> list[tuple[int, int]]:
        """The working time of a day."""
        if self.is_off(member, day):
            return []
        key = (member.time_zone, member.hours_text, day)
        if key not in self._known:
            self._known[key] = member.hours.stretches(day)
        return self._known[key]

    def moment(self, member: Member, low: int, high: int) -> int:
        """A moment of working time between two instants, or any where there is none."""
        low, high = min(low, high), max(low, high)
        at = low + int(self._random.random() * (high - low))
        day = day_of(at, member.hours.where)
        for offset in range(5):
            for start, finish in self.stretches(member, day - timedelta(days=offset)):
                found = start + int(self._random.random() * (finish - start))
                if low <= found <= high:
                    return found
        return at

    def before(self, member: Member, minutes: int) -> int:
        """The instant since which so many working minutes have passed by now."""
        left, day = minutes * MINUTE, day_of(self.now, member.hours.where)
        while True:
            for start, finish in reversed(self.stretches(member, day)):
                worked = min(finish, self.now) - start
                if worked >= left:
                    return min(start + worked - left, self.end)
                left -= max(worked, 0)
            day -= timedelta(days=1)

    def works(self, member: Member, offset: int) -> bool:
        """Whether the person works on the day that is so many days from today."""
        return bool(self.stretches(member, day_of(self.end, member.hours.where) + timedelta(days=offset)))

    def on_day(self, member: Member, offset: int) -> int:
        """A quarter of an hour so many days from today; in days to come, of a day on which the person works."""
        while offset > 0 and not self.works(member, offset):
            offset += 1
        day = day_of(self.end, member.hours.where) + timedelta(days=offset)
        quarter = self._random.randrange(9 * 4, 17 * 4)
        clock = time(quarter // 4, quarter % 4 * 15)
        return member.moment(day, clock)

    def day_begin(self, member: Member, offset: int) -> int:
        """The instant at which a day begins, so many days from today."""
        day = day_of(self.end, member.hours.where) + timedelta(days=offset)
        return member.moment(day, time())


class DaysOff:
    """A person's days off, as working hours ask for them."""

    def __init__(self, calendar: Calendar, member: Member) -> None:
        self._calendar = calendar
        self._member = member

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self._calendar.is_off(self._member, day)
