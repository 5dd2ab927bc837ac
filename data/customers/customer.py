"""A customer as it stands in the store, and its fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import Change, Reader
from data.kernel.rows import records_by_ids
from data.records.fields import Field, Records

TABLE = "customer"


class Customer(NamedTuple):
    """One customer. Days are ISO days, instants Unix milliseconds, ``value`` is in hundredths of ``currency``.

    ``active`` is 0 from the day ``churned_on``. What triggers keep: ``value`` is the sum of its steps, ``renewal_on``
    the day of the first open renewal (empty: none), ``complained_at`` the instant of the oldest open complaint,
    ``last_contact_at`` when somebody was last in touch with one of its people.
    """

    id: int
    name: str = ""
    value: int | None = None
    currency: str = ""
    since: str = ""
    channel: str = ""
    territory: str = ""
    segment: str = ""
    tags: str = ""
    notes: str = ""
    custom: str = ""
    churned_on: str = ""
    churn_reason: str = ""
    active: int = 1
    renewal_on: str = ""
    complained_at: int | None = None
    last_contact_at: int | None = None
    company_key: str | None = None
    owner_id: int | None = None
    owner_name: str = ""
    created_at: int = 0
    merged_into: int | None = None
    source_key: str | None = None
    batch_id: int | None = None
    touched: int | None = None

    @property
    def label(self) -> str:
        """What it is called."""
        return self.name


def by_ids(reader: Reader, ids: Sequence[int]) -> list[Customer]:
    """The customers of these ids that exist."""
    return records_by_ids(reader, Customer, TABLE, ids)


def marked(customer: Customer, command_id: int) -> Change:
    """The change of a customer to which something was added: from then on it is in use, and its beginning stays."""
    return Change(TABLE, customer.id, {"touched": customer.touched}, {"touched": command_id})


CUSTOMERS = Records(
    table=TABLE,
    word="customer",
    plural="customers",
    named=("name",),
    fields=(
        # The particulars, in the order of the customer page.
        Field("name", "name", heading="Customer", wanted=True, asked=1),
        Field(
            "value", "value", "money",
            heading="Value", wanted=True, searched=False, told=False, asked=2, merging="",
        ),
        Field("currency", "currency", "currency", heading="Currency", searched=False, along="value"),
        Field("since", "since", "day", heading="Since", wanted=True, searched=False, asked=3),
        Field("channel", "channel", "choice", heading="Channel", wanted=True, listed=True, asked=4),
        Field("territory", "territory", heading="Territory", wanted=True),
        Field("segment", "segment", heading="Segment"),
        Field("tags", "tags", "tags", heading="Tags", merging="united"),
        Field("notes", "notes", "lines", heading="Notes", merging="united"),
        Field("custom", "other fields", "custom", merging="united"),
        # What commands set, or an import brings.
        Field(
            "renewal_on", "renewal", "day",
            typed=False, searched=False, told=False, heading="Renewal", merging="",
        ),
        Field("churned_on", "churned", "day", typed=False, searched=False, heading="Churned", merging=""),
        Field("churn_reason", "why it left", typed=False, heading="Churn reason", merging=""),
        Field("owner_id", "owner", "person", typed=False, searched=False, heading="Owner", merging=""),
        Field(
            "owner_name", "owner in the source",
            typed=False, searched=False, told=False, heading="Owner in the source", merging="",
        ),
        Field(
            *("created_at", "created", "moment"),
            typed=False, searched=False, told=False, heading="Created", merging="earliest",
        ),
        Field(
            "source_key", "source record",
            typed=False, searched=False, told=False, heading="Source record", imported="", merging="",
        ),
    ),
    unsaid=("active", "complained_at", "last_contact_at", "company_key", "merged_into"),
    names="companies",
)  # fmt: skip
"""Which particulars make a complete record follows from what renewals and growth are counted from."""
