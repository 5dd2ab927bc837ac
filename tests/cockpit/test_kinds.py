"""`cockpit kinds` and `goals`: the company changes what counts; the past does not move."""

import pytest

from tests.cockpit.conftest import Type

VISIT = ["kinds", "add", "visit", "--key", "o", "--name", "site visit", "--points", "15"]


def test_a_new_kind_is_logged_at_once_by_its_key(cockpit: Type) -> None:
    assert cockpit(*VISIT).line == "kind visit added on key o: 15 points each   (cockpit undo takes it back)"
    assert cockpit("log", "o", "-n", "2").line.startswith("2 site visits logged, +30")
    assert cockpit("kinds", "list", "--json").json[-1] == {
        "kind": "visit",
        "key": "o",
        "name": "site visit",
        "plural": "site visits",
        "points": 15,
        "later": [],
        "burst": {"count": 30, "minutes": 10},
        "active": True,
    }


@pytest.mark.parametrize("key", ["j", "k", "g", "u", "q", "c", "C", "é", "1", "", "ab", "?"])
def test_a_key_must_be_free(cockpit: Type, key: str) -> None:
    said = cockpit("kinds", "add", "visit", "--key", key, "--name", "site visit", "--points", "15")
    assert (said.code, said.out) == (2, "")
    assert "Free: a f l n o r x y z" in said.err


@pytest.mark.parametrize(
    "code", ["list", "edit", "delete", "x", "two words", "[red]", "\x1b[2J", "é", "-a", "a" * 41]
)
def test_some_ids_cannot_be(cockpit: Type, code: str) -> None:
    said = cockpit("kinds", "add", "--key", "o", "--name", "site visit", "--points", "15", "--", code)
    assert (said.code, said.out) == (2, "")
    assert "\x1b" not in said.err


@pytest.mark.parametrize("name", ["call", "Calls", "email", "deal won"])
def test_a_name_means_one_kind_alone(cockpit: Type, name: str) -> None:
    said = cockpit("kinds", "add", "visit", "--key", "o", "--name", name, "--points", "15")
    assert (said.code, "already" in said.err) == (1, True)


def test_a_new_worth_counts_from_its_day_and_leaves_the_log_alone(
    cockpit: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    cockpit("log", "call", "-n", "10")
    assert cockpit("kinds", "rate", "call", "3", "--from", "2026-11-23").line.startswith(
        "call is worth 3 points from Mon 23 Nov 2026"
    )
    assert cockpit("log", "call").line.startswith("1 call logged, +1   11 / 500")
    assert "3 from Mon 23 Nov 2026" in cockpit("kinds", "list").out
    monkeypatch.setenv("COCKPIT_NOW", "2026-11-23T10:00+00:00")
    assert cockpit("log", "call").line.startswith("1 call logged, +3   3 / 500")
    assert cockpit("log", "call", "--at", "2026-11-20").line.startswith(
        "1 call on Fri 20 Nov 12:00 logged, +1   2026-W47: 12"
    )


def test_a_worth_cannot_change_in_the_past(cockpit: Type) -> None:
    said = cockpit("kinds", "rate", "call", "3", "--from", "yesterday")
    assert (said.code, "The past does not move" in said.err) == (2, True)
    assert cockpit("kinds", "rate", "call", "1001").code == 2
    assert cockpit("kinds", "rate", "call", "-1").code == 2
    assert cockpit("kinds", "list", "--json").json[0]["points"] == 1


def test_a_retired_kind_keeps_its_entries_and_comes_back(cockpit: Type) -> None:
    cockpit("log", "won")
    assert cockpit("kinds", "retire", "won").line.startswith("kind won retired")
    assert cockpit("log", "won").code == 2
    assert "deal won" in cockpit("week").out
    assert cockpit("status", "--json").json["points"] == 25
    assert cockpit("kinds", "edit", "won", "--active").code == 0
    assert cockpit("log", "won").code == 0


def test_a_kind_gets_other_names_key_and_burst(cockpit: Type) -> None:
    assert (
        cockpit(
            "kinds", "edit", "won", "--key", "y", "--name", "sale", "--plural", "sales", "--burst", "1/60"
        ).code
        == 0
    )
    assert "flagged for review: 2 sales in 60 minutes" in cockpit("log", "y", "-n", "2").line
    for burst in ("0/1", "5", "a/b", "1/99999"):
        assert cockpit("kinds", "edit", "won", "--burst", burst).code == 2


def test_only_an_admin_changes_what_counts(team: Type) -> None:
    for words in (VISIT, ["kinds", "rate", "call", "9"], ["kinds", "retire", "call"], ["goals", "set", "1"]):
        said = team(*words, "--as", "ada")
        assert (said.code, "Only an admin" in said.err) == (1, True), words


def test_a_goal_holds_from_this_monday_for_the_weeks_named(cockpit: Type) -> None:
    assert cockpit("goals", "set", "550", "--weeks", "10-12").line.startswith(
        "goal of everybody: 550 points in weeks 10-12, from Mon 16 Nov 2026"
    )
    assert cockpit("status", "--json").json["goal"] == 550
    assert cockpit("week", "--last", "--json").json["goal"] == 500
    assert cockpit("week", "--week", "2026-W49", "--json").json["goal"] == 500
    assert cockpit("undo").code == 0
    assert cockpit("status", "--json").json["goal"] == 500


def test_a_goal_set_twice_for_the_same_weeks_is_one_rule(cockpit: Type) -> None:
    cockpit("goals", "set", "550")
    cockpit("goals", "set", "560")
    assert [goal["points"] for goal in cockpit("goals", "list", "--json").json] == [500, 560, 500]
    assert cockpit("status", "--json").json["goal"] == 560
    assert cockpit("goals", "set", "560").code == 1


def test_a_goal_of_ones_own_beats_everybodys_and_can_be_lifted(team: Type) -> None:
    team("goals", "set", "300", "--for", "li")
    team("goals", "set", "600")
    assert team("status", "--json", "--as", "li").json["goal"] == 300
    assert team("status", "--json", "--as", "bo").json["goal"] == 600
    team("goals", "set", "none", "--for", "li")
    assert team("status", "--as", "li").line == "0 points, no goal  today 0"


@pytest.mark.parametrize(
    "words",
    [
        ["5", "--from", "2026-11-18"],
        ["5", "--from", "2026-11-09"],
        ["-5"],
        ["x"],
        ["1e9"],
        ["5", "--weeks", "9-3"],
        ["5", "--weeks", "0-3"],
        ["5", "--weeks", "x"],
        ["5", "--weeks", "1" * 50],
    ],
)
def test_a_goal_that_makes_no_sense_is_refused(cockpit: Type, words: list[str]) -> None:
    said = cockpit("goals", "set", *words)
    assert (said.code, said.out) == (2, "")
    assert len(cockpit("goals", "list", "--json").json) == 2


def test_a_retired_kind_is_called_so(cockpit: Type) -> None:
    cockpit("kinds", "retire", "won")
    said = cockpit("log", "won")
    assert said.code == 2
    assert "is retired. An admin brings it back: cockpit kinds edit won --active" in said.err


def test_a_worth_that_changed_during_a_day_is_shown_as_it_was_counted(cockpit: Type) -> None:
    cockpit("log", "call", "-n", "3")
    cockpit("kinds", "rate", "call", "2")
    sheet = cockpit("week", "--json").json
    (row,) = [row for row in sheet["kinds"] if row["kind"] == "call"]
    assert (row["worth"], row["counted_at"], row["points"]) == (2, [1], 3)
    assert any(line.split()[:2] == ["call", "1"] for line in cockpit("week").out.splitlines())
    cockpit("log", "call")
    assert any(line.split()[:2] == ["call", "1-2"] for line in cockpit("week").out.splitlines())


def test_a_goal_of_ones_own_ends_in_that_of_everybody(team: Type) -> None:
    assert team("goals", "set", "none", "--for", "li").code == 0
    assert team("status", "--as", "li", "--json").json["goal"] is None
    said = team("goals", "set", "default", "--for", "li")
    assert said.line.startswith("goal of Li Wei: that of everybody in week 3 and later")
    assert team("status", "--as", "li", "--json").json["goal"] == 500
    assert "everybody's" in team("goals", "list").out
    assert team("goals", "set", "default").code == 2
