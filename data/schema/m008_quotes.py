"""Quotes: what was offered for a deal, until when it holds, and what became of it.

``deal_id`` is empty where a file names a deal that nobody knows here; ``deal_name`` then says what it calls it. A quota
may say in how many sales it is to be reached (``number``), so that quotes can be judged by their number too.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import (
    Column,
    create_near_search,
    create_partial_index,
    create_record_events,
    create_table,
)
from data.schema.view_words import instant, reference

_SEARCHED = ("name", "number", "deal_name", "product_line", "notes", "custom")
_TOLD = (
    *("name", "number", "amount", "currency", "product_line", "valid_until", "notes", "custom"),
    *("status", "requested_at", "presented_at", "settled_at", "merged_into"),
)
"""The columns whose changes a quote's timeline tells."""


def build(database: Database) -> None:
    """Quotes, their search, and the number of sales of a quota."""
    columns: dict[str, Column] = {
        "id": int,
        "name": "",
        "number": "",
        "amount": int | None,
        "currency": "",
        "product_line": "",
        "valid_until": "",
        "notes": "",
        "custom": "",
        "status": "requested",
        "deal_id": int | None,
        "deal_name": "",
        "requested_at": int | None,
        "presented_at": int | None,
        "settled_at": int | None,
        "created_at": int,
        "merged_into": int | None,
        "source_key": str | None,
        "batch_id": int | None,
        "touched": int | None,
    }
    quote = create_table(database, "quote", columns, references={"deal_id": "deal", "merged_into": "quote"})
    # What is counted is read from an index alone: open quotes by their last day, those that a month has presented.
    quote.create_index(["status", "valid_until", "deal_id", "merged_into"], "quote_status")
    create_partial_index(
        database,
        "quote_presented",
        "quote",
        ["presented_at", "status", "product_line", "amount", "currency", "merged_into"],
    )
    database.execute(
        "create index quote_undated on quote(id) "
        "where presented_at is null and status in ('presented', 'accepted', 'declined')"
    )
    create_partial_index(database, "quote_deal", "quote", ["deal_id"])
    database.execute("create index quote_alone on quote(id) where deal_id is null")
    create_partial_index(database, "quote_source", "quote", ["source_key"], unique=True)
    create_partial_index(database, "quote_batch", "quote", ["batch_id"])
    create_partial_index(database, "quote_merged", "quote", ["merged_into"])
    create_record_events(database, "quote", _TOLD)
    create_near_search(database, "quote", _SEARCHED)
    database.table("quota").add_column("number", int)
    for name, sql in _VIEWS.items():
        database.create_view(name, sql, replace=True)


_VIEWS = {
    "quotes": f"""
select quote.id as quote_id, {reference("quote.id")} as reference, deal.id as deal_id, quote.name, quote.number,
    quote.amount / 100.0 as amount, quote.currency, quote.product_line, quote.status,
    {instant("quote.requested_at")} as requested_at, {instant("quote.presented_at")} as presented_at,
    quote.valid_until as valid_until_day, {instant("quote.settled_at")} as settled_at, deal.owner_id,
    person.handle as owner, quote.deal_name as deal_in_source
from quote left join deal as own on own.id = quote.deal_id left join deal on deal.id = ifnull(own.merged_into, own.id)
    left join person on person.id = deal.owner_id
where quote.merged_into is null""",
    "quotas": """
select quota.month, quota.person_id, person.handle as person, quota.territory, quota.product_line,
    quota.amount / 100.0 as amount, quota.number, quota.agreed_with, quota.agreed_on
from quota left join person on person.id = quota.person_id""",
}
