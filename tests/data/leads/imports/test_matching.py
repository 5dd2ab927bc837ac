"""The same lead is known again: by id, by e-mail, by phone and name. Nothing is doubled, nothing is erased."""

import pytest

from data.kernel.errors import Refused
from data.leads.commands import Assign, EditLead
from data.leads.merge import MergeLeads
from data.leads.settings import SetPhoneRegion
from data.leads.triage import Qualify
from tests.data.leads.imports.conftest import Desk

PEOPLE = "Record ID,First Name,Last Name,Email,Contact owner,Job Title\n"


def test_imported_leads_start_no_clock_and_wait_to_be_worked(desk: Desk) -> None:
    assert desk.bring("Name\nAnn\n") == {"added": 1}
    (lead,) = desk.leads()
    assert (lead.status, lead.unworked, lead.owner_id) == ("new", 1, desk.ana)
    assert (lead.response_due_at, lead.cold_at, lead.follow_up_at) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        PEOPLE + "1,Ann,Lee,ann@a.example,,CFO\n2,Bob,Ray,,,\n",
        "Name,Email\nAnn,ann@a.example\nBob,\n",
        "Name,Phone\nAnn,555 0100\nAnn,555 0200\n",
        "Email\nann@a.example\n",
        "id,name\n1,Ann\n2,Ann\n",
    ],
)
def test_the_same_file_again_adds_nothing(desk: Desk, text: str) -> None:
    first = desk.bring(text)
    before = desk.state()
    assert desk.bring(text) == {"unchanged": first["added"]}
    assert desk.state() == before


def test_words_of_the_companys_lists_are_spelled_as_there_and_others_stay(desk: Desk) -> None:
    desk.bring("Name,Channel,Source,Status,Reason\nAnn,upwork,Referral,lost,NO BUDGET\nBob,telex,fair,,\n")
    ann, bob = desk.leads()
    assert (ann.channel, ann.source, ann.reason) == ("Upwork", "referral", "no budget")
    assert (bob.channel, bob.source) == ("telex", "fair")


def test_a_lead_that_came_with_an_odd_phone_can_be_edited_all_the_same(desk: Desk) -> None:
    desk.bring("Name,Phone\nAnn,123\n")
    (lead,) = desk.leads()
    desk.do(EditLead, lead_id=lead.id, columns={"title": "CFO"})
    assert (desk.lead(lead.id).title, desk.lead(lead.id).phones) == ("CFO", "123")


def test_a_changed_value_updates_and_an_empty_cell_erases_nothing(desk: Desk) -> None:
    desk.bring(PEOPLE + "1,Ann,Lee,ann@a.example,,CFO\n")
    assert desk.bring(PEOPLE + "1,Ann,Lee,,,CEO\n") == {"updated": 1}
    (lead,) = desk.leads()
    assert (lead.title, lead.emails) == ("CEO", "ann@a.example")


def test_a_new_address_is_found_afterwards(desk: Desk) -> None:
    desk.bring(PEOPLE + "1,Ann,Lee,ann@a.example,,\n")
    desk.bring(PEOPLE + "1,Ann,Lee,lee@b.example,,\n")
    assert desk.rows("select value from match_key where kind = 'email'") == [("lee@b.example",)]


def test_a_phone_added_by_hand_stays(desk: Desk) -> None:
    lead = desk.add("Ann Lee", emails="ann@a.example", phones="mobile: 555 0100")
    desk.bring("Name,Email,Work Phone\nAnn Lee,ann@a.example,555 0200\n")
    assert desk.lead(lead).phones == "mobile: 555 0100\nwork: 555 0200"


@pytest.mark.parametrize("name", ["Ann Lee", "ann  lee", "A. Lee", "Lee, Ann", ""])
def test_an_address_with_a_name_that_fits_is_the_same_lead(desk: Desk, name: str) -> None:
    lead = desk.add("Ann Lee", emails="Ann@A.example")
    assert desk.bring(f'Name,Email,Title\n"{name}",ann@a.example,CFO\n') == {"updated": 1}
    assert desk.lead(lead).title == "CFO"
    assert len(desk.leads()) == 1


def test_an_address_with_another_name_is_added_and_told(desk: Desk) -> None:
    desk.add("Ann Lee", emails="office@a.example")
    plan = desk.plan("Name,Email\nBob Ray,office@a.example\n")
    assert [twin.number for twin in plan.twins] == [2]
    assert desk.carry_out(plan) == {"added": 1}


def test_an_address_with_another_id_of_the_same_system_is_added_and_told(desk: Desk) -> None:
    desk.bring(PEOPLE + "1,Ann,Lee,ann@a.example,,\n")
    plan = desk.plan(PEOPLE + "2,Ann,Lee,ann@a.example,,\n")
    assert len(plan.twins) == 1
    assert desk.carry_out(plan) == {"added": 1}


def test_ids_of_two_systems_do_not_clash(desk: Desk) -> None:
    desk.bring(PEOPLE + "1,Ann,Lee,ann@a.example,,\n")
    assert desk.bring("id,name,shoe\n1,Bob,41\n") == {"added": 1}
    assert desk.bring("id,name,hat\n1,Cem,7\n") == {"added": 1}


def test_a_row_without_id_and_address_goes_by_phone_and_name(desk: Desk) -> None:
    lead = desk.add("Ann Lee", phones="555 010 0100", company="Acme")
    assert desk.bring("Name,Phone,Title\nAnn Lee,(555) 010-0100,CFO\n") == {"updated": 1}
    assert desk.lead(lead).title == "CFO"


def test_another_company_or_phone_contradicts(desk: Desk) -> None:
    desk.add("Ann Lee", phones="555 010 0100", company="Acme")
    assert desk.bring("Name,Phone,Company\nAnn Lee,555 010 0100,Beta\n") == {"added": 1}
    assert desk.bring("Name,Phone,Company\nAnn Lee,555 099 9999,Acme\n") == {"added": 1}


def test_rows_of_one_id_are_put_together_unless_they_speak_of_two_people(desk: Desk) -> None:
    plan = desk.plan(
        PEOPLE + "1,Ann,Lee,ann@a.example,,\n1,Ann,Lee,ann@a.example,,\n1,Ann,Lee,ann@b.example,,\n"
        "1,Bob,Ray,bob@b.example,,\n"
    )
    assert desk.carry_out(plan) == {"added": 1, "duplicates": 2, "rejected": 1}
    assert [(left.number, left.other) for left in plan.left] == [(3, 2), (4, 2), (5, 2)]
    assert plan.rejected[0].number == 5
    assert desk.leads()[0].emails == "ann@a.example\nann@b.example"


def test_rows_of_one_person_are_put_together(desk: Desk) -> None:
    text = "Name,Email,Title,Tags\nAnn Lee,ann@a.example,,new\nA. Lee,ann@a.example,CFO,vip\n"
    assert desk.bring(text) == {"added": 1, "duplicates": 1}
    (lead,) = desk.leads()
    assert (lead.name, lead.title, lead.tags) == ("Ann Lee", "CFO", "new, vip")
    assert desk.bring(text) == {"unchanged": 1, "duplicates": 1}


def test_a_worked_lead_keeps_its_status_and_owner(desk: Desk) -> None:
    desk.bring(PEOPLE + "1,Ann,Lee,ann@a.example,Ana Rep,\n")
    lead = desk.leads()[0].id
    desk.do(Qualify, leads=(lead,), answers={}, qualified=True)
    text = "Record ID,First Name,Last Name,Email,Contact owner,Lead Status\n1,Ann,Lee,ann@a.example,Ben Rep,New\n"
    assert desk.bring(text) == {"unchanged": 1}
    assert (desk.lead(lead).status, desk.lead(lead).owner_id) == ("qualified", desk.ana)


def test_anothers_lead_is_not_changed(desk: Desk) -> None:
    desk.add("Ann Lee", actor=desk.ben, emails="ann@a.example")
    plan = desk.plan("Name,Email,Title\nAnn Lee,ann@a.example,CFO\n")
    assert "Ben Rep" in plan.rejected[0].detail
    assert desk.bring("Name,Email,Title\nAnn Lee,ann@a.example,CFO\n", actor=desk.manager) == {"updated": 1}


def test_a_merged_lead_stands_for_the_one_it_went_into(desk: Desk) -> None:
    desk.bring(PEOPLE + "1,Ann,Lee,ann@a.example,,\n2,Ann,Lee,lee@b.example,,\n")
    one, two = (lead.id for lead in desk.leads())
    desk.do(MergeLeads, keep=one, others=(two,))
    assert desk.bring(PEOPLE + "2,Ann,Lee,lee@b.example,,CFO\n") == {"updated": 1}
    assert (desk.lead(one).title, desk.lead(two).title) == ("CFO", "")


def test_leads_are_people_of_the_company_of_that_name_whichever_came_first(desk: Desk) -> None:
    desk.bring("Record ID,Name,Company\n1,Ann,ACME\n2,Bob,Beta\n")
    desk.bring("Account Name,Industry,Annual Revenue\nAcme Inc.,Steel,5\nGamma,Steel,5\n")
    desk.bring("Record ID,Name,Company\n2,Bob,Gamma Ltd\n")
    named = "select leads.name, companies.name from leads join companies using(company_id) order by 1"
    assert desk.rows(named) == [("Ann", "Acme Inc."), ("Bob", "Gamma")]


def test_owners_can_be_told(desk: Desk) -> None:
    text = "Name,Owner\nAnn,JH\nBob,\n"
    desk.bring(text, owners={"JH": "ben"}, owner=desk.person(desk.cy))
    assert [lead.owner_id for lead in desk.leads()] == [desk.ben, desk.cy]
    with pytest.raises(Refused):
        desk.plan(text, owners={"JH": "nobody at all"})


ROW = "Record ID,Name,Email,Phone,Title,Tags,Shoe\n7,Ann Lee,ann@a.example,555 0100,{title},vip,{shoe}\n"


def test_the_same_file_again_leaves_what_was_corrected_here(desk: Desk) -> None:
    same = ROW.format(title="CFO", shoe="41")
    desk.bring(same)
    (lead,) = (lead.id for lead in desk.leads())
    desk.do(EditLead, lead_id=lead, columns={"phones": "555 0199", "title": "COO", "emails": "lee@a.example"})
    desk.do(EditLead, lead_id=lead, columns={"title": "CEO", "tags": "", "custom": '{"Shoe": "42"}'})
    corrected = desk.state()
    plan = desk.plan(same)
    assert (plan.counts()["unchanged"], plan.found.is_empty) == (1, True)
    assert [(value.number, value.what) for value in plan.found.set_here] == [
        *((2, "e-mail"), (2, "other fields"), (2, "phone"), (2, "tags"), (2, "title"))
    ]
    assert any("5 values set here stay" in finding for finding in plan.findings)
    assert desk.state() == corrected
    plan = desk.plan(ROW.format(title="Chair", shoe="43"))
    assert plan.found.is_empty
    assert ("title", "CEO", "Chair") in [value[1:] for value in plan.found.set_here]
    desk.do(EditLead, lead_id=lead, columns={"title": "", "custom": ""})
    assert desk.bring(ROW.format(title="Chair", shoe="43")) == {"updated": 1}
    now = desk.lead(lead)
    assert (now.title, now.phones, now.tags, now.custom) == ("Chair", "555 0199", "", '{"Shoe": "43"}')


def test_only_what_the_file_would_have_changed_counts_as_corrected(desk: Desk) -> None:
    text = "Record ID,Name,Title,Lead Status,Contact owner\n7,Ann Lee,CFO,new,ana\n"
    desk.bring(text)
    (lead,) = (lead.id for lead in desk.leads())
    desk.do(EditLead, lead_id=lead, columns={"title": "CEO"})
    desk.do(Qualify, leads=(lead,), answers={"has_budget": 1}, qualified=True)
    desk.do(Assign, desk.manager, leads=(lead,), person_id=desk.ben)
    plan = desk.plan(text)
    assert plan.counts()["unchanged"] == 1
    assert [value[1:] for value in plan.found.set_here] == [("title", "CEO", "CFO")]


def test_an_import_that_was_taken_back_comes_again(desk: Desk) -> None:
    desk.bring(ROW.format(title="CFO", shoe="41"))
    desk.do(EditLead, lead_id=desk.leads()[0].id, columns={"segment": "mine"})
    changed = ROW.format(title="CEO", shoe="41")
    assert desk.bring(changed) == {"updated": 1}
    desk.undo()
    assert (desk.leads()[0].title, desk.leads()[0].segment) == ("CFO", "mine")
    assert desk.bring(changed) == {"updated": 1}
    assert desk.leads()[0].title == "CEO"


def test_a_row_of_a_merged_lead_says_nothing_new_to_the_one_that_is_kept(desk: Desk) -> None:
    kept = desk.add("Ann Lee", title="CEO", emails="ann@b.example")
    text = ROW.format(title="CFO", shoe="41")
    desk.bring(text)
    other = next(lead.id for lead in desk.leads() if lead.id != kept)
    desk.do(MergeLeads, keep=kept, others=(other,))
    assert desk.lead(kept).title == "CEO"
    assert desk.bring(text) == {"unchanged": 1}


def test_phones_are_not_brought_in_under_a_region_that_was_changed_since_the_file_was_read(
    desk: Desk,
) -> None:
    text = "Name,Phone\nAnn,210 000 000\n"
    plan, bare = desk.plan(text), desk.plan_of(desk.file("Name\nBob\n", "bare.csv"))
    desk.do(SetPhoneRegion, desk.admin, region="PT")
    with pytest.raises(Refused, match=r"region was changed since the file was read\. Import it again\."):
        desk.carry_out(plan)
    assert desk.leads() == []
    desk.carry_out(bare)
    assert desk.bring(text) == {"added": 1}
    assert desk.rows("select value from match_key where kind = 'phone'") == [("+351210000000",)]
