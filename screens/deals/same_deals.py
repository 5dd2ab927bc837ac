"""Deals that may be the same as one: the likeliest first, each with why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult

from data.deals.deal import DEALS, Deal
from data.kernel.rows import records_by_ids
from data.kernel.store import Store
from data.people.person import Person
from data.people.reach import reached_ids
from data.records.duplicates import duplicates_of
from data.records.money import money_words
from screens.shell.dialog import Dialog
from widgets.paged_list import Cell, Column, PagedList


class SameDeal(NamedTuple):
    """A deal that may be the same, and what speaks for it."""

    deal: Deal
    why: str


def same_deals(store: Store, actor: Person, deal_id: int) -> list[SameDeal]:
    """The deals within reach that may be the same as one, the likeliest first."""
    pairs = duplicates_of(store, DEALS, deal_id)
    why = {pair.record_a if pair.record_b == deal_id else pair.record_b: pair.reasons for pair in pairs}
    found = records_by_ids(store, Deal, DEALS.table, reached_ids(store, actor, DEALS.table, list(why)))
    return [SameDeal(deal, ", ".join(why[deal.id])) for deal in found]


class SameDeals(Dialog[str]):
    """Those deals. Answers with the one that is to be merged."""

    FOOT = "enter make one of the two   esc close"
    AUTO_FOCUS = "#same"
    DEFAULT_CSS = """
    SameDeals.-wide #panel { width: 100; }
    SameDeals #same { height: auto; max-height: 12; margin-top: 1; }
    SameDeals.-tiny #same { margin-top: 0; }
    """

    def __init__(self, found: Sequence[SameDeal], person: Person) -> None:
        super().__init__("Deals that may be the same")
        self._found = {one.deal.id: one for one in found}
        self._person = person

    def compose_body(self) -> ComposeResult:
        """The list."""
        columns = [
            Column("deal", 14, flex=2), Column("company", 10, flex=2, drop_below=60),
            Column("value", 11, align="right"), Column("why", 14, flex=1, drop_below=44),
        ]  # fmt: skip
        same = PagedList(columns, id="same")
        same.styles.height = len(self._found) + 1
        yield same

    def on_mount(self) -> None:
        """Show them."""
        self.query_one("#same", PagedList).set_rows(
            list(self._found), rows={deal: _cells(one) for deal, one in self._found.items()}
        )

    @on(PagedList.Opened)
    def _open(self, event: PagedList.Opened) -> None:
        self.dismiss(str(event.row_id))


def _cells(one: SameDeal) -> tuple[Cell, ...]:
    deal = one.deal
    value = money_words(deal.amount, deal.currency) or "no value"
    return (Cell(deal.name or deal.company), Cell(deal.company, "dim"), Cell(value), Cell(one.why, "dim"))
