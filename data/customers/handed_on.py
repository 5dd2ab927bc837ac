"""The customers of somebody who leaves become another's."""

from __future__ import annotations

from data.customers.customer import Customer
from data.kernel.commands import Command, Deciding
from data.kernel.rows import changed, select_records
from data.people.leaving import HandedOn
from data.people.person import Person


def hand_on(reader: Deciding, command: Command, leaver: Person, heir: Person) -> HandedOn:
    """The customers that there are, those that have left too: they may come back."""
    customers = select_records(
        reader, Customer, "customer", "where owner_id = ? and merged_into is null order by id", (leaver.id,)
    )
    changes = (changed("customer", one, one._replace(owner_id=heir.id), command.id) for one in customers)
    words = "1 customer" if len(customers) == 1 else f"{len(customers):,} customers"
    return HandedOn(words, [change for change in changes if change])
