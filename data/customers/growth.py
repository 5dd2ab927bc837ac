"""How the value of customers has grown in a period: expansion, contraction, churn, and what share of it was kept.

Formulas are those of the trade: NRR = (start + expansion - contraction - churn) / start, of the customers that were
worth something when the period began; GRR leaves out expansion; retention = (customers at the end - new ones) /
customers at the start. Money is in hundredths of the company's currency at the rates of today, so that a rate that
moved is no growth; what is in a currency without a rate is told apart and in no sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from data.customers.queue import condition
from data.deals.currencies import Exchange, exchange_on
from data.kernel.commands import Reader
from data.kernel.ratio import Ratio
from data.people.person import Person

STEPS = (
    "value_change join customer member on member.id = value_change.customer_id "
    "join customer on customer.id = ifnull(member.merged_into, member.id)"
)
"""The steps of values with the customers that stand for those to which they happened."""


class Moved(NamedTuple):
    """How the value of one customer moved since a day. ``contraction`` and ``churn`` are amounts, nought or more."""

    currency: str
    value: int
    new: int
    expansion: int
    contraction: int
    churn: int

    @property
    def start(self) -> int:
        """What it was worth before."""
        return self.value - self.new - self.expansion + self.contraction + self.churn


class Growth(NamedTuple):
    """The value of customers at the start of a period, at its end, and what led from one to the other.

    ``new`` is of customers that were worth nothing at the start, all that they brought since; ``apart`` are the values
    at the end that no sum holds, by currency.
    """

    currency: str
    start: int
    new: int
    expansion: int
    contraction: int
    churn: int
    apart: tuple[tuple[str, int], ...] = ()

    @property
    def end(self) -> int:
        """What customers are worth now."""
        return self.start + self.new + self.expansion - self.contraction - self.churn

    @property
    def nrr(self) -> Ratio:
        """Net revenue retention."""
        return Ratio(self.start + self.expansion - self.contraction - self.churn, self.start)

    @property
    def grr(self) -> Ratio:
        """Gross revenue retention."""
        return Ratio(self.start - self.contraction - self.churn, self.start)


def growth_of(exchange: Exchange, unmoved: Iterable[tuple[str, int]], moved: Iterable[Moved]) -> Growth:
    """The growth of all customers: sums of the values of those that did not move, by currency, and those that did.

    Who was worth nothing at the start is in ``new`` alone. Of the others a step that is called new, as they had left
    and came back meanwhile, is an expansion.
    """
    sums = dict.fromkeys(("start", "new", "expansion", "contraction", "churn"), 0)
    apart: dict[str, int] = {}

    def add(name: str, hundredths: int, currency: str) -> None:
        sums[name] += exchange.worth(hundredths, currency) or 0

    for currency, value in unmoved:
        add("start", value, currency)
        if exchange.worth(0, currency) is None and value:
            apart[currency] = apart.get(currency, 0) + value
    for one in moved:
        if exchange.worth(0, one.currency) is None:
            apart[one.currency] = apart.get(one.currency, 0) + one.value
        if one.start <= 0:
            add("new", one.value, one.currency)
            continue
        add("start", one.start, one.currency)
        add("expansion", one.expansion + one.new, one.currency)
        add("contraction", one.contraction, one.currency)
        add("churn", one.churn, one.currency)
    left_out = sorted((currency, value) for currency, value in apart.items() if value)
    return Growth(exchange.own, **sums, apart=tuple(left_out))


def read_growth(
    reader: Reader, actor: Person, owners: tuple[int, ...] | None, first: date, today: date
) -> Growth:
    """The growth of the customers that one looks at, from the beginning of a day up to now."""
    where, params = condition(reader, actor, owners)
    rows = reader.select(
        "select customer.currency, ifnull(customer.value, 0), "
        "total(case when kind = 'new' then amount end), total(case when kind = 'expansion' then amount end), "
        "-total(case when kind = 'contraction' then amount end), -total(case when kind = 'churn' then amount end) "
        f"from {STEPS} where value_change.day >= :first and {where} group by customer.id",
        {**params, "first": first.isoformat()},
    )
    moved = [Moved(str(row[0]), *(int(number) for number in row[1:])) for row in rows]
    whole = reader.select(
        f"select customer.currency, total(customer.value) from customer where {where} group by 1", params
    )
    unmoved = {currency: int(value) for currency, value in whole}
    for one in moved:
        unmoved[one.currency] -= one.value
    return growth_of(exchange_on(reader, today), unmoved.items(), moved)


def read_retention(reader: Reader, actor: Person, owners: tuple[int, ...] | None, first: date) -> Ratio:
    """Of the customers at the beginning of a day those that have not left since.

    Whose first day is not known was one.
    """
    where, params = condition(reader, actor, owners)
    rows = reader.select(
        "select total(customer.active), count(*) from customer "
        f"where customer.since < :first and customer.churned_on not between '0' and :before and {where}",
        {**params, "first": first.isoformat(), "before": _day_before(first)},
    )
    kept, start = rows[0]
    return Ratio(kept, start)


def _day_before(day: date) -> str:
    return date.fromordinal(day.toordinal() - 1).isoformat()
