"""Complaints: opened, resolved, and how long that took in the working time of whoever has the customer."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from data.calendar.days import day_of
from data.customers.commands import RULES, owners_of
from data.customers.customer import marked
from data.kernel.commands import EVENTS, REACH, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, select_records
from data.kernel.text import bounded
from data.leads.attention import duration
from data.people.days_off import days_off
from data.people.person import Person, by_id
from data.records.changing import writable
from data.records.fields import LINE_LIMIT


class Complaint(NamedTuple):
    """One complaint. ``minutes`` of working time passed until it was resolved; one without ``resolved_at`` is open."""

    id: int
    customer_id: int
    at: int
    person_id: int
    text: str
    resolved_at: int | None = None
    resolution: str = ""
    minutes: int | None = None
    batch_id: int | None = None
    touched: int | None = None


def complaints_of(reader: Reader, customer_id: int) -> list[Complaint]:
    """All complaints of a customer, open ones first, the oldest before others."""
    members = "select id from customer where id = ? or merged_into = ?"
    which = f"where customer_id in ({members}) order by resolved_at is not null, at, id"
    return select_records(reader, Complaint, "complaint", which, (customer_id, customer_id))


def open_complaints(reader: Reader, customer_id: int) -> list[Complaint]:
    """Those that are not resolved yet, the oldest before others."""
    return [complaint for complaint in complaints_of(reader, customer_id) if complaint.resolved_at is None]


def working_minutes(reader: Reader, person: Person, begin: int, end: int) -> int:
    """The minutes of a person's working time between two instants, days off left out."""
    first, last = (day_of(at, person.zone) for at in (begin, end))
    free = days_off(reader, person.id, first - timedelta(days=1), last + timedelta(days=1))
    return person.hours.minutes_between(begin, end, free)


@command("customer.complaint", REACH, EVENTS)
class OpenComplaint(NamedTuple):
    """A customer complains, at an instant (None: now)."""

    id: int
    actor: int
    at: int
    customer_id: int
    text: str
    opened_at: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a complaint without words, and one that is still to come."""
        customer = writable(RULES, reader, self, self.customer_id)
        text = bounded(self.text, LINE_LIMIT, "A complaint")
        if not text:
            raise UsageError("A complaint needs words: what is wrong?")
        opened = self.at if self.opened_at is None else self.opened_at
        if opened > self.at:
            raise UsageError("A complaint is not still to come.")
        complaint = Complaint(self.id, customer.id, opened, self.actor, text)
        return Decision(
            f"complaint of {customer.name}: {text}",
            [added("complaint", complaint), marked(customer, self.id)],
            whose=owners_of([customer]),
        )


@command("customer.resolve", REACH, EVENTS)
class ResolveComplaint(NamedTuple):
    """A complaint is resolved, with what was done: the one named, else the oldest that is open."""

    id: int
    actor: int
    at: int
    customer_id: int
    resolution: str = ""
    complaint_id: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where no complaint is open."""
        customer = writable(RULES, reader, self, self.customer_id)
        waiting = [
            complaint
            for complaint in open_complaints(reader, customer.id)
            if self.complaint_id in (None, complaint.id)
        ]
        if not waiting:
            raise Refused(f"{customer.name} has no complaint that is open.", code="customer.no_complaint")
        complaint = waiting[0]
        owner = by_id(reader, self.actor if customer.owner_id is None else customer.owner_id)
        minutes = working_minutes(reader, owner, complaint.at, self.at)
        resolved = complaint._replace(
            resolved_at=self.at,
            resolution=bounded(self.resolution, LINE_LIMIT, "What was done"),
            minutes=minutes,
        )
        change = changed("complaint", complaint, resolved, self.id)
        return Decision(
            f"complaint of {customer.name} resolved after {duration(minutes)}",
            [*([] if change is None else [change]), marked(customer, self.id)],
            whose=owners_of([customer]),
        )
