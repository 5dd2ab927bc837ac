"""What a session that a key has forced takes and what it refuses, without a line to a host."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.forced import ASKED, COMMANDS, LONGEST_COMMAND, checked, scrub, words_of
from data.kernel.errors import Refused
from data.opening import open_store
from tests.cockpit.conftest import Said, Type

Ask = Callable[..., Said]


@pytest.fixture
def ask(team: Type, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """Ask for something as Li, whose session it is."""
    before = dict(os.environ)

    def serve(command: str, *options: str) -> Said:
        monkeypatch.setenv(ASKED, command)
        return team("serve", "--db", before["COCKPIT_DB"], "--as", "li", *options)

    yield serve
    os.environ.clear()
    os.environ.update(before)


def test_who_acts_is_whose_session_it_is(ask: Ask, tmp_path: Path) -> None:
    assert ask("log call -n 2").code == 0
    assert ask("cockpit status").out.startswith("2/500")
    assert ask("undo --yes --json").code == 0
    assert ask("status").out.startswith("0/500")
    assert ask("redo --yes").out.startswith("redone: 2 calls")
    assert "Li Wei" in ask("review").out
    assert ask("review submit --words 'a quiet week'").code == 0
    store = open_store(str(tmp_path / "cockpit.db"))
    assert store.select("select handle from person join activity on person.id = person_id") == [("li",)]
    store.close()


@pytest.mark.parametrize(
    "command",
    [
        "sh", "/bin/sh -i", "log call && touch x", "log `touch x`", "status | tee x", "log --as=ada call",
        "log call\r\ntouch x", "log call --note '\x1b]52;c;x\x07'", "week --out x", "export -- --out x",
        "export --to 2026-11-01", "undo --as ada", "undo; sh", "redo --as ada --yes", "redo --db /etc/passwd",
        "redo --rest", "redo --yes && sh", "redo $(id)", "redo - --yes", "redo --out x",
        "leads import - /etc/passwd --yes", "leads import - --report x", "leads export",
        "team", "review --out x", "review --format xlsx", "comments",
        "leads import - --save-map x", "log list", "log edit last -n 9", "log delete last", "query 'select 1'",
        "people add Eve --role admin", "people", "backup x", "restore /etc/passwd --yes", "ssh list", "ssh add li -",
        "settings store x", "doctor --repair", "man", "demo", "init --name Eve --start 2026-11-02", "help log",
        "log --help", "--version", "--help", "--", "-", "''", "log call -n 3 --", "cockpit cockpit log call",
        "log call " + "x" * LONGEST_COMMAND, "log call \udcff", "log call --note \u202etxt", "log 'call\x00'",
    ],
    ids=ascii,
)  # fmt: skip
def test_what_is_not_on_the_list_is_refused_in_a_sentence(ask: Ask, tmp_path: Path, command: str) -> None:
    store = open_store(str(tmp_path / "cockpit.db"))
    before = store.revision(), sorted(os.listdir(tmp_path))
    # What has no place in a variable cannot come by one either.
    said = ask(command) if "\0" not in command else ask("nothing")
    assert said.code in (1, 2)
    assert said.out == ""
    assert said.err.startswith("cockpit: ")
    assert said.err.count("\n") == 1
    assert (store.revision(), sorted({*os.listdir(tmp_path)} - {"cockpit-people"})) == before
    store.close()


def test_a_handle_is_whole_or_nobody(ask: Ask, team: Type, tmp_path: Path) -> None:
    del ask  # it puts the environment back, of which a forced session leaves nothing
    for handle in ("l", "Li Wei", "LI", "", "nobody"):
        words = ["--as", handle] if handle else []
        said = team("serve", "--db", str(tmp_path / "cockpit.db"), *words)
        assert (said.code, said.out) == (1, "")
        assert "has the handle" in said.err


@settings(max_examples=50)
@given(st.lists(st.text(st.characters(exclude_categories=["C", "Zs", "Zl", "Zp"]), min_size=1), max_size=6))
def test_no_word_is_a_way_around_the_list(words: list[str]) -> None:
    for verb in COMMANDS:
        try:
            name, rest = checked([*verb.split(), *words])
        except Refused:
            continue
        assert name == verb
        for word in rest:
            is_safe = not word.startswith("-") or word[1:2].isdigit() or word == "-"
            assert is_safe or any(word.startswith(option) for option in COMMANDS[verb].options)
    for option in ("--db", "--as", "--out", "--report", "--to", "--save-map"):
        assert not any(option in allowed.options for allowed in COMMANDS.values())


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_a_command_is_one_line_of_words_or_refused(text: str) -> None:
    try:
        words = words_of(text)
    except Refused:
        return
    assert text.isprintable()
    assert all(word.isprintable() for word in words)


def test_of_the_environment_only_the_terminal_is_left() -> None:
    said = {
        "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "pt_PT.UTF-8", "LC_ALL": "C.UTF-8",
        "HOME": "/srv/cockpit", ASKED: "log call; sh", "LC_PAPER": "../../evil", "COCKPIT_AS": "ada",
        "PYTHONPATH": "/x", "LANGUAGE": "pt", "TERMINFO": "/x", "LOCPATH": "/x", "TZ": ":/etc/passwd", "EDITOR": "sh",
        "PATH": "/evil", "TEXTUAL_LOG": "/x", "COLUMNS": "7", "XDG_STATE_HOME": "/x", "LC_": "x", "NO_COLOR": "1",
    }  # fmt: skip
    scrub(said)
    assert list(said) == ["TERM", "COLORTERM", "LANG", "LC_ALL", "HOME", ASKED]
