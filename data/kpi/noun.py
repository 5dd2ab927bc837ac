"""KPIs as a noun: targets, readings, small records, and what is measured of all other nouns."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

NOUN = Noun(
    "kpi",
    tables=(
        Table(
            "kpi_target",
            row="data.kpi.targets:KpiTarget",
            owner="person_id",
            references=(
                Reference("person_id", "person"),
                Reference("team_id", "person"),
                Reference("owner_id", "person"),
            ),
        ),
        Table(
            "reading",
            row="data.kpi.readings:Reading",
            owner="person_id",
            references=(Reference("person_id", "person"), Reference("entered_by", "person")),
        ),
        Table(
            "kpi_record",
            row="data.kpi.record:KpiRecord",
            called="title",
            owner="person_id",
            references=(Reference("person_id", "person"), Reference("entered_by", "person")),
        ),
        Table(
            "kpi_value",
            owner="person_id",
            references=(Reference("person_id", "person"),),
            keeps_batch=True,
        ),
        Table("kpi_definition", row="data.kpi.kept:KpiDefinition", called="name"),
        Table(
            "lead_qualified",
            references=(
                Reference("lead_id", "lead", marks=False),
                Reference("person_id", "person"),
            ),
        ),
    ),
    commands=(
        "data.kpi.readings:TakeReading",
        "data.kpi.readings:RemoveReading",
        "data.kpi.record_commands:EnterRecord",
        "data.kpi.record_commands:SettleRecord",
        "data.kpi.record_commands:WithdrawRecord",
        "data.kpi.setting_targets:SetTarget",
        "data.kpi.meetings:SetMeetingKinds",
        "data.kpi.kept:KeepValues",
    ),
    views="data.kpi.views:VIEWS",
    demo="data.kpi.demo.entered:Entered",
)
