"""Commands on a customer's record: add, edit, note, tag, assign, merge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from data.customers.customer import CUSTOMERS, Customer
from data.customers.of_company import customer_called
from data.customers.worth import step_to, stepped, today_of
from data.kernel.commands import (
    EVENTS,
    MATCH_KEYS,
    NOBODY,
    REACH,
    Change,
    Command,
    Deciding,
    Decision,
    Reader,
    Whose,
    command,
)
from data.kernel.engine import Value
from data.kernel.errors import Refused, UsageError
from data.people.person import Person, by_ids
from data.people.reach import reach_of
from data.records.changing import ChangeRules
from data.records.choices import Spelling
from data.records.commands import (
    decide_add,
    decide_assign,
    decide_edit,
    decide_note,
    decide_tags,
)
from data.records.normal_forms import company_key
from data.records.own_currency import company_currency


def owners_of(customers: Sequence[Customer]) -> frozenset[Whose]:
    """Whose records these are, for the rights."""
    return frozenset(NOBODY if customer.owner_id is None else customer.owner_id for customer in customers)


def refuse_stranger(reader: Reader, actor: Person, customer: Customer) -> None:
    """Raise Refused where a customer is out of a person's reach."""
    if not reach_of(reader, actor).holds(customer.owner_id):
        owner = by_ids(reader, [customer.owner_id or 0])
        raise Refused(f"{customer.name} is {owner[0].name if owner else 'somebody else'}'s.")


def _settled(reader: Reader, before: Customer | None, customer: Customer) -> Customer:
    """Refuses a customer without a name, one of a company that is one already, another currency for what is counted,
    and a channel that the company does not have.
    """
    if not customer.name:
        raise UsageError("A customer needs a name.")
    if before is None or before.channel != customer.channel:
        Spelling(reader, CUSTOMERS).refuse_unknown("channel", customer.channel)
    if before is not None and before.value:
        _refuse_other_currency(reader, before, customer)
    if before is not None and not before.active and before.value != customer.value:
        raise Refused(f"{before.name} has left.", code="customer.left")
    if before is not None and before.name == customer.name:
        return customer
    key = company_key(customer.name) or None
    other = customer_called(reader, key)
    if other is not None and other.id != customer.id:
        raise Refused(f"{other.name} is a customer already.", code="customer.there")
    return customer._replace(company_key=key)


def _refuse_other_currency(reader: Reader, before: Customer, after: Customer) -> None:
    """Refuse another currency for a value that is counted in one; to write down the company's own is no other."""
    own = company_currency(reader)
    kept = before.currency or own
    if kept != (after.currency or own):
        raise Refused(f"What {before.name} is worth is counted in {kept}.")


RULES = ChangeRules(
    records=CUSTOMERS,
    kind=Customer,
    called=lambda customer: customer.name,
    whose=owners_of,
    refuse_stranger=refuse_stranger,
    settled=_settled,
)


def refuse_to_come(day: str, today: date, what: str) -> None:
    """Raise UsageError for a day after today; ``what`` begins the sentence."""
    if day and date.fromisoformat(day) > today:
        raise UsageError(f"{what} {day} is still to come. Write a day up to {today}, like {today}.")


@command("customer.add", REACH, MATCH_KEYS)
class AddCustomer(NamedTuple):
    """A new customer of the actor's, with the id of the command; one since today, where no day is said."""

    id: int
    actor: int
    at: int
    columns: Mapping[str, Value]
    custom: Mapping[str, str] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a customer without a name, one that is there, and one since a day to come."""
        today = today_of(reader, self)
        new = Customer(self.id, owner_id=self.actor, created_at=self.at)
        said = {**self.columns, "since": self.columns.get("since") or today.isoformat()}
        decision = decide_add(RULES, reader, self, new, said, self.custom)
        made = _row(decision.changes, self.id)
        refuse_to_come(made["since"], today, "Since")
        return _with_steps(reader, self, decision, self.id, date.fromisoformat(made["since"]))


@command("customer.edit", REACH, MATCH_KEYS)
class EditCustomer(NamedTuple):
    """Change a customer's particulars; only the columns named, and of the added fields only those in ``custom``.

    Another value is a step of today: an expansion, or a contraction.
    """

    id: int
    actor: int
    at: int
    customer_id: int
    columns: Mapping[str, Value]
    custom: Mapping[str, str] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what ``AddCustomer`` does, columns that are no particulars, and a value for one that has left."""
        today = today_of(reader, self)
        decision = decide_edit(RULES, reader, self, self.customer_id, self.columns, self.custom)
        refuse_to_come(_row(decision.changes, self.customer_id).get("since", ""), today, "Since")
        return _with_steps(reader, self, decision, self.customer_id, today)


def _row(changes: Sequence[Change], customer_id: int) -> Mapping[str, Any]:
    """What a customer's row becomes."""
    after = next(
        change.after for change in changes if change.table == CUSTOMERS.table and change.id == customer_id
    )
    return after or {}


def _with_steps(
    reader: Deciding, command: Command, decision: Decision, customer_id: int, day: date
) -> Decision:
    """A decision with the step by which the value becomes what its change of the customer says."""
    return decision._replace(changes=[*decision.changes, *steps_of(reader, command, decision.changes, day)])


def steps_of(reader: Deciding, command: Command, changes: Sequence[Change], day: date) -> list[Change]:
    """The steps by which the values of customers become what changes of these say."""
    found: list[Change] = []
    for change in changes:
        if change.table == CUSTOMERS.table and "value" in (change.after or {}):
            before = (change.before or {}).get("value")
            step = step_to(before, (change.after or {})["value"])
            found += [] if step is None else [stepped(reader, command, change.id, step, day)]
    return found


@command("customer.note", REACH, EVENTS)
class NoteCustomer(NamedTuple):
    """Write a note on a customer."""

    id: int
    actor: int
    at: int
    customer_id: int
    text: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an empty note."""
        return decide_note(RULES, reader, self, self.customer_id, self.text)


@command("customer.tag", REACH)
class TagCustomers(NamedTuple):
    """Put tags on customers, or take them off: one, or several with commas between them."""

    id: int
    actor: int
    at: int
    customers: tuple[int, ...]
    tag: str
    on: bool = True

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what is no tag."""
        return decide_tags(RULES, reader, self, self.customers, self.tag, on=self.on)


@command("customer.assign", REACH)
class AssignCustomers(NamedTuple):
    """Give customers to a person; ``person_id`` None takes them from everybody."""

    id: int
    actor: int
    at: int
    customers: tuple[int, ...]
    person_id: int | None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses somebody who is no longer active."""
        return decide_assign(
            RULES, reader, self, self.customers, self.person_id, lambda customer, _person: (customer, [])
        )
