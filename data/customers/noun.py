"""Customers as a noun: who buys from the company, what they are worth, what they say."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

_PART_OF_CUSTOMER = Reference("customer_id", "customer", part=True)
_BY_PERSON = Reference("person_id", "person")
_BY_DEAL = Reference("deal_id", "deal")

NOUN = Noun(
    "customers",
    tables=(
        Table(
            "customer",
            row="data.customers.customer:Customer",
            called="name",
            search="customer_search",
            owner="owner_id",
            references=(Reference("owner_id", "person"), Reference("merged_into", "customer")),
            totals="customer_totals",
            keeps_batch=True,
        ),
        Table(
            "value_change",
            row="data.customers.worth:ValueChange",
            references=(_PART_OF_CUSTOMER, _BY_DEAL),
            totals="customer_totals",
            keeps_batch=True,
        ),
        Table(
            "renewal",
            row="data.customers.renewals:Renewal",
            references=(_PART_OF_CUSTOMER, _BY_DEAL),
            totals="customer_totals",
            keeps_batch=True,
        ),
        Table(
            "upsell",
            row="data.customers.upsells:Upsell",
            references=(_PART_OF_CUSTOMER, _BY_DEAL, _BY_PERSON),
            keeps_batch=True,
        ),
        Table(
            "complaint",
            row="data.customers.complaints:Complaint",
            references=(_PART_OF_CUSTOMER, _BY_PERSON),
            totals="customer_totals",
            keeps_batch=True,
        ),
        Table(
            "satisfaction",
            row="data.customers.satisfaction:Answer",
            references=(_PART_OF_CUSTOMER, _BY_PERSON),
            keeps_batch=True,
        ),
        Table(
            "customer_review",
            row="data.customers.reviews:Review",
            references=(_PART_OF_CUSTOMER, _BY_PERSON),
            keeps_batch=True,
        ),
    ),
    records=("data.customers.customer:CUSTOMERS",),
    imports=("data.customers.imports.customer_spec:CUSTOMER_IMPORT",),
    refusals={
        "customer.source_key": "Some of these customers have come in again since. Nothing was written."
    },
    commands=(
        "data.customers.commands:AddCustomer",
        "data.customers.commands:EditCustomer",
        "data.customers.commands:NoteCustomer",
        "data.customers.commands:TagCustomers",
        "data.customers.commands:AssignCustomers",
        "data.customers.merge:MergeCustomers",
        "data.customers.merge:NotDuplicate",
        "data.customers.renewing:PlanRenewal",
        "data.customers.renewing:CloseRenewal",
        "data.customers.complaints:OpenComplaint",
        "data.customers.complaints:ResolveComplaint",
        "data.customers.satisfaction:TakeAnswer",
        "data.customers.reviews:CollectReview",
        "data.customers.upsells:FindUpsell",
        "data.customers.upsells:OpenCustomerDeal",
        "data.customers.churn:MarkChurned",
        "data.customers.churn:TakeBack",
        "data.customers.settings:SetCustomerDays",
        "data.customers.gather:GatherCustomers",
        "data.customers.imports.customer_spec:ImportCustomers",
    ),
    strip="data.customers.queue:counts",
    strip_tables=frozenset({"customer"}),
    finds=("data.customers.find:best_customers",),
    views="data.customers.views:VIEWS",
    demo="data.customers.demo.clientele:Clientele",
    check="data.customers.checks:check",
    repair="data.customers.checks:repair",
    hooks={
        "somebody leaves": "data.customers.handed_on:hand_on",
        "deal won": "data.customers.won:follow_win",
        "deal reopened": "data.customers.won:follow_reopening",
    },
)
