"""The page of one customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from data.calendar.days import day_of
from data.calendar.moments import parse_day
from data.customers.customer import CUSTOMERS, Customer
from data.customers.months import Life, life_of
from data.customers.of_company import deals_of
from data.customers.overview import Glimpse, Row, glimpse_of
from data.kernel.engine import Value
from data.kernel.errors import Refused
from data.kernel.store import Store
from data.kernel.touched import Touched
from data.leads.inbox import Lists
from data.points.score import Score, score_of
from data.records.changed_since import Sight
from data.records.choices import Choice
from data.records.fields import Field, completeness
from data.records.merged import standing
from screens.customers.charts import life_bars
from screens.customers.customer_keys import CustomerKeys
from screens.customers.keys import CUSTOMER_KEYS
from screens.customers.words import said_lines, standing_words
from screens.deals.words import toned
from screens.records.record_page import HISTORY, PAGE_KEYS, RecordPage
from screens.records.typed_fields import typed_field
from screens.shell.desk import Desk
from widgets.charts.months import MonthsChart
from widgets.keys import KeyEntry, bindings

NO_VALUE = "It has not been worth anything yet."


class CustomerPage(RecordPage, CustomerKeys):
    """Everything about one customer."""

    TITLE_WORD = "Customer"
    EXPLAINED = (
        "To the left what is known: enter changes the line under the cursor; another value is an expansion or a "
        "contraction of today. To the right what the customer needs and says, and what happened, with its deals too; % "
        "draws its value over its life. "
        "Letters log for one of its people."
    )
    RECORDS = CUSTOMERS
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (*CUSTOMER_KEYS, *PAGE_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    DEFAULT_CSS = """
    CustomerPage #said { height: auto; max-height: 12; padding: 0 0 1 2; }
    CustomerPage.-short #said { max-height: 4; }
    CustomerPage.-tiny #said { display: none; }
    CustomerPage #life { display: none; height: 1fr; max-height: 13; padding: 0 1; margin-bottom: 1; }
    CustomerPage.-tall #life { display: block; }
    CustomerPage.-charting #life { display: block; }
    CustomerPage.-charting.-normal #happened { display: none; }
    CustomerPage #said:ansi { color: ansi_default; }
    """

    def __init__(
        self, desk: Desk, score: Score, lists: Lists, reasons: Sequence[Choice], customer_id: int
    ) -> None:
        super().__init__(desk, score, lists, reasons)
        self._customer_id = customer_id
        self._row: Row | None = None

    def compose_right(self) -> ComposeResult:
        """What it needs and says; what happened."""
        yield Static(id="said", markup=False)
        yield MonthsChart(empty_hint=NO_VALUE, id="life")
        yield from super().compose_right()

    async def load(self) -> None:
        """Read the customer, what it says, its timeline and the week again."""
        desk = self.desk
        shown = await desk.read_after_writes(_page, desk, self._customer_id, desk.clock())
        glimpse = shown.glimpse
        self._row, self.score = glimpse.row, shown.score
        customer = glimpse.row.customer
        lines = [[part] for part in said_lines(glimpse, desk.person, desk.clock())]
        self.query_one("#said", Static).update(toned(lines))
        self.query_one("#life", MonthsChart).update(life_bars(shown.life, customer.currency))
        share = completeness(CUSTOMERS, customer)
        deals = f"{shown.deals:,} deal{'' if shown.deals == 1 else 's'}"
        stays = standing_words(glimpse.row).removeprefix("customer ")
        words = (stays, deals, f"{share.percent} % complete")
        self.show_record(customer, customer.label, words, glimpse.happenings)

    def customer_row(self, customer_id: int) -> Row | None:
        """The customer of the page."""
        return self._row

    def shows(self, touched: Touched) -> bool:
        """A page shows one customer, whoever has it."""
        is_it = touched.table == "customer" and touched.row == self._customer_id
        return super().shows(touched) or is_it

    def chosen(self) -> tuple[int, ...]:
        """The customer of the page."""
        return (self._customer_id,)

    def said(self, field: Field, text: str) -> Value:
        """Days may be typed in any way to write one; of a date without a year the last one is meant."""
        person, now = self.desk.person, self.desk.clock()
        if field.form == "day" and text.strip():
            return parse_day(text, day_of(now, person.zone), person.zone).isoformat()
        return typed_field(field, text, now, person)

    def action_chart(self) -> None:
        """What it has been worth over its life, in the place of what happened where there is no room for both."""
        if self.has_class("-tall"):
            self.say("The chart is in sight.", tone="dim")
            return
        self.toggle_class("-charting")
        self.say("")

    async def change(
        self, record: Customer, columns: Mapping[str, Value], custom: Mapping[str, str], sight: Sight
    ) -> None:
        """Change particulars of the customer."""
        from data.customers.commands import EditCustomer

        await self.do_seen(sight, EditCustomer, customer_id=record.id, columns=columns, custom=custom)


class _Shown(NamedTuple):
    glimpse: Glimpse
    life: Life
    deals: int
    score: Score


def _page(store: Store, desk: Desk, customer_id: int, now: int) -> _Shown:
    person, identifier = desk.person, standing(store, CUSTOMERS.table, customer_id)
    glimpse = glimpse_of(store, person, identifier, now, HISTORY)
    if glimpse is None:
        raise Refused("That customer is no longer there.")
    life = life_of(store, glimpse.row.customer, day_of(now, person.zone))
    return _Shown(glimpse, life, len(deals_of(store, identifier)), score_of(store, person, now))
