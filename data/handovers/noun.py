"""Handovers as a noun: offers of leads and won deals, and the checklists that go with them."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

NOUN = Noun(
    "handovers",
    tables=(
        Table("checklist_item", row="data.handovers.checklist:ChecklistItem", called="name"),
        Table(
            "handover",
            row="data.handovers.handover:Handover",
            references=(
                Reference("lead_id", "lead"),
                Reference("deal_id", "deal"),
                Reference("giver_id", "person"),
                Reference("receiver_id", "person"),
            ),
            shared=True,
        ),
    ),
    commands=(
        "data.handovers.offering:OfferHandover",
        "data.handovers.answering:AcceptHandover",
        "data.handovers.answering:ReturnHandover",
        "data.handovers.answering:WithdrawHandover",
        "data.handovers.checklist:AddItem",
        "data.handovers.checklist:RemoveItem",
    ),
    check="data.handovers.checks:check",
    strip="data.handovers.listing:counts",
    strip_tables=frozenset({"handover"}),
    views="data.handovers.views:VIEWS",
    demo="data.handovers.demo.handing:Handing",
    hooks={"somebody leaves": "data.handovers.handed_on:hand_on"},
)
