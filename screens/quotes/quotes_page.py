"""All quotes: which are open, what ends soon; and a month's against three times the quota of each product line."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from data.calendar.days import day_of, month_words
from data.deals.find import find as find_deal
from data.deals.months import shifted
from data.deals.narrowing import Narrowing
from data.kernel.commands import Result
from data.kernel.store import Store
from data.leads.inbox import Lists
from data.people.person import Person
from data.points.headline import Part
from data.points.score import Score
from data.quotes.commands import LinkQuotes
from data.quotes.listing import ORDERS, WHICH, QuoteLook, QuoteRow, rows_of
from data.quotes.overview import QuotesOverview, quotes_overview
from data.quotes.quote import QUOTES, Quote
from data.records.choices import Choice
from screens.quotes.keys import LIST_KEYS, ORDER_FOLLOWERS, WHICH_FOLLOWERS
from screens.quotes.quote_changes import READING, ChangesQuotes
from screens.quotes.words import (
    EMPTY_HINTS,
    LINE_COLUMNS,
    OWNED_COLUMNS,
    QUOTE_COLUMNS,
    formula_words,
    head_line,
    line_cells,
    quote_cells,
)
from screens.records.narrowed_list import NarrowedList
from screens.shell.desk import Desk
from screens.shell.prompt import Prompt, words_wanted
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import Cell, PagedList

ROWS_AT_FIRST = 60
"""Quotes read with their page at least, before the list has a height."""
NOTHING_LIKE = "No quote of those that you look at is like that."


class QuotesPage(NarrowedList, ChangesQuotes):
    """The quotes of whose deals one looks at on the funnel. Whoever opens it has it read while it is composed."""

    TITLE_WORD = "Quotes"
    EXPLAINED = (
        "Above, the month by product line: how many quotes were presented, worth what, against the multiple of the "
        "quota that is wanted. Below the quotes; enter on a product line shows those that it counts. Q and a letter "
        "say what happened with the quote under the cursor, or with all that are marked."
    )
    TABLES: ClassVar[frozenset[str]] = frozenset({"quote", "deal", "quota", "setting", "currency_rate"})
    KEYS: ClassVar[tuple[KeyEntry, ...]] = LIST_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    AUTO_FOCUS = "#quotes"

    DEFAULT_CSS = """
    QuotesPage #lines { height: 6; padding: 0 1; max-width: 110; }
    QuotesPage #formula { height: auto; max-height: 2; padding: 0 3; color: $text-muted; }
    QuotesPage #list { height: 1fr; padding: 0 1; border-top: solid $foreground 20%; }
    QuotesPage.-tiny #lines, QuotesPage.-tiny #formula, QuotesPage.-short #formula { display: none; }
    QuotesPage.-short #lines { height: 3; }
    QuotesPage.-tiny #list, QuotesPage.-short #list { border-top: none; }
    QuotesPage #formula:ansi { color: ansi_default; }
    QuotesPage.-normal #list:ansi, QuotesPage.-tall #list:ansi { border-top: solid ansi_default; }
    """

    def __init__(
        self,
        desk: Desk,
        score: Score,
        lists: Lists,
        losses: Sequence[Choice],
        narrowing: Narrowing,
        whose: str,
        sought: int | None = None,
    ) -> None:
        """``sought`` is a quote that the cursor goes to."""
        super().__init__(desk, score, lists)
        self._losses = losses
        self._whose = whose
        self._narrowing = narrowing
        which = "open" if sought is None else "all"
        self.wanted = QuoteLook(narrowing, which)  # type: ignore[arg-type]  # mypy makes a text of the two
        self._month = day_of(desk.clock(), desk.person.zone).isoformat()[:7]
        self._sought = sought
        self.overview: QuotesOverview | None = None
        self._rows: dict[int, QuoteRow] = {}

    def compose_body(self) -> ComposeResult:
        """The month by product line; the quotes."""
        yield PagedList(
            LINE_COLUMNS,
            empty_hint="No product line has a product, a quota or a quote.",
            quiet=True,
            id="lines",
        )
        yield Static(id="formula", markup=False)
        with Vertical(id="list"):
            yield self.find_line("name, number, note")
            yield PagedList(QUOTE_COLUMNS, empty_hint=EMPTY_HINTS["open"], takes_marks=True, id="quotes")

    @property
    def listed(self) -> PagedList:
        """The list that is narrowed and marked."""
        return self.quotes

    @property
    def words_wanted(self) -> str:
        """The words that narrow the quotes."""
        return self.wanted.words

    def narrow_to(self, words: str) -> None:
        """Show what words leave of the quotes."""
        self.wanted, self._sought = self.wanted._replace(words=words), None
        self.reload()

    @property
    def quotes(self) -> PagedList:
        """The list of the quotes."""
        return self.query_one("#quotes", PagedList)

    @property
    def lines(self) -> PagedList:
        """The list of the product lines."""
        return self.query_one("#lines", PagedList)

    # Loading and showing

    async def load(self) -> None:
        """Read what is looked at; of a long list the first quotes are shown before the rest is read."""
        desk, look, earlier = self.desk, self.wanted, self.overview
        overview = await desk.read_after_writes(
            quotes_overview,
            *(desk.person, self._narrowing, look, self._month, desk.clock(), self._rows_wanted()),
            score=self.score,
            earlier=earlier,
        )
        await self.composed()
        self.overview, self.score = overview, overview.score
        if earlier is not None and earlier.is_more and overview.is_rest_of(earlier):
            self._show_quotes(overview, earlier.rows)
            self.show_strip()
            return
        self._show_lines(overview)
        self._show_quotes(overview, overview.rows)
        self.show_strip()
        self.refresh_keys()
        if overview.is_more:
            self.reload()

    def _rows_wanted(self) -> int:
        """How many quotes are enough to begin with, of others than those that are listed; to find one takes all."""
        known = self.overview
        if self._sought is not None or (known is not None and known.look == self.wanted):
            return 0
        return max(0 if known is None else self.quotes.rows_nearby, ROWS_AT_FIRST)

    def _show_lines(self, overview: QuotesOverview) -> None:
        rows = overview.month.lines
        if self.size.height >= 16:
            self.lines.styles.height = min(len(rows) + 1, max(3, self.size.height // 3)) if rows else 4
        else:
            self.lines.styles.height = None
        self.lines.set_rows(range(len(rows)), rows={place: line_cells(row) for place, row in enumerate(rows)})
        self._explain()

    @on(PagedList.PageWanted, "#lines")
    def _give_lines(self, event: PagedList.PageWanted) -> None:
        rows = self.overview.month.lines if self.overview else ()
        event.paged_list.put_rows(
            {place: line_cells(rows[place]) for place in event.ids if place < len(rows)}
        )

    @on(PagedList.Highlighted, "#lines")
    def _explain(self) -> None:
        place, overview = self.lines.cursor_id, self.overview
        words = ""
        if overview is not None and place is not None and place < len(overview.month.lines):
            words = formula_words(overview.month.lines[place], overview.month)
        self.query_one("#formula", Static).update(words)

    def _show_quotes(self, overview: QuotesOverview, rows: Mapping[int, QuoteRow]) -> None:
        """The quotes that are looked at; the ``rows`` that are known of them need not be asked for."""
        look, quotes = overview.look, self.quotes
        hint = f"Nothing matches {look.words!r}." if look.words else EMPTY_HINTS.get(look.which, NOTHING_LIKE)
        quotes.empty_hint = NOTHING_LIKE if look.month and not look.words else hint
        owners = look.narrowing.owners
        quotes.set_columns(OWNED_COLUMNS if owners is None or len(owners) > 1 else QUOTE_COLUMNS)
        quotes.set_rows(overview.ids, self._sought, self._cells(rows))
        if quotes.cursor_id == self._sought:
            self._sought = None

    @on(PagedList.PageWanted, "#quotes")
    async def _give_quotes(self, event: PagedList.PageWanted) -> None:
        await self.told(self._put_rows(event))

    async def _put_rows(self, event: PagedList.PageWanted) -> None:
        desk = self.desk
        rows = await desk.read(rows_of, desk.person, event.ids, desk.clock())
        event.paged_list.put_rows({**dict.fromkeys(event.ids), **self._cells(rows)})

    def _cells(self, rows: Mapping[int, QuoteRow]) -> dict[int, Sequence[Cell] | None]:
        """The cells of quotes that come into sight."""
        self._rows.update(rows)
        today = day_of(self.desk.clock(), self.desk.person.zone)
        return {quote: quote_cells(row, today) for quote, row in rows.items()}

    def third_line(self) -> list[Part]:
        """Which quotes are looked at, and what ends soon."""
        if self.overview is None:
            return []
        return head_line(self.overview, self._whose, len(self.quotes.marked))

    def look_at(self, look: QuoteLook) -> None:
        """Show other quotes. Of several wishes the last one counts."""
        self.wanted, self._sought = look, None
        self.show_anew()

    # What keys stand on

    def chosen(self) -> tuple[int, ...]:
        """The marked quotes in the order of the list, else the one under the cursor."""
        marked = self.quotes.marked
        if marked and self.overview is not None:
            return tuple(quote for quote in self.overview.ids if quote in marked)
        return () if self.quotes.cursor_id is None else (self.quotes.cursor_id,)

    def log_targets(self) -> tuple[int, ...]:
        """The leads that the deals of the chosen quotes came from."""
        deals = (self._rows[quote].deal for quote in self.chosen() if quote in self._rows)
        return tuple(dict.fromkeys(deal.lead_id for deal in deals if deal and deal.lead_id))

    def called(self, record_id: int) -> str:
        """What a quote in sight is called."""
        row = self._rows.get(record_id)
        return row.quote.label if row else ""

    def deals_to_quote(self) -> tuple[int, ...]:
        """The deals of the chosen quotes."""
        deals = (self._rows[quote].deal for quote in self.chosen() if quote in self._rows)
        return tuple(dict.fromkeys(deal.id for deal in deals if deal))

    async def quotes_at_hand(self) -> Sequence[Quote]:
        """The chosen quotes as they stand."""
        desk = self.desk
        rows = await desk.read_after_writes(rows_of, desk.person, self.chosen(), desk.clock())
        return [rows[one].quote for one in self.chosen() if one in rows]

    async def open_quotes(self) -> None:
        """Show all quotes."""
        self.look_at(self.wanted._replace(which="all", month="", narrowing=self._narrowing))

    def refusal(self, entry: KeyEntry) -> str:
        """Keys of quotes need one; another's cockpit is for reading."""
        reason = super().refusal(entry)
        if reason or not entry.id.startswith(("quote.", "deal.")):
            return reason
        if not self.desk.is_own and entry.id not in READING:
            return self.only_reading()
        if not self.chosen() and entry.id != "quote.import":
            return "There is no quote in this view."
        if entry.id == "quote.note" and len(self.chosen()) > 1:
            return f"{entry.shown} takes one quote at a time: esc takes the marks away."
        return ""

    # Looking around

    def action_view(self) -> None:
        """Look at other quotes."""
        self.asking(self._view(self.ask_letter(WHICH_FOLLOWERS)))

    async def _view(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        for which in WHICH:
            if which == answer:
                self.quotes.clear_marks()
                self.look_at(self.wanted._replace(which=which, month="", narrowing=self._narrowing))

    def action_order(self) -> None:
        """Put the list in another order."""
        self.asking(self._order(self.ask_letter(ORDER_FOLLOWERS)))

    async def _order(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        for order in ORDERS:
            if order == answer:
                self.look_at(self.wanted._replace(order=order))

    def action_earlier(self) -> None:
        """The month before."""
        self._change_month(-1)

    def action_later(self) -> None:
        """The month after."""
        self._change_month(1)

    def _change_month(self, step: int) -> None:
        self._month = shifted(date.fromisoformat(f"{self._month}-01"), step).isoformat()[:7]
        if self.wanted.month:
            self.wanted = self.wanted._replace(month=self._month)
        self.show_anew()
        self.say(f"quotes presented in {month_words(self._month)}, against its quotas", tone="dim")

    @on(PagedList.Opened, "#lines")
    def _open_line(self, event: PagedList.Opened) -> None:
        if self.overview is not None and event.row_id < len(self.overview.month.lines):
            line = self.overview.month.lines[event.row_id].product_line
            narrowed = self._narrowing._replace(product_line=line)
            self.quotes.clear_marks()
            self.look_at(self.wanted._replace(which="all", month=self._month, narrowing=narrowed))
            self.quotes.focus()

    def action_pane(self) -> None:
        """Between the product lines and the quotes."""
        (self.quotes if self.lines.has_focus else self.lines).focus()

    def action_close(self) -> None:
        """Take marks, the filter and the month away, one after the other; then back to the funnel."""
        if self.count:
            self.set_count("")
        elif self.quotes.marked:
            self.quotes.clear_marks()
            self.show_strip()
        elif self.is_narrowing:
            self.leave_filter()
        elif self.wanted.month:
            self.look_at(self.wanted._replace(which="open", month="", narrowing=self._narrowing))
        else:
            self.dismiss(None)

    def action_import(self) -> None:
        """Ask for a file, show what it would bring, bring it in."""
        from data.quotes.imports.quote_spec import QUOTE_IMPORT
        from screens.imports.file_import import import_file

        self.asking(self._say_after(import_file(self, self.desk, QUOTE_IMPORT)))

    async def _say_after(self, closed: Awaitable[Result | None]) -> None:
        result = await closed
        if result is not None:
            self.say_done(result)
        self.reload()

    # One quote, its deal

    @on(PagedList.Opened, "#quotes")
    def _open(self, event: PagedList.Opened) -> None:
        self._open_quote(event.row_id)

    def action_edit(self) -> None:
        """Open the quote under the cursor, to change what is known."""
        self._open_quote(self.chosen()[0])

    def _open_quote(self, quote: int) -> None:
        from screens.quotes.quote_page import QuotePage

        self.asking(self._reload_after(self.open_page(QuotePage(self.desk, self.score, self.lists, quote))))

    async def _reload_after(self, closed: Awaitable[None]) -> None:
        await closed
        self.reload()

    def action_deal(self) -> None:
        """Open the deal of the quote under the cursor."""
        from screens.deals.deal_page import DealPage

        deals = self.deals_to_quote()
        if not deals:
            self.say("That quote belongs to no deal yet.", hint="@ says to which", tone="warn")
            return
        page = DealPage(self.desk, self.score, self.lists, self._losses, deals[0])
        self.asking(self._reload_after(self.open_page(page)))

    def action_link(self) -> None:
        """Say to which deal the chosen quotes belong."""
        chosen, desk = self.chosen(), self.desk
        shown = [row.quote for quote in chosen if (row := self._rows.get(quote))]
        sight = self.sighted(QUOTES, shown)

        async def take(text: str) -> None:
            deal = await desk.read_after_writes(_deal_called, desk.actor, text)
            await self.do_seen(sight, LinkQuotes, quotes=chosen, deal_id=deal)

        self.ask_and_do(Prompt("To which deal?", words_wanted, hint="its name, or words of it", take=take))


def _deal_called(store: Store, actor: Person, text: str) -> int:
    return find_deal(store, actor, text).id
