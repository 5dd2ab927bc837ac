"""How customers have grown month by month, and how the value of one of them has over its life: what charts show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from data.calendar.days import MONTH_NAMES, day_of
from data.customers.customer import Customer
from data.customers.growth import Growth, Moved, growth_of, values_now
from data.customers.scope import Scope, scope_of
from data.deals.currencies import Exchange, exchange_on
from data.deals.months import shifted
from data.kernel.commands import Reader
from data.people.person import Person

MONTHS = 12
"""The months that are looked back on, this one among them."""
_LENGTHS: Mapping[int, str] = MappingProxyType({1: "month", 3: "quarter", 12: "year"})
"""The parts of a life by their months."""
MOST_BARS = 12
"""Months or quarters of a life; a longer one is told by years."""


class MonthOfGrowth(NamedTuple):
    """A month by its first day, and how customers grew in it, at the rates of today."""

    first: date
    growth: Growth


class Step(NamedTuple):
    """By how much the value of a customer changed in a month, as ``2026-11``; ``value`` is what it is worth now."""

    customer_id: int
    currency: str
    value: int
    month: str
    amount: int


def growth_by_month(
    reader: Reader, actor: Person, owners: tuple[int, ...] | None, now: int
) -> list[MonthOfGrowth]:
    """The last months of the customers that one looks at, the earliest first."""
    today = day_of(now, actor.zone)
    months = [shifted(today, -back) for back in reversed(range(MONTHS))]
    scope = scope_of(reader, actor, owners)
    return grown(exchange_on(reader, today), values_now(scope), _steps(scope, months[0]), months)


def grown(
    exchange: Exchange, values: Mapping[str, int], steps: Iterable[Step], months: Sequence[date]
) -> list[MonthOfGrowth]:
    """The growth in each of some months that end now, from the values of now by currency and the steps in them."""
    by_month: dict[str, list[Step]] = {}
    for step in steps:
        by_month.setdefault(step.month, []).append(step)
    ends, worth = dict(values), dict[int, int]()
    found = []
    for first in reversed(months):
        moved = []
        for step in by_month.get(first.isoformat()[:7], ()):
            end = worth.get(step.customer_id, step.value)
            worth[step.customer_id] = end - step.amount
            moved.append(Moved(step.customer_id, step.currency, end - step.amount, end))
        unmoved = dict(ends)
        for one in moved:
            unmoved[one.currency] -= one.end
            ends[one.currency] -= one.end - one.start
        found.append(MonthOfGrowth(first, growth_of(exchange, unmoved.items(), moved)))
    return found[::-1]


def _steps(scope: Scope, first: date) -> list[Step]:
    rows = scope.rows(
        "select customer.id, customer.currency, ifnull(customer.value, 0), step.month, sum(step.amount) from "
        "(select told.customer_id as member_id, substr(told.day, 1, 7) as month, sum(told.amount) as amount "
        f"from {scope.told('value_change')} and told.day >= :first group by 1, 2) as step "
        "cross join customer member on member.id = step.member_id "
        "cross join customer on customer.id = ifnull(member.merged_into, member.id) group by customer.id, step.month",
        first=first.isoformat(),
    )
    return [Step(*row) for row in rows]


class Worth(NamedTuple):
    """What a customer was worth at the end of a part of its life, in hundredths of its currency."""

    label: str
    value: int
    is_now: bool


class Life(NamedTuple):
    """What a customer was worth over its life, the earliest part first; ``by`` says what the parts are."""

    by: str
    parts: tuple[Worth, ...]


def life_of(reader: Reader, customer: Customer, today: date) -> Life:
    """What a customer was worth over its life: by months, by quarters or by years, so that there are not too many."""
    rows = reader.select(
        "select day, sum(amount) from value_change where customer_id in "
        "(select id from customer where id = ? or merged_into = ?) group by day order by day",
        (customer.id, customer.id),
    )
    begin = min((day for day in (customer.since, *(day for day, _ in rows[:1])) if day), default="")
    by, parts = parts_of_life(date.fromisoformat(begin), today) if begin else ("", [])
    return Life(
        by,
        tuple(
            Worth(label, sum(amount for day, amount in rows if day <= last.isoformat()), last >= today)
            for label, last in parts
        ),
    )


def parts_of_life(begin: date, today: date) -> tuple[str, list[tuple[str, date]]]:
    """The parts of the time between two days: of which kind they are, what each is called, and its last day."""
    begin = min(begin, today)
    wide = [(length, _starts(begin, today, length)) for length in _LENGTHS]
    length, starts = next((one for one in wide if len(one[1]) <= MOST_BARS), wide[-1])
    parts = [(_label(start, length), shifted(start, length) - timedelta(days=1)) for start in starts]
    return _LENGTHS[length], parts


def _starts(begin: date, today: date, length: int) -> list[date]:
    """The first days of the parts of so many months that lie between two days, as the calendar has them."""
    first = date(begin.year, (begin.month - 1) // length * length + 1, 1)
    starts = [first]
    while (following := shifted(starts[-1], length)) <= today:
        starts.append(following)
    return starts


def _label(start: date, length: int) -> str:
    if length == 1:
        return MONTH_NAMES[start.month - 1]
    year = f"{start.year % 100:02d}"
    return f"{start.month // 3 + 1}Q{year}" if length == 3 else year
