"""The entries of made-up working days: which kinds, how many, when, and what was noted."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from data.calendar.days import local, short_day
from data.calendar.hours import MINUTE
from data.catalog import KindCatalogue, KindFact
from data.people.demo.calendar import HOUR
from data.people.demo.company import Company, Member
from data.points.bursts import BURST
from data.points.demo.words import LogWords

Stretches = Sequence[tuple[int, int]]

CARDS = 8192
BURST_CARDS = 6
"""So many of the cards count more of a kind than a person can do: they are flagged."""

NOTE_SHARE = 0.06
LATE_SHARE = 0.015
"""So many entries are logged the morning after, from Monday's to Thursday's work."""
FROM_MEMORY = LATE_SHARE / 3
"""So many of Monday's are logged on Friday, from memory."""


class LogEvent(NamedTuple):
    """One entry, logged at the instant ``at``. ``serial`` orders entries of one instant."""

    at: int
    serial: int
    person: int
    kind: str
    times: int
    points: int
    done_at: int
    day: str
    note: str | None
    flag: str | None
    summary: str


class Card(NamedTuple):
    """What an entry may be: drawn with the frequency of its habit."""

    kind: str
    times: int
    points: int
    counted: str
    burst_count: int
    burst_window: int


class Deck:
    """All that entries are drawn from."""

    def __init__(self, words: LogWords, kinds: KindCatalogue, random: Random) -> None:
        self._words = words
        self._random = random
        self._facts = {fact.code: fact for fact in kinds.kind}
        habits = [habit for habit in words.habit if habit.kind in self._facts]
        drawn = random.choices(habits, [habit.weight for habit in habits], k=CARDS)
        self.cards = [self.card(habit.kind, self._count(habit.most)) for habit in drawn]
        small = min(kinds.kind, key=lambda fact: (fact.points, fact.code))
        self.smallest = small.code
        for position in range(BURST_CARDS):
            self.cards[position] = self.card(small.code, small.burst_count + random.randint(1, 20))

    def card(self, kind: str, count: int) -> Card:
        """That many of a kind."""
        fact: KindFact = self._facts[kind]
        counted = f"{count} {fact.name if count == 1 else fact.plural}"
        return Card(kind, count, count * fact.points, counted, fact.burst_count, fact.burst_minutes * MINUTE)

    def draw(self) -> Card:
        """Any card."""
        return self.cards[int(self._random.random() * CARDS)]

    def note(self, kind: str) -> str | None:
        """Something to remember, about one entry in many."""
        notes = self._words.notes.get(kind)
        if notes is None or self._random.random() >= NOTE_SHARE:
            return None
        names = self._words.names
        text = self._random.choice(notes)
        return text.format(
            contact=self._random.choice(names.contacts), company=self._random.choice(names.companies)
        )

    def _count(self, most: int) -> int:
        """One to ``most``, small counts more often."""
        return 1 + min(int(self._random.random() * most), int(self._random.random() * most * 1.3))


class Diary:
    """Turns cards into the entries of one person's day."""

    def __init__(self, deck: Deck, random: Random, now: int, first_serial: int = 0) -> None:
        self._deck = deck
        self._random = random
        self._now = now
        self._serial = first_serial

    def entries(self, person: int, day: date, stretches: Stretches, number: int) -> list[LogEvent]:
        """``number`` entries within the working time of a day."""
        draw = self._deck.draw
        return self.played(person, day, stretches, [draw() for _ in range(number)])

    def played(self, person: int, day: date, stretches: Stretches, cards: Sequence[Card]) -> list[LogEvent]:
        """The cards, in a random place each, flagged as the rule of bursts asks."""
        moments = self._moments(stretches, len(cards))
        day_text, found = day.isoformat(), []
        recent: dict[str, list[tuple[int, int]]] = {}
        can_be_late = day.weekday() < 4 and len(stretches) > 0
        for done_at, card in zip(moments, cards, strict=True):
            kind, count, points, counted, burst_count, window = card
            around = [(at, n) for at, n in recent.get(kind, ()) if at > done_at - window]
            flag = BURST if count + sum(n for _, n in around) > burst_count else None
            around.append((done_at, count))
            recent[kind] = around
            at = done_at
            if can_be_late and (chance := self._random.random()) < LATE_SHARE:
                days = 4 if day.weekday() == 0 and chance < FROM_MEMORY else 1
                late = stretches[0][0] + days * 24 * HOUR + int(self._random.random() * HOUR)
                if late <= self._now:
                    at, counted = late, f"{counted} on {short_day(day, day + timedelta(days=1))}"
            self._serial += 1
            note = self._deck.note(kind)
            found.append(
                LogEvent(
                    at, self._serial, person, kind, count, points, done_at, day_text, note, flag, counted
                )
            )
        return found

    def _moments(self, stretches: Stretches, number: int) -> list[int]:
        whole = sum(end - start for start, end in stretches)
        random = self._random.random
        moments = []
        for place in sorted([random() * whole for _ in range(number)]):
            for start, end in stretches:
                if place < end - start:
                    moments.append(start + int(place))
                    break
                place -= end - start
            else:
                moments.append(stretches[-1][1])
        return moments


class Shift(NamedTuple):
    """One person's working time on one day, up to now."""

    member: Member
    day: date
    stretches: Stretches
    share: float


def shifts(company: Company, begin: date, now: int) -> Iterator[Shift]:
    """Every working day of every rep but the first, day by day."""
    free = {absence.day for absence in company.absences if absence.person is None}
    away = {(absence.person, absence.day) for absence in company.absences}
    day, last = begin, local(now, company.first.hours.where).date() + timedelta(days=1)
    while day <= last:
        known: dict[tuple[str, str], tuple[Stretches, float]] = {}
        for member in company.others:
            if day in free or (member.id, day) in away or not member.is_employed(day):
                continue
            key = (member.time_zone, member.hours_text)
            if key not in known:
                known[key] = worked(member, day, now)
            stretches, share = known[key]
            if stretches:
                yield Shift(member, day, stretches, share)
        day += timedelta(days=1)


def worked(member: Member, day: date, now: int) -> tuple[Stretches, float]:
    """A day's working time up to ``now``, and its share of the whole day's."""
    whole = member.hours.stretches(day)
    past = [(start, min(end, now)) for start, end in whole if start < now]
    minutes = sum(end - start for start, end in whole)
    return past, sum(end - start for start, end in past) / minutes if minutes else 0.0


def company_entries(
    company: Company, diary: Diary, random: Random, begin: date, now: int, number: int
) -> Iterator[list[LogEvent]]:
    """``number`` entries of all reps but the first, in lists of a day and person each."""
    weights = array("d")
    for shift in shifts(company, begin, now):
        weights.append(shift.member.vigour * shift.share * random.uniform(0.6, 1.4))
    whole, reached, done = sum(weights), 0.0, 0
    for shift, weight in zip(shifts(company, begin, now), weights, strict=True):
        reached += weight
        due = min(round(number * reached / whole), number)
        if due > done:
            yield diary.entries(shift.member.id, shift.day, shift.stretches, due - done)
            done = due
