"""The customers: who needs somebody, and everything that happens with one by keys alone."""

from __future__ import annotations

from data.customers.commands import EditCustomer
from data.customers.complaints import OpenComplaint
from data.customers.renewing import PlanRenewal
from data.customers.upsells import FindUpsell
from data.deals.commands import AddDeal
from data.points.log import LogActivity
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, until
from tests.screens.customers.clients import add_customer, names, open_customers, the_customer
from tests.screens.inboxes import DAY, add_lead, top, write


async def test_an_empty_screen_says_how_one_begins(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        text = screen_text(pilot.app)
        assert "No customers yet." in text and "Winning a deal makes one" in text
        assert text.splitlines()[-1].startswith(" A add"), "the key bar begins with it"
        assert "NRR n/a" in text and "NPS n/a" in text
        await press(pilot, "C")
        assert "There is no customer" in said(pilot)


async def test_a_deal_won_on_the_funnel_is_a_customer_here(cockpit: Cockpit) -> None:
    cockpit.apply(AddDeal, columns={"name": "Website", "company": "Acme Ltd", "amount": "9000"})
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f4", "W")
        assert "Acme Ltd is a customer" in said(pilot)
        await open_customers(pilot)
        assert names(cockpit, pilot) == ["Acme Ltd"] and "9,000" in screen_text(pilot.app)
        await press(pilot, "u")
        assert names(cockpit, pilot) == []


async def test_who_needs_somebody_stands_first_with_the_reason_in_words(cockpit: Cockpit) -> None:
    quiet, late, due = (add_customer(cockpit, name) for name in ("Quiet", "Late", "Due"))
    fine = add_customer(cockpit, "Fine")
    for name in ("Late", "Due", "Fine"):
        lead = add_lead(cockpit, f"Ana {name}", company=name)
        cockpit.apply(LogActivity, kind="call", count=1, done_at=cockpit.now - DAY, lead_id=lead)
    cockpit.apply(
        OpenComplaint, when=cockpit.now - DAY, customer_id=late, text="late", opened_at=cockpit.now - 3 * DAY
    )
    cockpit.apply(PlanRenewal, customer_id=due, due_on="2026-12-09")
    cockpit.apply(PlanRenewal, customer_id=fine, due_on="2027-11-09")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        assert names(cockpit, pilot) == ["Late", "Due", "Quiet", "Fine"]
        text = screen_text(pilot.app)
        for words in ("complaint for 3 days", "renews in 20 days", "no contact", "renews 9 Nov 2027"):
            assert words in text
        assert "complaints 1" in text and "renewals 1" in text and "silent 1" in text
        await press(pilot, "V", "s")
        assert names(cockpit, pilot) == ["Quiet"]
        await press(pilot, "V", "a", "O", "n")
        assert names(cockpit, pilot) == ["Due", "Fine", "Late", "Quiet"]
    assert the_customer(cockpit, quiet).last_contact_at is None


async def test_complaints_answers_and_reviews_are_taken_by_keys(cockpit: Cockpit) -> None:
    acme = add_customer(cockpit, "Acme Ltd")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "C")
        await write(pilot, "late by a week")
        assert "complaint of Acme Ltd: late by a week" in said(pilot)
        assert the_customer(cockpit, acme).complained_at == cockpit.now
        await press(pilot, "R")
        await write(pilot, "sent again")
        assert the_customer(cockpit, acme).complained_at is None
        await press(pilot, "S", "n")
        await write(pilot, "11")
        assert top(pilot) == "Prompt" and "from 0 to 10" in screen_text(pilot.app)
        await press(pilot, "ctrl+u")
        await write(pilot, "9 good people")
        assert "answered NPS 9 of 10" in said(pilot) and "NPS +100" in screen_text(pilot.app)
        await press(pilot, "asterisk")
        await write(pilot, "4.8 Upwork: quick")
        assert "4.8 stars" in said(pilot) and "rating 4.80, 4.9 wanted" in screen_text(pilot.app)
    assert cockpit.store.select("select platform, stars, text from customer_review") == [
        ("Upwork", 480, "quick")
    ]


async def test_renewals_upsells_and_leaving_by_keys(cockpit: Cockpit) -> None:
    acme = add_customer(cockpit, "Acme Ltd")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "D")
        await write(pilot, "9 dec; 1000")
        assert the_customer(cockpit, acme).renewal_on == "2026-12-09"
        await press(pilot, "W", "o")
        await write(pilot, "1500")
        # 1,000 of the 1,200 were at stake, and 1,500 were agreed.
        assert (the_customer(cockpit, acme).value, the_customer(cockpit, acme).renewal_on) == (
            *(170_000, "2027-12-09"),
        )
        await press(pilot, "plus")
        await write(pilot, "a shop; 4800")
        await press(pilot, "dollar_sign")
        assert "deal opened: a shop, Acme Ltd" in said(pilot)
        await press(pilot, "X", "p")
        assert "has left: price" in said(pilot) and names(cockpit, pilot) == []
        await press(pilot, "V", "x")
        assert names(cockpit, pilot) == ["Acme Ltd"]
        await press(pilot, "P")
        assert the_customer(cockpit, acme).active == 1


async def test_letters_log_for_one_of_its_people_and_it_is_silent_no_more(cockpit: Cockpit) -> None:
    acme = add_customer(cockpit, "Acme Ltd")
    add_customer(cockpit, "Nobody Inc")
    lead = add_lead(cockpit, "Ana Costa", company="ACME Limited")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "e")
        assert the_customer(cockpit, acme).last_contact_at == cockpit.now
        assert cockpit.store.select("select lead_id from activity") == [(lead,)]
        assert "silent 1" in screen_text(pilot.app)
        await press(pilot, "home", "e")
        assert "No lead of this company" in said(pilot)


async def test_a_number_opens_its_records_and_these_their_customer(cockpit: Cockpit) -> None:
    add_customer(cockpit, "Acme Ltd")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "S", "c")
        await write(pilot, "5")
        await press(pilot, "equals_sign")
        assert top(pilot) == "Numbers"
        await press(pilot, *["down"] * 10)
        assert "1 of 1 answered 4 or 5" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert top(pilot) == "RecordsBehind" and "5 of 5" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert top(pilot) == "CustomerPage" and "CSAT 5" in screen_text(pilot.app)


async def test_particulars_are_changed_in_place_and_the_filter_narrows(cockpit: Cockpit) -> None:
    acme = add_customer(cockpit, "Acme Ltd")
    add_customer(cockpit, "Beta Ltd")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "slash", *"acm")
        assert names(cockpit, pilot) == ["Acme Ltd"]
        await press(pilot, "enter", "enter")
        assert top(pilot) == "CustomerPage"
        await press(pilot, "down", "enter")
        assert top(pilot) == "Prompt"
        await press(pilot, "ctrl+u")
        await write(pilot, "1500")
        assert the_customer(cockpit, acme).value == 150_000
        assert "expansion 300" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert top(pilot) == "CustomersScreen"


async def test_growth_is_drawn_in_the_place_of_the_list_and_follows_what_happens_elsewhere(
    cockpit: Cockpit,
) -> None:
    acme = add_customer(cockpit, "Acme Ltd", "1000")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "percent_sign")
        await until(pilot, lambda: "NRR%" in screen_text(pilot.app))
        assert "Acme Ltd" not in screen_text(pilot.app)
        await press(pilot, "X")
        assert "% shows the list" in said(pilot), "whoever leaves must be in sight"
        cockpit.apply(EditCustomer, customer_id=acme, columns={"value": "1500"})
        await until(pilot, lambda: "+500" in screen_text(pilot.app))
        assert "150" in screen_text(pilot.app), "NRR of this month: 1,500 of 1,000"
        await press(pilot, "percent_sign", "enter")
        assert top(pilot) == "CustomerPage"


async def test_a_customers_page_draws_its_life_and_tells_its_lifetime_value(cockpit: Cockpit) -> None:
    acme = add_customer(cockpit, "Acme Ltd", "1200", since="2026-09-01")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "enter")
        # 79 days: 0.2163 years of 1,200.
        assert "lifetime value 260 USD: 1,200 USD a" in screen_text(pilot.app)
        await press(pilot, "percent_sign")
        await until(pilot, lambda: "Sep" in screen_text(pilot.app) and "Nov" in screen_text(pilot.app))
        cockpit.apply(EditCustomer, customer_id=acme, columns={"value": "2400"})
        await until(pilot, lambda: "2.4k" in screen_text(pilot.app))
        await press(pilot, "percent_sign")
        assert "expansion 1,200 USD" in screen_text(pilot.app)


async def test_of_several_complaints_and_upsells_one_is_chosen(cockpit: Cockpit) -> None:
    acme = add_customer(cockpit, "Acme Ltd")
    for text, hours in (("late", 2), ("wrong colour", 1)):
        when = cockpit.now - hours * 3_600_000
        cockpit.apply(OpenComplaint, when=when, customer_id=acme, text=text)
        cockpit.apply(FindUpsell, when=when, customer_id=acme, what=f"{text} no more")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "R", "2")
        await write(pilot, "painted anew")
        assert "resolved after" in said(pilot)
        await press(pilot, "dollar_sign")
        assert "late no more" in screen_text(pilot.app)
        await press(pilot, "2")
        assert "deal opened: late no more, Acme Ltd" in said(pilot) and "g f funnel" in screen_text(pilot.app)
        await press(pilot, "R")
        await write(pilot, "sent again")
        await press(pilot, "R")
        assert "no complaint that is open" in said(pilot)
    resolved = cockpit.store.select("select text, resolution from complaint order by text")
    assert resolved == [("late", "sent again"), ("wrong colour", "painted anew")]
    assert cockpit.store.select("select what from upsell where deal_id is null") == [
        ("wrong colour no more",)
    ]


async def test_an_amount_in_another_currency_is_not_counted_as_if_it_were_the_same(cockpit: Cockpit) -> None:
    acme = add_customer(cockpit, "Acme Ltd")
    cockpit.apply(PlanRenewal, customer_id=acme, due_on="2026-12-09")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        for keys in (("W", "o"), ("plus",), ("D",)):
            await press(pilot, *keys)
            typed = {"plus": "a shop; 500 EUR", "D": "9 dec; 500 EUR"}.get(keys[0], "500 EUR")
            await write(pilot, typed)
            assert top(pilot) == "Prompt" and "counted in USD, not in EUR" in screen_text(pilot.app)
            assert typed in screen_text(pilot.app)
            await press(pilot, "escape")
        await press(pilot, "plus")
        await write(pilot, "a shop; much")
        assert "Write it like 1500, 1,500.50 or 1500 USD." in " ".join(screen_text(pilot.app).split())
        await press(pilot, "escape")
    assert the_customer(cockpit, acme).value == 120_000


async def test_where_there_is_room_the_chart_lies_beside_the_list(cockpit: Cockpit) -> None:
    add_customer(cockpit, "Acme Ltd")
    async with running(cockpit.app(), (80, 24)) as pilot:
        await open_customers(pilot)
        await press(pilot, "percent_sign")
        await pilot.resize_terminal(200, 60)
        await until(pilot, lambda: "NRR%" in screen_text(pilot.app) and "Acme Ltd" in screen_text(pilot.app))
        await press(pilot, "percent_sign")
        assert "in sight" in said(pilot)


async def test_every_question_names_the_customer_that_it_is_about(cockpit: Cockpit) -> None:
    kestrel, other = add_customer(cockpit, "Kestrel Freight"), add_customer(cockpit, "Zephyr")
    cockpit.apply(PlanRenewal, customer_id=kestrel, due_on="2026-12-09")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        for keys in (
            ("W",),
            ("W", "o"),
            ("W", "l"),
            ("C",),
            ("plus",),
            ("asterisk",),
            ("D",),
            ("at",),
            ("X",),
        ):
            await press(pilot, *keys)
            asked = screen_text(pilot.app).splitlines()[-8:-1]
            assert any("Kestrel Freight" in line for line in asked), (keys, asked)
            await press(pilot, "escape")
        assert the_customer(cockpit, other).active


async def test_what_came_of_a_renewal_is_not_asked_where_none_is_open(cockpit: Cockpit) -> None:
    add_customer(cockpit, "Acme")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "W")
        assert "Acme has no renewal that is open: D says when one is due." in said(pilot)
        assert top(pilot) == "CustomersScreen"
