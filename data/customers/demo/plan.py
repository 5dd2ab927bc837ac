"""What happens with the customers of the made-up company, and when; with which of them is decided as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Literal, NamedTuple

from data.people.demo.calendar import Calendar
from data.people.demo.company import Company, Member
from data.story.story import Story

What = Literal[
    "add",
    "double",
    "plan",
    "renew",
    "value",
    "complaint",
    "resolve",
    "nps",
    "csat",
    "review",
    "upsell",
    "churn",
]
ADDED_BY = 0.4
"""By this share of the story all customers of former years are entered."""
DEALS_OF_A_CUSTOMER = 25
"""So many deals bring about one customer."""
OF_EACH: tuple[tuple[What, float], ...] = (
    ("plan", 0.9),
    ("renew", 0.3),
    ("value", 0.25),
    ("complaint", 0.8),
    ("resolve", 0.7),
    ("nps", 1.4),
    ("csat", 1.6),
    ("review", 0.4),
    ("upsell", 0.3),
    ("churn", 0.07),
)
"""How often each happens for a customer."""


class CustomerStep(NamedTuple):
    """Something that a person does with one of the own customers, at an instant."""

    at: int
    actor: int
    what: What


def plan_customers(story: Story, company: Company, former: int, deals: int) -> list[CustomerStep]:
    """All steps, in the order of time: ``former`` customers are of years before the story."""
    return sorted(_steps(story, company, former, deals), key=lambda step: step.at)


def _steps(story: Story, company: Company, former: int, deals: int) -> Iterator[CustomerStep]:
    random = story.random("customers")
    calendar = Calendar(company, random, story.end, story.end)
    sellers = [member for member in (company.first, *company.others) if member.until is None]

    def somebody(place: int, number: int) -> Member:
        return company.first if place < number // 4 else random.choice(sellers)

    def moment(member: Member, begin: float, end: float) -> int:
        first = member.moment(max(member.start, story.begin), time(9))
        length = max(story.end - first, 0)
        return calendar.moment(member, first + int(begin * length), first + int(end * length))

    for place in range(former):
        member = somebody(place, former)
        yield CustomerStep(moment(member, 0, ADDED_BY), member.id, "add")
    if former > 1:
        yield CustomerStep(moment(company.first, ADDED_BY, 1), company.first.id, "double")
    number = former + deals // DEALS_OF_A_CUSTOMER
    for what, share in OF_EACH:
        count = round(number * share)
        for place in range(count):
            member = somebody(place, count)
            yield CustomerStep(moment(member, ADDED_BY if what != "plan" else 0.2, 1), member.id, what)
