"""Tags of quotes: kept, searched, told and shown as those of deals are."""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_near_search, create_record_events
from data.schema.view_words import instant, reference

_SEARCHED = ("name", "number", "deal_name", "product_line", "tags", "notes", "custom")
_TOLD = (
    *("name", "number", "amount", "currency", "product_line", "valid_until", "tags", "notes", "custom"),
    *("status", "requested_at", "presented_at", "settled_at", "merged_into"),
)


def build(database: Database) -> None:
    """A column of quotes; their search and what tells their changes are made anew, so that they follow it."""
    database.table("quote").add_column("tags", str, not_null_default="")
    for trigger in ("search_added", "search_changed", "search_removed", "begun", "recorded"):
        database.execute(f"drop trigger quote_{trigger}")
    database.execute("drop table quote_search_terms")
    database.execute("drop table quote_search")
    database.execute("drop view quote_search_words")
    create_record_events(database, "quote", _TOLD)
    create_near_search(database, "quote", _SEARCHED)
    database.execute("insert into quote_search(rowid, words) select id, words from quote_search_words")
    database.create_view("quotes", _VIEW, replace=True)


_VIEW = f"""
select quote.id as quote_id, {reference("quote.id")} as reference, deal.id as deal_id, quote.name, quote.number,
    quote.amount / 100.0 as amount, quote.currency, quote.product_line, quote.tags, quote.status,
    {instant("quote.requested_at")} as requested_at, {instant("quote.presented_at")} as presented_at,
    quote.valid_until as valid_until_day, {instant("quote.settled_at")} as settled_at, deal.owner_id,
    person.handle as owner, quote.deal_name as deal_in_source
from quote left join deal as own on own.id = quote.deal_id left join deal on deal.id = ifnull(own.merged_into, own.id)
    left join person on person.id = deal.owner_id
where quote.merged_into is null"""
