"""What a customer is worth, and every step by which that changed: new, expansion, contraction, churn."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from data.calendar.days import day_of
from data.deals.currencies import MILLION, Exchange
from data.kernel.commands import Change, Command, Deciding, Reader
from data.kernel.rows import added
from data.people.person import by_id
from data.records.money import money_in, money_words
from data.records.own_currency import company_currency

Kind = Literal["new", "expansion", "contraction", "churn"]
UNIT = "coalesce(nullif(customer.currency, ''), (select value from setting where name = 'currency'))"
"""The SQL of the currency in which a customer is counted: its own, else the company's."""


class ValueChange(NamedTuple):
    """On a day a customer's value changed by an amount, in hundredths of its currency; perhaps by a deal.

    ``new`` is the first value, or the first after the customer had none; an order may change it by nought.
    """

    id: int
    customer_id: int
    day: str
    kind: Kind
    amount: int
    deal_id: int | None = None
    batch_id: int | None = None
    touched: int | None = None


class Step(NamedTuple):
    """By how much a value changes, and what the trade calls that."""

    kind: Kind
    amount: int


def step_to(before: int | None, after: int | None) -> Step | None:
    """The step from one value to another; None where that is none."""
    amount = (after or 0) - (before or 0)
    if amount < 0:
        return Step("contraction", amount)
    if not before:
        return Step("new", amount) if amount or before != after else None
    return Step("expansion", amount) if amount else None


def stepped(
    reader: Deciding, command: Command, customer_id: int, step: Step, day: date, deal_id: int | None = None
) -> Change:
    """The row by which a customer's value changes."""
    (row_id,) = reader.new_ids(command.at, 1)
    return added(
        "value_change", ValueChange(row_id, customer_id, day.isoformat(), step.kind, step.amount, deal_id)
    )


def today_of(reader: Reader, command: Command) -> date:
    """The day of a command where the actor is."""
    return day_of(command.at, by_id(reader, command.actor).zone)


def worth_words(reader: Reader, hundredths: int | None, currency: str) -> str:
    """An amount with its unit: one in no currency of its own is in the company's. Nothing from nothing."""
    return money_words(hundredths, currency or company_currency(reader))


def amount_in(text: str, currency: str) -> int:
    """An amount as it is typed for a customer, in hundredths of the customer's ``currency``.

    Raises UsageError for what is none, and for one in another currency.
    """
    return money_in(text, currency, "What the customer is worth is")


def converted(exchange: Exchange, hundredths: int, currency: str, wanted: str) -> int | None:
    """An amount in another currency; None where a rate is missing."""
    if currency == wanted:
        return hundredths
    worth, unit = exchange.worth(hundredths, currency), exchange.worth(MILLION, wanted)
    if worth is None or unit is None:
        return None
    return (worth * MILLION + unit // 2) // unit
