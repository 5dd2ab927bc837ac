"""The customers screen and a customer's page as they were last looked at."""

from __future__ import annotations

import pytest

from data.customers.commands import EditCustomer
from data.customers.complaints import OpenComplaint
from data.customers.renewing import PlanRenewal
from data.customers.reviews import CollectReview
from data.customers.satisfaction import TakeAnswer
from data.customers.upsells import FindUpsell
from data.deals.commands import AddDeal
from data.deals.currencies import SetRate
from data.deals.moving import WinDeal
from data.points.log import LogActivity
from tests.screen_picture import screen_picture
from tests.screen_text import screen_text
from tests.screens.as_stored import assert_as_stored
from tests.screens.cockpits import Cockpit, press, running, until
from tests.screens.customers.clients import add_customer, open_customers
from tests.screens.inboxes import DAY, add_lead


def clientele(cockpit: Cockpit) -> None:
    """Customers in every need, and one with a deal, answers and an upsell."""
    cockpit.apply(SetRate, currency="EUR", rate="1.1", effective_on="2026-01-01")
    acme = add_customer(cockpit, "Acme Ltd", "12000", channel="Upwork", territory="North", segment="retail")
    late = add_customer(cockpit, "Northwind Traders", "8400 EUR", since="2021-03-02")
    due = add_customer(cockpit, "Tailspin Toys", "30000", since="2025-12-01")
    add_customer(cockpit, "Woodgrove Bank", "5200.50")
    for company, days in (("Acme Ltd", 2), ("Northwind Traders", 4), ("Tailspin Toys", 50)):
        lead = add_lead(
            cockpit, "Ana Costa", company=company, title="Head of Operations", emails="ana@acme.test"
        )
        at = cockpit.now - days * DAY
        cockpit.apply(LogActivity, when=at, kind="call", count=1, done_at=at, lead_id=lead)
    at = cockpit.now - DAY
    cockpit.apply(OpenComplaint, when=at, customer_id=late, text="late by a week", opened_at=at - 5 * DAY)
    cockpit.apply(PlanRenewal, customer_id=due, due_on="2026-12-09", amount=1_000_000)
    cockpit.apply(EditCustomer, customer_id=due, columns={"value": "28000"})
    deal = cockpit.apply(AddDeal, columns={"name": "A shop", "company": "ACME", "amount": "3000"}).id
    cockpit.apply(WinDeal, deal_id=deal)
    cockpit.apply(PlanRenewal, customer_id=acme, due_on="2027-06-30")
    cockpit.apply(TakeAnswer, customer_id=acme, kind="nps", score=9, text="good people")
    cockpit.apply(CollectReview, customer_id=acme, stars=480)
    cockpit.apply(FindUpsell, customer_id=acme, what="product photos", amount=480_000)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_customers_are_as_they_were_last_looked_at(cockpit: Cockpit, size: tuple[int, int]) -> None:
    clientele(cockpit)
    name = f"{size[0]}x{size[1]}"
    async with running(cockpit.app(), size) as pilot:
        await open_customers(pilot)
        if size[0] > 100:
            await until(pilot, lambda: "late by a week" in screen_text(pilot.app))
        assert_as_stored(f"customers-{name}.txt", screen_text(pilot.app) + "\n")
        await press(pilot, "O", "n", "home", "enter")
        if size[1] < 34:
            await press(pilot, "percent_sign")
        # Drawn once the library is there; before it the numbers stand in a line.
        await until(pilot, lambda: "\u2524" in screen_text(pilot.app))
        # The third line is what all nouns count.
        lines = screen_text(pilot.app).splitlines()
        assert_as_stored(f"customer-{name}.txt", "\n".join((*lines[:2], *lines[3:])) + "\n")


async def test_the_customers_look_as_they_were_last_looked_at(cockpit: Cockpit) -> None:
    clientele(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        assert_as_stored("customers-80x24-dark.svg", screen_picture(pilot.app))
