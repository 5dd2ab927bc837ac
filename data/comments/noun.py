"""Comments as a noun: what is said of records and of people's days and weeks, and who hears of it."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

NOUN = Noun(
    "comments",
    tables=(
        Table(
            "comment",
            row="data.comments.comment:Comment",
            references=(
                Reference("record_id", "", table_column="record_table"),
                Reference("author_id", "person"),
            ),
            shared=True,
        ),
        Table(
            "notice",
            row="data.comments.comment:Notice",
            owner="person_id",
            references=(Reference("person_id", "person"), Reference("comment_id", "comment")),
        ),
    ),
    commands=("data.comments.saying:AddComment", "data.comments.notices:ReadNotices"),
    strip="data.comments.notices:counts",
    strip_tables=frozenset({"notice"}),
    check="data.comments.checks:check",
    views="data.comments.views:VIEWS",
)
