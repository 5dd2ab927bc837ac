"""The records behind a number of customers: which customer, when, what."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.customers.explain import Behind
from data.customers.growth import AT_START, Moved, moved_since
from data.customers.lifetime import lifespan_on
from data.customers.numbers import REPEAT_ORDERS, first_day
from data.customers.queue import limits_of
from data.customers.reviews import stars_words
from data.customers.scope import Scope, scope_of
from data.customers.worth import UNIT
from data.deals.overview import Span, period_of
from data.kernel.commands import Reader
from data.kernel.engine import Row, Value
from data.leads.attention import duration
from data.people.person import Person
from data.records.money import money_words

MOST = 2_000
"""Records that are listed; there may be more of a large company's."""


class Record(NamedTuple):
    """One record: the customer by its id and name, the ISO day (empty: none), and what is to be said of it."""

    customer_id: int
    name: str
    day: str
    words: str


class _Source(NamedTuple):
    """Where the records behind a number are: columns after the customer's, a table, which rows, in which order."""

    columns: str
    table: str
    which: str
    words: Callable[[Row], str]
    order: str = "3 desc"


def _order(row: Row) -> str:
    amount, currency = row
    return f"+{money_words(amount, currency)}" if amount else "a deal in no value"


def _worth(row: Row) -> str:
    """What a customer is worth, or when it left."""
    value, currency, churned_on = row
    return f"left {churned_on}" if churned_on else money_words(value, currency)


def _lifetime(row: Row) -> str:
    """``27,600 USD: 12,000 USD a year``; what a life comes to is not known where no first day is."""
    value, currency, life = row
    a_year = f"{money_words(value, currency)} a year"
    return a_year if life is None else f"{money_words(life, currency)}: {a_year}"


def _renewal(row: Row) -> str:
    outcome, amount, currency = row
    return f"{outcome} for {money_words(amount, currency)}" if outcome == "renewed" else outcome


def _with_text(said: str, text: str) -> str:
    return f"{said}: {text}" if text else said


_SINCE = "told.day >= :first"
_CUSTOMER = f"customer.since, customer.value, {UNIT}, customer.churned_on"
_SOURCES: dict[Behind, _Source] = {
    "customers": _Source(_CUSTOMER, "", "customer.active = 1", _worth, "value desc"),
    "lifetime": _Source(
        f"customer.since, customer.value, {UNIT}, cast(round(customer.value * :years / 100) as integer) * 100",
        "",
        "customer.value > 0",
        _lifetime,
        "value desc",
    ),
    "since then": _Source(
        _CUSTOMER,
        "",
        AT_START,
        _worth,
        "customer.churned_on desc",
    ),
    "repeat orders": _Source(f"told.day, told.amount, {UNIT}", "value_change", REPEAT_ORDERS, _order),
    "nps": _Source(
        "told.day, told.score, told.text",
        "satisfaction",
        f"{_SINCE} and told.kind = 'nps'",
        lambda row: _with_text(f"{row[0]} of 10", row[1]),
    ),
    "csat": _Source(
        "told.day, told.score, told.text",
        "satisfaction",
        f"{_SINCE} and told.kind = 'csat'",
        lambda row: _with_text(f"{row[0]} of 5", row[1]),
    ),
    "reviews": _Source(
        "told.day, told.stars, told.platform, told.text",
        "customer_review",
        "1",
        lambda row: _with_text(f"{stars_words(row[0])} stars on {row[1] or 'no platform'}", row[2]),
    ),
    "open complaints": _Source(
        "told.at, told.text", "complaint", "told.resolved_at is null", lambda row: row[0], "told.at"
    ),
    "resolved complaints": _Source(
        "told.resolved_at, told.text, told.minutes",
        "complaint",
        "told.resolved_at >= :begin",
        lambda row: f"{row[0]}, after {duration(row[1] or 0)}",
    ),
    "renewals": _Source(
        f"told.closed_on, told.outcome, told.renewed_amount, {UNIT}",
        "renewal",
        "told.closed_on >= :first and told.outcome <> ''",
        _renewal,
    ),
    "due renewals": _Source(
        f"told.due_on, ifnull(told.amount, customer.value), {UNIT}",
        "renewal",
        "told.outcome = '' and told.due_on <= :horizon and customer.active = 1",
        lambda row: money_words(row[0], row[1]),
        "told.due_on",
    ),
    "upsells": _Source(
        f"told.at, told.what, told.amount, {UNIT}",
        "upsell",
        "told.at >= :begin",
        lambda row: ", ".join(filter(None, (row[0], money_words(row[1], row[2])))),
    ),
}


_MOVES: dict[Behind, Callable[[Moved], bool]] = {
    "moved": lambda one: one.start > 0,
    "expansions": lambda one: one.end > one.start > 0,
    "contractions": lambda one: 0 < one.end < one.start,
    "churned": lambda one: one.end <= 0 < one.start,
}
"""Which of the customers whose value moved a number counts."""


def _moved(scope: Scope, first: date, counts: Callable[[Moved], bool]) -> list[Record]:
    """The customers whose value moved, the largest step first."""
    moved = [one for one in moved_since(scope, first) if one.start != one.end and counts(one)]
    moved.sort(key=lambda one: (-abs(one.end - one.start), one.customer_id))
    told: dict[int, tuple[str, str, str]] = {
        identifier: (name, churned_on, currency)
        for identifier, name, churned_on, currency in scope.reader.select(
            f"select id, name, churned_on, {UNIT} from customer where id in (select value from json_each(?))",
            (json.dumps([one.customer_id for one in moved[:MOST]]),),
        )
    }
    records = []
    for one in moved[:MOST]:
        name, churned_on, currency = told[one.customer_id]
        words = f"{money_words(one.start, '')} to {money_words(max(one.end, 0), currency)}"
        records.append(Record(one.customer_id, name, churned_on, words))
    return records


def records_behind(
    reader: Reader, actor: Person, owners: tuple[int, ...] | None, span: Span, now: int, behind: Behind
) -> list[Record]:
    """The records that a number of the customers one looks at counts, at most ``MOST``."""
    today, scope = day_of(now, actor.zone), scope_of(reader, actor, owners)
    first = first_day(span, today, actor)
    if behind in _MOVES:
        return _moved(scope, first, _MOVES[behind])
    source = _SOURCES[behind]
    tables = scope.told(source.table, named=True) if source.table else f"customer where {scope.where}"
    limits: dict[str, Value] = {
        "first": first.isoformat(),
        "begin": period_of(span, today, actor).begin,
        "years": lifespan_on(reader, today).years,
        **limits_of(reader, actor, now)._asdict(),
    }
    rows = scope.rows(
        f"select customer.id, customer.name, {source.columns} from {tables} and {source.which} "
        f"order by {source.order}, customer.id limit {MOST}",
        **limits,
    )
    return [
        Record(identifier, name, _day(when, actor), source.words(tuple(rest)))
        for identifier, name, when, *rest in rows
    ]


def _day(when: Value, actor: Person) -> str:
    """The day of an instant where a person is; a day is one."""
    return day_of(when, actor.zone).isoformat() if isinstance(when, int) else str(when)
