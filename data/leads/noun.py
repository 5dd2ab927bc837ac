"""Leads as a noun: leads and companies, the messages that start response clocks, and what is done with them."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

NOUN = Noun(
    "leads",
    tables=(
        Table("lead_status", row="data.leads.settings:Status", called="name"),
        Table(
            "company",
            row="data.leads.companies.company:Company",
            called="name",
            search="company_search",
            references=(Reference("merged_into", "company"),),
            keeps_batch=True,
        ),
        Table(
            "lead",
            row="data.leads.lead:Lead",
            called="name || case when name <> '' and company <> '' then ', ' else '' end || company",
            search="lead_search",
            owner="owner_id",
            references=(
                Reference("owner_id", "person"),
                Reference("merged_into", "lead"),
                Reference("status", "lead_status", key="code"),
            ),
            keeps_batch=True,
        ),
        Table(
            "message",
            row="data.leads.message:Message",
            references=(Reference("lead_id", "lead"), Reference("answered_by", "activity", marks=False)),
        ),
    ),
    records=("data.leads.fields:LEADS", "data.leads.companies.company:COMPANIES"),
    imports=("data.leads.imports.lead_spec:LEAD_IMPORT", "data.leads.imports.company_spec:COMPANY_IMPORT"),
    commands=(
        "data.leads.commands:AddLead",
        "data.leads.commands:EditLead",
        "data.leads.commands:AddNote",
        "data.leads.commands:Tag",
        "data.leads.commands:Assign",
        "data.leads.triage:ReceiveMessage",
        "data.leads.triage:Qualify",
        "data.leads.triage:Disqualify",
        "data.leads.triage:Reopen",
        "data.leads.triage:Snooze",
        "data.leads.triage:SetNextStep",
        "data.leads.triage:SetOutcome",
        "data.leads.win:WinLeads",
        "data.leads.merge:MergeLeads",
        "data.leads.merge:NotDuplicate",
        "data.leads.calls:LogCall",
        "data.leads.calls:LogForLeads",
        "data.leads.companies.commands:AddCompany",
        "data.leads.companies.commands:EditCompany",
        "data.leads.companies.commands:NoteCompany",
        "data.leads.companies.commands:TagCompanies",
        "data.leads.companies.commands:MergeCompanies",
        "data.leads.settings:AddChoice",
        "data.leads.settings:EditChoice",
        "data.leads.settings:RemoveChoice",
        "data.leads.settings:EditStatus",
        "data.leads.settings:SetTimes",
        "data.leads.settings:SetPhoneRegion",
        "data.leads.imports.lead_spec:ImportLeads",
        "data.leads.imports.company_spec:ImportCompanies",
    ),
    refusals={
        f"{table}.source_key": f"Some of these {records} have come in again since. Nothing was written."
        for table, records in (("lead", "leads"), ("company", "companies"))
    },
    check="data.leads.checks:check",
    repair="data.leads.checks:repair",
    strip_tables=frozenset({"lead", "lead_status", "message"}),
    strip="data.leads.queue:counts",
    finds=("data.leads.find:best_matches", "data.leads.companies.find:best_companies"),
    views="data.leads.views:VIEWS",
    demo="data.leads.demo.book:Book",
    hooks={
        "working time moves": "data.leads.response_clocks:follow_working_time",
        "somebody leaves": "data.leads.handed_on:hand_on",
        "activity logged": "data.leads.touch:follow_logged",
        "activity moved": "data.leads.touch:retouch",
        "activity removed": "data.leads.touch:untouch",
    },
)
