"""Leads and companies, the messages that start response clocks, and how leads are searched.

A lead is one row: several e-mails, phones and links stand in it as ``label value`` lines. ``open`` is 1 until a
lead is disqualified, won, or merged into another: ``merged_into`` then names a lead that is itself not merged.
``company_key`` is its company as names of companies are compared; the company record of that name is found by the
record's own match keys, so that it makes no difference which of the two was there first.
``response_due_at``, ``follow_up_at`` and ``cold_at`` are instants that commands keep; ``opened_at`` is when the lead
was last taken up by something else than a touch. Money is in hundredths of its
currency.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker
from data.schema.declare import (
    Column,
    create_near_search,
    create_partial_index,
    create_record_events,
    create_table,
)
from data.schema.m002_people import keep_person

_STATUSES = (
    ("new", "new", 1, 3),
    ("working", "working", 1, 7),
    ("qualified", "qualified", 1, 10),
    ("disqualified", "disqualified", 0, None),
    ("won", "won", 0, None),
)
"""Of a new company: code, name, whether it is open, and the days until such a lead goes cold."""

_CHOICES = (
    ("reason", "time-waster", "t", ""),
    ("reason", "scope creep", "s", ""),
    ("reason", "no budget", "b", ""),
    ("reason", "wrong fit", "f", ""),
    ("reason", "competitor", "c", ""),
    ("reason", "no need", "n", ""),
    ("reason", "never replies", "r", ""),
    ("reason", "problem client", "p", ""),
    ("outcome", "no answer", "n", ""),
    ("outcome", "left message", "l", ""),
    ("outcome", "reached", "d", "conversation"),
    ("channel", "Fiverr", "", ""),
    ("channel", "Upwork", "", ""),
    ("channel", "direct", "", ""),
    ("source", "inbound", "", ""),
    ("source", "outbound", "", ""),
    ("source", "company", "", ""),
    ("source", "referral", "", ""),
)
"""Of a new company: the list, the name, its key, and the kind of activity that it logs besides."""

_UNREACHED = ("no answer", "left message")
"""The outcomes of a new company that say that nobody was reached."""

_SETTINGS = (("response_minutes", "60"), ("soon_minutes", "15"))

_DAY = 86_400_000
_SEARCHED = (
    *("name", "company", "title", "emails", "phones", "links", "tags", "territory", "segment"),
    *("product_interest", "channel", "address", "notes", "next_step", "custom"),
)
_QUEUED = ("response_due_at", "follow_up_at", "cold_at", "snoozed_until")
_VIEWED = ("owner_id", "open", "unworked", "merged_into", "snoozed_until", "response_due_at")
_ORDERS = {
    "name": "name collate nocase",
    "company": "company collate nocase",
    "touched": "last_touch_at",
    "created": "created_at",
}
_TOLD = (
    *("name", "title", "company", "emails", "phones", "links", "address", "territory", "segment"),
    *("product_interest", "influence", "source", "channel", "budget", "currency", "tags", "notes", "custom"),
    *("status", "reason", "owner_id", "has_budget", "has_need", "has_authority", "has_timing", "will_meet"),
    *("next_step", "follow_up_at", "snoozed_until", "merged_into"),
)
"""The columns whose changes a lead's timeline tells; that somebody was in touch is said by the activity."""

_COMPANY_SEARCHED = (
    *("name", "also_called", "links", "phones", "industry", "address", "territory", "segment", "tags"),
    *("notes", "custom"),
)
_COMPANY_TOLD = (*_COMPANY_SEARCHED, "merged_into")
"""The columns whose changes a company's timeline tells."""


def build(database: Database) -> None:
    """A person to whom leads belong stays."""
    status = create_table(
        database,
        "lead_status",
        {
            "id": int,
            "code": str,
            "name": str,
            "open": int,
            "cold_days": int | None,
            "touched": int | None,
        },
    )
    status.create_index(["code"], "lead_status_code", unique=True)
    _build_company(database)
    _build_lead(database)
    message = create_table(
        database,
        "message",
        {
            "id": int,
            "lead_id": int,
            "at": int,
            "channel": "",
            "text": "",
            "due_at": int | None,
            "answered_at": int | None,
            "answered_by": int | None,
            "minutes": int | None,
            "touched": int | None,
        },
        references={"lead_id": "lead"},
    )
    message.create_index(["lead_id", "at"], "message_lead")
    # Other days move the dates that stand by as much, both ways alike, so that undo moves them back.
    database.execute(
        f"""create trigger cold_days_changed after update of cold_days on lead_status begin
        update lead set cold_at = cold_at + (new.cold_days - old.cold_days) * {_DAY}
        where status = new.code and open = 1 and cold_at is not null;
        end"""
    )
    keep_person(database, "person_with_leads", "select 1 from lead where owner_id = old.id")


def _build_company(database: Database) -> None:
    create_table(
        database,
        "company",
        {
            "id": int,
            "name": str,
            "also_called": "",
            "links": "",
            "phones": "",
            "industry": "",
            "address": "",
            "territory": "",
            "segment": "",
            "tags": "",
            "notes": "",
            "custom": "",
            "created_at": int,
            "merged_into": int | None,
            "source_key": str | None,
            "batch_id": int | None,
            "touched": int | None,
        },
        references={"merged_into": "company"},
    )
    database.execute("create index company_name on company(name collate nocase)")
    create_partial_index(database, "company_source", "company", ["source_key"], unique=True)
    create_partial_index(database, "company_batch", "company", ["batch_id"])
    create_partial_index(database, "company_merged", "company", ["merged_into"])
    create_record_events(database, "company", _COMPANY_TOLD)
    create_near_search(database, "company", _COMPANY_SEARCHED)


def _build_lead(database: Database) -> None:
    particulars: dict[str, Column] = {
        "name": str,
        "title": "",
        "company": "",
        "company_key": str | None,
        "emails": "",
        "phones": "",
        "links": "",
        "address": "",
        "territory": "",
        "segment": "",
        "product_interest": "",
        "influence": "",
        "source": "",
        "channel": "",
        "budget": int | None,
        "currency": "",
        "tags": "",
        "notes": "",
        "custom": "",
    }
    standing: dict[str, Column] = {
        "status": "new",
        "reason": "",
        "open": 1,
        "unworked": 0,
        "owner_id": int | None,
        "owner_name": "",
        "has_budget": int | None,
        "has_need": int | None,
        "has_authority": int | None,
        "has_timing": int | None,
        "will_meet": int | None,
        "next_step": "",
        "waiting_since": int | None,
        "response_due_at": int | None,
        "follow_up_at": int | None,
        "cold_at": int | None,
        "snoozed_until": int | None,
        "last_touch_at": int | None,
        "opened_at": int | None,
        "created_at": int,
        "merged_into": int | None,
        "source_key": str | None,
        "batch_id": int | None,
        "touched": int | None,
    }
    lead = create_table(
        database,
        "lead",
        {"id": int, **particulars, **standing},
        references={
            "status": "lead_status.code",
            "owner_id": "person",
            "merged_into": "lead",
        },
    )
    lead.create_index(["owner_id", "open", "unworked", *_QUEUED, "merged_into"], "lead_queue")
    lead.create_index(["open", "unworked", *_QUEUED, "owner_id", "merged_into"], "lead_open")
    # One for each order of the inbox, wide enough that a list of 100,000 ids comes from the index alone.
    for name, column in _ORDERS.items():
        database.execute(f"create index lead_{name} on lead({column}, {', '.join(_VIEWED)})")
    create_partial_index(database, "lead_source", "lead", ["source_key"], unique=True)
    create_partial_index(database, "lead_batch", "lead", ["batch_id"])
    create_partial_index(database, "lead_merged", "lead", ["merged_into"])
    create_partial_index(database, "lead_of_company", "lead", ["company_key"])
    # Steps without a date: few, and of whom the queue's index does not tell them from leads without a step.
    database.execute(
        f"create index lead_undated on lead(owner_id, open, unworked, {', '.join(_QUEUED)}, merged_into, next_step) "
        "where open = 1 and follow_up_at is null and next_step > ''"
    )
    create_record_events(database, "lead", _TOLD)
    create_near_search(database, "lead", _SEARCHED)


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """The statuses, lists and times of a new company."""
    for status in _STATUSES:
        yield (
            "insert into lead_status(id, code, name, open, cold_days) values(?, ?, ?, ?, ?)",
            (ids.new(now), *status),
        )
    for choice in _CHOICES:
        yield (
            "insert into choice(id, list, name, key, kind, reaches) values(?, ?, ?, ?, ?, ?)",
            (ids.new(now), *choice, int(choice[1] not in _UNREACHED)),
        )
    for setting in _SETTINGS:
        yield ("insert into setting(id, name, value) values(?, ?, ?)", (ids.new(now), *setting))
