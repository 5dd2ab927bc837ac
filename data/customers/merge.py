"""Merging customers that are the same, and saying that two are not.

One stays, the others point to it, and nothing of theirs moves, so undo un-merges exactly. It is worth what all are;
what it does not take over of another is written into a note on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from data.customers.commands import RULES
from data.customers.customer import CUSTOMERS, Customer
from data.kernel.commands import REACH, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.records.commands import decide_merge, decide_not_duplicate
from data.records.left_behind import owner_left
from data.records.merge import choosable, joined_as_chosen
from data.records.own_currency import company_currency

_SUMMED = ("value", "currency")
CHOSEN = tuple(column for column in choosable(CUSTOMERS) if column not in _SUMMED)
"""The columns of which a person may say from which customer the kept one takes them."""


@command("customer.merge", REACH)
class MergeCustomers(NamedTuple):
    """Merge ``others`` into ``keep``: it is worth what all of them are, and has all that they had.

    ``chosen`` names columns that the kept one takes from one of them.
    """

    id: int
    actor: int
    at: int
    keep: int
    others: tuple[int, ...]
    chosen: Mapping[str, int] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses customers that the actor may not change, values in several currencies, and to choose a value."""
        summed = sorted(set(self.chosen) & set(_SUMMED))
        if summed:
            raise UsageError(f"{', '.join(summed)}: the kept customer is worth what all of them are.")

        def united(customers: Sequence[Customer]) -> Customer:
            own = company_currency(reader)
            counted = [customer.currency for customer in customers if customer.value]
            currencies = sorted({currency or own for currency in counted})
            if len(currencies) > 1:
                raise Refused(f"What they are worth is counted in {' and '.join(currencies)}.")
            kept = joined_as_chosen(reader, CUSTOMERS, customers, self.chosen)
            days = [customer.since for customer in customers if customer.since]
            is_active = any(customer.active for customer in customers)
            if is_active:
                kept = kept._replace(churned_on="", churn_reason="")
            return kept._replace(
                value=customers[0].value,
                currency=counted[0] if counted else kept.currency,
                since=kept.since if "since" in self.chosen else min(days, default=""),
                active=int(is_active),
            )

        return decide_merge(RULES, reader, self, self.keep, self.others, united, left=partial(_left, reader))


def _left(reader: Reader, whole: Customer, customer: Customer) -> Iterator[str]:
    """What only customers have: that and why they had left; and whose they were."""
    if customer.churned_on not in ("", whole.churned_on):
        yield f"left: {customer.churned_on}, {customer.churn_reason}".removesuffix(", ")
    yield from owner_left(reader, whole, customer)


@command("customer.not_duplicate", REACH)
class NotDuplicate(NamedTuple):
    """Two customers that look alike are two: they are not shown as duplicates any more."""

    id: int
    actor: int
    at: int
    customer_a: int
    customer_b: int

    def decide(self, reader: Deciding) -> Decision:
        """The actor must be allowed to change one of the two."""
        return decide_not_duplicate(RULES, reader, self, self.customer_a, self.customer_b)
