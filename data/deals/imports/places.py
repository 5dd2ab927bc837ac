"""Where the value of each column stands in a draft of a deal."""

from __future__ import annotations

from data.deals.deal import DEALS

PLACE = {column: place for place, column in enumerate(DEALS.imported_by("any file"))}
