"""The records behind a number of customers: which customer, when, what."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from data.calendar.days import day_of
from data.customers.explain import Behind
from data.customers.numbers import first_day
from data.customers.queue import condition, limits_of
from data.customers.reviews import stars_words
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


def _signed(row: Row) -> str:
    amount = row[1]
    sign = "-" if amount < 0 else "+"
    return f"{row[0]} {sign}{money_words(abs(amount), row[2])}" if amount else "repeat order"


def _worth(row: Row) -> str:
    """What a customer is worth, or when it left."""
    value, currency, churned_on = row
    return f"left {churned_on}" if churned_on else money_words(value, currency)


def _renewal(row: Row) -> str:
    outcome, amount, currency = row
    return f"{outcome} for {money_words(amount, currency)}" if outcome == "renewed" else outcome


def _with_text(said: str, text: str) -> str:
    return f"{said}: {text}" if text else said


_VALUE = ("told.day, told.kind, told.amount, customer.currency", "value_change")
_SINCE = "told.day >= :first"
_WAS_THERE = (
    f"{_SINCE} and (select total(earlier.amount) from value_change earlier where earlier.day < :first and "
    "earlier.customer_id in (select customer.id union all "
    "select merged.id from customer merged where merged.merged_into = customer.id)) > 0"
)
"""Steps of customers that were worth something when the period began."""
_CUSTOMER = "customer.since, customer.value, customer.currency, customer.churned_on"
_SOURCES: dict[Behind, _Source] = {
    "customers": _Source(_CUSTOMER, "", "customer.active = 1", _worth, "value desc"),
    "since then": _Source(
        _CUSTOMER,
        "",
        "customer.since < :first and (customer.churned_on = '' or customer.churned_on >= :first)",
        _worth,
        "customer.churned_on desc",
    ),
    "moved": _Source(*_VALUE, _WAS_THERE, _signed),
    "expansions": _Source(*_VALUE, f"{_WAS_THERE} and told.kind = 'expansion'", _signed),
    "contractions": _Source(*_VALUE, f"{_WAS_THERE} and told.kind = 'contraction'", _signed),
    "churned": _Source(*_VALUE, f"{_WAS_THERE} and told.kind = 'churn'", _signed),
    "repeat orders": _Source(
        *_VALUE, f"{_SINCE} and told.deal_id is not null and told.kind <> 'new'", _signed
    ),
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
        "told.closed_on, told.outcome, told.renewed_amount, customer.currency",
        "renewal",
        "told.closed_on >= :first and told.outcome <> ''",
        _renewal,
    ),
    "due renewals": _Source(
        "told.due_on, told.amount, customer.currency",
        "renewal",
        "told.outcome = '' and told.due_on <= :horizon and customer.active = 1",
        lambda row: money_words(row[0], row[1]),
        "told.due_on",
    ),
    "upsells": _Source(
        "told.at, told.what, told.amount, customer.currency",
        "upsell",
        "told.at >= :begin",
        lambda row: ", ".join(filter(None, (row[0], money_words(row[1], row[2])))),
    ),
}


def records_behind(
    reader: Reader, actor: Person, owners: tuple[int, ...] | None, span: Span, now: int, behind: Behind
) -> list[Record]:
    """The records that a number of the customers one looks at counts, at most ``MOST``."""
    source, today = _SOURCES[behind], day_of(now, actor.zone)
    where, params = condition(reader, actor, owners)
    tables = "customer"
    if source.table:
        tables = (
            f"{source.table} told join customer member on member.id = told.customer_id "
            "join customer on customer.id = ifnull(member.merged_into, member.id)"
        )
    limits: dict[str, Value] = {
        "first": first_day(span, today, actor).isoformat(),
        "begin": period_of(span, today, actor).begin,
        **limits_of(reader, actor, now)._asdict(),
    }
    rows = reader.select(
        f"select customer.id, customer.name, {source.columns} from {tables} where {source.which} and {where} "
        f"order by {source.order}, customer.id limit {MOST}",
        {**params, **limits},
    )
    return [
        Record(identifier, name, _day(when, actor), source.words(tuple(rest)))
        for identifier, name, when, *rest in rows
    ]


def _day(when: Value, actor: Person) -> str:
    """The day of an instant where a person is; a day is one."""
    return day_of(when, actor.zone).isoformat() if isinstance(when, int) else str(when)
