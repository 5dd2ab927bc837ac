"""Points as a noun: kinds of activity, what each is worth, the log of activities, its totals by day."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

_PERSON = Reference("person_id", "person")
_KIND = Reference("kind", "kind", key="code")

NOUN = Noun(
    "points",
    tables=(
        Table("kind", row="data.points.kinds:Kind", called="name"),
        Table("scale", row="data.points.kind_commands:Scale", references=(_KIND,)),
        Table(
            "activity",
            row="data.points.log:Activity",
            owner="person_id",
            references=(_PERSON, _KIND, Reference("lead_id", "lead")),
            keeps_batch=True,
        ),
        Table("tally", references=(_PERSON, _KIND)),
    ),
    imports=("data.points.imports.activity_spec:ACTIVITY_IMPORT",),
    commands=(
        "data.points.log:LogActivity",
        "data.points.correct:EditActivity",
        "data.points.correct:DeleteActivity",
        "data.points.kind_commands:AddKind",
        "data.points.kind_commands:EditKind",
        "data.points.kind_commands:RateKind",
        "data.points.imports.activity_spec:ImportActivities",
    ),
    strip_tables=frozenset({"activity", "kind", "scale"}),
    check="data.points.checks:check",
    repair="data.points.checks:repair",
    refusals={
        "activity.source_key": "Some of these entries have come in again since. Nothing was written.",
        "week is signed": (
            "That week is signed off and closed. A correction is an adjustment of its manager's."
        ),
        "entries of that kind have been logged by now": (
            "The store refuses that: entries of that kind have been logged by now."
        ),
    },
    views="data.points.views:VIEWS",
    happenings={
        "activity logged": "an entry with a lead is logged",
        "activity moved": "such an entry turns out to have been at another moment",
        "activity removed": "such an entry is taken out of the log",
    },
    demo="data.points.demo.log:Log",
)
