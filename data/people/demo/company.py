"""Who works at the made-up company, since when, under whom, and when they are away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from data.calendar.days import instant, zone
from data.calendar.hours import WorkingHours, parse_hours
from data.people.commands import handle_from
from data.people.demo.words import CompanyWords, Culture, Who

REPS_OF_A_MANAGER = 10
FIRST_REPS_WEEK = 11
"""The onboarding week in which the first rep is today."""

COMPANY_DAY_WEEK = 4
"""The week of the first rep's onboarding that holds the company's own holiday."""

SHORT_WEEK = 7
"""The week of the first rep's onboarding in which two days were taken off."""

_FOUNDERS_SHARE = 0.55
_LEAVERS_SHARE = 0.05
_DAYS_BETWEEN_LEAVES = 40
_OWN_SCRIPT_SHARE = 0.2
_TRIES_FOR_A_NAME = 50
_OTHERS_SELL_AS = ("SE", "LGE", "CE", "ERE", "LGE")
"""As what the sellers after the first work, one after the other."""


class Member(NamedTuple):
    """One person of the company. ``until`` is the last day of somebody who left."""

    id: int
    handle: str
    name: str
    role: str
    manager_id: int | None
    start: date
    until: date | None
    time_zone: str
    hours_text: str
    hours: WorkingHours
    vigour: float
    sales_role: str = ""

    def is_employed(self, day: date) -> bool:
        """Whether the person works for the company on that day."""
        return self.start <= day and (self.until is None or day <= self.until)

    def moment(self, day: date, clock: time) -> int:
        """The instant of that day and time where the person works."""
        return instant(datetime.combine(day, clock, self.hours.where))


class Absence(NamedTuple):
    """One day off: a person's, or everybody's where ``person`` is None."""

    person: int | None
    day: date
    reason: str


class Company(NamedTuple):
    """The people and their days off. ``first`` is the rep on whom the demo opens; the first manager is above the
    others.
    """

    admin: Member
    managers: tuple[Member, ...]
    first: Member
    others: tuple[Member, ...]
    absences: tuple[Absence, ...]

    @property
    def members(self) -> tuple[Member, ...]:
        """Everybody, the admin first."""
        return (self.admin, *self.managers, self.first, *self.others)


def found_company(
    words: CompanyWords, random: Random, ids: Iterator[int], reps: int, begin: date, today: date
) -> Company:
    """Make up a company of ``reps`` sellers whose history begins on the Monday ``begin``."""
    hiring = _Hiring(words, random, ids)
    joined = today - timedelta(days=today.weekday(), weeks=FIRST_REPS_WEEK - 1)
    first = hiring.person(words.first, "rep", joined)
    admin = hiring.person(words.admin, "admin", begin)
    bosses = max(1, reps // REPS_OF_A_MANAGER)
    head, *rest = (hiring.person(hiring.stranger(), "manager", begin) for _ in range(bosses))
    managers = (head, *(manager._replace(manager_id=head.id) for manager in rest))
    others = []
    for position in range(1, reps):
        start, until = _career(random, begin, today)
        boss = managers[position // REPS_OF_A_MANAGER % len(managers)]
        member = hiring.person(hiring.stranger(), "rep", start, until)
        others.append(
            member._replace(manager_id=boss.id, sales_role=_OTHERS_SELL_AS[position % len(_OTHERS_SELL_AS)])
        )
    absences = [
        *_holidays(words, begin, today),
        Absence(None, joined + timedelta(weeks=COMPANY_DAY_WEEK - 1, days=2), "Company day"),
        *(
            Absence(first.id, joined + timedelta(weeks=SHORT_WEEK - 1, days=offset), words.leave.reasons[0])
            for offset in (3, 4)
        ),
        *_leaves(words, random, others, begin, today),
    ]
    distinct = {(absence.person, absence.day): absence for absence in absences}
    first = first._replace(manager_id=managers[0].id, sales_role="SE")
    return Company(admin, managers, first, tuple(others), tuple(distinct.values()))


class _Hiring:
    """Gives out names, and handles that nobody else has."""

    def __init__(self, words: CompanyWords, random: Random, ids: Iterator[int]) -> None:
        self._random = random
        self._ids = ids
        self._handles: set[str] = set()
        self._names = {words.first.name, words.admin.name}
        self._cultures = words.culture
        self._whole = list(words.whole)

    def stranger(self) -> Who:
        """Somebody whose name is not yet taken, as far as there are such names."""
        if self._whole and self._random.random() < _OWN_SCRIPT_SHARE:
            return self._whole.pop(0)
        culture = self._random.choice(self._cultures)
        name = _name(culture, self._random)
        for _ in range(_TRIES_FOR_A_NAME):
            if name not in self._names:
                break
            name = _name(culture, self._random)
        self._names.add(name)
        return Who(name=name, zone=self._random.choice(culture.zones), hours=culture.hours)

    def person(self, who: Who, role: str, start: date, until: date | None = None) -> Member:
        """That person in a role."""
        return Member(
            id=next(self._ids),
            handle=self._handle(who.handle or handle_from(who.name)),
            name=who.name,
            role=role,
            manager_id=None,
            start=start,
            until=until,
            time_zone=who.zone,
            hours_text=who.hours,
            hours=parse_hours(who.hours, zone(who.zone)),
            vigour=self._random.uniform(0.7, 1.3),
        )

    def _handle(self, wanted: str) -> str:
        handle, number = wanted, 1
        while handle in self._handles:
            number += 1
            handle = f"{wanted}{number}"
        self._handles.add(handle)
        return handle


def _name(culture: Culture, random: Random) -> str:
    given, family = random.choice(culture.given), random.choice(culture.family)
    return f"{family} {given}" if culture.order == "family" else f"{given} {family}"


def _career(random: Random, begin: date, today: date) -> tuple[date, date | None]:
    """When somebody started and, if so, left: most have been there since before the history begins."""
    length = (today - begin).days
    if random.random() < _FOUNDERS_SHARE:
        start = begin - timedelta(days=random.randrange(1, 1500))
    else:
        start = begin + timedelta(days=random.randrange(max(length - 6, 1)))
    start -= timedelta(days=max(start.weekday() - 4, 0))
    until = None
    if random.random() < _LEAVERS_SHARE:
        first_day = max(start, begin)
        until = first_day + timedelta(days=random.randrange(max((today - first_day).days, 1)))
    return start, until


def _holidays(words: CompanyWords, begin: date, today: date) -> Iterator[Absence]:
    for year in range(begin.year, today.year + 2):
        for holiday in words.holiday:
            yield Absence(None, date(year, holiday.month, holiday.day), holiday.reason)


def _leaves(
    words: CompanyWords, random: Random, members: Sequence[Member], begin: date, today: date
) -> Iterator[Absence]:
    """Runs of one to five days off, one about every two months, also in the weeks to come."""
    for member in members:
        day = max(member.start, begin) + timedelta(days=random.randrange(1, 2 * _DAYS_BETWEEN_LEAVES))
        while day < today + timedelta(days=30):
            reason = random.choice(words.leave.reasons)
            for offset in range(random.randint(1, 5)):
                away = day + timedelta(days=offset)
                if member.is_employed(away) and member.hours.works_on(away):
                    yield Absence(member.id, away, reason)
            day += timedelta(days=random.randrange(_DAYS_BETWEEN_LEAVES, 2 * _DAYS_BETWEEN_LEAVES))
