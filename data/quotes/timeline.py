"""What happened with quotes: each told by itself, and all of a deal's among what happened with that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, tzinfo

from data.calendar.days import full_day
from data.kernel.commands import Reader
from data.kernel.rows import records_by_ids, select_records
from data.quotes.quote import QUOTES, Quote
from data.records.merged import with_merged
from data.records.money import money_words
from data.records.own_currency import with_units
from data.records.timeline import PAGE, Cursor, Event, Page, Story, told


def timeline(
    reader: Reader, quote_id: int, limit: int = PAGE, before: Cursor | None = None, where: tzinfo = UTC
) -> list[Event]:
    """At most ``limit`` events of a quote, those before a cursor. ``where`` is the zone in which dates are told."""
    events = told(reader, _STORY, quote_id, limit, before, where)
    return [event._replace(title=event.title.removeprefix(f"{QUOTES.word} ")) for event in events]


def _of_quotes(reader: Reader, page: Page) -> list[Event]:
    found = with_units(reader, records_by_ids(reader, Quote, "quote", page.ids))
    return [event for quote in found for event in _events(quote, quote.id)]


_STORY = Story(
    records=QUOTES,
    sources=(_of_quotes,),
    settled=frozenset({"status", "requested_at", "presented_at", "settled_at"}),
)
"""How a quote is told: what happens with it is told by itself, and so its columns of that are silent."""


def of_deals(reader: Reader, page: Page) -> list[Event]:
    """When the quotes of deals were requested and presented, and what became of them."""
    return [
        event
        for deal_id in page.ids
        for quote in with_units(reader, _of(reader, [deal_id]))
        for event in _events(quote, deal_id)
    ]


def quotes_of_deal(reader: Reader, deal_id: int) -> list[Quote]:
    """The quotes of one deal, and of those merged into it, in the order in which they were made."""
    return _of(reader, with_merged(reader, "deal", deal_id))


def _of(reader: Reader, deals: Sequence[int]) -> list[Quote]:
    where = f"where deal_id in ({', '.join('?' * len(deals))}) and merged_into is null order by id"
    return select_records(reader, Quote, "quote", where, tuple(deals))


def _events(quote: Quote, deal_id: int) -> Iterator[Event]:
    about = ", ".join(filter(None, (quote.product_line, money_words(quote.amount, quote.currency))))
    until = f", holds until {full_day(date.fromisoformat(quote.valid_until))}" if quote.valid_until else ""
    for status, at, words in (
        ("requested", quote.requested_at, ""),
        ("presented", quote.presented_at, until),
        (quote.status, quote.settled_at, ""),
    ):
        if at is not None:
            title = f"quote {status}{f': {about}' if about else ''}{words}"
            yield Event(at, quote.id, f"quote {status}", deal_id, title=title)
