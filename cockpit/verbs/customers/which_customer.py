"""What the verbs on customers share: which are meant, how one is told to machines, days as they are typed."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cockpit.verbs.records.record_words import instant, values_of
from cockpit.words import day
from data.calendar.days import day_of
from data.customers.attention import tenure, why
from data.customers.customer import CUSTOMERS, Customer
from data.customers.find import find
from data.customers.queue import Limits
from data.customers.worth import amount_in
from data.kernel.errors import UsageError
from data.kernel.ids import reference
from data.people.person import find as find_person

if TYPE_CHECKING:
    from cockpit.session import Session


def add_customer(parser: argparse.ArgumentParser) -> None:
    """The argument that names one customer."""
    parser.add_argument("customer", metavar="CUSTOMER", help="a reference, a name, or words of one")


def the_customer(session: Session, text: str) -> Customer:
    """The customer that is meant. Raises Refused that names those who could be."""
    return find(session.store, session.person, text)


def add_whose(parser: argparse.ArgumentParser) -> None:
    """The options that choose whose customers are looked at."""
    parser.add_argument("--of", dest="who", metavar="WHO", help="somebody's customers (yours)")
    parser.add_argument("--team", action="store_true", help="the customers of everybody whom you reach")


def owners(options: argparse.Namespace, session: Session) -> tuple[int, ...] | None:
    """Whose customers the options choose: one's own, where one sells; else those of all whom one reaches."""
    if options.who is not None:
        return (find_person(session.store, options.who).id,)
    return None if options.team or not session.person.sells else (session.person.id,)


def add_words(parser: argparse.ArgumentParser) -> None:
    """The option that narrows a list by words."""
    parser.add_argument("--find", type=_words, metavar="WORDS", help="only those that hold these words")


def _words(text: str) -> str:
    if not text.strip():
        raise UsageError("--find takes words that customers hold, like: --find acme")
    return text


def said_day(session: Session, text: str | None, *, ahead: bool = False) -> str:
    """A day in any way to write one, as an ISO day; nothing where the option was not typed."""
    if text is None:
        return ""
    zone = session.person.zone
    return day(text, day_of(session.now, zone), zone, ahead=ahead).isoformat()


def said_amount(customer: Customer, text: str | None) -> int | None:
    """An amount of a customer's, in hundredths of its currency; None where the option was not typed."""
    return None if text is None else amount_in(text, customer.currency)


def customer_facts(
    customer: Customer, held: Limits, session: Session, handles: Mapping[int, str]
) -> dict[str, Any]:
    """A customer for machines; ``handles`` are those of all people, by id."""
    zone = session.person.zone
    values = values_of(CUSTOMERS, customer, zone)
    del values["owner_id"]
    stayed = tenure(customer, day_of(session.now, zone))
    return {
        "reference": reference(customer.id),
        **values,
        "owner": handles.get(customer.owner_id or 0),
        "tenure_months": None if stayed is None else stayed.months,
        "active": bool(customer.active),
        "complained_at": instant(customer.complained_at, zone),
        "last_contact_at": instant(customer.last_contact_at, zone),
        "why": why(customer, held, session.person.hours, session.now).words,
    }
