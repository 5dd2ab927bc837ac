"""The columns of our own exports of leads and companies."""

from __future__ import annotations

from data.imports.own_export import OwnExport
from data.leads.companies.company import COMPANIES
from data.leads.fields import LEADS

LEAD_EXPORT = OwnExport(
    LEADS,
    "Cockpit reference",
    {"owner_id": "owner", "created_at": "created", "source_key": "source_record"},
)
COMPANY_EXPORT = OwnExport(
    COMPANIES, "Cockpit company", {"created_at": "created", "source_key": "source_record"}
)
