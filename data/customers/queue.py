"""Which customers need somebody, the neediest first, and how many for the strip. Ids only; rows are paged.

Open complaints come first, the oldest before others; then renewals that are due, by their day; then who is silent, the
longest before others; then all others by their next renewal.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from data.calendar.days import day_of
from data.customers.customer import CUSTOMERS
from data.customers.settings import CustomerSettings, customer_settings
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.id_lists import selected_ids
from data.people.person import Person
from data.people.reach import reach_of
from data.points.headline import GAP, Part
from data.records.search import filtered

DAY = 86_400_000
Which = Literal["active", "needy", "complaints", "renewals", "silent", "churned", "all"]
WHICH: tuple[Which, ...] = get_args(Which)
Order = Literal["what matters", "name", "value", "since", "renewal", "contact"]
ORDERS: tuple[Order, ...] = get_args(Order)

_COMPLAINS = "customer.complained_at is not null"
_RENEWS = "customer.renewal_on <> '' and customer.renewal_on <= :horizon"
_SILENT = "ifnull(customer.last_contact_at, 0) < :silent_before"
_STANDING: dict[Which, str] = {
    "active": "customer.active = 1",
    "needy": f"customer.active = 1 and ({_COMPLAINS} or {_RENEWS} or {_SILENT})",
    "complaints": _COMPLAINS,
    "renewals": f"customer.active = 1 and {_RENEWS}",
    "silent": f"customer.active = 1 and {_SILENT}",
    "churned": "customer.active = 0",
    "all": "1",
}
_BY: dict[Order, str] = {
    "what matters": (
        f"case when {_COMPLAINS} then 0 when customer.active = 0 then 4 when {_RENEWS} then 1 when {_SILENT} then 2 "
        f"else 3 end, customer.complained_at, case when {_RENEWS} then customer.renewal_on end, "
        f"case when {_SILENT} then ifnull(customer.last_contact_at, 0) end, customer.renewal_on = '', "
        "customer.renewal_on, customer.id"
    ),
    "name": "customer.name collate nocase, customer.id",
    "value": "customer.value desc, customer.id",
    "since": "customer.since = '', customer.since, customer.id",
    "renewal": "customer.renewal_on = '', customer.renewal_on, customer.id",
    "contact": "customer.last_contact_at, customer.id",
}


class Look(NamedTuple):
    """What one wants to see: customers of these owners (None: of all whom one reaches), how they stand, in an order."""

    owners: tuple[int, ...] | None = None
    which: Which = "active"
    order: Order = "what matters"
    words: str = ""


class Limits(NamedTuple):
    """From when on customers need somebody: the last day of a renewal that is due, the instant before which a last
    contact is too long ago.
    """

    horizon: str
    silent_before: int


def limits(settings: CustomerSettings, today: date, now: int) -> Limits:
    """The limits of a company on a day."""
    horizon = today + timedelta(days=settings.renewal_days)
    return Limits(horizon.isoformat(), now - settings.silent_days * DAY)


def limits_of(reader: Reader, person: Person, now: int) -> Limits:
    """The limits that hold where a person is."""
    return limits(customer_settings(reader), day_of(now, person.zone), now)


def condition(reader: Reader, actor: Person, owners: Sequence[int] | None) -> tuple[str, dict[str, Value]]:
    """The SQL condition on rows of ``customer`` that one looks at, which stand for themselves, and its parameters."""
    reach = reach_of(reader, actor)
    parts = ["customer.merged_into is null"]
    if owners is None and reach.people is not None:
        parts.append(
            f"(customer.owner_id is null or customer.owner_id in ({_marks('reached', reach.people)}))"
        )
    elif owners is not None:
        parts.append(f"customer.owner_id in ({_marks('owner', owners)})")
        if not all(reach.holds(owner) for owner in owners):
            parts.append("0")
    params: dict[str, Value] = {f"reached_{one}": one for one in reach.people or ()}
    return " and ".join(parts), {**params, **{f"owner_{one}": one for one in owners or ()}}


def _marks(name: str, people: Sequence[int] | frozenset[int]) -> str:
    return ", ".join(f":{name}_{one}" for one in sorted(people))


def customers_of(reader: Reader, actor: Person, look: Look, now: int) -> array[int]:
    """The ids of the customers that one looks at, in the order that is wanted."""
    where, params = condition(reader, actor, look.owners)
    held = limits_of(reader, actor, now)
    ids = selected_ids(
        reader,
        "select customer.id as id from customer "
        f"where {_STANDING[look.which]} and {where} order by {_BY[look.order]}",
        {**params, **held._asdict()},
    )
    return filtered(reader, CUSTOMERS, ids, look.words)


class Counts(NamedTuple):
    """How many of a person's customers need somebody, and how many there are."""

    customers: int
    complaints: int
    renewals: int
    silent: int

    def strip_parts(self) -> list[Part]:
        """``complaints 2``, ``renewals 3``, ``silent 4``; nought is left out."""
        parts = [Part(f"{GAP}complaints {self.complaints:,}", "warn")] if self.complaints else []
        named = (("renewals", self.renewals), ("silent", self.silent))
        return parts + [Part(f"{GAP}{name} {number:,}") for name, number in named if number]


def counts(reader: Reader, person: Person, now: int) -> Counts:
    """The numbers of a person's own customers. Each is counted once: for what matters most."""
    held = limits_of(reader, person, now)
    row = reader.select(
        f"""select count(*), total({_COMPLAINS}), total(not ({_COMPLAINS}) and {_RENEWS}),
            total(not ({_COMPLAINS}) and not ({_RENEWS}) and {_SILENT})
        from customer where owner_id = :person and active = 1 and merged_into is null""",
        {"person": person.id, **held._asdict()},
    )[0]
    return Counts(*(int(number) for number in row))
