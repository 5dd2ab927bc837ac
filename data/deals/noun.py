"""Deals as a noun: the deals of the funnel, their way through its stages, products, quotas."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

_PART_OF_DEAL = Reference("deal_id", "deal", part=True)

NOUN = Noun(
    "deals",
    tables=(
        Table("stage", row="data.deals.stages:Stage", called="name"),
        Table(
            "deal",
            row="data.deals.deal:Deal",
            called="name || case when name <> '' and company <> '' then ', ' else '' end || company",
            search="deal_search",
            owner="owner_id",
            totals="deal_totals",
            references=(
                Reference("owner_id", "person"),
                Reference("stage", "stage", key="code"),
                Reference("lead_id", "lead"),
                Reference("merged_into", "deal"),
                Reference("won_entry", "activity", marks=False),
            ),
            keeps_batch=True,
        ),
        Table(
            "stage_change",
            row="data.deals.way:StageChange",
            totals="deal_totals",
            references=(_PART_OF_DEAL, Reference("to_stage", "stage", key="code")),
            keeps_batch=True,
        ),
        Table("product", row="data.deals.products:Product", called="name", keeps_batch=True),
        Table(
            "deal_line",
            row="data.deals.lines:DealLine",
            totals="deal_totals",
            references=(_PART_OF_DEAL,),
            keeps_batch=True,
        ),
        Table("deal_tally"),
        Table("stage_tally"),
        Table("currency_rate", row="data.deals.currencies:CurrencyRate"),
        Table(
            "quota",
            row="data.deals.quotas:Quota",
            owner="person_id",
            references=(Reference("person_id", "person"),),
        ),
    ),
    records=("data.deals.deal:DEALS",),
    imports=(
        "data.deals.imports.deal_spec:DEAL_IMPORT",
        "data.deals.imports.history_spec:HISTORY_IMPORT",
        "data.deals.imports.product_spec:PRODUCT_IMPORT",
        "data.deals.imports.team_spec:TEAM_IMPORT",
    ),
    commands=(
        "data.deals.commands:AddDeal",
        "data.deals.commands:EditDeal",
        "data.deals.commands:NoteDeal",
        "data.deals.commands:TagDeals",
        "data.deals.commands:AssignDeals",
        "data.deals.commands:SetDealStep",
        "data.deals.from_lead:OpenDeal",
        "data.deals.moving:MoveDeals",
        "data.deals.moving:WinDeal",
        "data.deals.moving:LoseDeals",
        "data.deals.moving:ReopenDeal",
        "data.deals.lines:SetLines",
        "data.deals.products:AddProduct",
        "data.deals.products:EditProduct",
        "data.deals.currencies:SetRate",
        "data.deals.currencies:SetCompanyCurrency",
        "data.deals.quotas:SetQuota",
        "data.deals.imports.deal_spec:ImportDeals",
        "data.deals.imports.history_spec:ImportHistory",
        "data.deals.imports.product_spec:ImportProducts",
        "data.deals.imports.team_spec:ImportTeam",
    ),
    refusals={
        "deal.source_key": "Some of these deals have come in again since. Nothing was written.",
        "product.name": "Some of these products have been added since. Nothing was written.",
    },
    finds=("data.deals.find:best_deals",),
    check="data.deals.checks:check",
    repair="data.deals.checks:repair",
    views="data.deals.views:VIEWS",
    demo="data.deals.demo.pipeline:Pipeline",
    happenings={
        "deal won": "a deal is closed as won",
        "deal reopened": "a deal that was closed is taken up again",
        "deal lost": "a deal is closed as lost",
        "deal told": "what happened with a deal is read",
    },
)
