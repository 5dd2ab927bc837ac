"""What was typed here stays; what an import brought is what the next one replaces."""

import pytest

from data.leads.commands import AddLead, EditLead
from tests.data.leads.imports.conftest import Desk

FILE = "Id,Name,Email,Phone\nA1,Ana Costa,ana@acme.example,{}\n"
OLD, NEW, OWN = "+351 210 000 111", "+351 210 000 999", "+351 910 000 222"


def edit(desk: Desk, **columns: str) -> None:
    """Type something into the only lead."""
    desk.do(EditLead, lead_id=desk.leads()[0].id, columns=columns)


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        (f"{OWN}\n{OLD}", f"{OWN}\n{NEW}"),
        (f"{OLD}\n{OWN}", f"{NEW}\n{OWN}"),
        (f"mobile: {OWN}\n{OLD}", f"mobile: {OWN}\n{NEW}"),
        (OWN, f"{OWN}\n{NEW}"),
        (f"{OWN}\n{NEW}", f"{OWN}\n{NEW}"),
        ("", NEW),
    ],
)
def test_a_newer_number_of_the_file_takes_the_place_of_its_older_one(
    desk: Desk, typed: str, after: str
) -> None:
    desk.bring(FILE.format(OLD))
    edit(desk, phones=typed)
    desk.bring(FILE.format(NEW))
    assert desk.leads()[0].phones == after
    assert desk.plan(FILE.format(NEW)).found.is_empty
    if OLD not in after and typed:
        desk.undo()
        desk.redo()
        desk.bring(FILE.format("+351 210 000 000"))
        assert desk.leads()[0].phones == after.replace(NEW, "+351 210 000 000") or typed.endswith(NEW)


def test_numbers_and_addresses_are_the_same_however_they_are_written(desk: Desk) -> None:
    desk.bring(FILE.format(OLD))
    edit(desk, emails="Ana@ACME.example", phones="+351210000111", links="https://a.example")
    text = FILE.replace("Phone", "Phone,Website").format("+351 (210) 000-111,HTTPS://a.example/")
    assert desk.plan(text).found.is_empty


@pytest.mark.parametrize("column", ["emails", "links"])
def test_e_mails_and_links_alike(desk: Desk, column: str) -> None:
    head = {"emails": "Email", "links": "Website"}[column]
    text = f"Id,Name,{head}\n1,Ana,{{}}\n"
    desk.bring(text.format("old@a.example"))
    edit(desk, **{column: "own@a.example\nold@a.example"})
    assert desk.bring(text.format("new@a.example")) == {"updated": 1}
    assert getattr(desk.leads()[0], column) == "own@a.example\nnew@a.example"


def test_a_value_that_was_taken_out_does_not_come_back_with_a_new_one(desk: Desk) -> None:
    desk.bring(FILE.format(f'"{OLD}\n{OWN}"'))
    edit(desk, phones=OLD)
    plan = desk.plan(FILE.format(f'"{OLD}\n{OWN}\n{NEW}"'))
    assert [value[1:] for value in plan.found.set_here] == [("phone", OLD, OWN)]
    desk.carry_out(plan)
    assert desk.leads()[0].phones == f"{OLD}\n{NEW}"


def test_a_file_of_another_system_adds_its_number(desk: Desk) -> None:
    hubspot = "Record ID,Name,Email,Phone,Contact owner,Lead Status\n7,Ann,ann@a.example,{},,\n"
    desk.bring(hubspot.format(OLD))
    desk.bring(f"Name,Email,Phone\nAnn,ann@a.example,{OWN}\n")
    assert desk.leads()[0].phones == f"{OLD}\n{OWN}"
    desk.bring(hubspot.format(NEW))
    assert desk.leads()[0].phones == f"{NEW}\n{OWN}"


def test_what_was_typed_into_a_new_lead_stays_and_the_file_fills_what_is_empty(desk: Desk) -> None:
    lead = desk.do(
        AddLead, columns={"name": "Ann", "emails": "ann@a.example", "title": "CFO", "notes": "own words"}
    ).id
    text = "Name,Email,Title,Company,Notes,Budget,Currency\nAnn,ann@a.example,CEO,Acme,theirs,500,EUR\n"
    plan = desk.plan(text)
    assert [value[1:] for value in plan.found.set_here] == [("title", "CFO", "CEO")]
    assert "1 value set here stays as it is, though the file says otherwise." in plan.findings
    desk.carry_out(plan)
    found = desk.lead(lead)
    assert (found.title, found.company, found.notes) == ("CFO", "Acme", "own words\n\ntheirs")
    edit(desk, budget="700", currency="USD")
    desk.bring(text.replace("theirs", "newer").replace("500,EUR", "900,GBP"))
    found = desk.lead(lead)
    assert (found.budget, found.currency) == (70_000, "USD")
    assert found.notes == "own words\n\nnewer"


@pytest.mark.parametrize(
    ("here", "there", "after"),
    [
        ("Ana McCosta", "ANA MCCOSTA", "Ana McCosta"),
        ("ANA COSTA", "Ana Costa", "ANA COSTA"),
        ("Ana Costa", "Costa, Ana", "Ana Costa"),
        ("A. Costa", "Ana Costa", "Ana Costa"),
        ("Ana Costa", "A. Costa", "Ana Costa"),
    ],
)
def test_a_name_is_never_changed_in_its_case_alone(desk: Desk, here: str, there: str, after: str) -> None:
    text = 'Id,Name,Email,Company\n1,"{}",ana@a.example,{}\n'
    desk.bring(text.format(here, "ACME"))
    desk.bring(text.format(there, "Acme"))
    assert (desk.leads()[0].name, desk.leads()[0].company) == (after, "ACME")


def test_our_own_export_brings_back_what_was_changed_in_it(desk: Desk) -> None:
    from data.kernel.ids import reference

    lead = desk.add("ANN LEE", emails="ann@a.example", phones=OLD, title="CFO")
    head = f"Cockpit reference,Name,E-mail,Phone,Title\n{reference(lead)},"
    assert desk.bring(f"{head}Ann Lee,ann@a.example,{NEW},CEO\n") == {"updated": 1}
    found = desk.lead(lead)
    assert (found.name, found.phones, found.title) == ("Ann Lee", NEW, "CEO")
    assert desk.bring(f"{head}Eve Poe,eve@e.example,{NEW},CEO\n") == {"rejected": 1}, "rows that slipped"
