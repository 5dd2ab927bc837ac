"""Reviews as a noun: how weeks stand, and what was adjusted in signed ones."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

_PERSON = Reference("person_id", "person")

NOUN = Noun(
    "reviews",
    tables=(
        Table("review", row="data.reviews.review:Review", references=(_PERSON,), shared=True),
        Table(
            "adjustment",
            row="data.reviews.review:Adjustment",
            references=(_PERSON, Reference("adjusted_by", "person")),
            shared=True,
        ),
    ),
    commands=(
        "data.reviews.commands:SubmitWeek",
        "data.reviews.commands:ReturnWeek",
        "data.reviews.commands:SignWeek",
        "data.reviews.commands:AdjustWeek",
    ),
    stands_fast="data.reviews.stands_fast:refuse_moving_signed",
    strip="data.reviews.waiting:counts",
    strip_first=True,
    strip_tables=frozenset({"review", "signed_week"}),
    check="data.reviews.checks:check",
    views="data.reviews.views:VIEWS",
    demo="data.reviews.demo.reviews:Reviews",
)
