"""Customer lifetime value: what a customer is worth a year, times the years that customers stay.

The formula of the trade: average revenue per customer and period x lifespan in periods. The period is a year. Customers
are those that are worth something. The lifespan is the company's, whoever's customers are looked at, so that a customer
is told alike to everybody: the mean time from the first day to the day on which a customer left, or to today, of all
whose first day is known. Source: seeds/001, growth of customer lifetime value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from data.customers.growth import Growth, Moved
from data.customers.scope import Scope
from data.deals.currencies import Exchange
from data.kernel.commands import Reader
from data.kernel.ratio import Ratio

DAYS_OF_A_YEAR = 365.25

STAYING = """select julianday(since) as began, julianday(nullif(churned_on, '')) as gone, count(*) as customers
    from customer where merged_into is null and since > '' group by since, churned_on"""
"""The SELECT of the customers whose first day is known, together where they came and left on the same days."""


def days_stayed(day: str) -> str:
    """The SQL of the days that the ``customers`` of a row of ``STAYING`` had stayed by the end of a Julian day."""
    return f"customers * (min({day}, ifnull(gone, {day})) - began)"


class Lifespan(NamedTuple):
    """How long customers have stayed: the days of all of them together, and how many they are."""

    days: float = 0
    customers: int = 0

    @property
    def years(self) -> float | None:
        """The mean, in years; None where no first day is known."""
        return self.days / self.customers / DAYS_OF_A_YEAR if self.customers else None

    def value_of(self, a_year: float | None) -> float | None:
        """The lifetime value of who is worth so much a year, in the same unit; None where one of the two is unknown."""
        return None if a_year is None or self.years is None else a_year * self.years


class Lifetime(NamedTuple):
    """Lifetime value on a day: what customers are worth a year, in hundredths of the company's currency, how many they
    are, and how long customers stay.
    """

    worth: int
    customers: int
    lifespan: Lifespan

    @property
    def each(self) -> float | None:
        """What one of them is worth a year; None where there is none."""
        return Ratio(self.worth, self.customers).value

    @property
    def value(self) -> float | None:
        """The lifetime value of a customer."""
        return self.lifespan.value_of(self.each)


def lifespan_on(reader: Reader, day: date) -> Lifespan:
    """How long the customers of the company had stayed by the end of a day."""
    days, customers = reader.select(
        f"select total({days_stayed('julianday(:day)')}), ifnull(sum(customers), 0) from ({STAYING}) "
        "where began <= julianday(:day)",
        {"day": day.isoformat()},
    )[0]
    return Lifespan(days, customers)


def read_lifetimes(
    scope: Scope, exchange: Exchange, growth: Growth, moved: Iterable[Moved], first: date, today: date
) -> tuple[Lifetime, Lifetime]:
    """The lifetime value of the customers one looks at: now, and when the day ``first`` began, since which some moved.

    What is in a currency without a rate is in neither.
    """
    rows = scope.rows(
        f"select customer.currency, total(customer.value > 0) from customer where {scope.where} group by 1"
    )
    now = {currency: int(count) for currency, count in rows}
    before = count_before(now, moved)
    known = [currency for currency in now if exchange.worth(0, currency) is not None]
    counted_now, counted_before = (sum(counts[currency] for currency in known) for counts in (now, before))
    return (
        Lifetime(growth.end, counted_now, lifespan_on(scope.reader, today)),
        Lifetime(growth.start, counted_before, lifespan_on(scope.reader, first - timedelta(days=1))),
    )


def count_before(now: Mapping[str, int], moved: Iterable[Moved]) -> dict[str, int]:
    """How many customers were worth something before some moved, by currency, where it is known how many are now."""
    counts = dict(now)
    for one in moved:
        counts[one.currency] += (one.start > 0) - (one.end > 0)
    return counts
