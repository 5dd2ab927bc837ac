"""The page of a lead or deal, on top of whatever screen names one."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.store import Store
from data.leads.inbox import Lists, lists_of
from data.records.choices import Choice, choices
from screens.records.record_page import RecordPage
from screens.shell.main_screen import MainScreen


class _Chosen(NamedTuple):
    lists: Lists
    losses: tuple[Choice, ...]


def _chosen(store: Store) -> _Chosen:
    return _Chosen(lists_of(store), tuple(choices(store, "loss")))


async def page_of(screen: MainScreen, table: str, row: int) -> RecordPage:
    """The page of a lead or deal, to be opened from a screen."""
    from screens.deals.deal_page import DealPage
    from screens.leads.lead_page import LeadPage

    lists, losses = await screen.desk.read(_chosen)
    if table == "deal":
        return DealPage(screen.desk, screen.score, lists, losses, row)
    return LeadPage(screen.desk, screen.score, lists, row)
