"""How the made-up company's leads stand at the end of its history, and the steps that brought them there.

Each lead has a window in which somebody is in touch with it; what is decided about it comes at the window's
end, so that its last touch, its next step and its queue dates agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from random import Random
from typing import Literal, NamedTuple

from data.leads.demo.prospects import Likeness
from data.people.demo.calendar import DAY, HOUR, Calendar
from data.people.demo.company import Company, Member
from data.story.story import Story

BATCH = 48
"""How many leads one import of a rep brings, about."""

ACCOUNTS_FROM = 5
"""Before so many leads or more, a file of their companies is imported."""

IMPORTED = 0.6
QUALIFIED = 0.14
TWINS = 0.015
UNASSIGNED = 0.006
LEAST_UNASSIGNED = 5

State = Literal[
    "waiting",
    "overdue",
    "due",
    "cold",
    "recent",
    "snoozed",
    "planned",
    "dropped",
    "won",
    "handed",
    "unworked",
]
Begins = Literal["accounts", "import", "add"]
Moves = Literal["message", "question", "note", "qualify", "next step", "snooze", "drop", "won", "differ"]
Step = Begins | Moves

_FIRST_TEN: tuple[State, ...] = (
    *("waiting", "waiting", "waiting", "due", "due", "cold", "recent", "unworked", "planned", "snoozed"),
)
_FURTHER: dict[State, int] = {
    "overdue": 3,
    "due": 4,
    "cold": 6,
    "recent": 6,
    "snoozed": 2,
    "planned": 9,
    "dropped": 8,
    "won": 2,
    "unworked": 24,
}
FIRST_REPS = (*_FIRST_TEN, *(state for state, number in _FURTHER.items() for _ in range(number)))
"""How the first rep's leads stand, in any store: a good Monday morning."""

FRESH_MINUTES = 95
"""Working minutes since everybody's last import."""

NAMED = (3, 6)
"""Places of the first rep's leads that have given names: one due, one in touch of late."""

SHARES: dict[State, float] = {
    "waiting": 0.003,
    "overdue": 0.012,
    "due": 0.012,
    "cold": 0.2,
    "recent": 0.1,
    "snoozed": 0.03,
    "planned": 0.16,
    "dropped": 0.25,
    "won": 0.07,
    "unworked": 0.16,
}
"""How all others' leads stand."""

ANSWER_DAYS = 10
"""So long before the end of a lead's window no message comes in: somebody may be away."""

LATELY = 6
"""About so many messages come in to one person in the middle of the last week."""

FINDERS = ("LGE", "ERE")
"""Those who hand over what they have qualified, where others close it themselves. Source: seeds/004."""

MESSAGES = {"ERE": 5}
"""So many messages a lead may send while somebody is in touch, by the sales role; else one. Who answers enquiries lives
by them. Source: seeds/004.
"""

MAY_END_LATER: tuple[State, ...] = ("cold", "recent")
"""Leads that may still be touched after their window, to answer a message."""

WAITED = (67, 48, 26)
"""Working minutes since the first rep's three messages came in: one too long, one nearly, one in time."""


class LeadPlan(NamedTuple):
    """One lead: who has it, until when it is touched, and of which other it is a twin (-1: of none)."""

    owner: int | None
    state: State
    until: int
    twin_of: int = -1
    likeness: Likeness = "e-mail"


class LeadStep(NamedTuple):
    """One step with leads, given by their place in the plan. ``value`` is an instant, where one is needed."""

    at: int
    actor: int
    what: Step
    leads: Sequence[int]
    value: int | None = None


class LeadHistory(NamedTuple):
    """All leads, and all steps in the order of time."""

    plans: list[LeadPlan]
    steps: list[LeadStep]


def plan_leads(story: Story, company: Company, number: int) -> LeadHistory:
    """Plan ``number`` leads of the company's sellers, up to the story's end."""
    random = story.random("leads")
    calendar = Calendar(company, random, story.end, story.now)
    planner = _Planner(calendar, random, company.admin.moment(story.begin, time(12)))
    sellers = [member for member in company.others if member.until is None]
    planner.plan_person(company.first, FIRST_REPS[:number])
    left = number - min(number, len(FIRST_REPS))
    nobodys = min(left, max(LEAST_UNASSIGNED, int(number * UNASSIGNED)) if left > 50 else 0)
    planner.plan_unassigned(company.managers[0], nobodys)
    share = (left - nobodys) // (len(sellers) + 1)
    extra = max(0, share - len(FIRST_REPS))
    planner.plan_person(company.first, planner.states(extra))
    left -= nobodys + extra
    for position, member in enumerate(sellers):
        due = left * (position + 1) // len(sellers) - left * position // len(sellers)
        planner.plan_person(member, planner.states(due))
    return planner.history(company.first.id)


class _Planner:
    def __init__(self, calendar: Calendar, random: Random, founded: int) -> None:
        self._calendar = calendar
        self._random = random
        self._founded = founded
        self._waited = list(WAITED)
        self._asks_lately = 0.0
        self._plans: list[LeadPlan] = []
        self._begun: list[int] = []
        self._steps: list[LeadStep] = []

    def states(self, number: int) -> list[State]:
        """So many states by their shares."""
        return self._random.choices(list(SHARES), list(SHARES.values()), k=number)

    def history(self, first: int) -> LeadHistory:
        """What was planned, steps in the order of time."""
        self._pair(first)
        return LeadHistory(self._plans, sorted(self._steps, key=lambda step: step.at))

    def plan_unassigned(self, manager: Member, number: int) -> None:
        """Leads that a manager has brought in and that nobody has yet."""
        if number:
            at = self._calendar.before(manager, 200)
            self._import(manager, at, [self._plan(None, "unworked", at) for _ in range(number)])

    def plan_person(self, member: Member, states: Sequence[State]) -> None:
        """The leads of one person: new ones of a few imports, older ones of many, some added one by one."""
        end, first_day = self._calendar.end, self._first_day(member)
        self._asks_lately = min(0.8, LATELY / max(states.count("recent"), 1))
        fresh: list[int] = []
        imported: list[tuple[int, int]] = []
        for drawn in states:
            state: State = "handed" if drawn == "won" and member.sales_role in FINDERS else drawn
            if state == "unworked":
                fresh.append(self._plan(member.id, state, end))
                continue
            until, value = self._ending(member, state)
            until = max(until, min(first_day + 2 * HOUR, end))
            wanted = max(first_day, until - int((3 + self._random.random() * 57) * DAY))
            lead = self._plan(member.id, state, until)
            if self._random.random() < IMPORTED and len(states) > BATCH:
                imported.append((wanted, lead))
            else:
                at = self._calendar.moment(member, wanted, min(until, wanted + DAY))
                self._begun[lead] = at
                self._add(at, member.id, "add", [lead])
            self._close(member, state, lead, until, value)
        for start in range(0, len(fresh), BATCH):
            minutes = FRESH_MINUTES if start == 0 else 1_200 + int(self._random.random() * 9_000)
            at = max(first_day, self._calendar.before(member, minutes))
            self._import(member, at, fresh[start : start + BATCH])
        imported.sort()
        for start in range(0, len(imported), BATCH):
            part = imported[start : start + BATCH]
            self._import(member, part[0][0], [lead for _, lead in part])
        for lead in range(len(self._plans) - len(states), len(self._plans)):
            self._accompany(member, lead)

    def _first_day(self, member: Member) -> int:
        start = max(member.moment(member.start, time(10)), self._founded)
        return min(start, self._calendar.end)

    def _plan(self, owner: int | None, state: State, until: int) -> int:
        self._plans.append(LeadPlan(owner, state, until))
        self._begun.append(until)
        return len(self._plans) - 1

    def _import(self, actor: Member, at: int, leads: Sequence[int]) -> None:
        for lead in leads:
            self._begun[lead] = at
        if len(leads) >= ACCOUNTS_FROM:
            self._add(at, actor.id, "accounts", leads)
        self._add(at, actor.id, "import", leads)

    def _add(self, at: int, actor: int, what: Step, leads: Sequence[int], value: int | None = None) -> None:
        self._steps.append(LeadStep(at, actor, what, leads, value))

    def _ending(self, member: Member, state: State) -> tuple[int, int | None]:
        """Until when a lead is touched, and the instant that its last step names."""
        calendar, chance, end = self._calendar, self._random.random, self._calendar.end
        if state == "waiting":
            minutes = self._waited.pop(0) if self._waited else 2 + int(chance() * 64)
            at = calendar.before(member, minutes)
            return at, at
        if state == "due":
            return calendar.day_begin(member, 0) - int((0.3 + chance() * 5) * DAY), calendar.on_day(member, 0)
        if state == "overdue":
            days = 1 + int(chance() * 4)
            while not calendar.works(member, -days):
                days += 1
            quiet = calendar.day_begin(member, -days) - int((0.3 + chance() * 4) * DAY)
            return quiet, calendar.on_day(member, -days)
        if state == "planned":
            return end - int((0.2 + chance() * 5) * DAY), calendar.on_day(member, 1 + int(chance() * 12))
        if state == "snoozed":
            return end - int((0.2 + chance() * 6) * DAY), calendar.on_day(member, 1 + int(chance() * 20))
        if state in ("dropped", "won", "handed"):
            span = end - self._first_day(member)
            return end - int(chance() ** 1.5 * 0.8 * span), None
        if state == "cold":
            return end - int((11 + 190 * chance() ** 2) * DAY), None
        return end, None

    def _close(self, member: Member, state: State, lead: int, until: int, value: int | None) -> None:
        """The step that a lead's window ends with."""
        actor, at = member.id, self._calendar.moment(member, until - 2 * HOUR, until)
        if state == "waiting":
            self._add(until, actor, "question", [lead])
        elif state in ("due", "overdue", "planned"):
            self._add(until, actor, "next step", [lead], value)
        elif state == "snoozed":
            self._add(until, actor, "snooze", [lead], value)
        elif state == "dropped":
            self._add(until, actor, "drop", [lead])
        elif state == "won":
            self._add(until, actor, "won", [lead])
        if state in ("planned", "due", "won", "recent", "handed"):
            is_qualified = self._random.random() < 2.5 * QUALIFIED
            if is_qualified or state == "handed":
                self._add(min(at, until), actor, "qualify", [lead])

    def _accompany(self, member: Member, lead: int) -> None:
        """Messages that were answered, and notes, while somebody was in touch."""
        plan, begun = self._plans[lead], self._begun[lead]
        if plan.state == "unworked":
            return
        chance, moment, end = self._random.random, self._calendar.moment, self._calendar.end
        last = min(plan.until, end - 3 * DAY) - (2 if plan.state in MAY_END_LATER else ANSWER_DAYS) * DAY
        for _ in range(MESSAGES.get(member.sales_role, 1)):
            if last > begun and chance() < 0.4:
                self._add(moment(member, begun, last), member.id, "message", [lead])
        if plan.state == "recent" and begun < end - 4 * DAY and chance() < self._asks_lately:
            since = max(begun, end - 5 * DAY)
            self._add(moment(member, since, since + 2 * DAY), member.id, "message", [lead])
        if plan.until - begun > HOUR and chance() < 0.3:
            self._add(moment(member, begun + 1, plan.until), member.id, "note", [lead])

    def _pair(self, first: int) -> None:
        """Make some leads twins of earlier ones, three of the first rep's among them.

        Of every second pair of the others it was said that they are two.
        """
        others: list[tuple[int, int, int]] = []
        by_owner: dict[int | None, list[int]] = {}
        for lead, plan in enumerate(self._plans):
            by_owner.setdefault(plan.owner, []).append(lead)
        likenesses: tuple[Likeness, ...] = ("e-mail", "phone", "name")
        for owner, leads in by_owner.items():
            ordered = sorted(leads, key=lambda lead: self._begun[lead])
            least = len(likenesses) if owner == first and len(leads) > 20 else 0
            pairs = max(least, int(len(leads) * TWINS + self._random.random()))
            half = len(ordered) // 2
            for turn in range(min(pairs, half // 2)):
                base, twin = ordered[turn * 2], ordered[-1 - turn * 2]
                if twin not in NAMED and self._begun[base] < self._begun[twin]:
                    likeness = likenesses[turn % 3]
                    self._plans[twin] = self._plans[twin]._replace(twin_of=base, likeness=likeness)
                    if owner is not None and owner != first:
                        others.append((owner, base, twin))
        for owner, base, twin in others[::2]:
            at = min(self._begun[twin] + DAY, self._calendar.end)
            self._add(at, owner, "differ", [base, twin])
