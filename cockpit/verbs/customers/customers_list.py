"""The parts of ``cockpit customers`` that show: list, duplicates, show."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import WHOLE, Column, text_table
from cockpit.verbs.customers.which_customer import (
    add_customer,
    add_whose,
    add_words,
    customer_facts,
    owners,
    the_customer,
)
from cockpit.verbs.leads.which_lead import most_listed
from cockpit.verbs.records.duplicates import say_duplicates
from cockpit.verbs.records.record_words import (
    LATEST,
    event_facts,
    instant,
    say_field,
    say_particulars,
    units,
)
from data.calendar.days import day_of, short_day
from data.customers.attention import SEPARATOR, tenure, why
from data.customers.complaints import complaints_of, open_complaints
from data.customers.customer import CUSTOMERS, Customer, by_ids
from data.customers.explain import lifetime_told
from data.customers.lifetime import Lifespan, lifespan_on
from data.customers.queue import ORDERS, WHICH, Look, customers_of, limits_of
from data.customers.renewals import renewals_of
from data.customers.reviews import reviews_of, stars_words
from data.customers.satisfaction import answers_of
from data.customers.timeline import timeline_with_deals
from data.customers.upsells import open_upsells, upsells_of
from data.kernel.ids import reference
from data.kernel.text import clean
from data.leads.attention import duration, when_words
from data.people.person import handles_by_id
from data.records.fields import completeness
from data.records.money import money_words
from data.records.own_currency import with_units

if TYPE_CHECKING:
    from cockpit.session import Session

_MOST = 50


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    lister = parts.add(
        "list", "customers, those that need somebody first", "cockpit customers list --which renewals", _list
    )
    add_whose(lister)
    lister.add_argument("--which", choices=WHICH, default="active", help="how they stand (active)")
    add_words(lister)
    lister.add_argument("--by", choices=ORDERS, default="what matters", help="their order (what matters)")
    lister.add_argument(
        "-n", dest="most", type=most_listed, default=_MOST, metavar="N", help=f"how many ({_MOST})"
    )
    lister.add_argument("--json", action="store_true", help="all of them, for machines")
    twins = parts.add(
        "duplicates", "customers that may be the same", "cockpit customers duplicates", _duplicates
    )
    twins.add_argument("--json", action="store_true", help="the pairs for machines")
    shower = parts.add(
        "show", "a customer with what it says and what happened last", "cockpit customers show acme", _show
    )
    add_customer(shower)
    shower.add_argument("--json", action="store_true", help="the customer for machines")


def _list(options: argparse.Namespace, session: Session) -> int:
    look = Look(owners(options, session), options.which, options.by, options.find or "")
    ids = customers_of(session.store, session.person, look, session.now)
    wanted = ids if options.json else ids[: options.most]
    found = with_units(session.store, by_ids(session.store, wanted))
    by_id = {one.id: one for one in found}
    customers = [by_id[identifier] for identifier in wanted]
    held = limits_of(session.store, session.person, session.now)
    handles = handles_by_id(session.store)
    if options.json:
        say_json([customer_facts(customer, held, session, handles) for customer in customers])
        return 0
    if not customers:
        print(_nothing(options))
        return 0
    today = day_of(session.now, session.person.zone)
    columns = [
        Column("customer", least=16), Column("why", least=36), Column("value", True),
        Column("stays", True, drop=4), Column("renews", least=WHOLE, drop=3),
        Column("owner", drop=2), Column("reference", least=WHOLE, drop=1),
    ]  # fmt: skip
    rows = [
        (
            clean(customer.name, 32), why(customer, held, session.person.hours, session.now).words,
            money_words(customer.value, customer.currency),
            "" if (stayed := tenure(customer, today)) is None else stayed.words,
            customer.renewal_on, handles.get(customer.owner_id or 0, customer.owner_name),
            reference(customer.id),
        )
        for customer in customers
    ]  # fmt: skip
    print(text_table(columns, rows, screen_width()))
    if len(ids) > len(customers):
        print(f"\n{len(customers):,} of {len(ids):,}. More: -n {len(ids)}, or --json for all")
    return 0


def _nothing(options: argparse.Namespace) -> str:
    if options.find or options.which != "active":
        return "No customer of those that you look at is like that."
    return (
        "No customers yet. A deal that is won makes one: cockpit deals win DEAL. "
        "Or add one: cockpit customers add --name 'Acme Ltd' --value 12000"
    )


def _show(options: argparse.Namespace, session: Session) -> int:
    customer = the_customer(session, options.customer)
    held = limits_of(session.store, session.person, session.now)
    told = timeline_with_deals(session.store, customer, where=session.person.zone)
    share = completeness(CUSTOMERS, customer)
    if options.json:
        happened = event_facts([(event, words) for event, words in told], session.person.zone)
        say_json(
            {
                **customer_facts(customer, held, session, handles_by_id(session.store)),
                "complete_percent": share.percent,
                "missing": list(share.missing),
                "lifetime_value": _lifetime_value(customer, session),
                **_said_facts(customer, session),
                "happened": happened,
            }
        )
        return 0
    print(f"{clean(customer.name)}   {_standing(customer, session)}   ({reference(customer.id)})")
    say_particulars(session, CUSTOMERS, customer)
    missing = f", missing: {', '.join(share.missing)}" if share.missing else ""
    say_field("complete", f"{share.percent} %{missing}")
    for detail in why(customer, held, session.person.hours, session.now).details.split(SEPARATOR):
        if detail:
            say_field("needs", detail)
    lifetime = lifetime_told(customer, _lifespan(session))
    if lifetime is not None:
        say_field(lifetime.name, f"{lifetime.value}: {lifetime.formula}")
    _say_what_it_says(customer, session)
    print("\nwhat happened last:")
    today, hours = day_of(session.now, session.person.zone), session.person.hours
    for event, words in told[:LATEST]:
        who = f" ({event.who})" if event.who else ""
        day = day_of(event.at, session.person.zone)
        when = short_day(day, today) if event.of_day else when_words(event.at, session.now, hours)
        say_field(when, words + who)
    return 0


def _duplicates(options: argparse.Namespace, session: Session) -> int:
    return say_duplicates(session, CUSTOMERS, by_ids, as_json=options.json)


def _lifespan(session: Session) -> Lifespan:
    return lifespan_on(session.store, day_of(session.now, session.person.zone))


def _lifetime_value(customer: Customer, session: Session) -> float | None:
    value = _lifespan(session).value_of(customer.value) if customer.value else None
    return None if value is None else round(value) / 100


def _standing(customer: Customer, session: Session) -> str:
    """``customer for 3 y 2 m``, ``left 2026-09-01: price``."""
    stayed = tenure(customer, day_of(session.now, session.person.zone))
    for_so_long = "customer" + ("" if stayed is None else f" for {stayed.words}")
    if customer.active:
        return for_so_long
    reason = f": {customer.churn_reason}" if customer.churn_reason else ""
    return f"left {customer.churned_on}{reason}, {for_so_long}"


def _say_what_it_says(customer: Customer, session: Session) -> None:
    """Open complaints, the latest answers and reviews, what it could buy."""
    store, hours = session.store, session.person.hours
    for complaint in open_complaints(store, customer.id):
        say_field("complaint", f"{complaint.text}, {when_words(complaint.at, session.now, hours)}")
    for answer in answers_of(store, customer.id)[:2]:
        said = f", {answer.text}" if answer.text else ""
        say_field(answer.kind.upper(), f"{answer.score}, {answer.day}{said}")
    for review in reviews_of(store, customer.id)[:2]:
        where = ", ".join(filter(None, (review.platform, review.day)))
        say_field("review", f"{stars_words(review.stars)} stars, {where}")
    for upsell in open_upsells(store, customer.id):
        amount = money_words(upsell.amount, customer.currency)
        say_field("could buy", ", ".join(filter(None, (upsell.what, amount))))


def _said_facts(customer: Customer, session: Session) -> dict[str, Any]:
    store, zone = session.store, session.person.zone
    return {
        "renewals": [
            {
                "due_on": renewal.due_on, "amount": units(renewal.amount), "outcome": renewal.outcome,
                "closed_on": renewal.closed_on, "renewed_amount": units(renewal.renewed_amount),
            }
            for renewal in renewals_of(store, customer.id)
        ],
        "complaints": [
            {
                "reference": reference(complaint.id), "at": instant(complaint.at, zone), "text": complaint.text,
                "resolved_at": instant(complaint.resolved_at, zone), "resolution": complaint.resolution,
                "working_minutes": complaint.minutes,
                "took": None if complaint.minutes is None else duration(complaint.minutes),
            }
            for complaint in complaints_of(store, customer.id)
        ],
        "answers": [
            {"day": answer.day, "kind": answer.kind, "score": answer.score, "text": answer.text}
            for answer in answers_of(store, customer.id)
        ],
        "reviews": [
            {"day": one.day, "platform": one.platform, "stars": one.stars / 100, "text": one.text}
            for one in reviews_of(store, customer.id)
        ],
        "upsells": [
            {
                "what": upsell.what, "amount": units(upsell.amount), "kind": upsell.kind,
                "deal": None if upsell.deal_id is None else reference(upsell.deal_id),
            }
            for upsell in upsells_of(store, customer.id)
        ],
    }  # fmt: skip
