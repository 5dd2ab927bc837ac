"""`cockpit team`, and `cockpit audit`: what a manager reads of the team, and of what was changed."""

from __future__ import annotations

from tests.cockpit.conftest import Type


def test_the_team_is_told_with_the_reason_first(team: Type) -> None:
    assert team("log", "call", "-n", "40", "--as", "li").code == 0
    said = team("team", "--as", "ada")
    assert said.code == 0
    score, undone, _, head, *people = said.out.splitlines()
    assert score.startswith("40 / 1,000") and "of 2 on pace" in score
    assert undone and head.split()[:2] == ["name", "week"]
    assert people[0].startswith("Bo Lund") and "has logged nothing yet" in people[0]
    assert "40 / 500" in people[1]


def test_for_machines_and_pages(team: Type) -> None:
    facts = team("team", "--as", "ada", "--json").json
    assert facts["manager"] == "ada" and facts["totals"]["people"] == 2
    assert facts["people"][0]["reasons"] and facts["people"][0]["last_activity"] is None
    page = team("team", "--as", "ada", "--md").out
    assert page.startswith("# Team of Ada") and "| name | week |" in page


def test_a_manager_switches_off_the_ranking_of_the_team_and_an_admin_that_of_all(team: Type) -> None:
    def ranks(who: str) -> bool:
        said = team("team", "--order", "rank", "--as", who)
        assert said.code == 0 or "cockpit team --ranking on" in said.err
        return said.code == 0

    assert ranks("ada") and ranks("maria")
    assert "ranking of your team off" in team("team", "--ranking", "off", "--as", "ada").line
    assert (ranks("ada"), ranks("maria")) == (False, True)
    assert "changes nothing" in team("team", "--ranking", "off", "--as", "ada").err
    team("team", "--ranking", "on", "--as", "ada")
    assert "ranking of teams off" in team("team", "--ranking", "off", "--as", "maria").line
    assert not ranks("ada") and not ranks("maria")
    assert "An admin has switched" in team("team", "--ranking", "on", "--as", "ada").err
    assert team("team", "--ranking", "off", "--as", "li").code == 1


def test_a_rep_is_told_where_the_own_week_is(team: Type) -> None:
    said = team("team", "--as", "li")
    assert (said.code, said.out) == (1, "") and "cockpit week" in said.err


def test_the_trail_says_who_changed_what_from_what_to_what(team: Type) -> None:
    team("leads", "add", "--name", "Big Deal", "--as", "li")
    team("leads", "assign", "big", "bo", "--as", "ada")
    lines = team("audit", "--record", "big deal", "--as", "ada").out.splitlines()
    assert "Ada" in lines[0] and "with records of Li Wei" in lines[0]
    assert lines[1].strip() == "lead Big Deal: owner Li Wei \u2192 Bo Lund"
    (step, *_) = team("audit", "--by", "ada", "--json").json
    assert step["changes"][0] | {"reference": ""} == {
        "table": "lead", "reference": "", "record": "Big Deal", "field": "owner",
        "before": "Li Wei", "after": "Bo Lund",
    }  # fmt: skip


def test_nonsense_is_answered_with_what_is_expected(team: Type) -> None:
    for words, expected in (
        (("-n", "0"), "from 1 to 1000"),
        (("-n", "many"), "Type it like: -n 50"),
        (("--since", "soon"), "soon"),
        (("--by", "zed"), "Nobody here is called"),
        (("--record", "nowhere"), "No record that you reach"),
    ):
        said = team("audit", *words)
        assert said.code != 0 and said.out == "" and expected in said.err, words
    outside = team("audit", "--by", "maria", "--as", "li")
    assert outside.code == 1 and "their manager and admins" in outside.err


def test_an_empty_trail_says_so(team: Type) -> None:
    assert "Nothing was changed there" in team("audit", "--by", "bo").out
