"""The page of one quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType

from data.kernel.engine import Value
from data.kernel.rows import existing_record
from data.kernel.store import Store
from data.kernel.text import clean
from data.kernel.touched import Touched
from data.leads.inbox import Lists
from data.points.score import Score, score_of
from data.quotes.commands import EditQuote
from data.quotes.listing import QuoteRow, rows_of
from data.quotes.quote import QUOTES, Quote
from data.quotes.timeline import timeline
from data.records.changed_since import Sight
from data.records.fields import Field
from data.records.timeline import Happening, event_words
from screens.quotes.keys import LIST_KEYS
from screens.quotes.quote_changes import READING, ChangesQuotes
from screens.records.record_page import HISTORY, PAGE_KEYS, RecordPage
from screens.records.typed_fields import typed_field
from screens.shell.desk import Desk
from widgets.keys import KeyEntry, bindings

OF_ONE = frozenset({"deal.quote", "quote.edit", "quote.note", "quote.tag", "quote.duplicates"})
"""The keys of the list that the page has as well."""


class QuotePage(RecordPage, ChangesQuotes):
    """Everything about one quote."""

    TITLE_WORD = "Quote"
    EXPLAINED = (
        "To the left what is known: enter changes the line under the cursor. To the right what happened. Q and a "
        "letter present the quote, or say what became of it."
    )
    RECORDS = QUOTES
    TABLES: ClassVar[frozenset[str]] = frozenset({"quote", "deal"})
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (
        *(entry for entry in LIST_KEYS if entry.id in OF_ONE),
        *PAGE_KEYS,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]

    def __init__(self, desk: Desk, score: Score, lists: Lists, quote_id: int) -> None:
        super().__init__(desk, score, lists)
        self._quote_id = quote_id
        self._row: QuoteRow | None = None

    async def load(self) -> None:
        """Read the quote, its timeline and the week again."""
        desk = self.desk
        shown = await desk.read_after_writes(_page, desk, self._quote_id, desk.clock())
        self._row, self.score, self.unit = shown.row, shown.score, shown.row.quote.currency
        self.show_record(shown.quote, shown.quote.label, _standing(shown.row), shown.happenings)

    def shows(self, touched: Touched) -> bool:
        """A page shows one quote, whosever deal it belongs to."""
        return super().shows(touched) or (touched.table == "quote" and touched.row == self._quote_id)

    def chosen(self) -> tuple[int, ...]:
        """The quote of the page."""
        return (self._quote_id,)

    def log_targets(self) -> tuple[int, ...]:
        """The lead that its deal came from."""
        deal = self._row.deal if self._row else None
        return (deal.lead_id,) if deal and deal.lead_id else ()

    def refusal(self, entry: KeyEntry) -> str:
        """Quotes of another's cockpit are for reading."""
        reason = super().refusal(entry)
        return reason or ("" if self.desk.is_own or entry.id not in OF_ONE - READING else self.only_reading())

    def called(self, record_id: int) -> str:
        """What the quote of the page is called."""
        return self._row.quote.label if self._row else ""

    def deals_to_quote(self) -> tuple[int, ...]:
        """Its deal."""
        return (self._row.deal.id,) if self._row and self._row.deal else ()

    async def quotes_at_hand(self) -> Sequence[Quote]:
        """The quote as it stands."""
        return [await self.desk.read_after_writes(_quote, self._quote_id)]

    async def open_quotes(self) -> None:
        """Back to the list of all."""
        self.dismiss(None)

    def said(self, field: Field, text: str) -> Value:
        """Days may be typed in any way to write one."""
        return typed_field(field, text, self.desk.clock(), self.desk.person)

    async def change(
        self, record: Quote, columns: Mapping[str, Value], custom: Mapping[str, str], sight: Sight
    ) -> None:
        """Change particulars of the quote."""
        await self.do_seen(sight, EditQuote, quote_id=record.id, columns=columns, custom=custom)


class _Shown(NamedTuple):
    quote: Quote
    row: QuoteRow
    happenings: list[Happening]
    score: Score


def _quote(store: Store, quote_id: int) -> Quote:
    return existing_record(store, Quote, "quote", quote_id)


def _page(store: Store, desk: Desk, quote_id: int, now: int) -> _Shown:
    person = desk.person
    quote = _quote(store, quote_id)
    row = rows_of(store, person, [quote_id], now)[quote_id]
    told = timeline(store, quote_id, HISTORY, where=person.zone)
    happenings = [Happening(event, event_words(event, quote)) for event in told]
    return _Shown(quote, row, happenings, score_of(store, person, now))


def _standing(row: QuoteRow) -> list[str]:
    """How a quote stands, and of which deal it is."""
    deal = row.deal.label if row.deal else f"{row.quote.deal_name or 'no deal'} (not known here)"
    return [row.quote.status, row.trouble.words, f"of {clean(deal)}"]
