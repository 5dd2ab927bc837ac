"""The deals of the made-up company: when each begins, whose it is, through which stages it goes, how it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import time
from itertools import islice
from random import Random
from typing import NamedTuple

from data.catalog import StageFact
from data.people.demo.calendar import DAY, Calendar
from data.people.demo.company import Company, Member
from data.story.story import Story

LATELY = 45 * DAY
"""Deals begun so recently may still be open; of older ones few are."""
STILL_OPEN = 0.08
"""Of older deals those that are open for all that."""
GOES_ON = (0.82, 0.78, 0.8, 0.85, 0.8, 0.85, 0.9)
"""By stage, the share of deals that go on from it."""
GOES_BACK = 0.2
"""Of moves on, the share that is taken back some days later, for another try."""
EACH_WON = 4
"""Of the first rep's deals, and of those of leads that were handed over, every such one is won: who looks at the demo
sees what a won deal brings.
"""
ORDERS_FIRST = 0.08
"""Deals of a platform that are ordered before anybody talks."""


FROM_LEADS = 6
"""At the most one in so many deals comes from a lead that was handed over."""
EACH_TO_FIRST = 3
"""Of leads that are handed over, every such one goes to the first rep, who sells."""
SOONEST, LATEST = 5, 9
"""Days after it is ready that a deal of such a lead is opened: by then it was offered and accepted."""


class Luck(NamedTuple):
    """How a deal fares: the least share that goes on from a stage, and of those that end after a proposal the won."""

    goes_on: float
    is_won: float


USUAL, FIRSTS, QUALIFIED, SURE = Luck(0, 0.42), Luck(0, 0.75), Luck(0.95, 0.75), Luck(1, 1)
"""Of all, of the first rep's, of those whose lead somebody has qualified before, and of those that are won."""


class DealStep(NamedTuple):
    """A deal, by its place in the plan, comes into a stage at an instant."""

    at: int
    actor: int
    deal: int
    stage: str


class DealPlan(NamedTuple):
    """One deal: whose it is and all its steps; ``lead`` is the place of the lead that was handed over for it."""

    owner: Member
    steps: tuple[DealStep, ...]
    lead: int | None = None


class Handed(NamedTuple):
    """A lead that is handed over to whoever opens a deal of it at an instant."""

    lead: int
    owner: Member
    at: int
    luck: Luck


class Planner:
    """Plans deals one after the other, all alike at the same seed."""

    def __init__(self, story: Story, company: Company, stages: tuple[StageFact, ...]) -> None:
        self._story = story
        self._random = random = story.random("deals")
        self._calendar = Calendar(company, random, story.end, story.end)
        self._open = [stage for stage in stages if not stage.ends and stage.code != "order-first"]
        self._sellers = [member for member in (company.first, *company.others) if member.until is None]

    def deals(self, number: int, leads: Iterable[tuple[int, int]]) -> Iterator[DealPlan]:
        """So many deals; the first rep has one in eight of them, at least a dozen where there are so many.

        Some come from ``leads`` that are handed over: their places, and since when they are ready for it.
        """
        handed = list(islice(self._handed(leads), number // FROM_LEADS))
        # Who has been there for longer has had more deals: a year of them looks alike.
        served = [(self._story.today - max(one.start, self._story.begin)).days + 30 for one in self._sellers]
        others, firsts = number - len(handed), max(number // 8, min(number, 12))
        for place in range(others):
            owner = self._sellers[0] if place < firsts else self._random.choices(self._sellers, served)[0]
            yield self._deal(place, owner)
        for place, one in enumerate(handed, others):
            yield self._way(place, one.owner, one.at, one.luck)._replace(lead=one.lead)

    def _handed(self, leads: Iterable[tuple[int, int]]) -> Iterator[Handed]:
        """Of which leads a deal is opened by now, by whom of those who sell."""
        first, *rest = self._sellers
        others = [member for member in rest if member.sales_role == "SE"] or [first]
        for turn, (lead, since) in enumerate(sorted(leads, key=lambda one: (one[1], one[0]))):
            is_firsts = turn % EACH_TO_FIRST == 0 and since > first.moment(first.start, time(9))
            owner = first if is_firsts else self._random.choice(others)
            at = self._calendar.moment(owner, since + SOONEST * DAY, since + LATEST * DAY)
            if owner.moment(owner.start, time(9)) < at <= self._story.end:
                yield Handed(lead, owner, at, SURE if turn % EACH_WON == 0 else QUALIFIED)

    def _deal(self, place: int, owner: Member) -> DealPlan:
        story, random = self._story, self._random
        began = owner.moment(max(owner.start, story.begin), time(9))
        is_won = owner is self._sellers[0] and place % EACH_WON == 0
        recent = random.random() < 0.4 and not is_won
        low = max(began, story.end - LATELY) if recent else began
        at = self._calendar.moment(owner, low, max(low + DAY, story.end - LATELY) if is_won else story.end)
        return self._way(place, owner, at, SURE if is_won else FIRSTS if owner is self._sellers[0] else USUAL)

    def _way(self, place: int, owner: Member, at: int, luck: Luck) -> DealPlan:
        """The way of a deal that begins at an instant."""
        random, steps = self._random, [DealStep(at, owner.id, place, self._open[0].code)]
        if random.random() < ORDERS_FIRST:
            self._add(steps, owner, "order-first", 1, 4)
        else:
            for stage, share in zip(self._open[1:], GOES_ON, strict=False):
                if random.random() > max(share, luck.goes_on) or not self._moves_on(steps, owner, stage.code):
                    break
        if luck is SURE or self._ends(steps[-1], random):
            is_far = luck is SURE or steps[-1].stage in ("negotiation", "presented", "order-first")
            likely = luck.is_won if is_far else luck.is_won / 6
            self._add(steps, owner, "won" if random.random() < likely else "lost", 1, 30)
        return DealPlan(owner, tuple(steps))

    def _moves_on(self, steps: list[DealStep], owner: Member, stage: str) -> bool:
        """Let the deal come into the next stage, some back again and there once more; whether it stays there."""
        before = steps[-1].stage
        if not self._add(steps, owner, stage, 1, 14):
            return False
        if self._random.random() >= GOES_BACK:
            return True
        return self._add(steps, owner, before, 1, 7) and self._add(steps, owner, stage, 1, 7)

    def _ends(self, last: DealStep, random: Random) -> bool:
        if self._story.end - last.at < LATELY:
            return random.random() < 0.3
        return random.random() > STILL_OPEN

    def _add(self, steps: list[DealStep], owner: Member, stage: str, least: int, most: int) -> bool:
        """Let the deal come into a stage some days after its last step, where that is not yet to come."""
        last = steps[-1]
        days = least + self._random.random() ** 2 * (most - least)
        at = self._calendar.moment(owner, last.at + int(days * DAY), last.at + int((days + 1) * DAY))
        if at <= last.at or at > self._story.end:
            return False
        steps.append(DealStep(at, owner.id, last.deal, stage))
        return True
