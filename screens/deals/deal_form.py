"""The form of a new deal: what, with whom, worth what, by when, where from."""

from __future__ import annotations

from data.deals.commands import AddDeal
from data.deals.deal import DEALS
from screens.records.record_form import RecordForm


class DealForm(RecordForm):
    """Ask for a new deal."""

    RECORDS = DEALS
    COMMAND = AddDeal
    TITLE_WORDS = "A new deal"
    PLACEHOLDERS = {  # noqa: RUF012
        "name": "what it is about: Website",
        "company": "with whom: Acme Ltd",
        "expected_close": "18 dec, fri, 30d, 2026-12-18",
    }
    DEFAULT_CSS = """
    DealForm FormField Label { width: 15; }
    DealForm FormField .understood { padding-left: 15; }
    """
