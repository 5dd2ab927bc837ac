"""`cockpit days`: days off move pace and what is needed a day."""

import pytest

from tests.cockpit.conftest import Type


def test_a_day_off_moves_the_pace_and_what_is_needed(cockpit: Type) -> None:
    before = cockpit("status", "--json").json
    assert cockpit("days", "off", "2026-11-20", "--reason", "moving house").line.startswith(
        "Maria Silva off on Fri 20 Nov 2026: moving house"
    )
    after = cockpit("status", "--json").json
    assert (before["pace"], after["pace"]) == (360, 450)
    assert (before["needed_a_day"], after["needed_a_day"]) == (250, 500)
    assert cockpit("days", "work", "2026-11-20").code == 0
    assert cockpit("status", "--json").json == before


def test_a_day_off_on_which_nobody_would_have_worked_says_so(cockpit: Type) -> None:
    said = cockpit("days", "off", "2026-11-22")
    assert "Maria Silva off on Sun 22 Nov 2026: day off (no working day anyway)" in said.line
    said = cockpit("days", "off", "2026-11-26", "--to", "2026-11-29")
    assert "day off (2 of 4 days are no working days anyway)" in said.line


def test_a_holiday_is_for_everybody_and_an_admin_sets_it(team: Type) -> None:
    assert team("days", "off", "2026-12-24", "--to", "2026-12-28", "--everyone", "--as", "ada").code == 1
    assert team("days", "off", "2026-12-24", "--to", "2026-12-28", "--everyone").code == 0
    assert "Thu 24 Dec to Mon 28 Dec 2026  everybody  holiday" in team("days", "list", "--as", "li").out
    said = team("days", "work", "2026-12-24", "--as", "li")
    assert (said.code, "--everyone" in said.err) == (1, True)
    assert team("days", "work", "2026-12-28", "--everyone").code == 0
    assert len(team("days", "list", "--json").json) == 4


def test_a_manager_keeps_the_days_of_the_team(team: Type) -> None:
    assert team("days", "off", "tomorrow", "--of", "li", "--as", "ada").code == 0
    assert team("days", "list", "--of", "li", "--as", "ada", "--json").json[0]["for"] == "li"
    for words in (["off", "tomorrow"], ["work", "tomorrow"], ["list"]):
        assert team("days", *words, "--of", "li", "--as", "bo").code == 1


def test_days_that_are_off_already_stay_as_they_are(cockpit: Type) -> None:
    cockpit("days", "off", "2026-11-25", "--reason", "visit")
    assert cockpit("days", "off", "2026-11-24", "--to", "2026-11-26", "--reason", "trip").code == 0
    assert [day["reason"] for day in cockpit("days", "list", "--json").json] == ["trip", "visit", "trip"]
    assert cockpit("days", "off", "2026-11-25").code == 1


@pytest.mark.parametrize(
    "words",
    [
        ["someday"],
        ["9999-12-31"],
        ["2026-11-25", "--to", "2026-11-24"],
        ["2026-01-01", "--to", "2028-01-01"],
        ["2026-02-30"],
        ["9" * 400 + ".1.1"],
        [""],
    ],
)
def test_days_that_cannot_be_are_refused(cockpit: Type, words: list[str]) -> None:
    said = cockpit("days", "off", *words)
    assert (said.code, said.out) == (2, "")


def test_past_days_off_are_listed_on_request(cockpit: Type) -> None:
    cockpit("days", "off", "2026-11-10")
    said = cockpit("days", "list").out
    assert said.startswith("No days off this week or to come.")
    assert "cockpit days list --all" in said
    assert "Tue 10 Nov 2026" in cockpit("days", "list", "--all").out


def test_a_day_off_of_this_week_is_listed_though_it_has_passed(cockpit: Type) -> None:
    cockpit("days", "off", "mon")
    assert "Mon 16 Nov 2026" in cockpit("days", "list").out
    assert "--all" not in cockpit("days", "list").out


def test_what_is_the_companys_needs_no_name(team: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    team("days", "off", "2026-12-24", "--everyone")
    team("days", "off", "2026-12-23", "--reason", "mine")
    monkeypatch.delenv("COCKPIT_AS")
    assert "Who are you?" in team("status").err
    said = team("days", "list")
    assert (said.code, "everybody" in said.out, "mine" in said.out) == (0, True, False)
    assert "cockpit days list --as NAME" in said.out
    assert "call" in team("kinds", "list").out
    assert "everybody" in team("goals", "list").out
    assert team("kinds", "list", "--as", "nobody").code == 1
