"""The columns of our own export of quotes."""

from __future__ import annotations

from data.imports.own_export import OwnExport
from data.quotes.quote import QUOTES

QUOTE_EXPORT = OwnExport(
    QUOTES,
    "Cockpit quote",
    {"deal_id": "deal", "created_at": "created", "source_key": "source_record"},
)
