"""A number of the board opened: the records that it counts."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from data.board.board import last_day, span_of
from data.board.numbers import Number
from data.board.sources import SOURCES
from data.calendar.periods import Period
from data.deals.currencies import exchange_on
from data.kernel.commands import Reader
from data.people.person import Person

_NAMED_IN = {"lead": "lead", "handover": "lead", "activity": "lead", "deal": "deal", "customer": "customer"}
"""In which table a record has its name."""


class Opened(NamedTuple):
    """One record that a number counts. ``person`` is the id of whom it counts for, ``many`` how often it counts.

    ``amount`` is in the company's currency or in days; None where it has none that could be counted.
    """

    table: str
    id: int
    label: str
    person: int | None
    part: str
    many: int
    amount: int | None
    at: int
    named: int | None


def opened(
    reader: Reader,
    actor: Person,
    number: Number,
    period: Period,
    people: Collection[int] | None,
    now: int,
    *,
    beside: bool = False,
) -> list[Opened]:
    """The records of a number for some people (None: all that somebody reaches), the latest first."""
    source, span = SOURCES[number.code], span_of(reader, actor, period, now)
    if people is not None:
        reached = people if span.people is None else set(people) & set(span.people)
        span = span._replace(people=tuple(sorted(reached)))
    rows, whose = source.rows, span.among("person")
    if beside:
        rows = source.of_others or source.rows
        whose = f"{span.among('other')} and other is not null and other is not person"
    table = _NAMED_IN[number.table]
    called = reader.registry.table(table).called
    exchange = exchange_on(reader, last_day(actor, period, now))
    columns = f"found.id, {'other' if beside else 'person'}, part, many, found.amount, found.currency, found.at, named"
    found = reader.select(
        f"select {columns}, ifnull({called}, '') from (select * from ({rows(span)}) where {whose}) found "
        f"left join {table} on {table}.id = found.named order by found.at desc, found.id",
        span.params,
    )
    return [
        Opened(
            *(number.table, identifier, label, person, part, many),
            None if amount is None else exchange.worth(amount, currency),
            *(at, named),
        )
        for identifier, person, part, many, amount, currency, at, named, label in found
    ]
