"""Renewals as they stand: when a customer decides whether it stays, what is at stake, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from data.customers.customer import Customer
from data.customers.worth import step_to, stepped, today_of
from data.kernel.commands import Change, Command, Deciding, Reader
from data.kernel.rows import added, changed, removed, select_records
from data.records.fields import Field, Records

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


RENEWALS = Records(
    table="renewal",
    word="renewal",
    plural="renewals",
    named=("due_on",),
    fields=(Field("due_on", "day of the renewal", "day"), Field("amount", "amount at stake", "money")),
)
"""What one person may change of a renewal while another looks at it."""


def renewals_of(reader: Reader, customer_id: int) -> list[Renewal]:
    """All renewals of a customer, the last one first; those of what was merged into it too."""
    members = "select id from customer where id = ? or merged_into = ?"
    which = f"where customer_id in ({members}) order by due_on desc, id desc"
    return select_records(reader, Renewal, "renewal", which, (customer_id, customer_id))


def open_renewals(reader: Reader, customer_id: int) -> list[Renewal]:
    """The renewals of which nothing has come yet, the one that is due first before others."""
    return [renewal for renewal in reversed(renewals_of(reader, customer_id)) if not renewal.outcome]


def open_renewal(reader: Reader, customer_id: int) -> Renewal | None:
    """The renewal that is due first."""
    return next(iter(open_renewals(reader, customer_id)), None)


def year_after(day: date) -> date:
    """The same day of the next year; of a leap day the day before."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


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


def lost(reader: Reader, command: Command, customer: Customer, day: date) -> list[Change]:
    """The changes by which nothing comes any more of the open renewals of a customer."""
    closed = (
        changed(
            "renewal",
            waiting,
            waiting._replace(outcome="lost", closed_on=day.isoformat(), renewed_amount=0),
            command.id,
        )
        for waiting in open_renewals(reader, customer.id)
    )
    return [change for change in closed if change is not None]


def taken_back(reader: Reader, command: Command, customer: Customer, agreed: Renewal) -> list[Change]:
    """The changes by which a renewal that was agreed is open again.

    The one that was planned with it goes, where nothing has come of that yet.
    """
    opened = agreed._replace(outcome="", closed_on="", renewed_amount=None)
    change = changed("renewal", agreed, opened, command.id)
    following = (
        one
        for one in open_renewals(reader, customer.id)
        if one.due_on > agreed.due_on and one.deal_id is None and one.touched is None
    )
    planned_with = next(following, None)
    return [
        *([] if change is None else [change]),
        *([] if planned_with is None else [removed("renewal", planned_with)]),
    ]
