"""Deals that may be the same, held side by side from the funnel."""

from __future__ import annotations

from data.deals.moving import WinDeal
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said
from tests.screens.deals.funnels import add_deal, names, open_funnel, the_deal
from tests.screens.inboxes import top


async def test_a_value_is_taken_from_the_other_deal_with_its_currency(cockpit: Cockpit) -> None:
    early = add_deal(cockpit, "Website", amount="1000", currency="USD", territory="North", days_ago=3)
    late = add_deal(cockpit, "Website", "meeting", amount="900", currency="EUR", territory="South")
    async with running(cockpit.app(), (120, 40)) as pilot:
        await open_funnel(pilot)
        await press(pilot, "ampersand", "enter")
        text = screen_text(pilot.app)
        assert "The same deal?" in text and "1,000 USD" in text and "900 EUR" in text
        assert "meeting" in text and "North" in text and "created" in text
        # The stage is that of the deal that stays.
        await press(pilot, "end", "up", "up", "space")
        assert "nothing to choose" in screen_text(pilot.app)
        await press(pilot, "home", "down", "down", "space")
        assert "value: the right one's" in screen_text(pilot.app)
        await press(pilot, "M", "escape")
        assert "merged into" in said(pilot) and names(cockpit, pilot) == ["Website"]
        kept = the_deal(cockpit, early)
        assert (kept.amount, kept.currency, kept.territory) == (90_000, "EUR", "North")
        assert the_deal(cockpit, late).merged_into == early
        await press(pilot, "u")
        assert the_deal(cockpit, early).amount == 100_000 and len(names(cockpit, pilot)) == 2


async def test_a_won_deal_and_an_open_one_stay_two_and_the_page_says_why(cockpit: Cockpit) -> None:
    add_deal(cockpit, "Website", days_ago=3)
    won = add_deal(cockpit, "Website", amount="1500")
    cockpit.apply(WinDeal, deal_id=won)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "ampersand", "enter", "M")
        assert top(pilot) == "PairPage" and "ended differently" in screen_text(pilot.app)
    assert the_deal(cockpit, won).merged_into is None


async def test_three_that_are_marked_are_held_side_by_side_one_pair_after_the_other(cockpit: Cockpit) -> None:
    first, second, third = (add_deal(cockpit, "Website", days_ago=days) for days in (5, 4, 3))
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "space", "space", "space", "ampersand", "M")
        assert top(pilot) == "PairPage"
        await press(pilot, "M")
        assert top(pilot) == "Duplicates" and "That was the last pair." in screen_text(pilot.app)
    assert the_deal(cockpit, second).merged_into == the_deal(cockpit, third).merged_into == first
