"""`cockpit undo` and `redo`: exactly the last step, said in words, with the new total."""

from tests.cockpit.conftest import Type


def test_undo_says_what_it_took_back_and_the_new_total(cockpit: Type) -> None:
    cockpit("log", "demo")
    cockpit("log", "call", "-n", "12")
    assert cockpit("undo").line == "undone: 12 calls, -12   25 / 500   (cockpit redo brings it back)"
    assert cockpit("redo").line == "redone: 12 calls, +12   37 / 500   (cockpit undo takes it back)"


def test_undo_of_another_weeks_entry_shows_that_week(cockpit: Type) -> None:
    cockpit("log", "demo", "--at", "2026-11-12")
    cockpit("log", "call", "--at", "2026-11-13")
    assert "2026-W46: 25 / 500" in cockpit("undo").line


def test_undo_of_an_edit_and_a_delete_brings_the_points_back(cockpit: Type) -> None:
    cockpit("log", "call", "-n", "9")
    cockpit("log", "edit", "last", "-n", "4")
    cockpit("log", "delete", "last")
    assert "4 / 500" in cockpit("undo").line
    assert "9 / 500" in cockpit("undo").line
    assert "0 / 500" in cockpit("undo").line
    assert cockpit("undo") == (1, "", "cockpit: Nothing to undo.\n")


def test_redo_is_over_once_something_else_was_done(cockpit: Type) -> None:
    cockpit("log", "call")
    cockpit("undo")
    cockpit("log", "demo")
    said = cockpit("redo")
    assert (said.code, said.err) == (1, "cockpit: Nothing to redo.\n")


def test_undo_takes_back_ones_own_step_alone(team: Type) -> None:
    team("log", "call", "--as", "li")
    team("log", "demo", "--as", "bo")
    assert team("undo", "--as", "li").line.startswith("undone: 1 call, -1")
    assert team("status", "--json", "--as", "bo").json["points"] == 25


def test_undo_without_points_shows_no_total(cockpit: Type) -> None:
    cockpit("days", "off", "2026-11-20")
    assert cockpit("undo").line == (
        "undone: Maria Silva off on Fri 20 Nov 2026: day off   (cockpit redo brings it back)"
    )


def test_a_manager_takes_back_what_was_done_for_a_rep(team: Type) -> None:
    assert team("days", "off", "tomorrow", "--of", "li", "--as", "ada").code == 0
    said = team("undo", "--as", "ada")
    assert (said.code, said.err) == (0, "")
    assert team("days", "list", "--as", "li", "--json").json == []


def test_somebody_who_has_logged_since_cannot_be_undone_away(team: Type) -> None:
    team("people", "add", "Nia Osei", "--start", "2026-11-02")
    team("log", "call", "--as", "nia")
    said = team("undo")
    assert (said.code, "has entries" in said.err) == (1, True)
    assert team("status", "--json", "--as", "nia").json["points"] == 1


def test_a_kind_that_was_logged_since_cannot_be_undone_away(team: Type) -> None:
    team("kinds", "add", "visit", "--key", "o", "--name", "site visit", "--points", "15")
    team("log", "visit", "--as", "li")
    assert team("undo").code == 1
    assert "site visit" in team("log", "list", "--as", "li").out


def test_undo_answers_machines(cockpit: Type) -> None:
    cockpit("log", "demo")
    said = cockpit("undo", "--json").json
    assert (said["points"], said["total"], said["week"]) == (-25, 0, "2026-W47")


def test_what_somebody_went_on_with_names_the_way_to_take_back_the_rest(team: Type) -> None:
    lead = "Ana Idle"
    assert team("leads", "add", "--name", lead, "--as", "li").code == 0
    team("log", "call", "--lead", lead, "--as", "li")
    assert team("leads", "edit", lead, "--title", "CFO", "--as", "ada").code == 0
    said = team("undo", "--as", "li", "--yes")
    assert said.code == 1 and "cockpit undo --rest" in said.err
    assert team("undo", "--rest", "--as", "li", "--yes").line.startswith("undone: 1 call with Ana Idle")
