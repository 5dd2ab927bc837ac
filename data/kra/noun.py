"""KRA as a noun: standards, who runs them, what was done in each period, and evidence."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

_PERSON = Reference("person_id", "person")
_RUN = Reference("run_id", "kra_run")
_ABOUT = Reference("about_id", "", table_column="about_table", history=True)

NOUN = Noun(
    "kra",
    tables=(
        Table(
            "standard",
            row="data.kra.standard:Standard",
            called="title",
            owner="owner_id",
            references=(Reference("owner_id", "person"),),
        ),
        Table(
            "standard_item",
            row="data.kra.standard:Item",
            called="title",
            references=(Reference("standard_id", "standard"),),
        ),
        Table(
            "kra_assignment",
            row="data.kra.standard:Assignment",
            owner="person_id",
            references=(_PERSON, Reference("standard", "standard", key="code")),
        ),
        Table(
            "kra_run",
            row="data.kra.run:Run",
            owner="person_id",
            references=(
                _PERSON,
                _ABOUT,
                Reference("standard_id", "standard"),
                Reference("closed_by", "person"),
            ),
        ),
        Table("kra_item", row="data.kra.run:RunItem", owner="person_id", references=(_PERSON, _RUN)),
        Table(
            "kra_evidence",
            row="data.kra.run:Evidence",
            owner="person_id",
            references=(_PERSON, _ABOUT, Reference("item_id", "kra_item")),
        ),
    ),
    commands=(
        "data.kra.standard_commands:LoadStandard",
        "data.kra.standard_commands:EditItem",
        "data.kra.standard_commands:AddItem",
        "data.kra.standard_commands:AssignStandard",
        "data.kra.answering:TickItem",
        "data.kra.answering:EnterNumber",
        "data.kra.answering:AddEvidence",
        "data.kra.said:CommentItem",
        "data.kra.answering:BeginRun",
        "data.kra.closing:CloseRun",
        "data.kra.closing:ReopenRun",
    ),
    hooks={"deal won": "data.kra.at_win:begin_handover"},
    stands_fast="data.kra.stands_fast:refuse_moving_closed",
    strip="data.kra.strip:counts",
    strip_tables=frozenset({"standard", "standard_item", "kra_assignment", "kra_run", "kra_item"}),
    check="data.kra.checks:check",
    views="data.kra.views:VIEWS",
    demo="data.kra.demo.runs:Runs",
)
