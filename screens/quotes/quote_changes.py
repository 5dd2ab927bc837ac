"""What the list of quotes and the page of one have in common: their records are noted on, tagged and made one."""

from __future__ import annotations

from typing import ClassVar

from data.quotes.commands import NoteQuote, TagQuotes
from data.quotes.merge import MergeQuotes, NotDuplicateQuotes
from data.quotes.quote import QUOTES, Quote
from data.records.money import money_words
from screens.quotes.quote_keys import QuoteKeys
from screens.records.record_changes import Changes, ChangesRecords

READING = frozenset({"quote.mark", "quote.deal", "quote.edit"})
"""Keys of quotes that change nothing by themselves."""


def _told(quote: Quote) -> tuple[str, str, str]:
    return quote.label, quote.status, money_words(quote.amount, quote.currency)


class ChangesQuotes(ChangesRecords, QuoteKeys):
    """A screen that stands on quotes."""

    CHANGES: ClassVar[Changes] = Changes(
        QUOTES, Quote, NoteQuote, TagQuotes, MergeQuotes, NotDuplicateQuotes, _told
    )
