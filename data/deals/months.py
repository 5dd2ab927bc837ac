"""Months of the funnel: what was won in each, what is expected of those ahead, and the quota of each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.closed import won_worth
from data.deals.currencies import Exchange, exchange_on
from data.deals.narrowing import Narrowing
from data.deals.period import cohort
from data.deals.pipeline import quota_wanted
from data.deals.sums import open_sums
from data.kernel.commands import Reader
from data.people.person import Person

BEFORE, AHEAD = 5, 3


class Month(NamedTuple):
    """A month by its first day. Money is in hundredths of the company's currency: what was won is at the rates of its
    days, what is expected at those of today.

    ``expected`` is the weighted value of open deals that are to close in it; ``quota`` None where none is set.
    """

    first: date
    won: int
    expected: int
    quota: int | None


def months_of(reader: Reader, actor: Person, narrowing: Narrowing, now: int) -> list[Month]:
    """The months around the present one, the earliest first. What is in a currency without a rate is not counted."""
    today = day_of(now, actor.zone)
    exchange = exchange_on(reader, today)
    expected = _expected(reader, actor, narrowing, today.isoformat()[:7], exchange)
    months = []
    for step in range(-BEFORE, AHEAD + 1):
        first = shifted(today, step)
        won = 0
        name = first.isoformat()[:7]
        if step <= 0:
            won = won_worth(reader, actor, narrowing, cohort(*days_of_month(name), actor))
        quota = quota_wanted(reader, actor, narrowing, name)
        months.append(Month(first, won, expected.get(name, 0), quota))
    return months


def days_of_month(month: str) -> tuple[date, date]:
    """The first and the last day of a month, as ``2026-11``."""
    first = date.fromisoformat(f"{month}-01")
    return first, shifted(first, 1) - timedelta(days=1)


def shifted(day: date, months: int) -> date:
    """The first day of the month so many months away."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _expected(
    reader: Reader, actor: Person, narrowing: Narrowing, this: str, exchange: Exchange
) -> dict[str, int]:
    """The weighted values of open deals by the month of their expected close; past ones are to come this month."""
    found: dict[str, int] = {}
    for one in open_sums(reader, actor, narrowing):
        if one.month:
            month = max(one.month, this)
            found[month] = found.get(month, 0) + (exchange.worth(one.weighted, one.currency) or 0)
    return found
