"""Whose turn it is: with which lead an entry of the demo's log was made."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from random import Random

from data.leads.demo.plan import MAY_END_LATER, LeadPlan
from data.leads.demo.standing import Standings


class Turns:
    """Each seller's leads: those that asked something, new ones, and all that are worked."""

    def __init__(self, plans: Sequence[LeadPlan], standings: Standings, random: Random) -> None:
        self._plans = plans
        self._standings = standings
        self._random = random
        self._asked: dict[int, deque[int]] = {}
        self._fresh: dict[int, deque[int]] = {}
        self._live: dict[int, list[int]] = {}

    def arrive(self, lead: int) -> None:
        """Take a new lead, where somebody is to work it."""
        owner, state = self._plans[lead][:2]
        if owner is not None and state != "unworked":
            self._fresh.setdefault(owner, deque()).append(lead)
            self._live.setdefault(owner, []).append(lead)

    def anybody(self, person: int, random: Random) -> int | None:
        """One of the leads that a person works with; None for whoever has none."""
        live = self._live.get(person)
        return random.choice(live) if live else None

    def ask(self, person: int, lead: int) -> None:
        """Let a lead wait for that person's answer."""
        self._asked.setdefault(person, deque()).append(lead)

    def choose(self, person: int, at: int) -> int | None:
        """Whoever waits for an answer, else somebody new, else one who was not called for long."""
        get, asked = self._standings.get, self._asked.get(person)
        while asked:
            lead = asked.popleft()
            if get(lead, "waiting_since") is not None and self._is_touchable(lead, at, answers=True):
                return lead
        fresh = self._fresh.get(person)
        while fresh and self._random.random() < 0.8:
            lead = fresh.popleft()
            if self._is_touchable(lead, at) and get(lead, "last_touch_at") is None:
                return lead
        return self._least_touched(self._live.get(person), at)

    def _least_touched(self, live: list[int] | None, at: int) -> int | None:
        """Of three leads at random the one whose last touch is the longest ago."""
        best: int | None = None
        for _ in range(3):
            while live:
                place = int(self._random.random() * len(live))
                lead = live[place]
                if self._is_touchable(lead, at):
                    if best is None or self._last(lead) < self._last(best):
                        best = lead
                    break
                live[place] = live[-1]
                live.pop()
        return best

    def _is_touchable(self, lead: int, at: int, *, answers: bool = False) -> bool:
        plan = self._plans[lead]
        is_open = answers and plan.state in MAY_END_LATER and bool(self._standings.get(lead, "open"))
        return at < plan.until or is_open

    def _last(self, lead: int) -> int:
        return int(self._standings.get(lead, "last_touch_at") or 0)
