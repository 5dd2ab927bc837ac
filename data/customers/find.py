"""Which customer is meant by what a person types."""

from __future__ import annotations

from collections.abc import Callable

from data.customers.customer import CUSTOMERS, TABLE, Customer
from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.rows import records_by_ids
from data.kernel.text import clean
from data.people.person import Person
from data.people.reach import reached_ids
from data.records.find import NAMED, Match, referred, told_apart
from data.records.money import money_words
from data.records.own_currency import with_units
from data.records.search import matching_within_reach, ranked


def find(reader: Reader, actor: Person, text: str) -> Customer:
    """The customer meant by a reference, a name, or words of one; of several one of just that name, else one's own.

    It is as it is shown: with its currency. Raises Refused that names those who could be meant.
    """
    word = text.strip()
    identifier = referred(reader, TABLE, word)
    exact = [] if identifier is None else reached_ids(reader, actor, TABLE, [identifier])
    found = exact or matching_within_reach(reader, CUSTOMERS, actor, word)
    customers = sorted(records_by_ids(reader, Customer, TABLE, found), key=lambda customer: customer.id)
    wanted = word.casefold()
    likelier: tuple[Callable[[Customer], bool], ...] = (
        lambda customer: customer.name.casefold() == wanted,
        lambda customer: customer.name.casefold().startswith(wanted),
        lambda customer: customer.owner_id == actor.id,
    )
    for is_meant in likelier:
        customers = [customer for customer in customers if is_meant(customer)] or customers
    if not customers:
        raise Refused(f"No customer that you may see matches {clean(word, 80)!r}.", code="customer.not_found")
    if len(customers) > 1:
        named = [(customer.name, customer.id) for customer in customers[:NAMED]]
        several = told_apart(named, len(customers), "a reference")
        raise Refused(f"{clean(word, 80)!r} could be several customers: {several}")
    return with_units(reader, customers[:1])[0]


def best_customers(reader: Reader, actor: Person, text: str, limit: int) -> list[Match]:
    """The customers a person reaches that match words best."""
    best = ranked(reader, CUSTOMERS, actor, text, limit)
    found = {one.id: one for one in with_units(reader, records_by_ids(reader, Customer, TABLE, best))}
    return [Match(TABLE, one.id, one.name, _about(one)) for one in (found[i] for i in best if i in found)]


def _about(customer: Customer) -> str:
    since = f"customer since {customer.since}" if customer.since else "customer"
    gone = f"left {customer.churned_on}" if not customer.active else ""
    return ", ".join(filter(None, (since, money_words(customer.value, customer.currency), gone)))
