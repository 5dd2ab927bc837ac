"""`cockpit leads lists`, `statuses`, `times` and `region`: an admin sets what the company's leads go by."""

import pytest

from tests.cockpit.conftest import Type


def test_a_list_grows_changes_and_shrinks_and_undo_brings_it_back(cockpit: Type) -> None:
    before = cockpit("leads", "lists", "--json").json
    assert [entry["name"] for entry in before["channels"]] == ["Fiverr", "Upwork", "direct"]
    assert cockpit("leads", "lists", "add", "channels", "LinkedIn").line.startswith(
        "LinkedIn added to the channels"
    )
    edited = cockpit("leads", "lists", "edit", "outcome", "Reached", "--kind", "call", "--key", "x", "--json")
    assert edited.json["summary"] == "outcome reached changed"
    assert cockpit("leads", "lists", "remove", "reason", "Wrong Fit").code == 0
    after = cockpit("leads", "lists", "--json").json
    assert "LinkedIn" in [entry["name"] for entry in after["channels"]]
    assert {"name": "reached", "key": "x", "kind": "call", "reaches": True} in after["outcomes"]
    assert cockpit("leads", "lists", "add", "outcome", "engaged", "--reaches", "no").code == 0
    assert "reaches nobody" in cockpit("leads", "lists").out
    assert cockpit("leads", "lists", "edit", "outcome", "engaged", "--reaches", "yes").code == 0
    assert "wrong fit" not in [entry["name"] for entry in after["reasons"]]
    assert "reached" in cockpit("leads", "lists").out
    for _ in range(5):
        assert cockpit("undo").code == 0
    assert cockpit("leads", "lists", "--json").json == before


def test_a_status_never_goes_cold_and_does_again(cockpit: Type) -> None:
    cockpit("leads", "add", "--name", "Ana Costa")
    before = cockpit("leads", "show", "ana", "--json").json
    assert cockpit("leads", "statuses", "edit", "New", "--cold-days", "never", "--name", "fresh").code == 0
    assert cockpit("leads", "statuses", "--json").json[0] == {
        "code": "new",
        "name": "fresh",
        "open": True,
        "cold_days": None,
    }
    assert "never" in cockpit("leads", "statuses").out
    assert cockpit("leads", "show", "ana", "--json").json["cold_at"] > "2100"
    assert cockpit("undo").code == 0
    assert cockpit("leads", "show", "ana", "--json").json == before


def test_the_time_to_answer_is_the_companys(cockpit: Type) -> None:
    assert cockpit("leads", "times").line.startswith("answer within 60 min of working time, soon from 15 min")
    assert cockpit("leads", "times", "--answer", "30", "--soon", "10").code == 0
    assert cockpit("leads", "times", "--json").json == {"response_minutes": 30, "soon_minutes": 10}
    cockpit("leads", "add", "--name", "Ana Costa")
    assert "answer within 30 min" in cockpit("leads", "message", "ana").line
    for typed, meant in (
        (("--answer", "15", "--soon", "20"), "--answer 15 --soon 7"),
        (("--soon", "31"), "--answer 30 --soon 15"),
        (("--answer", "9"), "--answer 9 --soon 4"),
    ):
        said = cockpit("leads", "times", *typed)
        assert (said.code, meant in said.err) == (2, True)
    assert cockpit("leads", "times", "--json").json == {"response_minutes": 30, "soon_minutes": 10}
    assert cockpit("leads", "times", "--answer", "10").code == 0


def test_a_national_number_is_known_as_the_same_once_the_country_is_set(cockpit: Type) -> None:
    cockpit("leads", "add", "--name", "Ana Costa", "--phone", "+1 415 555 2671")
    cockpit("leads", "add", "--name", "Ana Costas", "--phone", "(415) 555-2671")
    assert cockpit("leads", "duplicates", "--json").json == []
    assert cockpit("leads", "region", "--json").json == {"region": None}
    assert cockpit("leads", "region", "us").line.startswith("phone region US, 1 match key changed")
    assert cockpit("leads", "region", "--json").json == {"region": "US"}
    (pair,) = cockpit("leads", "duplicates", "--json").json
    assert "same phone" in pair["why"]
    assert cockpit("undo").code == 0
    assert cockpit("leads", "duplicates", "--json").json == []
    assert cockpit("leads", "region").line.startswith("none")


def test_norway_is_a_country_and_only_none_is_none(cockpit: Type) -> None:
    assert cockpit("leads", "region", "NO").code == 0
    assert cockpit("leads", "region", "--json").json == {"region": "NO"}
    assert cockpit("leads", "region", "None").code == 0
    assert cockpit("leads", "region", "--json").json == {"region": None}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("lists", "add", "enemies", "Rival"), 2, "Lists: reason, outcome, channel, source, loss, churn"),
        (("lists", "add", "channel", "upWORK"), 1, "Upwork is among the channels already"),
        (("lists", "add", "reason", "moved", "--key", "b"), 1, "taken by no budget"),
        (("lists", "add", "outcome", "busy", "--key", "c"), 1, "means something else there. Free: a b"),
        (("lists", "add", "channel", "LinkedIn", "--key", "l"), 2, "are not chosen by a letter"),
        (("lists", "edit", "reason", "no need"), 2, "Say what to change"),
        (("lists", "edit", "outcome", "reached", "--kind", "dance"), 2, "no kind 'dance'"),
        (("lists", "remove", "channel", "Telex"), 1, "not among the channels: Fiverr, Upwork, direct"),
        (("statuses", "edit", "new"), 2, "Say what to change"),
        (("statuses", "edit", "lost", "--name", "x"), 1, "Statuses: new, working"),
        (("statuses", "edit", "new", "--cold-days", "soon"), 2, "or: never"),
        (("statuses", "edit", "new", "--cold-days", "36500"), 2, "or: never"),
        (("times", "--answer", "soon"), 2, "Type it like: 30"),
        (("times", "--answer", "60"), 1, "changes nothing"),
        (("region", "Atlantis"), 2, "Write two letters"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_type(
    cockpit: Type, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = cockpit("leads", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_only_an_admin_changes_what_the_company_has_set(team: Type) -> None:
    for words in (
        ("lists", "add", "channel", "LinkedIn"),
        ("statuses", "edit", "new", "--cold-days", "9"),
        ("times", "--answer", "20"),
        ("region", "PT"),
    ):
        refused = team("leads", *words, "--as", "ada")
        assert (refused.code, "Only an admin" in refused.err) == (1, True), words
    assert team("leads", "lists", "--as", "li").code == 0
