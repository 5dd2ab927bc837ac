"""Customers that may be the same, gone through from their list."""

from __future__ import annotations

from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said
from tests.screens.customers.clients import add_customer, names, open_customers, the_customer
from tests.screens.inboxes import top


async def test_a_misspelled_customer_is_found_held_beside_the_other_and_made_one(cockpit: Cockpit) -> None:
    right = add_customer(cockpit, "Northwind Traders", "1000", territory="North")
    wrong = add_customer(cockpit, "Nothwind Traders Ltd", "500", territory="South")
    add_customer(cockpit, "Beta")
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "O", "n", "end", "ampersand")
        text = screen_text(pilot.app)
        assert top(pilot) == "Duplicates" and "Customers that may be the same" in text
        assert "Northwind Traders" in text and "% alike" in text
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert "The same customer?" in text and "1,000 USD" in text and "500 USD" in text
        await press(pilot, *["down"] * 4, "space", "M")
        assert top(pilot) == "Duplicates" and "That was the last pair." in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "Nothwind Traders Ltd merged into Northwind Traders" in said(pilot)
        kept = the_customer(cockpit, right)
        assert (kept.value, kept.territory) == (150_000, "South")
        assert the_customer(cockpit, wrong).merged_into == right
        assert names(cockpit, pilot) == ["Beta", "Northwind Traders"]
        await press(pilot, "u")
        assert names(cockpit, pilot) == ["Beta", "Northwind Traders", "Nothwind Traders Ltd"]
        assert the_customer(cockpit, right).value == 100_000


async def test_two_that_are_not_the_same_are_never_shown_as_such_again(cockpit: Cockpit) -> None:
    for name in ("Prairie Foods", "Prairie Goods", "Beta"):
        add_customer(cockpit, name)
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "ampersand", "A", "enter", "N")
        assert top(pilot) == "Duplicates" and "are two customers" in screen_text(pilot.app)
        await press(pilot, "escape", "ampersand", "A")
        assert "No two customers look alike." in screen_text(pilot.app)
    assert len(cockpit.store.select("select 1 from not_duplicate")) == 1


async def test_two_marked_customers_are_held_side_by_side_whatever_they_are_called(cockpit: Cockpit) -> None:
    for name in ("Acme", "Zeta"):
        add_customer(cockpit, name)
    async with running(cockpit.app()) as pilot:
        await open_customers(pilot)
        await press(pilot, "space", "down", "space", "ampersand")
        assert top(pilot) == "PairPage" and "marked by you" in screen_text(pilot.app)
        # What they are worth is summed: there is nothing to choose.
        await press(pilot, "down", "space")
        assert "nothing to choose" in screen_text(pilot.app)
        await press(pilot, "M", "escape")
        assert names(cockpit, pilot) == ["Acme"]
