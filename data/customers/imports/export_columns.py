"""The columns of our own export of customers."""

from __future__ import annotations

from data.customers.customer import CUSTOMERS
from data.imports.own_export import OwnExport

CUSTOMER_EXPORT = OwnExport(
    CUSTOMERS,
    "Cockpit customer",
    {"owner_id": "owner", "created_at": "created", "source_key": "source_record"},
    further={"What is known (JSON)": "facts"},
)
