"""A cockpit with deals in its funnel, and what tests ask of it."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot

from data.deals.commands import AddDeal
from data.deals.deal import Deal
from data.deals.moving import MoveDeals
from data.kernel.rows import existing_record
from screens.deals.funnel_screen import FunnelScreen
from tests.screens.cockpits import Cockpit, press
from tests.screens.inboxes import DAY


def add_deal(
    cockpit: Cockpit, name: str, stage: str = "", *, days_ago: float = 1, begun: float = 0, **columns: Any
) -> int:
    """A deal of Maria's that came into its stage some days ago, and began then, or ``begun`` days before."""
    when = cockpit.now - round(days_ago * DAY)
    columns = {"name": name, "company": "Acme Ltd", **columns}
    deal = cockpit.apply(AddDeal, when=when - round(begun * DAY), columns=columns).id
    if stage:
        cockpit.apply(MoveDeals, when=when, deals=(deal,), stage=stage)
    return deal


def the_deal(cockpit: Cockpit, deal: int) -> Deal:
    """A deal as it stands on disk."""
    return existing_record(cockpit.store, Deal, "deal", deal)


def funnel(pilot: Pilot[None]) -> FunnelScreen:
    """The funnel, below any page or dialog."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, FunnelScreen))


def names(cockpit: Cockpit, pilot: Pilot[None]) -> list[str]:
    """The names in the list, in its order."""
    return [the_deal(cockpit, deal).name for deal in funnel(pilot).overview.ids]


async def open_funnel(pilot: Pilot[None]) -> None:
    """Go to the funnel."""
    await press(pilot, "f4")
    assert isinstance(pilot.app.screen, FunnelScreen)
