"""The deals of the made-up company: when each begins, whose it is, through which stages it goes, how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from random import Random
from typing import NamedTuple

from data.catalog import StageFact
from data.people.demo.calendar import DAY, Calendar
from data.people.demo.company import Company, Member
from data.story.story import Story

LATELY = 45 * DAY
"""Deals begun so recently may still be open; of older ones few are."""
STILL_OPEN, WON, WON_BY_FIRST = 0.08, 0.42, 0.75
"""Of older deals that are open for all that, and of closed ones that are won, and won by the first rep."""
GOES_ON = (0.82, 0.78, 0.8, 0.85, 0.8, 0.85, 0.9)
"""By stage, the share of deals that go on from it."""
GOES_BACK = 0.2
"""Of moves on, the share that is taken back some days later, for another try."""
EACH_WON = 4
"""Of the first rep's deals, every such one is won: who looks at the demo sees what a won deal brings."""
ORDERS_FIRST = 0.08
"""Deals of a platform that are ordered before anybody talks."""


class DealStep(NamedTuple):
    """A deal, by its place in the plan, comes into a stage at an instant."""

    at: int
    actor: int
    deal: int
    stage: str


class DealPlan(NamedTuple):
    """One deal: whose it is and all its steps."""

    owner: Member
    steps: tuple[DealStep, ...]


class Planner:
    """Plans deals one after the other, all alike at the same seed."""

    def __init__(self, story: Story, company: Company, stages: tuple[StageFact, ...]) -> None:
        self._story = story
        self._random = random = story.random("deals")
        self._calendar = Calendar(company, random, story.end, story.end)
        self._open = [stage for stage in stages if not stage.ends and stage.code != "order-first"]
        self._sellers = [member for member in (company.first, *company.others) if member.until is None]

    def deals(self, number: int) -> Iterator[DealPlan]:
        """So many deals; the first rep has one in eight of them, at least a dozen where there are so many."""
        firsts = max(number // 8, min(number, 12))
        for place in range(number):
            owner = self._sellers[0] if place < firsts else self._random.choice(self._sellers)
            yield self._deal(place, owner)

    def _deal(self, place: int, owner: Member) -> DealPlan:
        story, random = self._story, self._random
        began = owner.moment(max(owner.start, story.begin), time(9))
        is_won = owner is self._sellers[0] and place % EACH_WON == 0
        recent = random.random() < 0.4 and not is_won
        low = max(began, story.end - LATELY) if recent else began
        at = self._calendar.moment(owner, low, max(low + DAY, story.end - LATELY) if is_won else story.end)
        steps = [DealStep(at, owner.id, place, self._open[0].code)]
        if random.random() < ORDERS_FIRST:
            self._add(steps, owner, "order-first", 1, 4)
        else:
            for stage, share in zip(self._open[1:], GOES_ON, strict=False):
                if random.random() > share or not self._moves_on(steps, owner, stage.code):
                    break
        if self._ends(steps[-1], random):
            won = WON_BY_FIRST if owner is self._sellers[0] else WON
            likely = won if steps[-1].stage in ("negotiation", "presented", "order-first") else won / 6
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
