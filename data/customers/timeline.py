"""Everything that happened with a customer, the newest first: steps of its value, renewals, what it said, its deals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, tzinfo

from data.calendar.days import instant
from data.comments.timeline import comments
from data.customers.customer import CUSTOMERS, Customer
from data.customers.of_company import deals_of
from data.customers.reviews import stars_words
from data.customers.worth import UNIT
from data.deals.deal import DEALS, Deal
from data.deals.timeline import STORY as DEALS_STORY
from data.kernel.commands import Reader
from data.kernel.rows import records_by_ids
from data.leads.attention import duration
from data.records.money import money_words
from data.records.timeline import (
    PAGE,
    Cursor,
    Event,
    Happening,
    Page,
    Story,
    event_words,
    told,
    told_together,
)

MOST_DEALS_TOLD = 100


def timeline(
    reader: Reader, customer_id: int, limit: int = PAGE, before: Cursor | None = None, where: tzinfo = UTC
) -> list[Event]:
    """At most ``limit`` events of a customer, those before a cursor. ``where`` is the zone in which dates are told."""
    return told(reader, STORY, customer_id, limit, before, where)


def _noon(day: str) -> int:
    """Where a day of which no clock is known stands among instants."""
    return instant(datetime.combine(date.fromisoformat(day), time(12), UTC))


def _steps(reader: Reader, page: Page) -> list[Event]:
    rows = reader.select(
        f"select value_change.id, customer_id, day, kind, amount, {UNIT} from value_change "
        "join customer on customer.id = customer_id "
        "where customer_id in (select value from json_each(?)) order by day desc, value_change.id desc",
        (json.dumps(list(page.ids)),),
    )
    return [
        Event(
            *(_noon(day), identifier, "value", customer),
            title=f"{kind} {money_words(abs(amount), currency)}" if amount else "repeat order",
            of_day=True,
        )
        for identifier, customer, day, kind, amount, currency in rows
    ]


def _renewals(reader: Reader, page: Page) -> list[Event]:
    rows = reader.select(
        f"select renewal.id, customer_id, due_on, closed_on, outcome, renewed_amount, {UNIT} from renewal "
        "join customer on customer.id = customer_id "
        "where outcome <> '' and customer_id in (select value from json_each(?))",
        (json.dumps(list(page.ids)),),
    )
    return [
        Event(
            *(_noon(closed_on), identifier, "renewal", customer),
            title=f"renewal of {due_on}: {outcome}"
            + (f" for {money_words(amount, currency)}" if outcome == "renewed" else ""),
            of_day=True,
        )
        for identifier, customer, due_on, closed_on, outcome, amount, currency in rows
    ]


def _complaints(reader: Reader, page: Page) -> list[Event]:
    rows = reader.select(
        "select id, customer_id, at, person_id, text, resolved_at, resolution, minutes from complaint "
        "where customer_id in (select value from json_each(?))",
        (json.dumps(list(page.ids)),),
    )
    events = []
    for identifier, customer, at, person, text, resolved_at, resolution, minutes in rows:
        who = page.people.get(person, "")
        is_open = "" if resolved_at is not None else ", open"
        events.append(Event(at, identifier, "complaint", customer, f"complaint{is_open}", who, text))
        if resolved_at is not None:
            title = f"complaint resolved after {duration(minutes or 0)}"
            events.append(Event(resolved_at, identifier, "resolved", customer, title, text=resolution))
    return events


def _answers(reader: Reader, page: Page) -> list[Event]:
    rows = reader.select(
        "select id, customer_id, day, kind, score, text, person_id from satisfaction "
        "where customer_id in (select value from json_each(?))",
        (json.dumps(list(page.ids)),),
    )
    return [
        Event(
            *(_noon(day), identifier, "answer", customer, f"{kind.upper()} {score}"),
            who=page.people.get(person, ""),
            text=text,
            of_day=True,
        )
        for identifier, customer, day, kind, score, text, person in rows
    ]


def _reviews(reader: Reader, page: Page) -> list[Event]:
    rows = reader.select(
        "select id, customer_id, day, platform, stars, text, person_id from customer_review "
        "where customer_id in (select value from json_each(?))",
        (json.dumps(list(page.ids)),),
    )
    return [
        Event(
            *(_noon(day), identifier, "review", customer),
            title=f"review{f' on {platform}' if platform else ''}: {stars_words(stars)} stars",
            who=page.people.get(person, ""),
            text=text,
            of_day=True,
        )
        for identifier, customer, day, platform, stars, text, person in rows
    ]


def _upsells(reader: Reader, page: Page) -> list[Event]:
    rows = reader.select(
        f"select upsell.id, customer_id, at, person_id, what, amount, kind, {UNIT} from upsell "
        "join customer on customer.id = customer_id where customer_id in (select value from json_each(?))",
        (json.dumps(list(page.ids)),),
    )
    return [
        Event(
            *(at, identifier, "upsell", customer),
            title=f"{kind}: {what}" + (f", {money_words(amount, currency)}" if amount is not None else ""),
            who=page.people.get(person, ""),
        )
        for identifier, customer, at, person, what, amount, kind, currency in rows
    ]


STORY = Story(
    records=CUSTOMERS,
    sources=(_steps, _renewals, _complaints, _answers, _reviews, _upsells, comments),
    settled=frozenset(),
)


def timeline_with_deals(
    reader: Reader, customer: Customer, limit: int = PAGE, where: tzinfo = UTC
) -> list[Happening]:
    """What happened with a customer and with its deals, the newest first."""
    found = [
        Happening(event, event_words(event, customer))
        for event in timeline(reader, customer.id, limit, where=where)
    ]
    deals = deals_of(reader, customer.id)[:MOST_DEALS_TOLD]
    told_of = told_together(reader, DEALS_STORY, deals, limit, where=where)
    named = {deal.id: deal for deal in records_by_ids(reader, Deal, DEALS.table, _ids(told_of))}
    found += [Happening(event, _deal_words(event, named[event.record_id], customer)) for event in told_of]
    found.sort(key=lambda happening: happening.event.cursor, reverse=True)
    return found[:limit]


def _ids(events: Sequence[Event]) -> list[int]:
    return list(dict.fromkeys(event.record_id for event in events))


def _deal_words(event: Event, deal: Deal, customer: Customer) -> str:
    """What happened with which deal; that it is the customer's goes without saying."""
    words = event_words(event, deal).replace(f"{customer.name} ", "")
    return f"deal {deal.name}: {words}" if deal.name else f"deal: {words}"
