"""A value that was typed without a currency is in the company's, and is shown with that wherever one sees the deal."""

from __future__ import annotations

from textual.widgets import Input

from data.deals.currencies import SetCompanyCurrency
from data.deals.products import AddProduct
from data.quotes.offering import RequestQuotes
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, settle
from tests.screens.deals.funnels import add_deal, open_funnel, the_deal
from tests.screens.inboxes import write


async def test_a_value_has_its_unit_on_the_funnel_its_page_and_its_quotes(cockpit: Cockpit) -> None:
    cockpit.apply(SetCompanyCurrency, currency="GBP")
    deal = add_deal(cockpit, "Website", amount="10000")
    cockpit.apply(RequestQuotes, deals=(deal,))
    async with running(cockpit.app(), (120, 40)) as pilot:
        await open_funnel(pilot)
        assert "10,000 GBP" in screen_text(pilot.app)
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert "10,000 GBP" in text and "quote requested: 10,000 GBP" in text
        await press(pilot, "escape", "Q", "l")
        assert "10,000 GBP" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "10,000 GBP" in screen_text(pilot.app)


async def test_the_unit_shown_is_none_that_was_stored_and_another_can_be_typed(cockpit: Cockpit) -> None:
    deal = add_deal(cockpit, "Website", amount="10000")
    assert the_deal(cockpit, deal).currency == ""
    async with running(cockpit.app(), (120, 40)) as pilot:
        await open_funnel(pilot)
        await press(pilot, "enter", "down", "down", "E")
        pilot.app.screen.query_one(Input).value = "9000"
        await settle(pilot)
        assert "9,000 USD" in screen_text(pilot.app)
        await press(pilot, "escape", "down", "E")
        await write(pilot, "EUR")
        assert "10,000 EUR" in screen_text(pilot.app)
    assert the_deal(cockpit, deal).currency == "EUR"


async def test_the_currency_that_is_taken_stands_beside_what_is_typed(cockpit: Cockpit) -> None:
    cockpit.apply(SetCompanyCurrency, currency="GBP")
    cockpit.apply(AddProduct, columns={"name": "Shop", "list_price": 10_000, "currency": "EUR"})
    add_deal(cockpit, "Website", company="")
    async with running(cockpit.app(), (120, 40)) as pilot:
        await open_funnel(pilot)
        await press(pilot, "A")
        assert "12000, in GBP" in screen_text(pilot.app)
        pilot.app.screen.query_one("#amount Input", Input).value = "15k"
        await settle(pilot)
        assert "15,000 GBP" in screen_text(pilot.app)
        await press(pilot, "escape", "W")
        assert "value in GBP" in screen_text(pilot.app)
        pilot.app.screen.query_one(Input).value = "900"
        await settle(pilot)
        assert "900 GBP" in screen_text(pilot.app)
        await press(pilot, "escape", "dollar_sign")
        pilot.app.screen.query_one(Input).value = "Shop:2"
        await settle(pilot)
        assert "comes to 200 EUR" in screen_text(pilot.app)
