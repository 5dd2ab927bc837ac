"""Whose change stands is asked wherever a record is changed that somebody else has changed meanwhile."""

from __future__ import annotations

import pytest

from data.customers.commands import AssignCustomers
from data.deals.commands import SetDealStep
from data.deals.lines import SetLines, Wanted, lines_of
from data.deals.moving import MoveDeals
from data.deals.products import AddProduct
from data.leads.triage import Snooze
from data.people.commands import AddPerson
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, elsewhere, press, running, until
from tests.screens.customers.clients import add_customer, open_customers, the_customer
from tests.screens.deals.funnels import add_deal, funnel, open_funnel, the_deal
from tests.screens.inboxes import DAY, add_lead, open_inbox, the_lead, top


@pytest.mark.parametrize(("letter", "step"), [("t", "theirs"), ("m", "mine")])
async def test_a_next_step_typed_on_the_list(cockpit: Cockpit, letter: str, step: str) -> None:
    deal = add_deal(cockpit, "Website")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "N")
        elsewhere(cockpit, SetDealStep, deals=(deal,), follow_up_at=cockpit.now + DAY, next_step="theirs")
        await pilot.press(*"tomorrow mine", "enter")
        await until(pilot, lambda: "changed the next step at" in screen_text(pilot.app))
        await press(pilot, letter)
        assert top(pilot) == "FunnelScreen"
    assert the_deal(cockpit, deal).next_step == step


async def test_a_move_that_is_mine_goes_where_i_meant_it_to(cockpit: Cockpit) -> None:
    deal = add_deal(cockpit, "Website", expected_close="2026-12-18")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        seen = funnel(pilot).deal(deal)
        elsewhere(cockpit, MoveDeals, deals=(deal,), stage="meeting")
        assert seen is not None and seen.stage == "new"
        funnel(pilot).move_to((deal,), ">")
        await until(pilot, lambda: "changed the stage at" in screen_text(pilot.app))
        await press(pilot, "m")
    assert the_deal(cockpit, deal).stage == "qualified"


async def test_what_is_sold(cockpit: Cockpit) -> None:
    deal = add_deal(cockpit, "Website")
    cockpit.apply(AddProduct, columns={"name": "Shop", "list_price": 10_000})
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "dollar_sign")
        elsewhere(cockpit, SetLines, deal_id=deal, lines=(Wanted("Shop", 3),))
        await pilot.press(*"Shop:2:100", "enter")
        await until(pilot, lambda: "changed " in screen_text(pilot.app))
        await press(pilot, "t")
        assert [line.quantity for line in lines_of(cockpit.store, deal)] == [3]


async def test_a_lead_put_out_of_sight(cockpit: Cockpit) -> None:
    lead, until_then = add_lead(cockpit, "Ana Idle"), cockpit.now + 3 * DAY
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "Z")
        elsewhere(cockpit, Snooze, leads=(lead,), until=until_then)
        await pilot.press(*"9d", "enter")
        await until(pilot, lambda: "changed the snoozed until at" in screen_text(pilot.app))
        await press(pilot, "t")
    assert the_lead(cockpit, lead).snoozed_until == until_then


async def test_whose_a_customer_is(cockpit: Cockpit) -> None:
    people = [
        cockpit.apply(
            AddPerson,
            columns={
                "name": name,
                "role": "rep",
                "start_date": "2026-09-07",
                "time_zone": "UTC",
                "working_hours": "Mon-Fri 09:00-17:00",
            },
        ).id
        for name in ("Ben Rep", "Cy Rep")
    ]
    customer = add_customer(cockpit, "Umbra")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "at")
        elsewhere(cockpit, AssignCustomers, customers=(customer,), person_id=people[0])
        await pilot.press(*"Cy", "enter")
        await until(pilot, lambda: "it is Ben Rep now" in screen_text(pilot.app))
        await press(pilot, "m")
    assert the_customer(cockpit, customer).owner_id == people[1]
