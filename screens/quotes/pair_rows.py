"""What is known of two quotes, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from data.calendar.moments import moment_words
from data.kernel.commands import Reader
from data.kernel.rows import existing_record, records_by_ids
from data.people.person import Person
from data.quotes.commands import deal_of
from data.quotes.merge import CHOSEN, MergeQuotes, NotDuplicateQuotes
from data.quotes.quote import QUOTES, Quote
from data.records.own_currency import with_units
from screens.records.doubles import Doubles, PairRow
from screens.records.values import shown

_MOMENTS = {
    "requested_at": "requested",
    "presented_at": "presented",
    "settled_at": "settled",
    "created_at": "created",
}


def pair_rows(reader: Reader, left: int, right: int, person: Person, now: int) -> list[PairRow]:
    """The rows of two quotes; what neither has is left out. Raises Refused where one of them is gone."""
    one, other = with_units(
        reader, (existing_record(reader, Quote, QUOTES.table, row) for row in (left, right))
    )
    rows = [
        PairRow(field.column, field.label, shown(QUOTES, field, one), shown(QUOTES, field, other))
        for field in QUOTES.particulars
        if not field.along
    ]
    rows += [
        PairRow("status", "status", one.status, other.status),
        PairRow("deal_id", "deal", _deal(reader, one), _deal(reader, other)),
        *(
            PairRow(column, label, _when(one, column, person, now), _when(other, column, person, now))
            for column, label in _MOMENTS.items()
        ),
    ]
    return [row for row in rows if row.left or row.right]


def _deal(reader: Reader, quote: Quote) -> str:
    """The deal that a quote belongs to; one that nobody knows here as the file called it."""
    deal = deal_of(reader, quote)
    return quote.deal_name if deal is None else deal.label


def _when(quote: Quote, column: str, person: Person, now: int) -> str:
    at = getattr(quote, column)
    return "" if at is None else moment_words(at, now, person.zone)


def _by_ids(reader: Reader, ids: Sequence[int]) -> list[Quote]:
    return records_by_ids(reader, Quote, QUOTES.table, ids)


QUOTE_DOUBLES = Doubles(QUOTES, _by_ids, pair_rows, CHOSEN, MergeQuotes, NotDuplicateQuotes)
