"""The form of a new customer: who, worth what, since when, by which channel."""

from __future__ import annotations

from data.customers.commands import AddCustomer
from data.customers.customer import CUSTOMERS
from screens.records.record_form import RecordForm


class CustomerForm(RecordForm):
    """Ask for a new customer."""

    RECORDS = CUSTOMERS
    COMMAND = AddCustomer
    TITLE_WORDS = "A new customer"
    PLACEHOLDERS = {  # noqa: RUF012
        "name": "the company: Acme Ltd",
        "since": "2024-03-18; nothing: today",
    }
    DEFAULT_CSS = """
    CustomerForm FormField Label { width: 9; }
    CustomerForm FormField .understood { padding-left: 9; }
    """
