"""A lead as it stands in the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.rows import columns_of, existing_record, records_by_ids
from data.records import merged
from data.records.lines import first_value


class Lead(NamedTuple):
    """One lead. Instants are Unix milliseconds, money hundredths of ``currency``.

    ``company_key`` is the company as names of companies are compared.
    ``emails``, ``phones`` and ``links`` are lines of ``label value`` (the label may be missing);
    ``custom`` is a JSON object of fields that have no place of their own. What is not given is as in a new lead.
    """

    id: int
    name: str = ""
    title: str = ""
    company: str = ""
    company_key: str | None = None
    emails: str = ""
    phones: str = ""
    links: str = ""
    address: str = ""
    territory: str = ""
    segment: str = ""
    product_interest: str = ""
    influence: str = ""
    source: str = ""
    channel: str = ""
    budget: int | None = None
    currency: str = ""
    tags: str = ""
    notes: str = ""
    custom: str = ""
    status: str = "new"
    reason: str = ""
    open: int = 1
    unworked: int = 0
    owner_id: int | None = None
    owner_name: str = ""
    has_budget: int | None = None
    has_need: int | None = None
    has_authority: int | None = None
    has_timing: int | None = None
    will_meet: int | None = None
    next_step: str = ""
    waiting_since: int | None = None
    response_due_at: int | None = None
    follow_up_at: int | None = None
    cold_at: int | None = None
    snoozed_until: int | None = None
    last_touch_at: int | None = None
    opened_at: int | None = None
    created_at: int = 0
    merged_into: int | None = None
    source_key: str | None = None
    batch_id: int | None = None
    touched: int | None = None

    @property
    def label(self) -> str:
        """``Ana Costa, Acme Ltd``, or whichever of the two is known."""
        return ", ".join(part for part in (self.name, self.company) if part)

    @property
    def first_email(self) -> str:
        """The first e-mail address, or nothing."""
        return first_value(self.emails)

    @property
    def first_phone(self) -> str:
        """The first phone number, or nothing."""
        return first_value(self.phones)


COLUMNS = columns_of(Lead)


def by_id(reader: Reader, identifier: int) -> Lead:
    """The lead of that id. Raises Refused where there is none."""
    return existing_record(reader, Lead, "lead", identifier)


def by_ids(reader: Reader, ids: Sequence[int]) -> list[Lead]:
    """The leads of these ids that exist, in no order."""
    return records_by_ids(reader, Lead, "lead", ids)


def standing(reader: Reader, identifier: int) -> int:
    """The id of the lead that stands for this one: the one it was merged into, else itself."""
    return merged.standing(reader, "lead", identifier)


def with_merged(reader: Reader, identifier: int) -> list[int]:
    """A lead's id and the ids of those merged into it, whose activities and messages are its own."""
    return merged.with_merged(reader, "lead", identifier)
