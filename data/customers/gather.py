"""Customers of deals that were won before: those that a file brought, or that were won by an earlier program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from data.calendar.days import day_of
from data.customers.customer import CUSTOMERS, TABLE, Customer
from data.customers.worth import ValueChange, converted, step_to
from data.deals.currencies import Exchange, exchange_on
from data.files.findings import counted
from data.kernel.bulk import NewRows, put_all_in
from data.kernel.commands import MATCH_KEYS, REACH, Deciding, Decision, Reader, command
from data.kernel.errors import Refused
from data.kernel.rows import columns_of
from data.people.person import Person, by_id
from data.people.reach import reach_of


class _Won(NamedTuple):
    """A deal that was won, with a company of which there is no customer yet."""

    id: int
    company: str
    company_key: str
    owner_id: int | None
    amount: int | None
    currency: str
    channel: str
    territory: str
    closed_at: int


@command("customer.gather", REACH, MATCH_KEYS)
class GatherCustomers(NamedTuple):
    """Make customers of the companies with which deals were won that one reaches, where there are none yet.

    A company is a customer since its first won deal, belongs to whoever won the last one, and grew by each.
    """

    id: int
    actor: int
    at: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where every company with a won deal is a customer."""
        actor = by_id(reader, self.actor)
        by_company: dict[str, list[_Won]] = {}
        for deal in _won(reader, actor):
            by_company.setdefault(deal.company_key, []).append(deal)
        if not by_company:
            raise Refused("Every company with a won deal is a customer already.")
        exchange = exchange_on(reader, day_of(self.at, actor.zone))
        ids = reader.new_ids(self.at, len(by_company))
        made = list(zip(ids, by_company.values(), strict=True))
        customers = [_customer(self, identifier, deals, actor) for identifier, deals in made]
        steps = [step for identifier, deals in made for step in _steps(identifier, deals, exchange, actor)]
        numbers = reader.new_ids(self.at, len(steps) + len(made))
        keys = [
            (number, TABLE, one.id, "name", one.company_key, self.id)
            for number, one in zip(numbers, customers, strict=False)
        ]
        rows = [
            tuple(step._replace(id=number, batch_id=self.id))
            for number, step in zip(numbers[len(made) :], steps, strict=True)
        ]
        written = (
            NewRows(TABLE, Customer._fields, [tuple(one) for one in customers]),
            NewRows("value_change", ValueChange._fields, rows),
            NewRows("match_key", ("id", "record_table", "record_id", "kind", "value", "batch_id"), keys),
        )
        return Decision(
            f"{counted(len(customers), CUSTOMERS.word)} made of {counted(len(steps), 'won deal')}",
            whose=(self.actor,),
            statements=put_all_in(reader, written, self.id),
            batch=tuple(new.table for new in written),
        )


def _won(reader: Reader, actor: Person) -> Iterator[_Won]:
    """The won deals of companies that are no customers, the first one before others."""
    reached, people = reach_of(reader, actor).condition("deal.owner_id")
    columns = ", ".join(f"deal.{name}" for name in columns_of(_Won).split(", "))
    rows = reader.select(
        f"select {columns} from deal join stage on stage.code = deal.stage "
        "where deal.open = 0 and stage.ends = 'won' and deal.merged_into is null and deal.company_key is not null "
        f"and deal.closed_at is not null and {reached} "
        "and not exists(select 1 from customer where customer.company_key = deal.company_key) "
        "order by deal.closed_at, deal.id",
        people,
    )
    return map(_Won._make, rows)


def _customer(command: GatherCustomers, identifier: int, deals: Sequence[_Won], actor: Person) -> Customer:
    first, last = deals[0], deals[-1]
    return Customer(
        identifier,
        last.company,
        currency=first.currency,
        since=day_of(first.closed_at, actor.zone).isoformat(),
        channel=last.channel,
        territory=last.territory,
        company_key=first.company_key,
        owner_id=last.owner_id,
        created_at=command.at,
        batch_id=command.id,
    )


def _steps(
    identifier: int, deals: Sequence[_Won], exchange: Exchange, actor: Person
) -> Iterator[ValueChange]:
    value: int | None = None
    for deal in deals:
        worth = converted(exchange, deal.amount or 0, deal.currency, deals[0].currency) or 0
        step = step_to(value, (value or 0) + worth)
        value = (value or 0) + worth
        kind = "expansion" if step is None else step.kind
        day = day_of(deal.closed_at, actor.zone).isoformat()
        yield ValueChange(0, identifier, day, kind, worth, deal.id)
