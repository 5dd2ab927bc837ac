"""Customers that leave: since when, and why."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.customers.commands import RULES, owners_of, refuse_to_come
from data.customers.customer import TABLE, Customer
from data.customers.renewals import lost
from data.customers.worth import Step, stepped, today_of
from data.kernel.commands import REACH, Change, Command, Deciding, Decision, Reader, command
from data.kernel.errors import Refused
from data.kernel.rows import changed
from data.kernel.text import clean
from data.records.changing import writable
from data.records.choices import choices

LIST = "churn"
"""The company's list of reasons for which customers leave."""


@command("customer.churn", REACH)
class MarkChurned(NamedTuple):
    """A customer has left on a day (empty: today), for a reason of the company's list."""

    id: int
    actor: int
    at: int
    customer_id: int
    reason: str
    day: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a customer that has left already, a reason that is none, and a day to come."""
        customer = writable(RULES, reader, self, self.customer_id)
        if not customer.active:
            raise Refused(f"{customer.name} has left on {customer.churned_on} already.")
        today = today_of(reader, self)
        refuse_to_come(self.day, today, "The day")
        day = date.fromisoformat(self.day) if self.day else today
        changes = left(reader, self, customer, day, self.reason)
        return Decision(
            f"{customer.name} has left: {_reason(reader, self.reason)}", changes, whose=owners_of([customer])
        )


@command("customer.return", REACH)
class TakeBack(NamedTuple):
    """A customer that had left is one again. What it is worth from now on is said by what it buys, or by hand."""

    id: int
    actor: int
    at: int
    customer_id: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a customer that has not left."""
        customer = writable(RULES, reader, self, self.customer_id)
        change = changed(TABLE, customer, returned(customer), self.id)
        if change is None:
            raise Refused(f"{customer.name} has not left.")
        return Decision(f"{customer.name} is back", [change], whose=owners_of([customer]))


def returned(customer: Customer) -> Customer:
    """A customer that has not left."""
    return customer._replace(active=1, churned_on="", churn_reason="")


def left(reader: Deciding, command: Command, customer: Customer, day: date, reason: str) -> list[Change]:
    """The changes by which a customer has left: it is worth nothing any more, and nothing is to be renewed.

    Raises Refused for a reason that is none of the company's.
    """
    gone = customer._replace(active=0, churned_on=day.isoformat(), churn_reason=_reason(reader, reason))
    change = changed(TABLE, customer, gone, command.id)
    worth = customer.value or 0
    step = [stepped(reader, command, customer.id, Step("churn", -worth), day)]
    return [*([] if change is None else [change]), *step, *lost(reader, command, customer, day)]


def _reason(reader: Reader, typed: str) -> str:
    """A reason as the company spells it. Raises Refused where it is none, saying which there are."""
    reasons = {choice.name.casefold(): choice.name for choice in choices(reader, LIST)}
    found = reasons.get(typed.strip().casefold())
    if found is None:
        said = clean(typed, 40)
        what = f"{said!r} is no reason to leave." if said else "Why has it left?"
        raise Refused(f"{what} Reasons: {', '.join(reasons.values())}.", code="customer.no_reason")
    return found
