"""What the verbs on comments share: what is spoken of, and how a comment is told."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cockpit.parts import Parts, Run
from cockpit.verbs.customers.which_customer import the_customer
from cockpit.verbs.deals.which_deal import the_deal
from cockpit.verbs.leads.which_lead import the_lead
from cockpit.verbs.records.record_words import instant
from cockpit.verbs.reviews.which_week import the_person
from cockpit.words import day, line, shown, week
from data.calendar.days import day_of
from data.comments.comment import COMMENT, Comment, Said
from data.comments.subject import Subject, day_of_person, week_of_person
from data.kernel.errors import Refused, UsageError
from data.kernel.ids import from_reference, reference
from data.kernel.rows import read_record

if TYPE_CHECKING:
    from cockpit.session import Session

Find = Callable[[argparse.Namespace, "Session"], Subject]

_RECORDS = {
    "lead": "a reference, a number, or words of the lead",
    "deal": "a reference, a name, or words of the deal",
    "customer": "a reference, a name, or words of the customer",
}
_NAMED = {
    "lead": "acme",
    "deal": "website",
    "customer": "acme",
    "day": "yesterday --of ben",
    "week": "last --of ben",
}
_SPANS = {"day": "a day, as yesterday or 2026-11-27", "week": "a week, as last, 2026-W48, or any day in it"}


def add_subjects(
    parts: Parts, does: str, example: Callable[[str], str], run: Run
) -> list[argparse.ArgumentParser]:
    """A part for each kind of subject, with the arguments that name one; what it does is ``run``."""
    found = []
    for kind, help_words in {**_RECORDS, **_SPANS}.items():
        part = parts.add(kind, f"{does} a {kind}", example(f"{kind} {_NAMED[kind]}"), run)
        part.set_defaults(subject_kind=kind)
        part.add_argument("what", metavar=kind.upper(), type=line, help=help_words)
        if kind in _SPANS:
            part.add_argument(
                "--of", dest="who", type=line, default="", metavar="WHO", help="somebody's (yours)"
            )
        else:
            part.set_defaults(who="")
        part.add_argument("--json", action="store_true", help="the answer for machines")
        found.append(part)
    return found


def the_subject(options: argparse.Namespace, session: Session) -> Subject:
    """What the options name. Raises Refused for what is not reached, UsageError for what makes no sense."""
    kind: str = options.subject_kind
    if kind == "lead":
        return Subject("lead", the_lead(session, options.what).id)
    if kind == "deal":
        return Subject("deal", the_deal(session, options.what).id)
    if kind == "customer":
        return Subject("customer", the_customer(session, options.what).id)
    person = the_person(session, options.who)
    today = day_of(session.now, person.zone)
    if kind == "week":
        return week_of_person(person.id, week(options.what, today))
    return day_of_person(person.id, day(options.what, today, person.zone))


def the_comment(session: Session, text: str) -> Comment:
    """The comment of a reference. Raises UsageError for what is none, Refused where there is none of it."""
    try:
        value, modulus = from_reference(text)
    except ValueError:
        value, modulus = 0, 1
    if modulus != 32 ** len(reference(0)) or value >= 2**63:
        raise UsageError(f"{shown(text)} is no reference. It has 13 letters and digits, as: cockpit notices")
    found = read_record(session.store, Comment, COMMENT, value)
    if found is None:
        raise Refused("There is no comment of that reference.", code="comment.not_found")
    return found


def comment_facts(said: Said, session: Session) -> dict[str, Any]:
    """A comment for machines."""
    comment = said.comment
    return {
        "reference": reference(comment.id),
        "about": comment.about,
        "on": comment.place.partition(" ")[0] or comment.record_table,
        "day": comment.day or None,
        "by": said.author,
        "does": comment.does or None,
        "text": comment.text,
        "at": instant(comment.at, session.person.zone),
    }
