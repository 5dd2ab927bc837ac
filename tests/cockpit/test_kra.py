"""`cockpit kra`, as a rep and a manager type it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cockpit.conftest import Type


@pytest.fixture
def running(team: Type) -> Type:
    """Li runs the performance standard."""
    said = team("kra", "take", "performance", "--as", "li")
    assert said.code == 0 and "Li Wei runs Sales performance standard" in said.line
    return team


def test_nothing_run_says_where_to_begin(cockpit: Type) -> None:
    assert "cockpit kra take" in cockpit("kra").out
    listed = cockpit("kra", "standards").out
    assert "sales-executive" in listed and "with the program" in listed
    assert {row["standard"] for row in cockpit("kra", "standards", "--json").json} >= {
        "performance",
        "internal-sales",
    }


def test_an_item_is_ticked_with_evidence_and_the_run_told_to_people_machines_and_markdown(
    running: Type,
) -> None:
    running("deals", "add", "--name", "Website", "--as", "li")
    said = running("kra", "tick", "qualify", "--note", "12 of them", "--deal", "website", "--as", "li")
    assert said.line.startswith("Qualify prospects with care: done, evidence 12 of them, Website")
    said = running("kra", "tick", "pursue-all", "--na", "on holiday", "--as", "li")
    assert "n/a: on holiday" in said.line
    (week,) = [run for run in running("kra", "list", "--as", "li", "--json").json if run["cadence"] == "week"]
    assert (week["period"], week["done"], week["of"], week["open"]) == ("2026-W47", 1, 2, 1)
    ticked = next(item for item in week["items"] if item["item"] == "qualify")
    assert (ticked["state"], ticked["evidence"][0]["about"]) == ("done", "deal")
    shown = running("kra", "show", "performance", "--period", "week", "--as", "li").out
    assert "[x]" in shown and "evidence: 12 of them (deal)" in shown
    table = running("kra", "show", "performance", "--period", "week", "--md", "--as", "li").out
    assert table.startswith("## Sales performance standard") and "| item |" in table
    running("undo", "--as", "li")


def test_a_tick_with_its_evidence_is_one_step(running: Type) -> None:
    running("kra", "tick", "qualify", "--note", "12 of them", "--as", "li")
    assert running("undo", "--as", "li").code == 0
    (week,) = [run for run in running("kra", "list", "--as", "li", "--json").json if run["cadence"] == "week"]
    item = next(item for item in week["items"] if item["item"] == "qualify")
    assert (item["state"], item["evidence"]) == ("open", [])
    running("kra", "tick", "qualify", "--as", "li")
    assert "already" in running("kra", "tick", "qualify", "--as", "li").err
    said = running("kra", "tick", "qualify", "--link", "https://a.example", "--as", "li")
    assert said.code == 0 and "evidence https://a.example" in said.line, "what is done already can be shown"


@pytest.mark.parametrize(
    ("words", "problem", "code"),
    [
        (("tick", "nothing"), "No item is called 'nothing'", 1),
        (("tick", ""), "No item is called", 1),
        (("tick", "qualify", "--na", " "), "says why", 2),
        (("tick", "qualify", "--period", "soon"), "'soon' is no period", 2),
        (("tick", "complete-records"), "measured from the store", 1),
        (("number", "qualify", "12"), "takes no number", 1),
        (("evidence", "qualify"), "Say what shows it", 2),
        (("evidence", "qualify", "--lead", "a", "--deal", "b"), "one record", 2),
        (("close", "performance"), "could be several runs", 1),
        (("close", "performance", "--period", "week"), "3 items are open", 1),
        (("reopen", "performance", "--period", "week", "--reason", "x"), "A manager", 1),
        (("begin", "performance", "wedding"), "no items for 'wedding'", 1),
        (("take", "plumber"), "No standard is called 'plumber'", 1),
        (("drop", "performance", "--for", "bo"), "for Bo Lund, the manager", 1),
        (("list", "--for", "bo"), "for Bo Lund, the manager", 1),
        (("show", "performance", "--period", "2020-01"), None, 1),
        (("check", "no-such-file.toml"), "cannot be read", 2),
        (("edit", "performance", "qualify"), "Say what changes", 2),
        (("edit", "performance", "qualify", "--target", "many"), "A target is a number", 2),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_type(
    running: Type, words: tuple[str, ...], problem: str | None, code: int
) -> None:
    said = running("kra", *words, "--as", "li")
    if problem is None:  # a month before the standard was taken up can be looked at
        assert said.code == 0
        return
    assert (said.code, said.out) == (code, "") and problem in said.err


def test_a_run_is_closed_carried_and_opened_again_by_the_manager(running: Type) -> None:
    closed = running("kra", "close", "performance", "--period", "week", "--carry", "--as", "li")
    assert "closed, 3 carried over" in closed.line
    said = running("kra", "tick", "qualify", "--period", "week", "--as", "li")
    assert said.code == 1 and "That run is closed" in said.err and "cockpit kra reopen" in said.err
    for_li = ("--period", "week", "--for", "li", "--as", "ada")
    assert running("kra", "tick", "qualify", *for_li).code == 1
    assert "Which ones?" in running("kra", "comment", "qualify", "Which ones?", "--ask", *for_li).line
    assert "well done" in running("kra", "remark", "performance", "well done", *for_li).line
    assert "open again: typo" in running("kra", "reopen", "performance", "--reason", "typo", *for_li).line
    shown = running("kra", "show", "performance", *for_li).out
    assert "opened again: typo" in shown and "comment: Which ones?" in shown and "evidence asked for" in shown
    assert running("kra", "history", "--for", "bo", "--as", "ada").code == 0
    told = running("kra", "history", "--as", "li")
    assert "Qualify prospects with care" in told.out and "_ nothing due" in told.out
    assert running("kra", "history", "--as", "li", "--json").json["weeks"][-1] == "2026-11-16"


def test_a_standard_is_copied_changed_checked_and_loaded(running: Type, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    said = running("kra", "new", "performance", "--code", "li-own", "--title", "Li's own", "--out", str(path))
    assert said.code == 0 and path.read_text().startswith('code = "li-own"')
    assert running("kra", "new", "performance", "--out", str(path)).code == 1, (
        "what is there is not written over"
    )
    assert "Li's own (li-own) is in order: 5 areas, 19 items" in running("kra", "check", str(path)).out
    text = path.read_text()
    path.write_text(text.replace('cadence = "week"', 'cadence = "hourly"', 1))
    said = running("kra", "check", str(path))
    line = text[: text.index('cadence = "week"')].count("\n") + 1
    assert (
        said.code == 2
        and f"mine.toml:{line}: " in said.err
        and "day, week, month, quarter, event" in said.err
    )
    path.write_text(text)
    assert running("kra", "load", str(path), "--as", "li").code == 1, "the company's is an admin's"
    assert "version 1" in running("kra", "load", str(path), "--mine", "--as", "li").line
    assert "there already" in running("kra", "load", str(path), "--mine", "--as", "li").err
    assert running("kra", "take", "li-own", "--as", "bo").code == 1, "another's own"
    assert running("kra", "edit", "li-own", "qualify", "--cadence", "month", "--as", "li").code == 0
    said = running("kra", "item", "li-own", "Visit two customers", "--target", "2", "--as", "li")
    assert "Visit two customers: added (version 3)" in said.line
    said = running("kra", "item", "li-own", "x", "--area", "play", "--as", "li")
    assert said.code == 2 and "no area 'play': it is one of customers" in said.err
    copied = running("kra", "new", "li-own", "--as", "li").out
    assert 'title = "Qualify prospects with care"\ncadence = "month"' in copied
    first = running("kra", "new").out
    (tmp_path / "first.toml").write_text(first)
    assert running("kra", "check", str(tmp_path / "first.toml"), "--json").json["items"] == 2


def test_a_standard_is_told_with_who_answers_for_what(cockpit: Type) -> None:
    told = cockpit("kra", "standard", "sales-executive")
    assert "Handing clients over" in told.out and "shared" in told.out and "project manager" in told.out
    assert "by discount-rate" in told.out and "at a handover" in told.out
    assert cockpit("kra", "standard", "sales-executive", "--md").out.startswith("# Sales executive\n")
    assert len(cockpit("kra", "standard", "sales-executive", "--json").json["item"]) == 38
