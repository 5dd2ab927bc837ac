"""`cockpit comment`, `comments` and `notices`, as a rep and a manager type them."""

from __future__ import annotations

import pytest

from tests.cockpit.conftest import Type

HOSTILE = "=cmd|' /C calc'!A1 \x1b[2J[bold red]x[/] \u202egnp.exe\nsecond line"


def test_a_manager_says_something_the_rep_hears_answers_and_the_manager_hears_again(
    team: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    team("leads", "add", "--name", "Pat Doe", "--company", "Acme", "--as", "li")
    said = team("comment", "lead", "pat", "Who decides there?", "--as", "ada")
    assert said.line.startswith("Pat Doe, Acme: comment: Who decides there?")
    (notice,) = team("notices", "list", "--json", "--as", "li").json
    assert (notice["by"], notice["about"], notice["text"], notice["read"]) == (
        "Ada Bell",
        "Pat Doe, Acme",
        "Who decides there?",
        None,
    )
    monkeypatch.setenv("COCKPIT_NOW", "2026-11-19T14:06+00:00")
    answered = team("comment", "answer", notice["reference"], "Pat does", "--as", "li")
    assert answered.code == 0
    assert "Nothing waits" in team("notices", "--as", "li").line, "an answer is read"
    (heard,) = team("notices", "list", "--json", "--as", "ada").json
    assert (heard["by"], heard["text"]) == ("Li Wei", "Pat does")
    thread = team("comments", "lead", "pat", "--as", "li").out.splitlines()
    assert [one.strip() for one in thread[1::2]] == ["Who decides there?", "Pat does"]
    assert team("notices", "read", heard["reference"], "--as", "ada").line.startswith("1 notice read")
    assert team("notices", "list", "--all", "--as", "ada").out.count("Pat does") == 1


def test_days_and_weeks_are_spoken_of(team: Type) -> None:
    assert (
        "Thu 19 Nov 2026 of Li Wei: comment"
        in team(*("comment", "day", "today", "--of", "li", "well", "--as", "ada")).line
    )
    assert (
        "week 2026-W46 of Li Wei: comment"
        in team(*("comment", "week", "last", "--of", "li", "well", "--as", "ada")).line
    )
    assert len(team("notices", "list", "--json", "--as", "li").json) == 2
    assert team("notices", "read", "--as", "li").line.startswith("2 notices read")
    assert team("undo", "--as", "li").line.startswith("undone: 2 notices read")
    own = team("comment", "week", "this", "may I go early?", "--as", "li")
    assert own.code == 0
    (heard,) = team("notices", "list", "--json", "--as", "ada").json
    assert heard["text"] == "may I go early?", "a word on one's own week reaches the manager"


@pytest.mark.parametrize(
    ("words", "problem", "code"),
    [
        (("comment", "lead", "nobody", "hi"), "No lead", 1),
        (("comment", "lead", "pat", "  "), "needs a few words", 2),
        (("comment", "lead", "pat", "x" * 2_001), "at most 2,000 characters", 2),
        (("comment", "day", "someday", "hi"), "someday", 2),
        (("comment", "week", "2026-W99", "hi"), "2026-W99", 2),
        (("comment", "week", "this", "hi", "--of", "bo"), "are for Bo Lund", 1),
        (("comment", "answer", "x", "hi"), "'x' is no reference", 2),
        (("comment", "answer", "0" * 13, "hi"), "no comment of that reference", 1),
        (("comments", "deal", "nothing"), "No deal", 1),
        (("comment",), "required", 2),
        (("comment", "planet", "mars", "hi"), "planet", 2),
        (("notices", "read", "%"), "no reference", 2),
        (("notices", "read"), "No notice waits", 1),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    team: Type, words: tuple[str, ...], problem: str, code: int
) -> None:
    team("leads", "add", "--name", "Pat Doe", "--as", "li")
    said = team(*words, "--as", "li")
    assert (said.code, said.out) == (code, "") and problem in said.err
    assert team("query", "select count(*) n from comments", "--format", "json").json == [{"n": 0}]


def test_hostile_words_are_text_wherever_a_manager_sees_them(team: Type) -> None:
    team("leads", "add", "--name", "Pat Doe", "--as", "li")
    assert team("comment", "lead", "pat", HOSTILE, "--as", "li").code == 0
    for words in (("notices",), ("comments", "lead", "pat"), ("notices", "list", "--json")):
        out = team(*words, "--as", "ada").out
        assert "\x1b" not in out and "\u202e" not in out and "[bold red]x" in out
    assert "second line" in team("comments", "lead", "pat", "--as", "ada").out
