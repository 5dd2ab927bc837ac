"""The funnel, the handovers and the board as they were last looked at: as texts at two sizes, the funnel in colour."""

from __future__ import annotations

import pytest

from data.deals.moving import LoseDeals, WinDeal
from data.deals.quotas import SetQuota
from data.handovers.answering import AcceptHandover, ReturnHandover
from data.handovers.checklist import checklist
from data.handovers.offering import OfferHandover
from data.leads.triage import Qualify
from data.people.commands import EditPerson
from data.people.person import Person
from data.quotes.offering import PresentQuotes, RequestQuotes
from tests.screen_picture import screen_picture
from tests.screen_text import screen_text
from tests.screens.as_stored import assert_as_stored
from tests.screens.cockpits import Cockpit, press, running, until
from tests.screens.deals.funnels import add_deal, open_funnel
from tests.screens.inboxes import DAY, add_lead, add_person

SIZES = [(80, 24), (120, 40)]


def handed_over(cockpit: Cockpit, giver: Person, receiver: Person, name: str, *, days_ago: int) -> int:
    """A qualified lead of the giver's, offered to the receiver; the id of the offer."""
    then = cockpit.now - days_ago * DAY
    lead = add_lead(cockpit, name, company="Acme", emails="ina@acme.test", days_ago=days_ago + 1)
    cockpit.apply(Qualify, when=then, leads=(lead,), answers={}, qualified=True)
    ticked = tuple(item.name for item in checklist(cockpit.store, "lead"))
    command = OfferHandover(
        *(cockpit.store.ids.new(then), giver.id, then, "lead", lead), receiver_id=receiver.id, ticked=ticked
    )
    return cockpit.store.apply(command).id


def a_month_of_work(cockpit: Cockpit) -> None:
    """Deals in most stages, some in trouble, some closed; quotes; handovers that wait, were accepted, came back."""
    ben = add_person(cockpit, "Ben Berg", sales_role="SE")
    maria = cockpit.person
    cockpit.apply(EditPerson, person_id=maria.id, columns={"sales_role": "LGE"})
    cockpit.apply(SetQuota, month="2026-11", amount=2_000_000, person_id=maria.id)
    add_deal(cockpit, "Website", "meeting", days_ago=20, amount="10000 USD")
    add_deal(cockpit, "Shop", "negotiation", amount="20000 USD", begun=1, expected_close="2026-11-17")
    add_deal(cockpit, "Kiosk", amount="500 EUR")
    offered = add_deal(
        cockpit, "Brand book", "qualified", days_ago=4, amount="3500 USD", expected_close="2026-12-18"
    )
    quote = cockpit.apply(RequestQuotes, when=cockpit.now - 3 * DAY, deals=(offered,)).id
    cockpit.apply(PresentQuotes, when=cockpit.now - 2 * DAY, quotes=(quote,), valid_until="2026-12-02")
    for name, days_ago in (("Film", 9), ("Portal", 3)):
        won = add_deal(
            cockpit, name, "negotiation", days_ago=15, amount="4800 USD", expected_close="2026-11-20"
        )
        cockpit.apply(WinDeal, when=cockpit.now - days_ago * DAY, deal_id=won)
    lost = add_deal(cockpit, "Intranet", "presented", days_ago=12, amount="900 USD")
    cockpit.apply(LoseDeals, when=cockpit.now - 5 * DAY, deals=(lost,), reason="price")
    accepted = handed_over(cockpit, maria, ben, "Ina Idle", days_ago=6)
    returned = handed_over(cockpit, maria, ben, "Ivo Idle", days_ago=4)
    handed_over(cockpit, maria, ben, "Ida Idle", days_ago=1)
    for answer, offer, further in (
        (AcceptHandover, accepted, {}),
        (ReturnHandover, returned, {"reason": "no budget is known"}),
    ):
        then = cockpit.now - 3 * DAY
        cockpit.store.apply(answer(cockpit.store.ids.new(then), ben.id, then, offer, **further))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_where_the_money_is_looks_as_it_was_last_looked_at(
    cockpit: Cockpit, size: tuple[int, int]
) -> None:
    a_month_of_work(cockpit)
    named = f"{size[0]}x{size[1]}"
    async with running(cockpit.app(), size) as pilot:
        await open_funnel(pilot)
        if size == SIZES[-1]:  # the chart comes once the drawing library is there
            await until(pilot, lambda: "\u2588" in screen_text(pilot.app))
            assert_as_stored(f"funnel-{named}-dark.svg", screen_picture(pilot.app))
        assert_as_stored(f"funnel-{named}.txt", screen_text(pilot.app))
        await press(pilot, "g", "h")
        assert_as_stored(f"handovers-{named}.txt", screen_text(pilot.app))
        await press(pilot, "g", "b")
        assert_as_stored(f"board-{named}.txt", screen_text(pilot.app))
