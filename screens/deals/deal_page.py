"""The page of one deal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from data.calendar.days import day_of
from data.deals.deal import DEALS, Deal
from data.deals.lines import DealLine, lines_of
from data.deals.moving import refuse_closed
from data.deals.overview import Row, rows_of
from data.deals.timeline import glimpse
from data.kernel.engine import Value
from data.kernel.errors import Refused
from data.kernel.rows import existing_record
from data.kernel.store import Store
from data.kernel.touched import Touched
from data.leads.inbox import Lists
from data.leads.lead import Lead
from data.points.score import Score, score_of
from data.quotes.quote import Quote
from data.quotes.timeline import quotes_of_deal
from data.records.changed_since import Sight
from data.records.choices import Choice
from data.records.fields import Field, completeness
from data.records.own_currency import with_units
from data.records.timeline import Happening
from screens.deals.deal_keys import DealKeys
from screens.deals.keys import DEAL_KEYS
from screens.deals.words import standing_parts, stuck_and_sold
from screens.quotes.words import quote_lines
from screens.records.record_page import HISTORY, PAGE_KEYS, RecordPage
from screens.records.typed_fields import typed_field
from screens.shell.advice import worded
from screens.shell.desk import Desk
from widgets.keys import KeyEntry, bindings

OF_OPEN = frozenset({"deal.on", "deal.back", "deal.win", "deal.lose", "deal.next", "deal.products"})
"""Keys of deals that are neither won nor lost."""
OF_CLOSED = {"deal.reopen": 30, "deal.hand_over": 31}
"""Keys of deals that are, and their ranks in the key bar."""
MOST_QUOTES = 3
"""Quotes of a deal that are named on its page."""


class DealPage(RecordPage, DealKeys):
    """Everything about one deal."""

    TITLE_WORD = "Deal"
    EXPLAINED = (
        "To the left what is known: enter changes the line under the cursor. To the right what is wrong, what is "
        "sold, and what happened, with the lead that it came from too. All keys of deals work as on the funnel, for "
        "this one."
    )
    RECORDS = DEALS
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (*DEAL_KEYS, *PAGE_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]

    DEFAULT_CSS = """
    DealPage #sold {
        height: auto; max-height: 11; padding: 0 1 0 2; margin-bottom: 1; color: $foreground;
    }
    DealPage #sold:ansi { color: ansi_default; }
    """

    def __init__(
        self, desk: Desk, score: Score, lists: Lists, losses: Sequence[Choice], deal_id: int
    ) -> None:
        super().__init__(desk, score, lists, losses)
        self._deal_id = deal_id
        self._deal: Deal | None = None

    def compose_right(self) -> ComposeResult:
        """What is sold; what happened."""
        yield Static(id="sold", markup=False)
        yield from super().compose_right()

    async def load(self) -> None:
        """Read the deal, what is sold, its timeline and the week again."""
        desk = self.desk
        shown = await desk.read_after_writes(_page, desk, self._deal_id, desk.clock())
        self._deal, self.score, self.unit = shown.deal, shown.score, shown.row.deal.currency
        today = day_of(desk.clock(), desk.person.zone)
        quotes = quote_lines(shown.quotes, today, MOST_QUOTES)
        self.query_one("#sold", Static).update(stuck_and_sold(shown.row, shown.lead, shown.lines, quotes))
        share = completeness(DEALS, shown.deal)
        standing = (*standing_parts(shown.row), f"{share.percent} % complete")
        self.show_record(shown.deal, shown.deal.label, standing, shown.happenings)
        self.refresh_keys()

    def deal(self, deal_id: int) -> Deal | None:
        """The deal of the page."""
        return self._deal

    def shows(self, touched: Touched) -> bool:
        """A page shows one deal, whoever owns it."""
        return super().shows(touched) or (touched.table == "deal" and touched.row == self._deal_id)

    def chosen(self) -> tuple[int, ...]:
        """The deal of the page."""
        return (self._deal_id,)

    def bar_keys(self) -> tuple[KeyEntry, ...]:
        """What can be done with a closed deal stands in the key bar too: on an open one these keys are left out."""
        return tuple(replace(one, rank=OF_CLOSED.get(one.id, one.rank)) for one in super().bar_keys())

    def hides_refused(self) -> bool:
        """The keys of an open deal do nothing on a closed one, and the other way round."""
        return True

    def refusal(self, entry: KeyEntry) -> str:
        """A closed deal is taken up again before anything else moves it."""
        reason, deal = super().refusal(entry), self._deal
        if reason or deal is None:
            return reason
        if entry.id in OF_OPEN:
            try:
                refuse_closed(deal)
            except Refused as refused:
                return worded(refused)
        if deal.open and entry.id in OF_CLOSED and self._just_won is None:
            return f"{deal.label} is open."
        return ""

    def said(self, field: Field, text: str) -> Value:
        """Days may be typed in any way to write one."""
        return typed_field(field, text, self.desk.clock(), self.desk.person)

    async def change(
        self, record: Deal, columns: Mapping[str, Value], custom: Mapping[str, str], sight: Sight
    ) -> None:
        """Change particulars of the deal."""
        from data.deals.commands import EditDeal

        await self.do_seen(sight, EditDeal, deal_id=record.id, columns=columns, custom=custom)


class _Shown(NamedTuple):
    deal: Deal
    row: Row
    lead: Lead | None
    lines: list[DealLine]
    quotes: list[Quote]
    happenings: list[Happening]
    score: Score


def _page(store: Store, desk: Desk, deal_id: int, now: int) -> _Shown:
    person = desk.person
    deal = existing_record(store, Deal, "deal", deal_id)
    row = rows_of(store, person, [deal_id], now)[deal_id]
    lead, told = glimpse(store, deal, HISTORY, person.zone)
    quotes = with_units(store, quotes_of_deal(store, deal_id))
    return _Shown(deal, row, lead, lines_of(store, deal_id), quotes, told, score_of(store, person, now))
