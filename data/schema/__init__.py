"""The shape of the store: a step a file, each adding to what the steps before it have made."""

from __future__ import annotations

STEPS = (
    *("data.schema.m001_kernel", "data.schema.m002_people"),
    *("data.schema.m003_records", "data.schema.m004_points"),
    *("data.schema.m005_leads", "data.schema.m006_views"),
    *("data.schema.m007_deals", "data.schema.m008_quotes"),
    *("data.schema.m009_forecasts", "data.schema.m010_customers"),
    *("data.schema.m011_territories", "data.schema.m012_handovers"),
    *("data.schema.m013_board", "data.schema.m014_kpi"),
    *("data.schema.m015_kra", "data.schema.m016_outreach"),
    *("data.schema.m017_quote_tags", "data.schema.m018_deal_totals"),
    *("data.schema.m019_teams", "data.schema.m020_access"),
    *("data.schema.m021_comments", "data.schema.m022_reviews"),
    *("data.schema.m023_kpi_values", "data.schema.m024_kpi_records"),
    *("data.schema.m025_deal_reads", "data.schema.m026_customer_stay"),
    *("data.schema.m027_qualified_undone", "data.schema.m028_totals_anew"),
    *("data.schema.m029_days_off_of_one", "data.schema.m030_submitted_points"),
    "data.schema.m031_sold_of_no_line",
)
"""The modules that lead from one version to the next, in order. One that was released is never changed."""

VERSION = len(STEPS)
"""``PRAGMA user_version`` of a store that this program writes."""

MOVED = 1_000_000
"""The version of a store that has moved elsewhere: no program writes it."""

APPLICATION_ID = 0x434B5432
"""``PRAGMA application_id`` of every store of this program ("CKT2")."""

FORMER_APPLICATION_ID = 0x434B5054
"""That of the stores of the program before this one ("CKPT"), which no step leads on from."""
