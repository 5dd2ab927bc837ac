"""How the value of customers has grown in a period: expansion, contraction, churn, and what share of it was kept.

Formulas are those of the trade: NRR = (start + expansion - contraction - churn) / start, of the customers that were
worth something when the period began; GRR leaves out expansion; retention = (customers at the end - new ones) /
customers at the start. Each customer is held against what it was worth at the start: what came and went in between is
neither. Money is in hundredths of the company's currency at the rates of today, so that a rate that moved is no growth;
what is in a currency without a rate is told apart and in no sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from data.customers.scope import Scope
from data.deals.currencies import Exchange
from data.kernel.ratio import Ratio


class Moved(NamedTuple):
    """What one customer was worth when a period began, and what it is worth now."""

    customer_id: int
    currency: str
    start: int
    end: int


class Growth(NamedTuple):
    """The value of customers at the start of a period, and what led from there to now.

    ``new`` is of customers that were worth nothing at the start; ``apart`` are the values of now that no sum holds, by
    currency.
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
    """The growth of all customers: sums of the values of those that did not move, by currency, and those that did."""
    start = new = expansion = contraction = churn = 0
    apart: dict[str, int] = {}
    for currency, value in unmoved:
        worth = exchange.worth(value, currency)
        start += worth or 0
        if worth is None:
            apart[currency] = apart.get(currency, 0) + value
    for one in moved:
        before, after = (exchange.worth(value, one.currency) for value in (one.start, one.end))
        if before is None or after is None:
            apart[one.currency] = apart.get(one.currency, 0) + one.end
        elif before <= 0:
            new += after
        else:
            start += before
            expansion += max(after - before, 0)
            contraction += before - after if 0 < after < before else 0
            churn += before if after <= 0 else 0
    left_out = tuple(sorted((currency, value) for currency, value in apart.items() if value))
    return Growth(exchange.own, start, new, expansion, contraction, churn, left_out)


def moved_since(scope: Scope, first: date) -> list[Moved]:
    """The customers whose value has changed from the beginning of a day on."""
    rows = scope.rows(
        "select customer.id, customer.currency, ifnull(customer.value, 0), sum(step.amount) from "
        f"(select told.customer_id as member_id, sum(told.amount) as amount from {scope.told('value_change')} "
        "and told.day >= :first group by told.customer_id) as step cross join customer member "
        "on member.id = step.member_id cross join customer on customer.id = ifnull(member.merged_into, member.id) "
        "group by customer.id",
        first=first.isoformat(),
    )
    return [Moved(identifier, currency, end - amount, end) for identifier, currency, end, amount in rows]


def read_growth(scope: Scope, exchange: Exchange, moved: Sequence[Moved]) -> Growth:
    """The growth of customers up to now, from when those that have moved since did not yet."""
    unmoved = values_now(scope)
    for one in moved:
        unmoved[one.currency] -= one.end
    return growth_of(exchange, unmoved.items(), moved)


def values_now(scope: Scope) -> dict[str, int]:
    """What customers are worth together, by currency."""
    rows = scope.rows(
        f"select customer.currency, total(customer.value) from customer where {scope.where} group by 1"
    )
    return {currency: int(value) for currency, value in rows}


def read_retention(scope: Scope, first: date) -> Ratio:
    """Of the customers at the beginning of a day those that have not left since.

    Whose first day is not known was one.
    """
    kept, start = scope.rows(
        f"select total(customer.active), count(*) from customer where {AT_START} and {scope.where}",
        first=first.isoformat(),
    )[0]
    return Ratio(kept, start)


AT_START = "customer.since < :first and (customer.churned_on = '' or customer.churned_on >= :first)"
"""The condition on customers that were ones when the day ``:first`` began."""
