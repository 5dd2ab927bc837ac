"""From a lead to its handed-over customer by keys alone: each step says the next one, and nothing is out of reach."""

from __future__ import annotations

from data.deals.moving import WinDeal
from data.quotes.offering import RequestQuotes
from tests.screen_text import screen_lines, screen_text
from tests.screens.cockpits import Cockpit, press, running, said
from tests.screens.deals.funnels import add_deal, names, open_funnel, the_deal
from tests.screens.inboxes import DAY, add_lead, top, write


async def test_the_key_that_opens_a_deal_shows_the_one_that_a_lead_has(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle", company="Acme", product_interest="Website", phones="+351 210 000 001")
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f3", "dollar_sign")
        assert said(pilot) == "deal opened: Website, Acme"
        await press(pilot, "dollar_sign")
        text = screen_text(pilot.app)
        assert top(pilot) == "DealPage" and "with Ana Idle" in text and "+351 210 000 001" in text
        await press(pilot, "escape")
        assert top(pilot) == "InboxScreen"


async def test_a_deal_that_was_won_just_now_is_handed_over_by_the_next_key_alone(cockpit: Cockpit) -> None:
    won = add_deal(cockpit, "Website", amount="1500")
    add_deal(cockpit, "Shop", days_ago=0.5)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "W")
        assert names(cockpit, pilot) == ["Shop"] and "won" in said(pilot)
        assert "H hand over" in screen_text(pilot.app)
        await press(pilot, "H", "p")
        assert "Hand over Website, Acme Ltd" in screen_text(pilot.app)
        assert "whoever takes it over, by name" in screen_text(pilot.app)
        await press(pilot, "escape", "j", "H", "p")
        assert "Shop, Acme Ltd" in said(pilot), "it is the deal under the cursor again, which is not won"
    assert the_deal(cockpit, won).stage == "won"
    assert cockpit.store.select("select count(*), sum(points) from activity") == [(1, 25)]


async def test_of_won_deals_the_latest_go_first_with_the_day_of_the_win(cockpit: Cockpit) -> None:
    for name, days_ago in (("Early", 9), ("Late", 1), ("Middle", 5)):
        deal = add_deal(cockpit, name, days_ago=20, amount="1000", expected_close="2026-12-24")
        cockpit.apply(WinDeal, when=cockpit.now - round(days_ago * DAY), deal_id=deal)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "V", "w")
        assert names(cockpit, pilot) == ["Late", "Middle", "Early"]
        late = next(line for line in screen_lines(pilot.app) if "Late" in line)
        assert "18 Nov" in late and "24 Dec" not in late


async def test_all_quotes_are_listed_where_no_deal_is_in_sight(cockpit: Cockpit) -> None:
    deal = add_deal(cockpit, "Website", amount="1500")
    cockpit.apply(RequestQuotes, deals=(deal,))
    cockpit.apply(WinDeal, deal_id=deal)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "Q", "r")
        assert said(pilot) == "No deal is chosen."
        await press(pilot, "Q", "l")
        assert top(pilot) == "QuotesPage" and "Website" not in screen_text(pilot.app)
        await press(pilot, "V", "l")
        assert "Website" in screen_text(pilot.app)


async def test_two_that_look_alike_are_said_to_be_two(cockpit: Cockpit) -> None:
    add_deal(cockpit, "Website", days_ago=3)
    add_deal(cockpit, "Website")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "ampersand")
        assert top(pilot) == "Duplicates"
        await press(pilot, "enter")
        assert "N they are two" in screen_text(pilot.app)
        await press(pilot, "N")
        assert "Website, Acme Ltd and Website, Acme Ltd are two deals" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert said(pilot) == "Website, Acme Ltd and Website, Acme Ltd are two deals"
        await press(pilot, "ampersand")
        assert "No other deal looks like this one." in screen_text(pilot.app)
        await press(pilot, "escape", "u", "ampersand")
        assert "same" in screen_text(pilot.app) and "Website, Acme Ltd" in screen_text(pilot.app)


async def test_a_stage_that_takes_something_asks_for_it_with_an_example(cockpit: Cockpit) -> None:
    deal = add_deal(cockpit, "Website", "presented", amount="1500")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "greater_than_sign")
        text = screen_text(pilot.app)
        assert "Negotiation takes the expected close: what is it?" in text and "18 dec" in text
        await write(pilot, "nonsense")
        assert top(pilot) == "Prompt" and the_deal(cockpit, deal).stage == "presented"
        await write(pilot, "18 dec")
        assert the_deal(cockpit, deal).stage == "negotiation"
