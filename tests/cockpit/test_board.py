"""``cockpit board``: the nine numbers for people and machines, whose they are, and the records behind one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cockpit.conftest import Type


@pytest.fixture
def selling(team: Type) -> Type:
    """Li finds leads, one of which Bo has; Bo has won a deal."""
    for words in (
        ("people", "edit", "li", "--sales-role", "LGE"),
        ("people", "edit", "bo", "--sales-role", "SE"),
        (
            "--as",
            "li",
            "leads",
            "add",
            "--name",
            "Ina",
            "--email",
            "ina@acme.example",
            "--source",
            "outbound",
        ),
        ("--as", "li", "leads", "qualify", "ina"),
        ("--as", "li", "handovers", "offer", "lead", "ina", "--to", "bo", "--all-ticked"),
        ("--as", "bo", "handovers", "accept", "ina"),
        ("--as", "bo", "deals", "add", "--name", "Website", "--value", "1500"),
        ("--as", "bo", "deals", "win", "website"),
        ("--as", "bo", "log", "demo", "-n", "2"),
    ):
        said = team(*words)
        assert said.code == 0, said.err
    return team


def numbers(facts: dict[str, object]) -> dict[str, object]:
    """The values of the nine numbers by their codes."""
    lines = facts["numbers"]
    assert isinstance(lines, list)
    return {line["code"]: line["own"]["value"] for line in lines}


def test_of_imported_deals_without_a_way_it_says_how_many_are_left_out(cockpit: Type, tmp_path: Path) -> None:
    assert "way is not known" not in cockpit("board").out
    path = tmp_path / "deals.csv"
    path.write_text(
        "Deal Name,Amount,Stage,Created,Close Date,Owner\n"
        "Website,1500,Negotiation,2026-11-02,2026-12-01,maria\n"
        "Shop,900,Closed Won,2026-07-02,2026-08-01,maria\n"
    )
    assert cockpit("deals", "import", str(path), "--yes").code == 0
    said = "proposals presented: imported deals whose way is not known, counted by their quotes alone: 1"
    assert said in cockpit("board").out and cockpit("board", "--json").json["history_unknown"] == 1
    assert cockpit("board", "--period", "2026-Q3", "--json").json["history_unknown"] == 1
    assert cockpit("board", "--period", "2026-06", "--json").json["history_unknown"] == 0


def test_a_person_a_role_and_all_have_their_numbers(selling: Type) -> None:
    li = selling("--as", "li", "board", "--json").json
    assert (li["of"], li["period"], li["role"]) == ("Li Wei, LGE", "2026-11", "LGE")
    assert [line["code"] for line in li["numbers"]][:2] == ["leads", "handed"]
    assert numbers(li) == {
        "leads": 1, "handed": 1, "meetings": 0, "closed": 0, "requested": 0, "presented": 0,
        "sale_value": None, "stays": None, "enlarged": None,
    }  # fmt: skip
    role = selling("board", "--role", "se", "--period", "2026-Q4", "--json").json
    assert (numbers(role)["closed"], numbers(role)["sale_value"], numbers(role)["meetings"]) == (1, 1500.0, 2)
    everybody = selling("board", "--json").json
    assert numbers(everybody)["handed"] == 1
    assert {one["person"]: one["numbers"]["leads"]["value"] for one in everybody["people"]}["li"] == 1


def test_people_read_names_units_and_counts(selling: Type) -> None:
    said = selling("board", "--person", "bo").out
    assert said.startswith("Bo Lund, SE   2026-11, 1 Nov to 30 Nov")
    assert (
        "worth of a sale" in said and "1,500 USD ÷ 1" in said and "2 demos" in said and "1 received" in said
    )
    each = selling("board", "--each").out
    assert "Li Wei" in each and "1 leads" in each and "n/a" in each


def test_a_number_opens_its_records(selling: Type) -> None:
    opened = selling("board", "--open", "1").out
    assert "leads that began in the period" in opened and "Ina" in opened and "outbound" in opened
    facts = selling("board", "--open", "sale_value", "--person", "bo", "--json").json
    assert [(one["name"], one["amount"]) for one in facts["records"]] == [("Website", 1500.0)]
    assert "No record counts" in selling("board", "--open", "8").out


def test_what_counts_as_a_meeting_is_said(selling: Type) -> None:
    assert "as meetings count: calls" in selling("board", "--meetings", "call").out
    assert numbers(selling("board", "--json").json)["meetings"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--role", "boss"), "Roles: LGE, ERE, SE, CE"),
        (("--role", "SE", "--person", "bo"), "not both"),
        (("--period", "soon"), "2026-11, 2026-Q4 or 2026"),
        (("--period", "9999-12"), "calendar"),
        (("--open", "10"), "1 leads, 2 handed"),
        (("--person", "nobody"), "Nobody here is called"),
        (("--meetings", "lunch"), "no kind 'lunch'"),
    ],
)
def test_nonsense_is_answered_with_what_is_expected(selling: Type, words: tuple[str, ...], said: str) -> None:
    answer = selling("board", *words)
    assert answer.code in (1, 2) and said in answer.err, answer


def test_a_rep_reads_no_other_reps_numbers(selling: Type) -> None:
    assert "not yours to read" in selling("--as", "li", "board", "--person", "bo").err
    assert numbers(selling("--as", "li", "board", "--role", "SE", "--json").json)["closed"] == 0
