"""Which system a file is of, and that the ids of two never stand for one person."""

import pytest

from data.files.refused import OptionRefused
from data.imports.left_rows import CONFLICT
from tests.data.leads.imports.conftest import Desk

NORTH = "Lead ID,Name,Email,City\nLD-001,Ann Lee,ann@a.example,Porto\n"
SOUTH = "Lead ID,Name,Email,Budget\nLD-001,Eve Poe,eve@e.example,500\n"


def people(desk: Desk) -> list[tuple[str, str]]:
    """Names and e-mails of the leads."""
    return [(lead.name, lead.emails) for lead in desk.leads()]


@pytest.mark.parametrize(
    ("head", "row", "system"),
    [
        ("Record ID,Email,Contact owner,Lead Status", "7,ann@a.example,,New", "hubspot"),
        ("Record ID,Email,Contact owner", "7,ann@a.example,", ""),
        ("Record Id,Email,Contact owner,Lead Status", "7,ann@a.example,,New", ""),
        ("record id,Email,Phone Number,Job Title", "7,ann@a.example,,", ""),
        ("Record ID,Email,Contact owner,Lead Status", "LD-7,ann@a.example,,New", ""),
        ("Record Id,Email,Lead Owner,Created Time", "4150868000000123001,ann@a.example,,", "zoho"),
        ("Person - ID,Person - Name,Person - Email - Work", "7,Ann,ann@a.example", "pipedrive"),
        ("Person - ID,Person - Name,Email", "7,Ann,ann@a.example", ""),
        ("person_id,person_name,person_email", "7,Ann,ann@a.example", ""),
        ("Lead ID,Lead Title,Lead Owner,Email", "7,Ann,,ann@a.example", ""),
        ("Id,Email", "003x0000002xLCVAA2,ann@a.example", "salesforce"),
        ("Id,Email", "001000000000001,ann@a.example", ""),
    ],
)
def test_a_system_is_claimed_by_several_of_its_columns_and_its_own_ids(
    desk: Desk, head: str, row: str, system: str
) -> None:
    plan = desk.plan(f"{head}\n{row}\n")
    assert plan.columns.system == system
    assert plan.columns.key_prefix.startswith(f"{system}:" if system else "file-")


def test_the_ids_of_two_agencies_belong_to_their_own_files(desk: Desk) -> None:
    desk.bring(NORTH)
    assert desk.bring(SOUTH) == {"added": 1}
    assert desk.bring(SOUTH.replace("eve@e.example", "eve@new.example")) == {"updated": 1}
    assert people(desk) == [("Ann Lee", "ann@a.example"), ("Eve Poe", "eve@new.example")]


def test_an_id_on_a_row_of_somebody_else_is_a_conflict_until_its_system_is_said(desk: Desk) -> None:
    desk.bring(NORTH)
    alike = NORTH.replace("Ann Lee,ann@a.example", "Eve Poe,eve@e.example") + "LD-002,Bob,b@b.example,Faro\n"
    plan = desk.plan(alike)
    assert [(left.number, left.reason) for left in plan.rejected] == [(2, CONFLICT)]
    assert plan.accounts() == {"added": 1, "conflicts": 1}
    assert "LD-001 is that of Ann Lee; here it stands for Eve Poe" in plan.rejected[0].words
    assert [row[:3] for row in plan.rejected_rows()] == [["2", plan.rejected[0].words, "LD-001"]]
    desk.carry_out(plan)
    assert people(desk) == [("Ann Lee", "ann@a.example"), ("Bob", "b@b.example")]
    plan = desk.plan(alike, system="South Agency")
    assert (plan.columns.system, desk.carry_out(plan)) == ("south agency", {"added": 1, "unchanged": 1})
    assert desk.bring(alike, system="south agency") == {"unchanged": 2}
    assert desk.bring(NORTH) == {"unchanged": 1}


@pytest.mark.parametrize(
    ("before", "after", "is_conflict"),
    [
        ("Ann Lee,ann@a.example,", "Ann Ray,ann@a.example,", False),
        ("Ann Lee,ann@a.example,", "Ann Lee,lee@b.example,", False),
        ("Ann Lee,ann@a.example,", "A. Lee,lee@b.example,", False),
        ("Ann Lee,ann@a.example,", "Eve Poe,eve@e.example,", True),
        ("Ann Lee,,555 010 0100", "Eve Poe,,555 020 0200", True),
        ("Ann Lee,,555 010 0100", "Eve Poe,,(555) 010-0100", False),
        ("Ann Lee,,", "Anne Lee,,", False),
        ("Ann Lee,,", "Eve Poe,,", True),
        ("Ann Lee,ann@a.example,", "Eve Poe,,", True),
    ],
)
def test_a_row_is_of_somebody_else_where_neither_name_nor_contact_is_the_same(
    desk: Desk, before: str, after: str, is_conflict: bool
) -> None:
    head = "Id,Name,Email,Phone\n"
    desk.bring(f"{head}7,{before}\n")
    assert desk.bring(f"{head}7,{after}\n") == ({"rejected": 1} if is_conflict else {"updated": 1})


def test_a_person_who_was_renamed_here_is_no_conflict(desk: Desk) -> None:
    from data.leads.commands import EditLead

    desk.bring(NORTH)
    columns = {"name": "Ann Ray", "emails": "ray@r.example"}
    desk.do(EditLead, lead_id=desk.leads()[0].id, columns=columns)
    assert desk.bring(NORTH) == {"unchanged": 1}


def test_the_id_of_a_row_goes_before_those_of_what_it_is_tied_to(desk: Desk) -> None:
    plan = desk.plan("person_id,id,Name\n9,1,Ann\n9,2,Bob\n")
    assert (plan.columns.place("id"), plan.columns.rest) == ("id", ("person_id",))


def test_a_column_of_ids_that_stand_for_several_people_is_none_of_the_rows(desk: Desk) -> None:
    rows = "".join(f"{number % 2},Person {number},p{number}@a.example\n" for number in range(9))
    plan = desk.plan(f"person_id,Name,Email\n{rows}")
    assert (plan.columns.place("id"), plan.columns.rest) == (None, ("person_id",))
    assert desk.carry_out(plan) == {"added": 9}
    assert (
        desk.plan(f"person_id,Name,Email\n{rows}", mapping="id=person_id").columns.place("id") == "person_id"
    )


@pytest.mark.parametrize("name", ["row", "Cockpit", "file-1", ":", " ", "n" * 41])
def test_a_name_that_no_system_can_have_is_refused_with_an_example(desk: Desk, name: str) -> None:
    with pytest.raises(OptionRefused, match="north-agency"):
        desk.plan(NORTH, system=name)


def test_a_system_is_said_of_files_with_ids_alone(desk: Desk) -> None:
    with pytest.raises(OptionRefused) as refused:
        desk.plan("Name\nAnn\n", system="north")
    assert refused.value.code == "file.no_ids"
    with pytest.raises(OptionRefused, match="Cockpit's own"):
        desk.plan("Cockpit reference,Name\n0000000000001,Ann\n", system="north")


def test_a_company_is_no_other_because_of_its_id(desk: Desk) -> None:
    head = "Account ID,Account Name,Industry,Website\n"
    desk.bring(f"{head}A1,Acme Inc.,Steel,acme.example\n")
    assert desk.bring(f"{head}A1,Acme Holding,Steel,https://www.acme.example/\n") == {"updated": 1}
    plan = desk.plan(f"{head}A1,Beta Foods,Food,beta.example\n")
    assert [left.reason for left in plan.rejected] == [CONFLICT]
