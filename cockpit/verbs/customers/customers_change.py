"""The parts of ``cockpit customers`` on the record, from add to merge, and on what the company has set."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parts import Parts
from cockpit.verbs.customers.which_customer import add_customer, said_day, the_customer
from cockpit.verbs.records.particulars import add_particulars, said_particulars
from cockpit.words import shown, whole
from data.customers.commands import AddCustomer, AssignCustomers, EditCustomer, NoteCustomer, TagCustomers
from data.customers.customer import CUSTOMERS
from data.customers.merge import MergeCustomers, NotDuplicate
from data.customers.settings import SetCustomerDays, customer_settings
from data.kernel.errors import UsageError
from data.people.person import find as find_person

if TYPE_CHECKING:
    from cockpit.session import Session

Run = Callable[[argparse.Namespace, "Session"], int]
_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "name": '"Acme Ltd"', "value": "12000", "currency": "EUR", "since": "2024-03-18", "channel": "Upwork",
        "territory": "North", "segment": "retail", "tags": "key", "notes": '"pays late"',
    }
)  # fmt: skip
"""How each particular of a new customer is typed."""


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    adder = part(
        parts,
        "add",
        "a new customer",
        '--name "Acme Ltd" --value 12000 --since 2024-03-18',
        _add,
        named=False,
    )
    add_particulars(adder, CUSTOMERS)
    editor = part(
        parts, "edit", "change particulars of a customer; empty takes one out", "acme --value 15000", _edit
    )
    add_particulars(editor, CUSTOMERS)
    note = part(parts, "note", "write a note on a customer", 'acme "pays late"', _note)
    note.add_argument("text", nargs="+", metavar="TEXT", help="the note")
    tag = part(parts, "tag", "put a tag on a customer", "acme key", _tag)
    tag.add_argument("tag", nargs="+", metavar="TAG", help="a word or a few; commas part several tags")
    tag.add_argument("--off", action="store_true", help="take them off")
    giver = part(parts, "assign", "give a customer to somebody", "acme ben", _assign)
    giver.add_argument("who", metavar="WHO", help="a handle or name, or nobody")
    merge = part(parts, "merge", "make one customer of two", "0cn4q6x00mt40 0cn4q6x00mt41", _merge)
    merge.add_argument("others", nargs="+", metavar="OTHER", help="the customers that go into the first")
    differ = part(parts, "differ", "say that two that look alike are two", "acme akme", _differ)
    differ.add_argument("other", metavar="OTHER", help="the other customer")
    days = part(
        parts,
        "days",
        "when customers are silent and renewals due; options set it",
        "--silent 45",
        _days,
        named=False,
    )
    days.add_argument("--silent", type=_whole_days, metavar="DAYS", help="days without contact")
    days.add_argument("--renewals", type=_whole_days, metavar="DAYS", help="days before a renewal's day")


def part(
    parts: Parts, name: str, line: str, example: str, run: Run, *, named: bool = True
) -> argparse.ArgumentParser:
    """A part's parser, with the customer that it is about and --json."""
    parser = parts.add(name, line, f"cockpit customers {name} {example}".rstrip(), run)
    if named:
        add_customer(parser)
    parser.add_argument("--json", action="store_true", help="the result for machines")
    return parser


def _said(options: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The particulars that were typed; a day in any way to write one, nothing where it is taken out."""
    columns = said_particulars(options, CUSTOMERS)
    if columns.get("since"):
        columns["since"] = said_day(session, columns["since"])
    return columns


def _refuse_empty(options: argparse.Namespace) -> None:
    """Raise UsageError for a particular that was typed as nothing: a script has lost what it meant to say."""
    for column, example in _EXAMPLES.items():
        text = getattr(options, column)
        if text is not None and not text.strip():
            what = "" if column == "name" else "Leave it out where that is not known, or write"
            raise UsageError(f"--{column} is empty. {what or 'Write'} it like: --{column} {example}")


def _add(options: argparse.Namespace, session: Session) -> int:
    _refuse_empty(options)
    columns = _said(options, session)
    if "name" not in columns:
        raise UsageError(f"A customer needs a name. Write it like: --name {_EXAMPLES['name']}")
    result = session.apply(AddCustomer, columns=columns, custom=dict(options.added))
    return say_result(session, result, as_json=options.json)


def _edit(options: argparse.Namespace, session: Session) -> int:
    columns, added = _said(options, session), dict(options.added)
    if not columns and not added:
        raise UsageError("Say what changes, such as: --value 15000")
    customer = the_customer(session, options.customer)
    result = session.apply(EditCustomer, customer_id=customer.id, columns=columns, custom=added)
    return say_result(session, result, as_json=options.json)


def _note(options: argparse.Namespace, session: Session) -> int:
    customer = the_customer(session, options.customer)
    result = session.apply(NoteCustomer, customer_id=customer.id, text=" ".join(options.text))
    return say_result(session, result, as_json=options.json)


def _tag(options: argparse.Namespace, session: Session) -> int:
    customer, tag = the_customer(session, options.customer), " ".join(options.tag)
    result = session.apply(TagCustomers, customers=(customer.id,), tag=tag, on=not options.off)
    return say_result(session, result, as_json=options.json)


def _assign(options: argparse.Namespace, session: Session) -> int:
    customer = the_customer(session, options.customer)
    to = None if options.who == "nobody" else find_person(session.store, options.who).id
    result = session.apply(AssignCustomers, customers=(customer.id,), person_id=to)
    return say_result(session, result, as_json=options.json)


def _merge(options: argparse.Namespace, session: Session) -> int:
    keep, *others = [the_customer(session, text).id for text in (options.customer, *options.others)]
    result = session.apply(MergeCustomers, keep=keep, others=tuple(others))
    return say_result(session, result, as_json=options.json)


def _differ(options: argparse.Namespace, session: Session) -> int:
    one, other = (the_customer(session, text).id for text in (options.customer, options.other))
    result = session.apply(NotDuplicate, customer_a=one, customer_b=other)
    return say_result(session, result, as_json=options.json)


def _days(options: argparse.Namespace, session: Session) -> int:
    if options.silent is not None or options.renewals is not None:
        result = session.apply(SetCustomerDays, silent_days=options.silent, renewal_days=options.renewals)
        return say_result(session, result, as_json=options.json)
    now = customer_settings(session.store)
    if options.json:
        say_json({"silent_days": now.silent_days, "renewal_days": now.renewal_days})
        return 0
    print(f"silent after    {now.silent_days} days without contact")
    print(f"renewals due    {now.renewal_days} days ahead")
    return 0


def _whole_days(text: str) -> int:
    number = whole(text)
    if not number:
        raise UsageError(f"{shown(text)} is no number of days. Type it like: 30")
    return number
