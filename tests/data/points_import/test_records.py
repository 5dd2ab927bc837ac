"""Exports of CRM systems: each record counts once, for its owner, and every row is accounted for."""

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from data.kernel import journal
from data.kernel.commands import Reader
from data.kernel.errors import CockpitError, Refused
from data.kernel.ids import reference
from data.kernel.undo import Undo
from data.leads.commands import AddLead
from data.leads.merge import MergeLeads
from data.opening import open_store
from data.people.commands import EditPerson
from data.points.imports.items import (
    BAD_COUNT,
    BAD_DATE,
    CONTRADICTS,
    KIND_UNKNOWN,
    NO_ACTIVITY,
    NOT_YOURS,
    OWNER_LEFT_OUT,
    OWNER_UNKNOWN,
    TWICE,
    UNREADABLE,
)
from data.points.imports.vocabulary import activity_columns
from data.points.kinds import all_kinds
from tests.data.points_import.conftest import NOW, Desk

HEAD = "Activity ID,Activity Type,Activity Date,Activity Owner,Notes,Call Outcome,Meeting Outcome\n"
ROWS = (
    HEAD + "A1,Call,2026-11-16,pam@example.com,Spoke of prices,Connected,\n"
    "A2,Email,2026-11-16,jim@example.com,,,\n"
    "A3,Meeting,2026-11-17,pam@example.com,,,No Show\n"
    "A4,Meeting,2026-11-17,pam@example.com,,,Cancelled\n"
    "A5,Note,2026-11-17,pam@example.com,,,\n"
    "A6,Call,2026-11-18,kelly@example.com,,No Answer,\n"
)


def test_an_admin_brings_in_everybodys_records(desk: Desk) -> None:
    plan = desk.bring(desk.file(ROWS))
    assert desk.counts(desk.pam) == {("2026-11-16", "call"): 1, ("2026-11-17", "meeting"): 1}
    assert desk.counts(desk.jim) == {("2026-11-16", "email"): 1}
    assert Counter(left.reason for left in plan.left) == {NO_ACTIVITY: 2, OWNER_UNKNOWN: 1}
    assert sum(plan.accounts().values()) == 6


def test_a_rep_brings_in_own_records_alone(desk: Desk) -> None:
    plan = desk.bring(desk.file(ROWS), desk.jim)
    assert desk.counts(desk.pam) == {}
    assert desk.counts(desk.jim) == {("2026-11-16", "email"): 1}
    assert Counter(left.reason for left in plan.left)[NOT_YOURS] == 3
    assert plan.rejected == []


def test_a_rep_cannot_write_for_others_whatever_the_payload_says(desk: Desk) -> None:
    plan = desk.read(desk.file(ROWS))
    with pytest.raises(Refused):
        desk.carry_out(plan, desk.jim)
    with pytest.raises(CockpitError, match="admin"):
        desk.read(desk.file(ROWS), desk.jim, owners={"pam@example.com": "jim"})
    assert desk.points() == 0


def test_foreign_owners_are_mapped_and_remembered(desk: Desk) -> None:
    plan = desk.read(desk.file(ROWS), owners={"Kelly@Example.com": "jim", "pam@example.com": "none"})
    assert Counter(left.reason for left in plan.left) == {OWNER_LEFT_OUT: 2, NO_ACTIVITY: 2}
    before = desk.tables()
    desk.carry_out(plan, remember=True)
    assert desk.counts(desk.jim) == {("2026-11-16", "email"): 1, ("2026-11-18", "call"): 1}
    assert not any(left.reason == OWNER_UNKNOWN for left in desk.read(desk.file(ROWS)).left)
    desk.do(Undo, desk.pam.id)
    assert desk.tables() == before


def test_imported_again_nothing_is_new_and_the_batch_is_one_step(desk: Desk) -> None:
    before = desk.tables()
    desk.bring(desk.file(ROWS))
    assert len(desk.store.select("select id from journal where name = 'points.import'")) == 1
    assert desk.bring(desk.file(ROWS)).found.is_empty
    desk.do(Undo, desk.pam.id)
    assert desk.tables() == before


def test_a_record_that_moved_to_another_owner_stays_counted_once(desk: Desk) -> None:
    desk.bring(desk.file(ROWS))
    moved = desk.bring(desk.file(ROWS.replace("A1,Call,2026-11-16,pam", "A1,Call,2026-11-16,jim")))
    assert ("already counted for somebody else", 1) in moved.accounts().items()
    assert desk.counts(desk.pam)["2026-11-16", "call"] == 1


def test_what_counts_as_what_can_be_said(desk: Desk) -> None:
    plan = desk.bring(
        desk.file(ROWS), meanings={"Call/Connected": "conversation", "meeting/cancelled": "meeting"}
    )
    assert desk.counts(desk.pam) == {("2026-11-16", "conversation"): 1, ("2026-11-17", "meeting"): 2}
    assert desk.points() == 5 + 20 + 1
    assert [w.because for w in plan.reading.wordings if w.label == "Call / Connected"] == ["as you said"]


def test_unusable_rows_are_rejected_with_their_number(desk: Desk) -> None:
    text = (
        "Type,Date,Count,Note\nCall,2026-11-16,2,fine\nCall,someday,1,\nCall,2026-11-20,1,\nCall,1999-12-31,1,\n"
        "Call,2026-11-16,0,\nCall,2026-11-16,-1,\nCall,2026-11-16,1e9,\nTelepathy,2026-11-16,1,\n"
        "Call,2026-11-16,1,a,b,c\nCall,2026-02-30,1,\n"
    )
    plan = desk.bring(desk.file(text))
    found = {left.number: left.reason for left in plan.left}
    assert found == {
        3: BAD_DATE,
        4: BAD_DATE,
        5: BAD_DATE,
        6: BAD_COUNT,
        7: BAD_COUNT,
        8: BAD_COUNT,
        9: KIND_UNKNOWN,
        10: UNREADABLE,
        11: BAD_DATE,
    }
    assert desk.points() == 2


def test_rows_without_ids_count_as_often_as_they_stand_there(desk: Desk) -> None:
    text = "Type,Date\nCall,2026-11-16\nCall,2026-11-16\nEmail,2026-11-16\n"
    desk.bring(desk.file(text))
    assert desk.counts() == {("2026-11-16", "call"): 2, ("2026-11-16", "email"): 1}
    assert desk.bring(desk.file(text)).found.is_empty


def test_two_peoples_lists_that_look_alike_both_count(desk: Desk) -> None:
    for text in ("Type,Date\nCall,2026-11-16\n", "Id,Type,Date\n1,Call,2026-11-16\n"):
        desk.bring(desk.file(text), desk.pam)
        desk.bring(desk.file(text), desk.jim)
    assert desk.counts(desk.pam) == desk.counts(desk.jim) == {("2026-11-16", "call"): 2}


def test_an_id_that_stands_twice_counts_once(desk: Desk) -> None:
    row = "A1,Call,2026-11-16,pam@example.com,,Connected,\n"
    plan = desk.bring(desk.file(HEAD + row + row + row.replace("Call", "Email")))
    assert [left.reason for left in plan.left] == [TWICE, CONTRADICTS]
    assert desk.counts() == {("2026-11-16", "call"): 1}


def test_moments_belong_to_the_persons_own_day(desk: Desk) -> None:
    # Three in the morning in London is the evening before in New York.
    rows = ("2026-11-17T03:00:00Z,jim", "2026-11-17 03:00,jim", "2026-11-17T03:00:00Z,pam")
    text = "Type,Date,Owner\n" + "".join(f"Call,{row}\n" for row in rows)
    desk.bring(desk.file(text))
    assert set(desk.counts(desk.jim)) == {("2026-11-16", "call"), ("2026-11-17", "call")}
    assert set(desk.counts(desk.pam)) == {("2026-11-17", "call")}


def test_points_are_frozen_by_the_scale_of_the_day(desk: Desk) -> None:
    desk.store.engine.write(
        [("insert into scale(id, kind, effective_on, points) values(1, 'call', '2026-11-17', 3)", ())]
    )
    desk.bring(desk.file("Type,Date\nCall,2026-11-16\nCall,2026-11-17\n"))
    assert desk.points() == 1 + 3


def test_markup_formulas_and_controls_stay_text(desk: Desk) -> None:
    note = "=HYPERLINK(1) [red]x[/] \x1b[2J \u202eevil"
    desk.bring(desk.file(f'Type,Date,Note\nCall,2026-11-16,"{note}"\nC[/]all\x1b,2026-11-16,\n'))
    stored = desk.store.select("select note from activity where note is not null")[0][0]
    assert stored == "=HYPERLINK(1) [red]x[/] [2J evil"


def test_a_burst_is_flagged_where_times_tell(desk: Desk) -> None:
    rows = "".join(f"Demo self led,2026-11-16 10:0{minute},pam\n" for minute in range(6))
    desk.bring(desk.file("Type,Date,Owner\n" + rows + "Demo self led,2026-11-17,pam\n"))
    assert [row[0] for row in desk.store.select("select flag from activity order by at")] == [None] * 5 + [
        "burst",
        None,
    ]


def test_a_file_without_date_or_kind_is_refused_with_what_to_say(desk: Desk) -> None:
    with pytest.raises(CockpitError, match="tells the date"):
        desk.read(desk.file("Type,Wann\nCall,gestern\n"))
    desk.bring(desk.file("Type,Wann\nCall,16.11.2026\nCall,gestern\n"), mapping="date=Wann")
    assert desk.points() == 1


def test_a_column_of_dates_whose_name_tells_nothing_is_guessed_and_what_is_not_taken_is_said(
    desk: Desk,
) -> None:
    plan = desk.read(desk.file("Type,Wann,Laune\nCall,2026-11-16,gut\n"))
    assert [(found.field, found.is_guessed) for found in plan.columns.found] == [
        ("kind", False),
        ("date", True),
    ]
    assert plan.columns_aside == ["Columns not taken, as no field is called so: Laune."]


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04broken", b'Type,Date\nCall,"open\n']
)
def test_hostile_files_are_refused_and_nothing_is_written(desk: Desk, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(CockpitError):
        desk.read(str(path))


def test_two_imports_at_once_count_once(desk: Desk) -> None:
    plan = desk.read(desk.file(ROWS))
    desk.bring(desk.file(ROWS))
    with pytest.raises(Refused, match="Nothing new"):
        desk.carry_out(plan)
    assert desk.counts(desk.pam)["2026-11-16", "call"] == 1


def test_an_import_that_comes_in_between_is_seen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, rival = desk.read(desk.file(ROWS)), open_store(desk.store.path)
    rivals = [plan.command(rival.ids, desk.pam.id, NOW)]

    newest_of_now = journal.newest

    def newest_of_too_early(reader: Reader) -> int:
        newest = newest_of_now(reader)
        if rivals:
            rival.apply(rivals.pop())
        return newest

    monkeypatch.setattr(journal, "newest", newest_of_too_early)
    with pytest.raises(Refused, match="Nothing new"):
        desk.carry_out(plan)
    rival.close()
    assert desk.counts(desk.pam)["2026-11-16", "call"] == 1


def test_a_name_of_an_inactive_person_is_still_theirs(desk: Desk) -> None:
    desk.do(EditPerson, desk.pam.id, person_id=desk.jim.id, columns={"active": 0})
    desk.bring(desk.file('Type,Date,Owner\nCall,2026-11-16,"Halpert, Jim"\n'))
    assert desk.counts(desk.jim) == {("2026-11-16", "call"): 1}


def test_entries_go_only_to_leads_within_reach_and_to_the_one_that_was_kept(desk: Desk) -> None:
    pams = desk.do(AddLead, desk.pam.id, columns={"name": "Ann"}).id
    gone, kept = (desk.do(AddLead, desk.jim.id, columns={"name": "Bob"}).id for _ in range(2))
    desk.do(MergeLeads, desk.jim.id, keep=kept, others=(gone,))
    rows = "".join(
        f"{reference(lead)},Call,2026-11-1{day},{reference(lead)}\n" for day, lead in ((6, pams), (7, gone))
    )
    desk.bring(desk.file("reference,Type,Date,lead_reference\n" + rows), desk.jim)
    assert desk.store.select("select lead_id from activity order by day") == [(None,), (kept,)]


def test_an_entry_of_a_lead_that_was_merged_since_comes_in_again_as_it_is(desk: Desk) -> None:
    gone, kept = (desk.do(AddLead, desk.jim.id, columns={"name": "Bob"}).id for _ in range(2))
    path = desk.file(
        f"reference,Type,Date,lead_reference\n{reference(gone)},Call,2026-11-16,{reference(gone)}\n"
    )
    desk.bring(path, desk.jim)
    desk.do(MergeLeads, desk.jim.id, keep=kept, others=(gone,))
    assert desk.read(path, desk.jim).found.is_empty


def test_the_catalogue_names_kinds_that_exist(desk: Desk) -> None:
    codes = {kind.code for kind in all_kinds(desk.store)}
    catalogue = activity_columns()
    assert set(catalogue.wording) == codes
    assert {rule.kind for rule in catalogue.rule} <= codes | {"none"}


def test_a_public_export_adds_up(desk: Desk) -> None:
    folder = os.environ.get("COCKPIT_SAMPLES", "")
    path = Path(folder) / "hubspot_activities_dummy_500.csv"
    if not folder or not path.exists():
        pytest.skip("COCKPIT_SAMPLES does not name a folder with the public sample files")
    plan = desk.bring(str(path), owners={"pam.beesly@example.com": "pam", "jim.halpert@example.com": "jim"})
    accounts = plan.accounts()
    assert sum(accounts.values()) == 500
    assert accounts["no activity that earns points"] == 100 + 97 + 15  # notes, tasks, cancelled meetings
    assert [w.rows for w in plan.reading.wordings if w.label == "Email"] == [99]
    assert plan.found.points == desk.points()
    assert min(date.fromisoformat(item.day) for item in plan.found.new).year == 2022
    again = desk.bring(str(path), owners={"pam.beesly@example.com": "pam", "jim.halpert@example.com": "jim"})
    assert again.found.is_empty
    assert again.accounts()["there already"] == accounts["new"]


def test_cells_that_say_nothing_are_empty_and_a_shortened_id_is_that_of_nobody(desk: Desk) -> None:
    rows = "NULL,Call,2026-11-16,n/a,-\n1.2E+17,Call,2026-11-16,Ann,NULL\n1.2E+17,Call,2026-11-16,Bob,\n"
    desk.bring(desk.file(f"Id,Type,Date,Notes,Contact\n{rows}"))
    assert desk.store.select("select note from activity order by id") == [(None,), ("Ann",), ("Bob",)]
    desk.bring(desk.file("Id,Type,Date\n1001.0,Call,2026-11-16\n"))
    assert desk.read(desk.file("Id,Type,Date\n1001,Call,2026-11-16\n")).counts()["unchanged"] == 1
