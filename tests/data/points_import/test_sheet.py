"""The spreadsheet that reps arrive with: every layout of it lands on the right day and kind, once."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from data.kernel.errors import CockpitError
from data.kernel.undo import Redo, Undo
from data.points.correct import EditActivity
from data.points.imports.items import ADDED, BAD_COUNT, BAD_DATE, KIND_UNKNOWN, SIGNED, TWICE
from tests.data.points_import.conftest import NOW, Desk

WEEK = """Week of 16 November 2026
,Points,Mon,Tue,Wed,Thu,Fri,Total
Outbound Calls (avg),1,12,10,,8,,30
Discovery Call-Self Led,25,,1,,,,1
Demo- Peer/Mentor Shadow,15,,,1,,,1
Close Won Deals,25,-,,,,,
Total points,,12,35,15,8,,70
"""
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"
EXPECTED = {
    (MONDAY, "call"): 12,
    (TUESDAY, "call"): 10,
    (THURSDAY, "call"): 8,
    (TUESDAY, "discovery"): 1,
    (WEDNESDAY, "demo-shadowed"): 1,
}


def test_a_weeks_sheet_counts_every_cell_once_and_no_totals(desk: Desk) -> None:
    plan = desk.bring(desk.file(WEEK))
    assert desk.counts() == EXPECTED
    assert desk.points() == 70
    assert plan.accounts() == {"new": 5}
    assert any("Points" in line and "Total" in line for line in plan.findings)


def test_the_same_sheet_as_a_workbook_with_dates(desk: Desk, tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Points"
    sheet.append(["Sales points of Pam"])
    sheet.append(["Activity", *(datetime(2026, 11, day) for day in range(16, 21)), "Total"])
    sheet.append(["Outbound Calls", 12, 10, None, 8, None, "=SUM(B3:F3)"])
    sheet.append(["Discovery Call-Self Led", None, 1.0])
    sheet.append(["Demo- Peer/Mentor Shadow", None, None, 1])
    workbook.save(tmp_path / "week.xlsx")
    desk.bring(str(tmp_path / "week.xlsx"), sheet="Points")
    assert desk.counts() == EXPECTED


LAYOUTS = {
    "days down": """Day;Calls;Discovery Call-Self Led;Demo- Peer/Mentor Shadow;Total
16.11.2026;12;;;12
17.11.2026;10;1;;11
18.11.2026;;;1;1
19.11.2026;8;;;8
Total;30;1;1;32
""",
    "month first": """Activity,11/16/2026,11/17/2026,11/18/2026,11/19/2026
Calls,12,10,,8
discovery,,1
demo-shadowed,,,1
""",
    "without year": """Activity,Mon 16 Nov,Tue 17 Nov,Wed 18 Nov,Thu 19 Nov
Calls,12,10,,8
discovery,,1
demo-shadowed,,,1
""",
    "ISO week": """2026-W47,Monday,Tuesday,Wednesday,Thursday
Calls,12,10,,8
discovery,,1
demo-shadowed,,,1
""",
    "German": """KW 47

Aktivität,Mo,Di,Mi,Do,Summe
Anrufe,12,10,,8,30
discovery,,1
demo-shadowed,,,1
Gesamt,12,11,1,8,32
""",
    "Russian": """Неделя 47
Вид,понедельник,вторник,среда,четверг,Итого
Звонки,12,10,,8,30
discovery,,1
demo-shadowed,,,1
""",
    "week number": """Week 47

Kind,Mon,Tue,Wed,Thurs
Calls,12,10,,8
discovery,,1
demo-shadowed,,,1
""",
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layouts_of_the_same_week(desk: Desk, text: str) -> None:
    desk.bring(desk.file(text))
    assert desk.counts() == EXPECTED


def test_days_that_could_be_months_stay_in_one_week(desk: Desk) -> None:
    desk.bring(desk.file("Activity,11/9/2026,11/10/2026,11/11/2026,11/12/2026\nCalls,1,2,3,4\nEmails,5,,,\n"))
    assert {day for day, _ in desk.counts()} == {f"2026-11-{day:02}" for day in range(9, 13)}


def test_weeks_below_each_other(desk: Desk) -> None:
    desk.bring(desk.file("Week 46,Mon,Tue\nCalls,3,4\nTotal,3,4\nWeek 47,Mon,Tue\nCalls,6,7\nEmails,,2\n"))
    assert desk.counts() == {
        ("2026-11-09", "call"): 3,
        ("2026-11-10", "call"): 4,
        (MONDAY, "call"): 6,
        (TUESDAY, "call"): 7,
        (TUESDAY, "email"): 2,
    }


def test_weekdays_without_a_week_are_asked_for(desk: Desk) -> None:
    path = desk.file("Kind,Mon,Tue\nCalls,1,2\n")
    with pytest.raises(CockpitError, match="no week"):
        desk.read(path)
    desk.bring(path, week=date(2026, 11, 9))
    assert desk.counts() == {("2026-11-09", "call"): 1, ("2026-11-10", "call"): 2}


def test_imported_again_nothing_changes(desk: Desk) -> None:
    desk.bring(desk.file(WEEK))
    before = desk.tables()
    plan = desk.bring(desk.file(WEEK))
    assert plan.found.is_empty
    assert plan.accounts() == {"there already": 5}
    assert desk.tables() == before


def test_a_changed_cell_replaces_and_an_emptied_cell_removes(desk: Desk) -> None:
    desk.bring(desk.file(WEEK))
    first = desk.tables()
    changed = WEEK.replace("12,10,,8", "12,11,2,").replace("Self Led,25,,1", "Self Led,25,,0")
    plan = desk.bring(desk.file(changed))
    assert plan.accounts() == {
        "new": 1,
        "changed, entry updated": 1,
        "emptied, entry removed": 2,
        "there already": 2,
    }
    assert desk.counts() == {
        (MONDAY, "call"): 12,
        (TUESDAY, "call"): 11,
        (WEDNESDAY, "call"): 2,
        (WEDNESDAY, "demo-shadowed"): 1,
    }
    second = desk.tables()
    desk.do(Undo, desk.pam.id)
    assert desk.tables() == first
    desk.do(Redo, desk.pam.id)
    assert desk.tables()["tally"] == second["tally"]
    desk.do(Undo, desk.pam.id)
    assert desk.tables() == first


def test_undo_of_an_import_gives_the_first_state_back(desk: Desk) -> None:
    before = desk.tables()
    desk.bring(desk.file(WEEK))
    after = desk.tables()
    desk.do(Undo, desk.pam.id)
    assert desk.tables() == before
    desk.do(Redo, desk.pam.id)
    assert [row[:12] for row in desk.tables()["activity"]] == [row[:12] for row in after["activity"]]
    desk.do(Undo, desk.pam.id)
    assert desk.tables() == before


def test_an_entry_corrected_by_hand_is_left_alone(desk: Desk) -> None:
    desk.bring(desk.file(WEEK))
    row = desk.store.select("select id from activity where day = ? and kind = 'call'", (MONDAY,))[0][0]
    desk.do(EditActivity, desk.pam.id, entry=row, count=13)
    plan = desk.bring(desk.file(WEEK))
    assert ("changed by hand since it was imported", 1) in plan.accounts().items()
    assert desk.counts()[MONDAY, "call"] == 13


@pytest.mark.parametrize("cell", ["x", "-3", "1e9", "3.5", "1000", "=1+1", "１２", "12345678901234567890"])
def test_nonsense_is_rejected_with_its_place(desk: Desk, cell: str) -> None:
    plan = desk.bring(desk.file(f"2026-W47,Mon,Tue,Wed\nCalls,{cell},4,5\nEmails,1,1,1\n"))
    assert [(left.number, left.reason) for left in plan.left] == [(2, BAD_COUNT)]
    assert len(plan.rejected) == 1
    assert (MONDAY, "call") not in desk.counts()


def test_days_to_come_and_kinds_nobody_knows_are_rejected(desk: Desk) -> None:
    plan = desk.bring(desk.file("2026-W47,Thu,Fri\nCalls,4,5\nSkydiving,1,\n"))
    assert {left.reason for left in plan.left} == {BAD_DATE, KIND_UNKNOWN}
    assert desk.counts() == {(THURSDAY, "call"): 4}


def test_two_wordings_of_one_kind_are_added_up(desk: Desk) -> None:
    text = "2026-W47,Mon,Tue,Wed\nCalls,4,5,\nOutbound Calls,6,,7\n"
    plan = desk.bring(desk.file(text))
    assert (plan.rejected, plan.accounts()) == ([], {"new": 3, ADDED.text: 1})
    assert desk.counts() == {(MONDAY, "call"): 10, (TUESDAY, "call"): 5, (WEDNESDAY, "call"): 7}
    assert desk.bring(desk.file(text)).found.is_empty
    desk.bring(desk.file(text.replace("Calls,4", "Calls,1", 1)))
    assert desk.counts()[MONDAY, "call"] == 7


def test_the_same_row_again_is_not_added_up_in_silence(desk: Desk) -> None:
    plan = desk.bring(desk.file("2026-W47,Mon,Tue\nCalls,4,5\nCalls,6,\n"))
    assert [left.reason.text for left in plan.left] == [TWICE.text]
    assert len(plan.rejected) == 1
    assert desk.counts()[MONDAY, "call"] == 4


def test_a_sum_too_large_for_an_entry_is_rejected(desk: Desk) -> None:
    plan = desk.bring(desk.file("2026-W47,Mon,Tue\nCalls,600,5\nOutbound Calls,600,\n"))
    assert [left.reason for left in plan.left] == [BAD_COUNT]


def test_what_a_name_means_can_be_said(desk: Desk) -> None:
    text = "2026-W47,Mon,Tue\nSkydiving/Golf,4,5\nCalls,1,1\n"
    plan = desk.bring(desk.file(text), meanings={"skydiving/golf": "conversation", "Calls": "none"})
    assert desk.counts() == {(MONDAY, "conversation"): 4, (TUESDAY, "conversation"): 5}
    assert not plan.rejected


def test_a_signed_week_stays_as_it_is(desk: Desk) -> None:
    columns = "id, person_id, monday, sunday, signed_by, signed_at"
    sign = f"insert into signed_week({columns}) values(1, ?, '2026-11-09', '2026-11-15', ?, ?)"
    desk.store.engine.write([(sign, (desk.pam.id, desk.pam.id, NOW))])
    plan = desk.bring(desk.file("Kind,2026-11-13,2026-11-16\nCalls,3,4\nEmails,1,1\n"))
    assert [left.reason for left in plan.left] == [SIGNED, SIGNED]
    assert desk.counts() == {(MONDAY, "call"): 4, (MONDAY, "email"): 1}


def test_days_are_the_persons_own(desk: Desk) -> None:
    desk.bring(desk.file(WEEK), owner=desk.jim)
    assert desk.counts(desk.jim) == EXPECTED
    assert desk.counts(desk.pam) == {}


def test_entries_from_elsewhere_on_the_same_days_are_pointed_out(desk: Desk) -> None:
    desk.bring(desk.file("kind,date\ncall,2026-11-16\n", "list.csv"))
    plan = desk.read(desk.file(WEEK))
    assert any("Both count" in line for line in plan.findings)
