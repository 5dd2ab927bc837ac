"""`cockpit people`: who works here, who reviews whom."""

import pytest

from tests.cockpit.conftest import Type


def test_a_person_is_added_with_everything_that_is_known(cockpit: Type) -> None:
    said = cockpit(
        "people",
        "add",
        "Li Wei",
        "--start",
        "2026-09-14",
        "--manager",
        "maria",
        "--email",
        "li@example.com",
        "--zone",
        "Asia/Tokyo",
        "--hours",
        "Mon-Thu 09:00-18:00",
        "--goal",
        "300",
        "--alias",
        "Wei, Li",
        "--alias",
        "L. Wei",
    )
    assert said.out.startswith("Li Wei added as li   (cockpit undo takes it back)\n")
    assert "cockpit settings as maria" in said.out
    person = cockpit("people", "list", "--json", "--as", "maria").json[0]
    assert person == {
        "handle": "li",
        "name": "Li Wei",
        "email": "li@example.com",
        "role": "rep",
        "sales_role": "",
        "sells": True,
        "territory": "",
        "manager": "maria",
        "start": "2026-09-14",
        "zone": "Asia/Tokyo",
        "hours": "Mon-Thu 09:00-18:00",
        "goal": 300,
        "aliases": ["l. wei", "wei, li"],
        "active": True,
    }
    assert cockpit("undo", "--as", "maria").code == 0
    assert len(cockpit("people", "list", "--json").json) == 1
    assert cockpit("goals", "list", "--json").json[-1]["for"] is None


def test_the_first_name_that_is_taken_asks_for_a_handle(team: Type) -> None:
    said = team("people", "add", "Li Na", "--start", "2026-09-14")
    assert (said.code, "--handle" in said.err) == (1, True)
    assert team("people", "add", "Li Na", "--handle", "lina", "--start", "2026-09-14").code == 0


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["li", "--manager", "bo"], "is a rep, not a manager"),
        (["ada", "--manager", "ada"], "Nobody reviews their own week"),
        (["li", "--manager", "zed"], "Nobody here is called"),
        (["ada", "--role", "rep"], "still reviews: bo, li"),
        (["maria", "--role", "rep"], "one active admin"),
        (["li", "--handle", "bo"], "is taken"),
        (["li", "--name", "Li Wei"], "changes nothing"),
    ],
)
def test_what_would_break_the_team_is_refused(team: Type, words: list[str], reason: str) -> None:
    before = team("people", "list", "--json").out
    said = team("people", "edit", *words)
    assert (said.code, said.out) == (1, "")
    assert reason in said.err
    assert team("people", "list", "--json").out == before


def test_managers_form_no_circle(team: Type) -> None:
    assert team("people", "edit", "li", "--role", "manager").code == 0
    said = team("people", "edit", "ada", "--manager", "li")
    assert (said.code, "circle" in said.err) == (1, True)


def test_a_manager_with_a_team_cannot_leave_before_it_has_another(team: Type) -> None:
    assert "still reviews" in team("people", "deactivate", "ada").err
    for rep in ("li", "bo"):
        assert team("people", "edit", rep, "--manager", "none").code == 0
    assert team("people", "deactivate", "ada").line.startswith("Ada Bell deactivated")
    assert [person["handle"] for person in team("people", "list", "--json").json] == ["bo", "li", "maria"]
    assert len(team("people", "list", "--all", "--json").json) == 4
    assert team("people", "edit", "ada", "--active").code == 0


def test_a_rep_changes_own_hours_and_nothing_else(team: Type) -> None:
    assert team("people", "edit", "li", "--hours", "Mon-Wed 09:00-17:00", "--as", "li").code == 0
    for words in (
        ["li", "--role", "admin"],
        ["bo", "--name", "Robert"],
        ["li", "--goal", "1"],
        ["li", "--alias", "x"],
    ):
        said = team("people", "edit", *words, "--as", "li")
        assert (said.code, said.out) == (1, ""), words


def test_only_an_admin_adds_people(team: Type) -> None:
    said = team("people", "add", "Eve", "--start", "2026-09-14", "--as", "ada")
    assert (said.code, "Only an admin" in said.err) == (1, True)


def test_a_personal_goal_counts_from_this_monday(team: Type) -> None:
    team("people", "edit", "li", "--goal", "320")
    assert team("status", "--json", "--as", "li").json["goal"] == 320
    assert team("week", "--last", "--json", "--as", "li").json["goal"] == 500


def test_an_alias_belongs_to_one_person(team: Type) -> None:
    assert team("people", "edit", "li", "--alias", "LW").code == 0
    said = team("people", "edit", "bo", "--alias", "lw")
    assert (said.code, "Li Wei" in said.err) == (1, True)


def test_without_a_part_people_are_listed(team: Type) -> None:
    assert team("people").out == team("people", "list").out
    lines = team("people").out.splitlines()
    assert lines[0].split() == [
        "handle",
        "name",
        "role",
        "manager",
        "start",
        "goal",
        "zone",
        "working",
        "hours",
    ]
    assert len({line.index("2026-09") for line in lines[1:]}) == 1


@pytest.mark.parametrize("words", [["add"], ["edit", "li"], ["remove", "li"]])
def test_what_is_missing_is_said(team: Type, words: list[str]) -> None:
    said = team("people", *words)
    assert (said.code, said.out) == (2, "")


def test_a_person_begins_today_unless_it_is_said(team: Type) -> None:
    said = team("people", "add", "Eve Holt")
    assert said.code == 0
    assert "The first day is today, 2026-11-19. Another: cockpit people edit eve --start DAY" in said.out
    (eve,) = [person for person in team("people", "list", "--json").json if person["handle"] == "eve"]
    assert eve["start"] == "2026-11-19"


def test_names_of_other_letters_get_handles_that_are_free(team: Type) -> None:
    for handle in ("rep", "rep2"):
        said = team("people", "add", "李 偉")
        assert said.code == 0, said.err
        assert f"cockpit people edit {handle} --handle HANDLE" in said.out


def test_who_leaves_leaves_no_lead_behind_unseen(team: Type) -> None:
    for name in ("Ana Costa", "Zaki Jaber"):
        assert team("--as", "li", "leads", "add", "--name", name).code == 0
    assert team("--as", "li", "leads", "message", "zaki").code == 0
    said = team("people", "deactivate", "li").out
    assert "Li Wei leaves 2 open leads: cockpit leads list --view unassigned" in said
    assert "cockpit leads assign LEAD PERSON" in said
    for who in ("ada", "maria"):
        rows = team("--as", who, "leads", "list", "--view", "unassigned", "--json").json
        assert [(row["name"], row["owner"]) for row in rows] == [("Zaki Jaber", "li"), ("Ana Costa", "li")]
        assert "was li's" in team("--as", who, "leads", "next").line
        assert "2 of nobody, 1 waiting" in team("--as", who, "leads", "list").out
    assert team("--as", "bo", "leads", "list", "--view", "unassigned", "--json").json == []
    assert team("--as", "ada", "leads", "assign", "zaki", "bo").code == 0
    assert team("--as", "bo", "leads", "next").line.startswith("Zaki Jaber   answer")


def test_a_goal_that_does_not_count_yet_says_from_when_it_does(team: Type) -> None:
    said = team("people", "add", "Zaki Jaber", "--start", "2026-11-23", "--goal", "250").out
    assert "The goal counts from week 3 of onboarding, Mon 7 Dec 2026." in said
    assert "cockpit goals set 250 --for zaki --weeks 1-" in said
    assert team("goals", "set", "250", "--for", "zaki", "--weeks", "1-").code == 0
    assert "counts from" not in team("people", "edit", "li", "--goal", "250").out
    assert "counts from" in team("people", "edit", "zaki", "--goal", "300").out


def test_what_is_an_admins_to_change_about_a_person_is_said_so(team: Type) -> None:
    said = team("--as", "li", "people", "edit", "li", "--start", "2026-11-02")
    assert said.code == 1
    assert "start date" in said.err and "holds for the company" not in said.err
    assert team("--as", "li", "people", "edit", "li", "--zone", "UTC").code == 0
    assert "holds for the company" in team("--as", "li", "goals", "set", "9").err


def test_a_goal_is_set_by_who_reviews_and_by_nobody_for_themselves(team: Type) -> None:
    own = team("--as", "li", "goals", "set", "9", "--for", "li")
    assert own.code == 1 and "by a manager or an admin" in own.err
    assert team("--as", "ada", "goals", "set", "300", "--for", "li").code == 0
    stranger = team("--as", "ada", "goals", "set", "300", "--for", "maria")
    assert stranger.code == 1 and "may change only records" in stranger.err


def test_who_leaves_hands_on_what_is_open_and_one_undo_gives_it_back(team: Type) -> None:
    team("leads", "add", "--name", "Big Deal", "--as", "li")
    said = team("people", "deactivate", "li", "--to", "bo")
    assert said.out.startswith("Li Wei deactivated, to Bo Lund: 1 open lead")
    assert team("leads", "list", "--json", "--as", "bo").json[0]["name"] == "Big Deal"
    assert team("undo").code == 0
    assert team("leads", "list", "--json", "--as", "li").json[0]["name"] == "Big Deal"


def test_who_has_leads_or_has_done_anything_cannot_be_taken_back(cockpit: Type) -> None:
    cockpit("people", "add", "Sue Seller", "--start", "2026-11-02")
    cockpit("leads", "add", "--name", "Big Deal", "--as", "sue")
    refused = cockpit("undo", "--as", "maria")
    assert refused.code == 1 and "leads or a team by now" in refused.err
    assert cockpit("doctor").code == 0
