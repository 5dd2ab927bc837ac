"""What is known of two customers, row by row."""

from __future__ import annotations

from data.customers.customer import CUSTOMERS, TABLE, Customer, by_ids
from data.customers.merge import CHOSEN, MergeCustomers, NotDuplicate
from data.customers.of_company import deals_of
from data.kernel.commands import Reader
from data.kernel.rows import existing_record
from data.people.person import Person, everybody
from data.records.own_currency import with_units
from screens.records.doubles import Doubles, PairRow
from screens.records.values import shown


def pair_rows(reader: Reader, left: int, right: int, person: Person, now: int) -> list[PairRow]:
    """The rows of two customers; what neither has is left out. Raises Refused where one of them is gone."""
    del person, now
    one, other = with_units(reader, (existing_record(reader, Customer, TABLE, row) for row in (left, right)))
    rows = [
        PairRow(field.column, field.label, shown(CUSTOMERS, field, one), shown(CUSTOMERS, field, other))
        for field in CUSTOMERS.particulars
    ]
    names = {someone.id: someone.name for someone in everybody(reader)}
    rows += [
        PairRow("owner_id", "owner", _owner(one, names), _owner(other, names)),
        PairRow("renewal_on", "renewal", one.renewal_on, other.renewal_on),
        PairRow("churned_on", "left", one.churned_on, other.churned_on),
        PairRow("deals", "deals", _deals(reader, one), _deals(reader, other)),
    ]
    return [row for row in rows if row.left or row.right]


def _owner(customer: Customer, names: dict[int, str]) -> str:
    return customer.owner_name if customer.owner_id is None else names.get(customer.owner_id, "")


def _deals(reader: Reader, customer: Customer) -> str:
    """How many deals there are with its company."""
    return f"{count:,}" if (count := len(deals_of(reader, customer.id))) else ""


CUSTOMER_DOUBLES = Doubles(CUSTOMERS, by_ids, pair_rows, CHOSEN, MergeCustomers, NotDuplicate)
