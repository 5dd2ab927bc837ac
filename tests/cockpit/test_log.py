"""`cockpit log`: what a rep types a hundred times a day."""

import pytest

from tests.cockpit.conftest import Type


def test_a_call_is_logged_and_answered_in_one_line(cockpit: Type) -> None:
    said = cockpit("log", "call", "-n", "12")
    assert said == (0, "12 calls logged, +12   12 / 500   (cockpit undo takes it back)\n", "")


@pytest.mark.parametrize(
    "kind", ["meeting", "m", "M", "meeting booked", "Meetings Booked", "meet", " meeting ", "MEETING"]
)
def test_a_kind_goes_by_id_key_name_and_beginning(cockpit: Type, kind: str) -> None:
    assert cockpit("log", kind).line.startswith("1 meeting booked logged, +10 ")


def test_a_beginning_that_fits_several_kinds_lists_them(cockpit: Type) -> None:
    said = cockpit("log", "dis")
    assert (said.code, said.out) == (2, "")
    assert "discovery (v), discovery-mentored (i)" in said.err


def test_an_unknown_kind_suggests_the_nearest(cockpit: Type) -> None:
    said = cockpit("log", "calll")
    assert said.code == 2
    assert "Did you mean call?" in said.err


@pytest.mark.parametrize(
    "count", ["0", "1e9", "-3", "1000", "", "3.5", "٣", "1_0", "x" * 10_000, "1" * 5_000]
)
def test_a_count_out_of_range_is_refused_with_what_to_type(cockpit: Type, count: str) -> None:
    said = cockpit("log", "call", "-n", count)
    assert (said.code, said.out) == (2, "")
    assert "1 to 999" in said.err
    assert "-n 3" in said.err
    assert len(said.err) < 300
    assert cockpit("status", "--json").json["points"] == 0


def test_999_is_the_most_at_once(cockpit: Type) -> None:
    assert cockpit("log", "connection", "-n", "999").line.startswith(
        "999 connections logged, +4995   4,995 / 500"
    )


def test_a_backdated_entry_names_its_day(cockpit: Type) -> None:
    assert cockpit("log", "demo", "--at", "mon 16:30").line.startswith(
        "1 demo on Mon 16 Nov 16:30 logged, +25   25 / 500"
    )


def test_an_entry_of_another_week_names_that_week(cockpit: Type) -> None:
    said = cockpit("log", "call", "--at", "2026-11-13 10:00")
    assert said.line.startswith("1 call on Fri 13 Nov 10:00 logged, +1   2026-W46: 1 / 500 ")


def test_an_entry_before_the_first_goal_says_so(cockpit: Type) -> None:
    said = cockpit("log", "call", "--at", "2026-09-08")
    assert "2026-W37: 1 point, no goal until week 3" in said.line


@pytest.mark.parametrize(
    "moment", ["tomorrow", "23:59", "1999-12-31", "someday", "", "25:99", "-99999999999d", "9" * 500]
)
def test_a_moment_that_cannot_be_is_refused(cockpit: Type, moment: str) -> None:
    said = cockpit("log", "call", "--at", moment)
    assert (said.code, said.out) == (2, "")
    assert cockpit("log", "list", "--json").json == []


def test_an_edit_makes_a_burst_and_takes_it_away_and_undo_knows_both(cockpit: Type) -> None:
    def flag() -> str | None:
        return str(cockpit("log", "list", "--json").json[-1]["flag"])

    cockpit("log", "call", "-n", "3")
    assert "flagged for review: 900 calls in 10 minutes" in cockpit("log", "edit", "last", "-n", "900").line
    assert flag() == "burst"
    cockpit("undo")
    assert flag() == "None"
    cockpit("redo")
    assert flag() == "burst"
    cockpit("log", "edit", "last", "--note", "a long list")
    assert flag() == "burst"
    assert "flagged" not in cockpit("log", "edit", "last", "-n", "4").line
    assert flag() == "None"


def test_calls_from_just_before_others_make_a_burst_with_them(cockpit: Type) -> None:
    cockpit("log", "call", "-n", "50")
    said = cockpit("log", "call", "-n", "30", "--at", "14:00")
    assert "flagged for review: 80 calls in 10 minutes" in said.line


def test_a_burst_is_logged_and_said_to_be_flagged(cockpit: Type) -> None:
    assert "flagged" not in cockpit("log", "call", "-n", "50").line
    assert "flagged for review: 80 calls in 10 minutes" in cockpit("log", "call", "-n", "30").line
    assert cockpit("log", "list", "--flagged", "--json").json[0]["flag"] == "burst"


def test_json_tells_machines_the_same(cockpit: Type) -> None:
    said = cockpit("log", "won", "--note", "Acme", "--json").json
    assert (said["summary"], said["points"], said["week"], said["total"], said["goal"], said["flag"]) == (
        "1 deal won", 25, "2026-W47", 25, 500, None,
    )  # fmt: skip
    entry = cockpit("log", "list", "--json").json[0]
    assert (entry["id"], entry["note"], entry["at"]) == (said["id"], "Acme", "2026-11-19T14:05:00+00:00")


def test_db_and_as_may_stand_before_or_after_the_verb(team: Type, tmp_path: object) -> None:
    for arguments in (
        ["--as", "li", "log", "call"],
        ["log", "--as=li", "call"],
        ["log", "call", "--as", "li"],
    ):
        assert team(*arguments).code == 0
    assert team("status", "--as", "li", "--json").json["points"] == 3
    assert team("status", "--json").json["points"] == 0
    said = team("--db", f"{tmp_path}/none.db", "log", "call")
    assert (said.code, "cockpit init" in said.err) == (1, True)


def test_list_shows_a_day_and_a_week(cockpit: Type) -> None:
    cockpit("log", "call", "-n", "3", "--note", "to [Acme]")
    cockpit("log", "demo", "--at", "mon 16:30")
    today = cockpit("log", "list").out
    assert "3 calls" in today
    assert "to [Acme]" in today
    assert "demo" not in today
    assert "1 entry today, 3 points" in today
    assert "2 entries in week 2026-W47, 28 points" in cockpit("log", "list", "--week", "this").out
    assert [
        entry["kind"] for entry in cockpit("log", "list", "--week", "this", "--kind", "p", "--json").json
    ] == ["demo"]
    assert "1 entry on Mon 16 Nov 2026, 25 points" in cockpit("log", "list", "--day", "mon").out
    assert "cockpit log call" in cockpit("log", "list", "--day", "yesterday").out


def test_an_entry_is_edited_by_last_or_by_its_letters(cockpit: Type) -> None:
    cockpit("log", "call", "-n", "3")
    cockpit("log", "demo")
    (line,) = (line for line in cockpit("log", "list").out.splitlines() if "3 calls" in line)
    assert cockpit("log", "edit", line.split()[0], "-n", "5").line.startswith(
        "changed to 5 calls, +2   30 / 500"
    )
    assert cockpit("log", "edit", "last", "--kind", "won", "--at", "tue 9:00").line.startswith(
        "changed to 1 deal won on Tue 17 Nov 09:00   30 / 500"
    )
    assert cockpit("log", "edit", "last", "--note", "signed").code == 0
    assert [
        entry["note"] for entry in cockpit("log", "list", "--kind", "won", "--week", "this", "--json").json
    ] == ["signed"]


def test_an_entry_of_long_ago_can_still_be_named(cockpit: Type) -> None:
    cockpit("log", "call", "--at", "2026-02-03")
    assert cockpit("log", "delete", "last").line.startswith("deleted 1 call on Tue 3 Feb, -1")


@pytest.mark.parametrize("reference", ["zzzzzz", "x", "", "[red]", "\x1b[31m", "a" * 10_000])
def test_a_reference_that_names_nothing_says_where_to_look(cockpit: Type, reference: str) -> None:
    cockpit("log", "call")
    said = cockpit("log", "delete", reference)
    assert (said.code, said.out) == (1, "")
    assert "cockpit log list" in said.err
    assert "\x1b" not in said.err


def test_an_edit_that_names_no_change_says_what_can_be_changed(cockpit: Type) -> None:
    cockpit("log", "call")
    said = cockpit("log", "edit", "last")
    assert (said.code, "--note" in said.err) == (2, True)


def test_nobody_edits_anothers_entry(team: Type) -> None:
    team("log", "call", "--as", "li")
    letters = team("log", "list", "--as", "li").out.splitlines()[1].split()[0]
    assert team("log", "delete", letters, "--as", "bo").code == 1
    assert team("status", "--as", "li", "--json").json["points"] == 1


def test_two_edits_keep_the_worth_with_which_the_entry_was_logged(cockpit: Type) -> None:
    cockpit("log", "call", "-n", "10")
    cockpit("kinds", "rate", "call", "4")
    assert cockpit("log", "edit", "last", "-n", "11").line.startswith("changed to 11 calls, +1   11 / 500")
    assert cockpit("log", "call").line.startswith("1 call logged, +4   15 / 500")


def test_a_clock_that_was_set_back_still_logs_and_undoes(
    cockpit: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    cockpit("log", "demo")
    monkeypatch.setenv("COCKPIT_NOW", "2026-11-19T09:00+00:00")
    assert cockpit("log", "call").line.startswith("1 call logged, +1   26 / 500")
    assert cockpit("undo").line.startswith("undone: 1 call, -1   25 / 500")
    assert cockpit("undo").line.startswith("undone: 1 demo, -25   0 / 500")


def test_hours_ago_are_typed_as_the_help_says(cockpit: Type) -> None:
    """``-2h`` begins with a dash and is no option."""
    assert cockpit("log", "call", "--at", "-2h").code == 0
    assert cockpit("log", "edit", "last", "--at", "-3h").code == 0
    assert cockpit("log", "list", "--json").json[0]["at"].startswith("2026-11-19T11:05")


def test_an_entry_of_another_year_and_before_the_start_says_so(cockpit: Type) -> None:
    said = cockpit("log", "call", "--at", "2025-01-01")
    assert "1 call on Wed 1 Jan 2025 12:00 logged, +1   2025-W01: 1 point, before the start" in said.line
    assert "1 point, before the start" in cockpit("week", "--week", "2025-W01").out
    assert cockpit("week", "--week", "2025-W01", "--json").json["onboarding_week"] is None
    assert cockpit("export", "weeks", "--format", "json").json[0]["onboarding_week"] is None


def test_who_does_not_sell_logs_nothing_and_is_told_where_to_look(team: Type) -> None:
    assert team("people", "edit", "ada", "--sells", "no").code == 0
    said = team("log", "call", "--as", "ada")
    assert said.code == 1
    assert said.err.startswith("cockpit: Ada Bell does not sell: nothing is logged.")
    assert "cockpit week --team" in team("status", "--as", "ada").line
    out = team("week", "--as", "ada").out
    assert "Ada Bell does not sell, so no points are counted." in out
    assert "behind" not in out


def test_the_list_names_lead_and_outcome_for_people_and_machines(cockpit: Type) -> None:
    cockpit("leads", "add", "--name", "Ana Costa", "--company", "Acme")
    cockpit("log", "call", "--lead", "ana")
    cockpit("log", "email", "--note", "to nobody in particular")
    said = cockpit("log", "list").out
    assert "Ana Costa, Acme" in said and "with" in said.splitlines()[0]
    first, second = cockpit("log", "list", "--json").json
    assert {first["lead_name"], second["lead_name"]} == {None, "Ana Costa, Acme"}


def test_a_column_in_which_nothing_stands_is_left_out_of_the_list(cockpit: Type) -> None:
    cockpit("log", "call")
    head = cockpit("log", "list").out.splitlines()[0]
    assert "note" not in head and "with" not in head and "points" in head
