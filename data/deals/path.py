"""The path to quota: what has to happen this week so that open deals cover it, and the points that this brings.

Four times what remains of the month's quota is wanted open (seeds/002). What lacks is so many deals of the usual size;
a deal begins after a demo, a demo after a meeting, a meeting after a conversation, a conversation after a call. How
often one follows from the other is taken from the person's own last weeks, where there are too few from those of the
person's team, else it is assumed. This week has its share of the working days that it takes.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Literal, NamedTuple

from data.calendar.days import day_of, monday_of
from data.calendar.hours import WorkingHours
from data.deals.closed import IS_WON
from data.deals.currencies import exchange_on
from data.deals.orders import least_order
from data.deals.period import cohort
from data.deals.pipeline import COVERAGE
from data.kernel.commands import Reader
from data.kernel.ratio import Ratio
from data.people.days_off import days_off
from data.people.person import Person
from data.points.kinds import worths_on

WEEKS = 13
"""Weeks whose activities tell how often one thing follows from another."""
FEWEST = 10
"""Of so many at least what follows is counted."""
FEWEST_WON = 3
"""Deals won in a year whose value tells the usual size of one."""

MOST_AHEAD = 13
"""Days that are looked ahead at least: to the end of the next week."""
LEAST_DAYS = 5
"""Working days that a path takes at least."""

Whose = Literal["own", "team's", "assumed"]


class Step(NamedTuple):
    """What leads to the next step, by the kinds of activity that it is; the last one leads to deals."""

    name: str
    plural: str
    kinds: tuple[str, ...]
    assumed: int
    """Percent that lead on where nobody's own numbers tell: ours to choose, no measured value."""


CHAIN = (
    Step("call", "calls", ("call",), 15),
    Step("conversation", "conversations", ("conversation",), 25),
    Step("meeting", "meetings", ("meeting",), 60),
    Step("demo", "demos", ("demo", "demo-mentored"), 50),
)
"""From the first to the last; the first kind of each is what its points are counted by. Kinds: seeds/002."""


class Rate(NamedTuple):
    """Of so many of one step, so many of the next; ``whose`` numbers these are."""

    ratio: Ratio
    whose: Whose


class Leg(NamedTuple):
    """One step of the path: how many are wanted this week, how many were done, and how many lead on."""

    step: Step
    wanted: int
    done: int
    rate: Rate
    worth: int

    @property
    def left(self) -> int:
        """How many are still to be done this week."""
        return max(self.wanted - self.done, 0)


class Path(NamedTuple):
    """The way from here to a covered quota. Money is in hundredths of ``currency``, the company's.

    ``gap`` is what the value of open deals lacks to the pipeline that is ``aim``; ``deals`` of the usual ``size`` close
    it. ``share`` are the working days that are left of the ``week``, of those that the path takes.
    """

    currency: str
    aim: int
    gap: int
    size: Ratio
    size_is: Whose
    deals: int
    share: Ratio
    week: Literal["this week", "next week"]
    legs: tuple[Leg, ...]
    points_left: int | None
    """What lacks to this week's goal of points; None where there is none."""

    @property
    def points(self) -> int:
        """What the rest of the path is worth this week."""
        return sum(leg.left * leg.worth for leg in self.legs)


def legs_of(
    deals: float, rates: Sequence[Rate], done: Sequence[int], worths: Sequence[int], share: float
) -> tuple[Leg, ...]:
    """The steps that so many deals take, from calls on; of each the share of this week, rounded up.

    Every rate has a value that is not nought.
    """
    found, needed = list[Leg](), deals
    for step, rate, count, worth in reversed(list(zip(CHAIN, rates, done, worths, strict=True))):
        needed /= rate.ratio.value or 1
        found.append(Leg(step, ceil(round(needed * share, 6)), count, rate, worth))
    return tuple(reversed(found))


class Stretch(NamedTuple):
    """The week that a path is asked of: this one while it has a working day left, else the next.

    ``share`` are its working days from today on, of those that the path takes.
    """

    monday: date
    share: Ratio

    def is_next(self, today: date) -> bool:
        """Whether it is yet to begin."""
        return self.monday > today


def stretch_of(hours: WorkingHours, today: date, free: Container[date]) -> Stretch:
    """The week that is asked, and its share of what the month has left, of a week of five at least.

    The last days of a month are not asked to bring what all of it should have brought.
    """
    last = (today.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    ahead = [today + timedelta(days=step) for step in range(max((last - today).days, MOST_AHEAD) + 1)]
    working = [day for day in ahead if hours.works_on(day) and day not in free]
    monday = monday_of(today)
    if working and working[0] >= monday + timedelta(days=7):
        monday += timedelta(days=7)
    of_week = sum(monday <= day < monday + timedelta(days=7) for day in working)
    of_month = sum(day <= last for day in working)
    return Stretch(monday, Ratio(of_week, max(of_month, of_week, LEAST_DAYS)))


def path_of(
    reader: Reader, person: Person, value: int, remaining: int, points_left: int | None, now: int
) -> Path:
    """A seller's path: ``value`` is what of the own deals is open, ``remaining`` what is left of the month's quota."""
    today = day_of(now, person.zone)
    aim, (size, size_is) = COVERAGE * remaining, _usual_size(reader, person, today)
    gap = max(aim - value, 0)
    first = today - timedelta(weeks=WEEKS)
    counted = _counted(reader, [person.id], first, today)
    of_team = _counted(reader, _team(reader, person), first, today)
    free = days_off(reader, person.id, today, today + timedelta(days=31))
    stretch, worths = stretch_of(person.hours, today, free), worths_on(reader, today)
    week = _by_kind(reader, [person.id], stretch.monday, today)
    deals, is_next = gap / (size.value or 1), stretch.is_next(today)
    legs = legs_of(
        deals,
        [_rate(place, counted, of_team) for place in range(len(CHAIN))],
        [sum(week.get(kind, 0) for kind in step.kinds) for step in CHAIN],
        [worths.get(step.kinds[0], 0) for step in CHAIN],
        stretch.share.value or 0,
    )
    return Path(
        currency=exchange_on(reader, today).own,
        aim=aim,
        gap=gap,
        size=size,
        size_is=size_is,
        deals=ceil(deals),
        share=stretch.share,
        week="next week" if is_next else "this week",
        legs=legs,
        points_left=None if is_next else points_left,
    )


def _rate(place: int, own: Sequence[int], team: Sequence[int]) -> Rate:
    """How often a step leads on, from the own numbers where they suffice, else from the team's, else as assumed."""
    numbers: tuple[tuple[Sequence[int], Whose], ...] = ((own, "own"), (team, "team's"))
    for counted, whose in numbers:
        if counted[place] >= FEWEST and counted[place + 1]:
            return Rate(Ratio(counted[place + 1], counted[place]), whose)
    return Rate(Ratio(CHAIN[place].assumed, 100), "assumed")


def _counted(reader: Reader, people: Sequence[int], first: date, last: date) -> list[int]:
    """What people did between two days, by step, and the deals that they began."""
    kinds = _by_kind(reader, people, first, last)
    marks = ", ".join("?" * len(people))
    sql = (
        "select count(*) from deal indexed by deal_owner_closed "
        f"where owner_id in ({marks}) and created_at / 86400000 between ? and ?"
    )
    days = [(day - date(1970, 1, 1)).days for day in (first, last)]
    begun = int(reader.select(sql, (*people, *days))[0][0])
    return [*(sum(kinds.get(kind, 0) for kind in step.kinds) for step in CHAIN), begun]


def _by_kind(reader: Reader, people: Sequence[int], first: date, last: date) -> Mapping[str, int]:
    marks = ", ".join("?" * len(people))
    sql = (
        f"select kind, sum(count) from tally where person_id in ({marks}) and day between ? and ? group by 1"
    )
    return dict(reader.select(sql, (*people, first.isoformat(), last.isoformat())))


def _team(reader: Reader, person: Person) -> list[int]:
    """The sellers of the same manager, the person among them."""
    rows = reader.select(
        "select id from person where sells = 1 and manager_id is ? order by id", (person.manager_id,)
    )
    return [row[0] for row in rows] or [person.id]


def _usual_size(reader: Reader, person: Person, today: date) -> tuple[Ratio, Whose]:
    """What a deal won within a year is worth: of the own ones, else of the team's, else the least of an order."""
    own = _won_by(reader, [person.id], person, today)
    if own.whole >= FEWEST_WON and own.part:
        return own, "own"
    of_team = _won_by(reader, _team(reader, person), person, today)
    if of_team.whole >= FEWEST_WON and of_team.part:
        return of_team, "team's"
    return Ratio(least_order(reader), 1), "assumed"


def _won_by(reader: Reader, people: Sequence[int], person: Person, today: date) -> Ratio:
    """What the deals that people won within a year are worth, and how many they are."""
    exchange, year = exchange_on(reader, today), cohort(today - timedelta(days=365), today, person)
    rows = reader.select(
        "select deal.currency, count(deal.amount), ifnull(sum(deal.amount), 0) from json_each(?) as whose "
        "cross join deal indexed by deal_owner_closed on deal.owner_id is whose.value "
        f"where deal.open = 0 and {IS_WON} and deal.merged_into is null "
        "and deal.closed_at >= ? and deal.closed_at < ? group by 1",
        (json.dumps(people), *year),
    )
    known = [(exchange.worth(worth, currency), deals) for currency, deals, worth in rows]
    counted = [(worth, deals) for worth, deals in known if worth is not None]
    return Ratio(sum(worth for worth, _ in counted), sum(deals for _, deals in counted))
