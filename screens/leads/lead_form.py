"""The form of a new lead: who, where, how to reach, where from."""

from __future__ import annotations

from data.leads.commands import AddLead
from data.leads.fields import LEADS
from screens.records.record_form import RecordForm


class LeadForm(RecordForm):
    """Ask for a new lead."""

    RECORDS = LEADS
    COMMAND = AddLead
    TITLE_WORDS = "A new lead"
    PLACEHOLDERS = {  # noqa: RUF012
        "emails": "ana@acme.com; several parted by ;",
        "phones": "+351 21 000 0000",
    }
