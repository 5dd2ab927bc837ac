"""The view of comments, for those who ask in SQL."""

from data.kernel.tables import View

VIEWS = (
    View(
        "comments",
        "Something that was said of a record, or of a day, week or KRA item of somebody's.",
        {
            "comment_id": "the comment's id",
            "on_table": "lead, deal, customer, or person for what is a person's",
            "on_id": "the id of the record or person",
            "day": "of a person's: the day, or the first day of the week or run",
            "place": "of a person's: day, week, or kra with the run and item",
            "about": "what that was called then",
            "owner_id": "whose it is; empty for nobody's",
            "author_id": "who said it",
            "author": "the handle of that person",
            "does": "asks (for evidence), submitted, returned, signed, adjusted; empty: it says something",
            "text": "the words",
            "at": "when, in UTC",
        },
        owner="owner_id",
    ),
)
