"""The columns of our own exports of deals and products."""

from __future__ import annotations

from data.deals.deal import DEALS
from data.deals.products import PRODUCTS
from data.imports.own_export import OwnExport

SINCE, FURTHEST, WAY_KNOWN, WAY, SOLD = (
    "Stage since",
    "Furthest stage",
    "Way known",
    "Way through the stages",
    "Products (JSON)",
)
DEAL_EXPORT = OwnExport(
    DEALS,
    "Cockpit deal",
    {"owner_id": "owner", "created_at": "created", "closed_at": "closed", "source_key": "source_record"},
    further={
        SINCE: "stage_since",
        FURTHEST: "furthest",
        WAY_KNOWN: "way_known",
        WAY: "way",
        SOLD: "sold",
    },
)
PRODUCT_EXPORT = OwnExport(PRODUCTS, "Cockpit product", {"source_key": "source_record"}, has_notes=False)
