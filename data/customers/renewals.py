"""Renewals: when a customer decides whether it stays, what is at stake, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from data.customers.churn import left
from data.customers.commands import RULES, owners_of
from data.customers.customer import Customer, marked
from data.customers.worth import step_to, stepped, today_of
from data.kernel.commands import REACH, Change, Command, Deciding, Decision, Reader, command
from data.kernel.errors import Refused
from data.kernel.rows import added, changed, select_records
from data.records.changing import writable
from data.records.money import money_words

Outcome = Literal["", "renewed", "lost"]


class Renewal(NamedTuple):
    """A renewal that is due on a day. ``amount`` is what is at stake, ``renewed_amount`` what was agreed instead, both
    in hundredths of the customer's currency; ``deal_id`` is the deal opened for it. Without an outcome it is open.
    """

    id: int
    customer_id: int
    due_on: str
    amount: int | None = None
    outcome: Outcome = ""
    closed_on: str = ""
    renewed_amount: int | None = None
    deal_id: int | None = None
    batch_id: int | None = None
    touched: int | None = None


def renewals_of(reader: Reader, customer_id: int) -> list[Renewal]:
    """All renewals of a customer, the last one first; those of what was merged into it too."""
    members = "select id from customer where id = ? or merged_into = ?"
    which = f"where customer_id in ({members}) order by due_on desc, id desc"
    return select_records(reader, Renewal, "renewal", which, (customer_id, customer_id))


def open_renewal(reader: Reader, customer_id: int) -> Renewal | None:
    """The renewal that is due first."""
    waiting = [renewal for renewal in renewals_of(reader, customer_id) if not renewal.outcome]
    return waiting[-1] if waiting else None


def year_after(day: date) -> date:
    """The same day of the next year; of a leap day the day before."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


@command("customer.plan_renewal", REACH)
class PlanRenewal(NamedTuple):
    """Say when a customer's renewal is due, and what is at stake (None: all that it is worth)."""

    id: int
    actor: int
    at: int
    customer_id: int
    due_on: str
    amount: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a customer that has left."""
        customer = writable(RULES, reader, self, self.customer_id)
        refuse_gone(customer)
        day = date.fromisoformat(self.due_on)
        stake = customer.value if self.amount is None else self.amount
        waiting = open_renewal(reader, customer.id)
        words = f"{customer.name} renews on {day}"
        if waiting is None:
            made = [*planned(reader, self, customer, day, stake), marked(customer, self.id)]
            return Decision(words, made, whose=owners_of([customer]))
        moved = waiting._replace(due_on=day.isoformat(), amount=stake)
        change = changed("renewal", waiting, moved, self.id)
        if change is None:
            raise Refused("That changes nothing.")
        return Decision(words, [change], whose=owners_of([customer]))


@command("customer.renew", REACH)
class CloseRenewal(NamedTuple):
    """Say what came of the renewal that is due first: ``renewed``, perhaps for another amount, or ``lost``.

    One that was renewed is due again on ``next_on`` (empty: a year later). With one that was lost the customer loses
    what was at stake; where nothing is left it has churned, for the reason.
    """

    id: int
    actor: int
    at: int
    customer_id: int
    outcome: Outcome
    amount: int | None = None
    next_on: str = ""
    reason: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a customer that has left or has no renewal that is open, and a loss without a reason."""
        customer = writable(RULES, reader, self, self.customer_id)
        refuse_gone(customer)
        waiting = open_renewal(reader, customer.id)
        if waiting is None:
            raise Refused(f"{customer.name} has no renewal that is open.", code="customer.no_renewal")
        if self.outcome == "lost":
            return self._lost(reader, customer, waiting)
        next_on = date.fromisoformat(self.next_on) if self.next_on else None
        changes = renewed(reader, self, customer, waiting, self.amount, next_on)
        words = f"{customer.name} renewed"
        if self.amount is not None:
            words += f" for {money_words(self.amount, customer.currency)}"
        changes += [marked(customer, self.id)]
        return Decision(words, changes, whose=owners_of([customer]))

    def _lost(self, reader: Deciding, customer: Customer, waiting: Renewal) -> Decision:
        today = today_of(reader, self)
        stake = (customer.value or 0) if waiting.amount is None else waiting.amount
        closed = waiting._replace(outcome="lost", closed_on=today.isoformat(), renewed_amount=0)
        change = changed("renewal", waiting, closed, self.id)
        changes: list[Change] = [] if change is None else [change]
        whose = owners_of([customer])
        if stake >= (customer.value or 0):
            gone = left(reader, self, customer, today, self.reason)
            return Decision(f"{customer.name} did not renew and has left", [*changes, *gone], whose=whose)
        step = step_to(customer.value, (customer.value or 0) - stake)
        changes += [] if step is None else [stepped(reader, self, customer.id, step, today)]
        words = f"{customer.name} did not renew, {money_words(stake, customer.currency)} less"
        return Decision(words, [*changes, marked(customer, self.id)], whose=whose)


def refuse_gone(customer: Customer) -> None:
    """Raise Refused for a customer that has left."""
    if not customer.active:
        raise Refused(f"{customer.name} has left.", code="customer.left")


def planned(
    reader: Deciding, command: Command, customer: Customer, due_on: date, stake: int | None
) -> list[Change]:
    """The row of a renewal that is to come."""
    (row_id,) = reader.new_ids(command.at, 1)
    return [added("renewal", Renewal(row_id, customer.id, due_on.isoformat(), stake))]


def renewed(
    reader: Deciding,
    command: Command,
    customer: Customer,
    waiting: Renewal,
    amount: int | None,
    next_on: date | None,
    deal_id: int | None = None,
) -> list[Change]:
    """The changes by which a renewal is agreed, for another amount where one is said, and the next one planned."""
    today = today_of(reader, command)
    stake = (customer.value or 0) if waiting.amount is None else waiting.amount
    agreed = stake if amount is None else amount
    closed = waiting._replace(
        outcome="renewed",
        closed_on=today.isoformat(),
        renewed_amount=agreed,
        deal_id=waiting.deal_id if deal_id is None else deal_id,
    )
    change = changed("renewal", waiting, closed, command.id)
    step = step_to(customer.value, (customer.value or 0) + agreed - stake)
    return [
        *([] if change is None else [change]),
        *([] if step is None else [stepped(reader, command, customer.id, step, today, deal_id)]),
        *planned(
            reader, command, customer, next_on or year_after(date.fromisoformat(waiting.due_on)), agreed
        ),
    ]
