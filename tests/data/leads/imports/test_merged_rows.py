"""Rows of leads that were merged here lead to the one that is seen, before and after undo and redo."""

import pytest

from data.kernel.errors import Refused
from data.leads.commands import EditLead
from data.leads.lead import Lead
from data.leads.merge import MergeLeads
from tests.data.leads.imports.conftest import Desk

TWICE = "Id,Name,Email\nA1,Ana Costa,ana@acme.example\nB1,Ana Costa,ana.costa@mail.example\n"
NEW = "C1,Carl Cruz,carl@c.example\n"
THREE = "Id,Name,Email,Title\n{}"


def named(desk: Desk, name: str) -> list[Lead]:
    """The leads of a name that are seen."""
    return [lead for lead in desk.leads() if lead.name == name and lead.merged_into is None]


def test_a_file_whose_rows_were_merged_comes_in_again_with_what_is_new(desk: Desk) -> None:
    desk.bring(TWICE)
    kept, gone = (lead.id for lead in desk.leads())
    desk.do(MergeLeads, keep=kept, others=(gone,))
    before = desk.lead(kept)
    plan = desk.plan(TWICE + NEW)
    assert [(left.number, left.other, left.detail) for left in plan.left] == [
        (3, 2, "the same lead as row 2")
    ]
    assert desk.carry_out(plan) == {"added": 1, "unchanged": 1, "duplicates": 1}
    assert desk.lead(kept) == before and len(named(desk, "Carl Cruz")) == 1
    desk.undo()
    desk.undo()
    assert desk.bring(TWICE + NEW) == {"added": 1, "unchanged": 2}
    assert {lead.emails for lead in named(desk, "Ana Costa")} == {
        "ana@acme.example",
        "ana.costa@mail.example",
    }


def test_of_three_merged_into_one_each_row_changes_the_one_that_is_seen(desk: Desk) -> None:
    rows = [f"{key}1,Ana Costa,{key.lower()}@a.example,{{}}\n" for key in "ABC"]
    desk.bring(THREE.format("".join(row.format("") for row in rows)))
    one, two, three = (lead.id for lead in desk.leads())
    desk.do(MergeLeads, keep=two, others=(one,))
    desk.do(MergeLeads, keep=three, others=(two,))
    for row, title in zip(rows, ("CFO", "CEO", "COO"), strict=True):
        assert desk.bring(THREE.format(row.format(title))) == {"updated": 1}
        assert [desk.lead(lead).title for lead in (one, two, three)] == ["", "", title]
        desk.undo()
    for redone in (desk.undo, desk.redo):
        redone()
    assert desk.bring(THREE.format(rows[0].format("CFO"))) == {"updated": 1}
    assert desk.lead(three).title == "CFO"


def test_undone_each_row_changes_its_own_lead_again(desk: Desk) -> None:
    desk.bring(TWICE)
    kept, gone = (lead.id for lead in desk.leads())
    desk.do(MergeLeads, keep=kept, others=(gone,))
    changed = "Id,Name,E-mail\nB1,Ana Maria Costa,ana.costa@mail.example\n"
    assert desk.bring(changed) == {"updated": 1}
    assert (desk.lead(kept).name, desk.lead(gone).name) == ("Ana Maria Costa", "Ana Costa")
    desk.undo()
    desk.undo()
    assert desk.bring(changed) == {"updated": 1}
    assert (desk.lead(kept).name, desk.lead(gone).name) == ("Ana Costa", "Ana Maria Costa")


def test_what_two_rows_of_one_lead_say_otherwise_is_named_and_the_file_is_at_rest_afterwards(
    desk: Desk,
) -> None:
    text = "Id,Name,Email,Title\nA1,Ana Costa,ana@a.example,CFO\nB1,Ana Costa,ana@b.example,CEO\n"
    desk.bring(text)
    kept, gone = (lead.id for lead in desk.leads())
    desk.do(MergeLeads, keep=kept, others=(gone,))
    plan = desk.plan(text)
    assert plan.found.is_empty and not plan.clashes and not plan.found.set_here, "the merge has decided"
    changed = text.replace("CFO", "Chair").replace("CEO", "Partner")
    plan = desk.plan(changed)
    assert [clash[:5] for clash in plan.clashes] == [(3, 2, "title", "Chair", "Partner")]
    assert desk.carry_out(plan) == {"updated": 1, "duplicates": 1}
    assert desk.lead(kept).title == "Chair"
    assert desk.plan(changed).found.is_empty


def test_a_correction_of_a_lead_that_was_merged_later_stays(desk: Desk) -> None:
    text = TWICE.replace("Email\n", "Email,Title\n").replace(".example\n", ".example,CFO\n")
    desk.bring(text)
    kept, gone = (lead.id for lead in desk.leads())
    desk.do(EditLead, lead_id=kept, columns={"title": ""})
    desk.do(EditLead, lead_id=gone, columns={"title": "Own"})
    desk.do(MergeLeads, keep=kept, others=(gone,))
    assert desk.lead(kept).title == "Own"
    assert desk.bring(text) == {"unchanged": 1, "duplicates": 1}
    assert desk.lead(kept).title == "Own"


def test_rows_without_ids_find_the_lead_through_the_one_that_was_merged(desk: Desk) -> None:
    head = "Name,Email,Company,Title\n"
    desk.bring(head + "Ana Costa,ana@a.example,Acme,\nAna Costa,ana@b.example,Mail Inc,\n")
    kept, gone = (lead.id for lead in desk.leads())
    desk.do(MergeLeads, keep=kept, others=(gone,))
    assert desk.bring(head + "Ana Costa,ana@b.example,Mail Inc,CFO\n") == {"updated": 1}
    lead = desk.lead(kept)
    assert (lead.title, lead.company) == ("CFO", "Acme"), "the company that the merge has put away stays so"


def test_a_lead_is_known_by_each_id_under_which_it_came(desk: Desk) -> None:
    hubspot = "Record ID,Name,Email,Contact owner,Lead Status\n7,Ann Lee,{},,\n"
    agency = "Lead ID,Name,Email,Shoe\nLD-001,Ann Lee,{},{}\n"
    desk.bring(hubspot.format("ann@a.example"))
    before = desk.state()
    assert desk.bring(agency.format("ann@a.example", 41)) == {"updated": 1}
    assert desk.bring(hubspot.format("ann@b.example")) == {"updated": 1}
    assert desk.bring(agency.format("ann@c.example", 42)) == {"updated": 1}
    assert desk.leads()[0].emails == "ann@b.example\nann@c.example"
    other = agency.format("ann@b.example", 43).replace("LD-001", "LD-002")
    assert desk.bring(other) == {"added": 1}, "an id of the same system is another record"
    for _ in range(4):
        desk.undo()
    assert desk.state() == before
    assert desk.bring(agency.format("ann@c.example", 42)) == {"added": 1}


def test_an_export_of_ours_that_names_one_source_twice_is_one_lead(desk: Desk) -> None:
    head = "Cockpit reference,Name,E-mail,Source record\n"
    text = head + "0000000000001,Ann,ann@a.example,crm:7\n0000000000002,Ann,ann@b.example,crm:7\n"
    assert desk.bring(text) == {"added": 1, "duplicates": 1}
    assert desk.bring(text) == {"unchanged": 1, "duplicates": 1}


def test_leads_that_came_in_again_meanwhile_are_not_brought_back_beside_themselves(desk: Desk) -> None:
    desk.bring(TWICE)
    desk.undo()
    desk.bring(TWICE, desk.manager)
    with pytest.raises(
        Refused, match=r"Some of these leads have come in again since\. Nothing was written\."
    ):
        desk.redo()
    assert len(desk.leads()) == 2
