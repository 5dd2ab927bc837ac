"""A file of something else is named for what it is, and a file of contacts is never turned away."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cockpit.advice import WAYS_IN as IN_SHELL
from data.files.refused import FileRefused
from data.imports.options import Options
from data.imports.plan import Plan, read_plan
from data.imports.spec import ImportSpec
from data.imports.vocabulary import other_files
from data.leads.imports.lead_spec import LEAD_IMPORT
from data.nouns import NOUNS
from data.points.imports.activity_spec import ACTIVITY_IMPORT
from screens.shell.advice import WAYS_IN as AT_KEYS
from tests.data.leads.house import House

ZOHO_CALLS = (
    "Record Id,Call Owner,Subject,Call Type,Call Start Time,Call Duration,Contact Name,Related To,Call Result\n"
    "zcrm_1,Ana Rep,Prices,Outbound,2026-11-12 10:20:00,05:00,Ann Lee,Acme,Interested\n"
    "zcrm_2,Ana Rep,Back,Inbound,2026-11-12 11:20:00,05:00,Bo Lund,Acme,\n"
    "zcrm_3,Ana Rep,Hm,Missed,2026-11-12 11:21:00,00:00,Bo Lund,Acme,\n"
)
OTHERS = {
    "calls": (
        "activity",
        (
            ZOHO_CALLS.partition("\n")[0],
            "Call Id,Call Owner Id,Created Time,Call Type,Call Purpose,Subject,Call Start Time,Call Duration",
            "line,datetime (utc),direction,from,to,answered,user,duration (total),tags",
            "Activity date,Call outcome,Call direction,Call duration,Call title,Associated contacts",
        ),
    ),
    "meetings": (
        "activity",
        (
            "Event Id,Event Owner Id,Created Time,Title,From,To",
            "Subject,Start Date,Start Time,End Date,End Time,All day event,Meeting Organizer,Location",
            "Event Type Name,Invitee Name,Invitee Email,Start Date & Time,End Date & Time",
        ),
    ),
    "e-mails": ("activity", ("Subject,Body,From: (Name),From: (Address),To: (Name),To: (Address)",)),
    "activities": (
        "activity",
        (
            "Activity ID,Activity Type,Activity Date,Activity Owner,Notes/Description,Associated Contact Email",
            "Activity - Subject,Activity - Type,Activity - Due date,Person - Name,Person - Email - Work",
        ),
    ),
    "Cockpit's activities": ("activity", ("reference,person,kind,count,points,at,day,week,note,flag",)),
    "a sheet of activities by days": ("activity", ("Activity,Mon,Tue\nCalls,3,4",)),
    "deals": (
        "deal",
        (
            "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
            "Deal - Title,Deal - Value,Deal - Stage,Deal - Expected close date,Deal - Contact person",
            "Record Id,Deal Name,Account Name,Contact Name,Stage,Closing Date,Amount,Pipeline",
            "ID,ISDELETED,ACCOUNTID,NAME,STAGENAME,AMOUNT,PROBABILITY,CLOSEDATE,TYPE,LEADSOURCE",
        ),
    ),
    "tasks": (
        "task",
        (
            "Subject,Due Date,Status,Priority,Task Owner,Contact Name",
            "Task ID,Name,Assignee,Due Date,Completed At",
        ),
    ),
    "quotes": (
        "quote",
        (
            "Quote Number,Quote Name,Opportunity Name,Account Name,Contact Name,Email,Phone,Grand Total",
            "Subject,Quote Owner,Quote Stage,Valid Till,Contact Name,Account Name",
        ),
    ),
    "orders": (
        "order",
        (
            "Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Lineitem name,Billing Name,Phone",
            "Sales Order Number,Account Name,Contact Name,Status,Grand Total",
        ),
    ),
    "invoices": ("invoice", ("Customer,Invoice Number,Invoice Date,Due Date,Amount,Email",)),
    "products": (
        "product",
        ("product,series,sales_price", "Product Name,Product Code,Unit Price,Vendor Name"),
    ),
    "users of a system": (
        "user",
        (
            "Name,Email,Permission Sets,Seat,Last Active",
            "ID,USERNAME,LASTNAME,FIRSTNAME,EMAIL,PROFILEID,ISACTIVE",
        ),
    ),
    "Cockpit's people": (
        "user",
        ("handle,name,email,role,sells,manager,start_date,time_zone,working_hours,active",),
    ),
    "a sales team": ("team", ("sales_agent,manager,regional_office",)),
    "campaigns": (
        "campaign",
        (
            "Campaign Name,Type,Status,Start Date,End Date,Budgeted Cost,Actual Cost",
            "Title,Subject,List,Send Date,Total Recipients,Unique Opens,Total Clicks",
        ),
    ),
    "tickets of a help desk": (
        "ticket",
        ("Ticket ID,Ticket name,Pipeline,Ticket status,Priority,Ticket owner",),
    ),
    "Cockpit's weeks": ("week", ("person,week,monday,onboarding_week,goal,points,reached,signed_by,call",)),
}
"""Headings as other systems export them, by what such a file is called and the noun that it holds."""

NOUNS_OF_IMPORTS = {spec.noun for spec in NOUNS.imports()}
CONTACTS = (
    "Name,Phone,Company,Call Date,Call Outcome,Notes",
    "First Name,Last Name,Email,Company,Deal Stage,Amount,Close Date",
    "Index,Account Id,Lead Owner,First Name,Last Name,Company,Phone 1,Email 1,Source,Deal Stage,Notes",
    "First Name,Last Name,Email,Company,Phone,Accepts Marketing,Total Spent,Total Orders,Tags,Note",
    "campaign_id,campaign_name,ad_name,form_name,created_time,full_name,email,phone_number",
    "Name,Email,Role,Last Active",
    "Full Name,Product,Price,Due Date,Status,Priority",
    "Company,Contact Person,Phone,Meeting Date,Meeting Outcome",
    "Name,Product,Price,Phone",
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
)
"""Headings of files of contacts that have something of other nouns."""


class Office(House):
    """The house, and what an import of a text would do."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    def plan(self, spec: ImportSpec[Any], text: str, **options: Any) -> Plan[Any]:
        path = self.folder / "file.csv"
        head, _, rows = text.partition("\n")
        path.write_text(f"{head}\n{rows or ','.join('x' for _ in head.split(','))}\n", encoding="utf-8")
        return read_plan(spec, self.store, self.person(self.ana), self.now, str(path), Options(**options))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.store.close()


def test_files_of_anything_else_are_named_where_they_are_offered_as_leads(office: Office) -> None:
    for name, (noun, heads) in OTHERS.items():
        for head in heads:
            with pytest.raises(FileRefused) as refused:
                office.plan(LEAD_IMPORT, head)
            assert f"file.csv looks like {name} (" in str(refused.value), head
            assert refused.value.values["holds"] == noun
            assert ("There is no import of" in str(refused.value)) == (noun not in NOUNS_OF_IMPORTS)


def test_what_earns_no_points_is_named_where_it_is_offered_as_activities(office: Office) -> None:
    for name, (noun, heads) in OTHERS.items():
        for head in heads if noun != "activity" else ():
            with pytest.raises(FileRefused, match=rf"looks like {name} \("):
                office.plan(ACTIVITY_IMPORT, head)
    with pytest.raises(
        FileRefused, match=r"looks like contacts \(First Name, Email\), not entries"
    ) as refused:
        office.plan(ACTIVITY_IMPORT, "First Name,Last Name,Email,Company")
    assert refused.value.values["holds"] == "lead"
    with pytest.raises(FileRefused, match=r"looks like companies \(Account Name, Industry\)") as refused:
        office.plan(ACTIVITY_IMPORT, "Account Name,Industry,Website")
    assert refused.value.values["holds"] == "company"


def test_contacts_come_in_whatever_else_is_known_of_them(office: Office) -> None:
    for head in CONTACTS:
        assert office.plan(LEAD_IMPORT, head).spec.noun == "lead", head


def test_who_says_what_is_what_is_believed(office: Office) -> None:
    plan = office.plan(LEAD_IMPORT, ZOHO_CALLS, mapping="name=Contact Name")
    assert [draft.values[0] for draft in plan.drafts] == ["Ann Lee", "Bo Lund", "Bo Lund"]


def test_each_surface_says_where_a_file_belongs_that_cockpit_takes() -> None:
    specs = {spec.noun for spec in NOUNS.imports()}
    others = {file.noun for file in other_files()}
    for ways in (IN_SHELL, AT_KEYS):
        assert specs <= ways.keys() <= specs | others


def test_calls_of_zoho_need_no_option_and_what_came_in_does_not_count(office: Office) -> None:
    plan = office.plan(ACTIVITY_IMPORT, ZOHO_CALLS)
    assert {(w.label, w.rows, w.meaning) for w in plan.reading.wordings} == {
        ("outbound call / Interested", 1, "call"),
        ("inbound call", 2, "none"),
    }
    assert [(draft.day, draft.kind, draft.note) for draft in plan.drafts] == [
        ("2026-11-12", "call", "Prices · Ann Lee")
    ]
    assert any("each row is one" in finding for finding in plan.findings)
    plan = office.plan(ACTIVITY_IMPORT, ZOHO_CALLS, meanings={"Inbound": "conversation"})
    assert sorted(draft.kind for draft in plan.drafts) == ["call", "conversation"]
    said = {
        "mapping": "kind=Call Type,date=Call Start Time",
        "meanings": {"Outbound": "call", "Inbound": "none"},
    }
    assert len(office.plan(ACTIVITY_IMPORT, ZOHO_CALLS, **said).drafts) == 1


def test_files_of_meetings_and_of_sent_mail_need_no_kind(office: Office) -> None:
    calendar = "Subject,Start Date,Start Time,End Date,End Time\nDemo,13/11/2026,14:30,13/11/2026,15:00"
    (meeting,) = office.plan(ACTIVITY_IMPORT, calendar).drafts
    assert (meeting.kind, meeting.day, meeting.has_time) == ("meeting", "2026-11-13", True)
    (zoho,) = office.plan(
        ACTIVITY_IMPORT, "Event Id,Title,From,To\n7,Demo,2026-11-12 14:30,2026-11-12 15:00"
    ).drafts
    assert (zoho.kind, zoho.day) == ("meeting", "2026-11-12")
    mail = "Email direction,Email subject,Activity date\nOUTGOING,Hi,2026-11-12\nINCOMING,Re: Hi,2026-11-12"
    assert [draft.kind for draft in office.plan(ACTIVITY_IMPORT, mail).drafts] == ["email"]


def test_a_call_that_came_in_does_not_count_among_other_activities_either(office: Office) -> None:
    head = "Activity Type,Call Direction,Activity Date\n"
    text = f"{head}Call,INBOUND,2026-11-12\nCall,OUTBOUND,2026-11-12\nMeeting,,2026-11-12"
    assert sorted(draft.kind for draft in office.plan(ACTIVITY_IMPORT, text).drafts) == ["call", "meeting"]


def test_a_file_without_column_names_is_told_so_by_its_first_row(office: Office) -> None:
    people = (
        "Ana Silva,Acme,ana@acme.example,+351 21 000 0000\nBen Ort,Globex,ben@globex.example,+351 21 000 0001"
    )
    for spec in (LEAD_IMPORT, ACTIVITY_IMPORT):
        with pytest.raises(
            FileRefused, match="no row of column names: its first row is Ana Silva, Acme, ana@"
        ):
            office.plan(spec, people)
    with pytest.raises(FileRefused, match=r"Ana Silva, Acme, Lisbon\. If that is its first record"):
        office.plan(LEAD_IMPORT, "Ana Silva,Acme,Lisbon\nBen Ort,Globex,Porto")
    plan = office.plan(LEAD_IMPORT, people, header=False, mapping="name=Column 1,company=Column 2")
    assert [draft.values[0] for draft in plan.drafts] == ["Ana Silva", "Ben Ort"]
    assert "no header, 2 rows" in plan.findings[0]
