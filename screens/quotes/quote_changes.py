"""What the list of quotes and the page of one have in common: their records are noted on, tagged and made one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data.quotes.commands import NoteQuote, TagQuotes
from data.quotes.quote import QUOTES
from screens.quotes.quote_keys import QuoteKeys
from screens.records.finds_doubles import FindsDoubles
from screens.records.notes_and_tags import NotesAndTags, NotesRecords

if TYPE_CHECKING:
    from screens.records.doubles import Doubles

READING = frozenset({"quote.mark", "quote.deal", "quote.edit"})
"""Keys of quotes that change nothing by themselves."""


class ChangesQuotes(NotesRecords, FindsDoubles, QuoteKeys):
    """A screen that stands on quotes."""

    RECORDS = QUOTES
    NOTES_AND_TAGS: ClassVar[NotesAndTags] = NotesAndTags(NoteQuote, TagQuotes)

    def doubles(self) -> Doubles:
        """How two quotes are held side by side."""
        from screens.quotes.pair_rows import QUOTE_DOUBLES

        return QUOTE_DOUBLES
