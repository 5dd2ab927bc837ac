"""Commands on renewals: when one is due, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.customers.churn import left
from data.customers.commands import RULES, owners_of
from data.customers.customer import Customer, marked
from data.customers.renewals import Outcome, Renewal, open_renewal, planned, renewed
from data.customers.worth import step_to, stepped, today_of, worth_words
from data.kernel.commands import REACH, Change, Deciding, Decision, command
from data.kernel.errors import Refused
from data.kernel.rows import changed
from data.records.changing import writable


@command("customer.plan_renewal", REACH)
class PlanRenewal(NamedTuple):
    """Say when a customer's renewal is due, and what is at stake (None: all that it is worth).

    ``seen`` as for ``refuse_unseen``.
    """

    id: int
    actor: int
    at: int
    customer_id: int
    due_on: str
    amount: int | None = None
    seen: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a customer that has left."""
        customer = writable(RULES, reader, self, self.customer_id)
        refuse_gone(customer)
        day = date.fromisoformat(self.due_on)
        stake = customer.value if self.amount is None else self.amount
        waiting = open_renewal(reader, customer.id)
        refuse_unseen(customer, waiting, self.seen)
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
    what was at stake; where nothing is left it has churned, for the reason. ``seen`` as for ``refuse_unseen``.
    """

    id: int
    actor: int
    at: int
    customer_id: int
    outcome: Outcome
    amount: int | None = None
    next_on: str = ""
    reason: str = ""
    seen: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a customer that has left or has no renewal that is open, and a loss without a reason."""
        customer = writable(RULES, reader, self, self.customer_id)
        refuse_gone(customer)
        waiting = open_renewal(reader, customer.id)
        refuse_unseen(customer, waiting, self.seen)
        if waiting is None:
            raise Refused(f"{customer.name} has no renewal that is open.", code="customer.no_renewal")
        if self.outcome == "lost":
            return self._lost(reader, customer, waiting)
        next_on = date.fromisoformat(self.next_on) if self.next_on else None
        changes = renewed(reader, self, customer, waiting, self.amount, next_on)
        words = f"{customer.name} renewed"
        if self.amount is not None:
            words += f" for {worth_words(reader, self.amount, customer.currency)}"
        changes += [marked(customer, self.id)]
        return Decision(words, changes, whose=owners_of([customer]))

    def _lost(self, reader: Deciding, customer: Customer, waiting: Renewal) -> Decision:
        today = today_of(reader, self)
        stake = (customer.value or 0) if waiting.amount is None else waiting.amount
        whose = owners_of([customer])
        if stake >= (customer.value or 0):
            gone = left(reader, self, customer, today, self.reason)
            return Decision(f"{customer.name} did not renew and has left", gone, whose=whose)
        closed = waiting._replace(outcome="lost", closed_on=today.isoformat(), renewed_amount=0)
        change = changed("renewal", waiting, closed, self.id)
        changes: list[Change] = [] if change is None else [change]
        step = step_to(customer.value, (customer.value or 0) - stake)
        changes += [] if step is None else [stepped(reader, self, customer.id, step, today)]
        words = f"{customer.name} did not renew, {worth_words(reader, stake, customer.currency)} less"
        return Decision(words, [*changes, marked(customer, self.id)], whose=whose)


def refuse_unseen(customer: Customer, waiting: Renewal | None, seen: int | None) -> None:
    """Raise Refused where another renewal is open than was ``seen``, by its id (0: none was, None: whichever)."""
    if seen is not None and seen != (0 if waiting is None else waiting.id):
        raise Refused(f"A renewal of {customer.name} was planned or settled by somebody else meanwhile.")


def refuse_gone(customer: Customer) -> None:
    """Raise Refused for a customer that has left."""
    if not customer.active:
        raise Refused(f"{customer.name} has left.", code="customer.left")
