"""What is asked about a deal or a lead names it, and what is offered can be done: what stands around may be hidden."""

from __future__ import annotations

from data.deals.commands import AddDeal
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said
from tests.screens.inboxes import add_lead, open_inbox


async def test_a_question_names_the_deal_that_it_is_about(cockpit: Cockpit) -> None:
    cockpit.apply(AddDeal, columns={"name": "Website", "company": "Acme Ltd", "amount": "9000"})
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f4")
        for key in ("X", "at", "number_sign", "semicolon", "N"):
            await press(pilot, key)
            asked = screen_text(pilot.app).splitlines()[-6:-1]
            assert any("Website" in line for line in asked), (key, asked)
            await press(pilot, "escape")


async def test_a_question_names_the_lead_that_it_is_about(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        for key in ("at", "X", "R", "number_sign"):
            await press(pilot, key)
            asked = screen_text(pilot.app).splitlines()[-7:-1]
            assert any("Ana Idle" in line for line in asked), (key, asked)
            await press(pilot, "escape")


async def test_the_page_of_a_closed_deal_offers_what_can_be_done_with_it(cockpit: Cockpit) -> None:
    cockpit.apply(AddDeal, columns={"name": "Website", "company": "Acme Ltd", "amount": "9000"})
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f4", "enter")
        bar = screen_text(pilot.app).splitlines()[-1]
        assert "W win" in bar and "take up" not in bar
        await press(pilot, "W")
        bar = screen_text(pilot.app).splitlines()[-1]
        assert "P take up" in bar and "H hand over" in bar and "win" not in bar and "stage" not in bar
        await press(pilot, "W")
        assert "is closed already" in said(pilot) and "P takes it up again" in said(pilot)
        await press(pilot, "P", "W")
        assert "won" in said(pilot)
