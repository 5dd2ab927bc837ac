"""Months of the funnel: what was won in each, what is expected of those ahead, and the quota of each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.currencies import exchange_on
from data.deals.funnel import cohort
from data.deals.narrowing import Narrowing, condition
from data.deals.pipeline import closed_in, quota_wanted
from data.deals.stages import stages
from data.kernel.commands import Reader
from data.people.person import Person

BEFORE, AHEAD = 5, 3


class Month(NamedTuple):
    """A month by its first day. Money is in hundredths of the company's currency, at the rates of today.

    ``expected`` is the weighted value of open deals that are to close in it; ``quota`` None where none is set.
    """

    first: date
    won: int
    expected: int
    quota: int | None


def months_of(reader: Reader, actor: Person, narrowing: Narrowing, now: int) -> list[Month]:
    """The months around the present one, the earliest first. What is in a currency without a rate is not counted."""
    today = day_of(now, actor.zone)
    firsts = [shifted(today, step) for step in range(-BEFORE, AHEAD + 1)]
    won, expected = (
        _won(reader, actor, narrowing, firsts[0], today),
        _expected(reader, actor, narrowing, today),
    )
    return [
        Month(
            first,
            won.get(name := first.isoformat()[:7], 0),
            expected.get(name, 0),
            quota_wanted(reader, actor, narrowing, name),
        )
        for first in firsts
    ]


def days_of_month(month: str) -> tuple[date, date]:
    """The first and the last day of a month, as ``2026-11``."""
    first = date.fromisoformat(f"{month}-01")
    return first, shifted(first, 1) - timedelta(days=1)


def shifted(day: date, months: int) -> date:
    """The first day of the month so many months away."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _won(reader: Reader, actor: Person, narrowing: Narrowing, first: date, today: date) -> dict[str, int]:
    exchange, ends = exchange_on(reader, today), {stage.code: stage.ends for stage in stages(reader)}
    found: dict[str, int] = {}
    last = shifted(today, 1) - timedelta(days=1)
    for deal in closed_in(reader, actor, narrowing, cohort(first, last, actor)):
        if ends.get(deal.stage) == "won" and deal.amount is not None:
            month = day_of(deal.closed_at, actor.zone).isoformat()[:7]
            found[month] = found.get(month, 0) + (exchange.worth(deal.amount, deal.currency) or 0)
    return found


def _expected(reader: Reader, actor: Person, narrowing: Narrowing, today: date) -> dict[str, int]:
    """The weighted values of open deals by the month of their expected close; past ones are to come this month."""
    exchange = exchange_on(reader, today)
    where, params = condition(reader, actor, narrowing)
    rows = reader.select(
        "select max(substr(deal.expected_close, 1, 7), ?), deal.currency, "
        "sum((ifnull(deal.amount, 0) * ifnull(deal.probability, stage.probability) + 50) / 100) "
        "from deal join stage on stage.code = deal.stage "
        f"where deal.open = 1 and deal.expected_close <> '' and {where} group by 1, 2",
        (today.isoformat()[:7], *params),
    )
    found: dict[str, int] = {}
    for month, currency, hundredths in rows:
        found[month] = found.get(month, 0) + (exchange.worth(hundredths, currency) or 0)
    return found
