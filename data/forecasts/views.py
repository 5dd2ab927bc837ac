"""The view of forecasts, for those who ask in SQL."""

from data.kernel.tables import View

VIEWS = (
    View(
        "forecasts",
        "What somebody says that a product line will bring in a month, in the company's currency.",
        {
            "month": "the month, as 2026-11",
            "product_line": "the product line; empty: deals without products",
            "person_id": "whose it is",
            "person": "the handle of that person",
            "amount": "the amount",
            "entered_at": "when it was entered, in UTC",
            "committed_at": "when it was committed to, in UTC; empty: not yet",
        },
        owner="person_id",
    ),
)
