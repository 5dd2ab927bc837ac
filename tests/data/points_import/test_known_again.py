"""By what an entry is known again: ids of two lists are those of two, and what was done by hand stays done."""

from data.imports.left_rows import CONFLICT
from data.kernel.ids import reference
from data.kernel.undo import Redo, Undo
from data.leads.commands import AddLead
from data.leads.imports.lead_spec import LEAD_IMPORT
from data.leads.merge import MergeLeads
from data.points.correct import DeleteActivity
from data.points.imports.items import REMOVED_HERE
from tests.data.points_import.conftest import NOW, Desk

CALLS = "Id,Call Type,Call Date\n1,Call,2026-11-16\n2,Call,2026-11-17\n"
MAILS = "Id,Type,Date\n1,Email,2026-11-16\n"


def test_lists_of_other_headings_have_ids_of_their_own_and_more_columns_change_nothing(desk: Desk) -> None:
    desk.bring(desk.file(CALLS), mapping="kind=Call Type,date=Call Date")
    desk.bring(desk.file(MAILS))
    assert desk.counts() == {
        ("2026-11-16", "call"): 1,
        ("2026-11-17", "call"): 1,
        ("2026-11-16", "email"): 1,
    }
    wider = MAILS.replace("Date\n", "Date,Note\n").replace("16\n", "16,prices\n")
    assert desk.bring(desk.file(wider)).counts()["updated"] == 1


def test_an_id_on_a_row_of_another_kind_and_day_is_a_conflict_until_its_system_is_said(desk: Desk) -> None:
    desk.bring(desk.file(MAILS))
    other = MAILS.replace("Email,2026-11-16", "Call,2026-11-18")
    plan = desk.bring(desk.file(other))
    assert [(left.number, left.reason) for left in plan.rejected] == [(2, CONFLICT)]
    assert "email on 2026-11-16" in plan.rejected[0].words
    desk.bring(desk.file(other), system="dialler")
    assert desk.counts() == {("2026-11-16", "email"): 1, ("2026-11-18", "call"): 1}
    assert desk.bring(desk.file(other), system="dialler").found.is_empty
    moved = desk.bring(desk.file(MAILS.replace("2026-11-16", "2026-11-17")))
    assert moved.counts()["updated"] == 1, "one of the two alone is a correction"


def test_an_entry_that_was_removed_by_hand_does_not_come_back(desk: Desk) -> None:
    desk.bring(desk.file(MAILS + "2,Email,2026-11-17\n"))
    (gone,) = desk.store.select("select id from activity where day = '2026-11-17'")[0]
    desk.do(DeleteActivity, desk.pam.id, entry=gone)
    for back in (None, Undo, Redo):
        if back is not None:
            desk.do(back, desk.pam.id)
        plan = desk.bring(desk.file(MAILS + "2,Email,2026-11-17\n"))
        assert plan.found.is_empty
        reasons = [left.reason for left in plan.left]
        assert reasons == ([] if back is Undo else [REMOVED_HERE])


def test_an_entry_goes_to_the_lead_that_is_seen_by_any_id_of_it(desk: Desk) -> None:
    from data.imports.plan import read_plan

    jim = desk.jim.id
    head = "Record ID,Name,Email,Contact owner,Lead Status\n"
    for text in (f"{head}7,Ann,ann@a.example,,\n", "Lead ID,Name,Email,Title\nLD-1,Ann,ann@a.example,CFO\n"):
        plan = read_plan(LEAD_IMPORT, desk.store, desk.jim, NOW, desk.file(text))
        desk.store.apply(plan.command(desk.store.ids, jim, NOW))
    (ann,) = desk.store.select("select id from lead")[0]
    kept = desk.do(AddLead, jim, columns={"name": "Ann"}).id
    keys = [row[0] for row in desk.store.select("select value from match_key where kind = 'id'")]
    rows = "".join(
        f"{reference(number)},Call,2026-11-1{number},,{key}\n"
        for number, key in enumerate(["hubspot:7", *keys])
    )
    path = desk.file("reference,Type,Date,lead_reference,lead_source_id\n" + rows)
    leads = "select distinct lead_id from activity"
    desk.bring(path, desk.jim)
    assert (len(keys), desk.store.select(leads)) == (1, [(ann,)])
    desk.do(Undo, jim)
    desk.do(MergeLeads, jim, keep=kept, others=(ann,))
    desk.bring(path, desk.jim)
    assert desk.store.select(leads) == [(kept,)]
    desk.do(Undo, jim)
    desk.do(Undo, jim)
    desk.bring(path, desk.jim)
    assert desk.store.select(leads) == [(ann,)]
