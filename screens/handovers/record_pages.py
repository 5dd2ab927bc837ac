"""The page of a lead, deal or customer, on top of whatever screen names one."""

from __future__ import annotations

from typing import NamedTuple

from data.customers.churn import LIST as CHURN
from data.kernel.store import Store
from data.leads.inbox import Lists, lists_of
from data.records.choices import Choice, choices
from screens.records.record_page import RecordPage
from screens.shell.main_screen import MainScreen


class _Chosen(NamedTuple):
    """What is chosen from on pages: the company's lists, why deals are lost, why customers leave."""

    lists: Lists
    losses: tuple[Choice, ...]
    reasons: tuple[Choice, ...]


def _chosen(store: Store) -> _Chosen:
    losses, reasons = (tuple(choices(store, name)) for name in ("loss", CHURN))
    return _Chosen(lists_of(store), losses, reasons)


async def page_of(screen: MainScreen, table: str, row: int) -> RecordPage:
    """The page of a lead, deal or customer, to be opened from a screen."""
    from screens.customers.customer_page import CustomerPage
    from screens.deals.deal_page import DealPage
    from screens.leads.lead_page import LeadPage

    lists, losses, reasons = await screen.desk.read(_chosen)
    if table == "customer":
        return CustomerPage(screen.desk, screen.score, lists, reasons, row)
    if table == "deal":
        return DealPage(screen.desk, screen.score, lists, losses, row)
    return LeadPage(screen.desk, screen.score, lists, row)
