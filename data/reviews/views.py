"""The view of weeks under review, for those who ask in SQL."""

from data.kernel.tables import View

VIEWS = (
    View(
        "reviews",
        "A week of somebody's under review: the same weeks as in week_points.",
        {
            "person_id": "whose week it is",
            "person": "the handle of that person",
            "week": "the ISO week, as 2026-W47",
            "monday": "its first day",
            "state": "open, submitted, returned or signed",
            "state_since": "when it was submitted, or returned since, in UTC",
            "points": "what its log holds",
            "adjusted": "points that were adjusted since it was signed",
            "signed_by": "the handle of whoever signed it",
            "signed": "when, in UTC",
            "fingerprint": "SHA-256 of its entries and its page as they were signed; empty of older signatures",
        },
        owner="person_id",
    ),
)
