"""A cockpit with customers, and what tests ask of it."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot

from data.customers.commands import AddCustomer
from data.customers.customer import Customer
from data.kernel.rows import existing_record
from screens.customers.customers_screen import CustomersScreen
from tests.screens.cockpits import Cockpit, press


def add_customer(cockpit: Cockpit, name: str, value: str = "1200", **columns: Any) -> int:
    """A customer of Maria's, for some years."""
    said = {"name": name, "value": value, "since": "2024-11-18", **columns}
    return cockpit.apply(AddCustomer, columns=said).id


def the_customer(cockpit: Cockpit, customer: int) -> Customer:
    """A customer as it stands on disk."""
    return existing_record(cockpit.store, Customer, "customer", customer)


def customers(pilot: Pilot[None]) -> CustomersScreen:
    """The customers screen, below any page or dialog."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, CustomersScreen))


def names(cockpit: Cockpit, pilot: Pilot[None]) -> list[str]:
    """The names in the list, in its order."""
    return [the_customer(cockpit, customer).name for customer in customers(pilot).overview.ids]


async def open_customers(pilot: Pilot[None]) -> None:
    """Go to the customers."""
    await press(pilot, "f6")
    assert isinstance(pilot.app.screen, CustomersScreen)
