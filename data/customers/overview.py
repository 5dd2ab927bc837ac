"""Everything on the customers screen, read in one go: the queue or another list, the numbers, what is chosen from."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from data.calendar.days import day_of
from data.customers.attention import Need, Tenure, tenure, why
from data.customers.churn import LIST
from data.customers.complaints import Complaint, open_complaints
from data.customers.customer import CUSTOMERS, TABLE, Customer
from data.customers.lifetime import Lifespan, lifespan_on
from data.customers.numbers import CustomerNumbers, numbers_of
from data.customers.of_company import contacts_of, people_of
from data.customers.queue import Limits, Look, customers_of, limits_of
from data.customers.satisfaction import Answer, answers_of
from data.customers.timeline import timeline_with_deals
from data.customers.upsells import Upsell, open_upsells
from data.deals.overview import MINUTE, Span
from data.kernel import journal
from data.kernel.commands import Reader
from data.kernel.rows import records_by_ids
from data.leads.inbox import Lists, lists_of
from data.leads.lead import Lead
from data.people.person import Person, handles_by_id
from data.points.score import Score, score_again
from data.records.choices import Choice, choices
from data.records.own_currency import with_units
from data.records.search import filtered
from data.records.timeline import Happening

LATEST_ANSWERS = 2


class Overview(NamedTuple):
    """Customers as one looks at them: ``whose`` says it in a word. ``ids`` are those that the filter's words leave of
    ``whole``; ``reasons`` are those for which customers leave. ``revision`` and ``now`` tell what was read.
    """

    look: Look
    whose: str
    span: Span
    ids: array[int]
    whole: array[int]
    numbers: CustomerNumbers
    score: Score
    lists: Lists
    reasons: tuple[Choice, ...]
    revision: int
    now: int

    def holds(self, look: Look, span: Span, revision: int, now: int) -> bool:
        """Whether the numbers that were read are still those of a look."""
        return (
            (look.owners, span) == (self.look.owners, self.span)
            and revision == self.revision
            and now // MINUTE == self.now // MINUTE
        )

    def lists_the_same(self, look: Look) -> bool:
        """Whether another look is at the same customers, before the filter."""
        return look._replace(words="") == self.look._replace(words="")

    @property
    def shows_owners(self) -> bool:
        """Whether customers of several owners are in sight."""
        return self.look.owners is None or len(self.look.owners) > 1


class Wish(NamedTuple):
    """What one wants to see."""

    look: Look
    whose: str
    span: Span = "365 days"


def at_first(person: Person) -> Wish:
    """What a person looks at first: the own customers; who does not sell those of all that are reached."""
    return Wish(Look((person.id,)), "mine") if person.sells else Wish(Look(), "team")


def overview_of(
    reader: Reader, person: Person, wish: Wish, now: int, earlier: Overview | None = None
) -> Overview:
    """The customers as a person wants to look at them. What holds of ``earlier`` is taken from there."""
    look, whose, span = wish
    revision = journal.newest(reader)
    if earlier is None or not earlier.holds(look, span, revision, now):
        overview = _read(reader, person, wish, revision, now, earlier)
    elif earlier.lists_the_same(look):
        overview = earlier._replace(look=look, whose=whose)
    else:
        whole = customers_of(reader, person, look._replace(words=""), now)
        overview = earlier._replace(look=look, whose=whose, whole=whole)
    return overview._replace(ids=filtered(reader, CUSTOMERS, overview.whole, look.words))


def _read(
    reader: Reader, person: Person, wish: Wish, revision: int, now: int, earlier: Overview | None
) -> Overview:
    look, whose, span = wish
    whole = customers_of(reader, person, look._replace(words=""), now)
    return Overview(
        look=look,
        whose=whose,
        span=span,
        ids=whole,
        whole=whole,
        numbers=numbers_of(reader, person, look.owners, span, now),
        score=score_again(reader, person, now, earlier.score if earlier else None),
        lists=lists_of(reader),
        reasons=tuple(choices(reader, LIST)),
        revision=revision,
        now=now,
    )


class Row(NamedTuple):
    """One customer of the list: why it is there, how long it has stayed, what it answered last (None: nothing), the
    handle of whoever has it, and the lead with whom an activity is logged.
    """

    customer: Customer
    why: Need
    stays: Tenure | None
    nps: int | None
    owner: str
    contact: int | None


def rows_of(reader: Reader, person: Person, ids: Sequence[int], now: int) -> dict[int, Row]:
    """The rows of these ids that exist, with what is to be said of each."""
    held, today = limits_of(reader, person, now), day_of(now, person.zone)
    handles = handles_by_id(reader)
    customers = with_units(reader, records_by_ids(reader, Customer, TABLE, ids))
    contacts, answered = contacts_of(reader, person, ids), _last_nps(reader, ids)
    return {
        customer.id: Row(
            customer,
            why(customer, held, person.hours, now),
            tenure(customer, today),
            answered.get(customer.id),
            handles.get(customer.owner_id or 0, customer.owner_name),
            contacts.get(customer.id),
        )
        for customer in customers
    }


def _last_nps(reader: Reader, ids: Sequence[int]) -> dict[int, int]:
    """What customers answered last to how likely they recommend the company."""
    rows = reader.select(
        "select customer_id, score, max(day || id) from satisfaction "
        "where kind = 'nps' and customer_id in (select value from json_each(?)) group by customer_id",
        (json.dumps(list(ids)),),
    )
    return {customer: score for customer, score, _ in rows}


class Glimpse(NamedTuple):
    """One customer at a glance: its people, what it says, what it could buy, and what happened last.

    ``lifespan`` is how long customers stay, by which its lifetime value is reckoned.
    """

    row: Row
    held: Limits
    lifespan: Lifespan
    people: list[Lead]
    complaints: list[Complaint]
    answers: list[Answer]
    upsells: list[Upsell]
    happenings: list[Happening]


def glimpse_of(reader: Reader, person: Person, customer_id: int, now: int, limit: int) -> Glimpse | None:
    """A customer at a glance with its latest events; None where it is gone."""
    row = rows_of(reader, person, [customer_id], now).get(customer_id)
    if row is None:
        return None
    return Glimpse(
        row,
        limits_of(reader, person, now),
        lifespan_on(reader, day_of(now, person.zone)),
        people_of(reader, person, customer_id),
        open_complaints(reader, customer_id),
        answers_of(reader, customer_id)[:LATEST_ANSWERS],
        open_upsells(reader, customer_id),
        timeline_with_deals(reader, row.customer, limit, person.zone),
    )
