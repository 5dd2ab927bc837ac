"""The parts of ``cockpit customers`` on what happens with one: renewals, complaints, answers, reviews, deals."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_result
from cockpit.parts import Parts
from cockpit.verbs.customers.customers_change import part
from cockpit.verbs.customers.which_customer import said_amount, said_day, the_customer
from cockpit.words import moment, shown
from data.customers.churn import MarkChurned, TakeBack
from data.customers.complaints import OpenComplaint, ResolveComplaint, open_complaints
from data.customers.customer import Customer
from data.customers.gather import GatherCustomers
from data.customers.renewing import CloseRenewal, PlanRenewal
from data.customers.reviews import CollectReview, checked_stars
from data.customers.satisfaction import SCORES, TakeAnswer, checked_score
from data.customers.upsells import FindUpsell, OpenCustomerDeal
from data.kernel.errors import UsageError
from data.kernel.text import clean

if TYPE_CHECKING:
    from cockpit.session import Session


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    _add_renewals(parts)
    _add_voice(parts)
    upsell = part(
        parts, "upsell", "note what more a customer could buy", 'acme "a shop" --value 4800', _upsell
    )
    upsell.add_argument("what", nargs="+", metavar="WHAT", help="what it could buy")
    upsell.add_argument("--value", metavar="AMOUNT", help="for how much, in the customer's currency")
    deal = part(parts, "deal", "open a deal with a customer", "acme --renewal", _deal)
    deal.add_argument(
        "what", nargs="*", metavar="WHAT",
        help="what it is about (the upsell noted last, else the renewal that is due)",
    )  # fmt: skip
    deal.add_argument("--renewal", action="store_true", help="for the renewal that is due first")
    deal.add_argument("--value", metavar="AMOUNT", help="for how much, in the customer's currency")
    churn = part(parts, "churn", "a customer has left", "acme --reason price", _churn)
    churn.add_argument("--reason", default="", help="why, of the company's list of reasons")
    churn.add_argument("--on", dest="day", metavar="DAY", help="on which day (today)")
    part(parts, "back", "a customer that had left is one again", "acme", _back)
    part(
        parts,
        "gather",
        "make customers of the companies with which deals were won before",
        "",
        _gather,
        named=False,
    )


def _add_renewals(parts: Parts) -> None:
    due = part(parts, "due", "say when a customer's renewal is due", "acme 2027-03-01", _due)
    due.add_argument("day", metavar="DAY", help="the day")
    due.add_argument("--value", metavar="AMOUNT", help="what is at stake (all that it is worth)")
    renew = part(
        parts, "renew", "say what came of the renewal that is due first", "acme --value 15000", _renew
    )
    renew.add_argument("--value", metavar="AMOUNT", help="for how much it was renewed (as before)")
    renew.add_argument("--next", dest="next_on", metavar="DAY", help="due again on (in a year)")
    renew.add_argument("--lost", action="store_true", help="it was not renewed")
    renew.add_argument("--reason", help="why not, of the company's list of reasons")


def _add_voice(parts: Parts) -> None:
    complaint = part(parts, "complaint", "a customer complains", 'acme "late by a week"', _complaint)
    complaint.add_argument("text", nargs="+", metavar="TEXT", help="what is wrong")
    complaint.add_argument("--at", metavar="WHEN", help="when it came (now)")
    resolve = part(
        parts, "resolve", "an open complaint is resolved, the oldest", 'acme "sent again"', _resolve
    )
    resolve.add_argument("text", nargs="*", metavar="TEXT", help="what was done")
    resolve.add_argument("--complaint", metavar="WORDS", help="words of the one that is meant (the oldest)")
    answer = part(parts, "answer", "keep how content a customer said it was", "acme nps 9", _answer)
    answer.add_argument("kind", choices=tuple(SCORES), help="which question")
    answer.add_argument("score", metavar="SCORE", help="0 to 10 (nps), 1 to 5 (csat)")
    answer.add_argument("text", nargs="*", metavar="TEXT", help="its words")
    review = part(parts, "review", "keep a review that a customer wrote", "acme 5 --platform Upwork", _review)
    review.add_argument("stars", metavar="STARS", help="1 to 5, as 4.8")
    review.add_argument("text", nargs="*", metavar="TEXT", help="its words")
    review.add_argument("--platform", type=_platform, metavar="NAME", help="where (the customer's channel)")
    for parser in (answer, review):
        parser.add_argument("--on", dest="day", metavar="DAY", help="on which day (today)")


def _due(options: argparse.Namespace, session: Session) -> int:
    customer = the_customer(session, options.customer)
    due_on = said_day(session, options.day, ahead=True)
    amount = said_amount(customer, options.value)
    result = session.apply(PlanRenewal, customer_id=customer.id, due_on=due_on, amount=amount)
    return say_result(session, result, as_json=options.json)


def _renew(options: argparse.Namespace, session: Session) -> int:
    _refuse_what_goes_with_others(options)
    customer = the_customer(session, options.customer)
    result = session.apply(
        CloseRenewal,
        customer_id=customer.id,
        outcome="lost" if options.lost else "renewed",
        amount=said_amount(customer, options.value),
        next_on=said_day(session, options.next_on, ahead=True),
        reason=options.reason or "",
    )
    return say_result(session, result, as_json=options.json)


def _refuse_what_goes_with_others(options: argparse.Namespace) -> None:
    """Raise UsageError for options that say nothing of such an outcome."""
    if options.lost and (options.value is not None or options.next_on is not None):
        raise UsageError(
            "--value and --next are of a renewal that was agreed. Leave them out, or leave out --lost."
        )
    if not options.lost and options.reason is not None:
        raise UsageError("--reason says why it was not renewed. Type it with --lost: --lost --reason price")


def _complaint(options: argparse.Namespace, session: Session) -> int:
    customer = the_customer(session, options.customer)
    at = moment(options.at, session.now, session.person) if options.at is not None else None
    result = session.apply(OpenComplaint, customer_id=customer.id, text=" ".join(options.text), opened_at=at)
    return say_result(session, result, as_json=options.json)


def _resolve(options: argparse.Namespace, session: Session) -> int:
    customer = the_customer(session, options.customer)
    meant = None if options.complaint is None else _complaint_with(session, customer, options.complaint)
    result = session.apply(
        ResolveComplaint, customer_id=customer.id, resolution=" ".join(options.text), complaint_id=meant
    )
    return say_result(session, result, as_json=options.json)


def _complaint_with(session: Session, customer: Customer, words: str) -> int:
    """The open complaint that holds words. Raises UsageError where that is none, or several."""
    waiting = open_complaints(session.store, customer.id)
    found = [one for one in waiting if words.strip() and words.strip().casefold() in one.text.casefold()]
    if len(found) != 1:
        which = "; ".join(clean(one.text, 40) for one in waiting) or "none"
        raise UsageError(f"{shown(words)} is not of one open complaint. Open are: {which}.")
    return found[0].id


def _answer(options: argparse.Namespace, session: Session) -> int:
    customer = the_customer(session, options.customer)
    result = session.apply(
        TakeAnswer,
        customer_id=customer.id,
        kind=options.kind,
        score=checked_score(options.kind, options.score),
        day=said_day(session, options.day),
        text=" ".join(options.text),
    )
    return say_result(session, result, as_json=options.json)


def _review(options: argparse.Namespace, session: Session) -> int:
    customer = the_customer(session, options.customer)
    result = session.apply(
        CollectReview,
        customer_id=customer.id,
        stars=checked_stars(options.stars),
        platform=options.platform or "",
        day=said_day(session, options.day),
        text=" ".join(options.text),
    )
    return say_result(session, result, as_json=options.json)


def _upsell(options: argparse.Namespace, session: Session) -> int:
    customer = the_customer(session, options.customer)
    what, amount = " ".join(options.what), said_amount(customer, options.value)
    result = session.apply(FindUpsell, customer_id=customer.id, what=what, amount=amount)
    return say_result(session, result, as_json=options.json)


def _deal(options: argparse.Namespace, session: Session) -> int:
    customer, what = the_customer(session, options.customer), " ".join(options.what)
    if options.what and not what.strip():
        raise UsageError("What is the deal about? Write it like: cockpit customers deal acme 'a shop'")
    result = session.apply(
        OpenCustomerDeal,
        customer_id=customer.id,
        kind="renewal" if options.renewal else "",
        what=what,
        amount=said_amount(customer, options.value),
    )
    return say_result(session, result, as_json=options.json)


def _churn(options: argparse.Namespace, session: Session) -> int:
    customer = the_customer(session, options.customer)
    day = said_day(session, options.day)
    result = session.apply(MarkChurned, customer_id=customer.id, reason=options.reason, day=day)
    return say_result(session, result, as_json=options.json)


def _back(options: argparse.Namespace, session: Session) -> int:
    customer = the_customer(session, options.customer)
    return say_result(session, session.apply(TakeBack, customer_id=customer.id), as_json=options.json)


def _gather(options: argparse.Namespace, session: Session) -> int:
    return say_result(session, session.apply(GatherCustomers), as_json=options.json)


def _platform(text: str) -> str:
    if not text.strip():
        raise UsageError("--platform takes where the review stands, like: --platform Upwork")
    return text
