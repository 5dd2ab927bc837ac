"""Anything a person can type is answered with words: no traceback, nothing half-written, no escape codes."""

import itertools

import pytest

from cockpit.arguments import VERBS
from tests.cockpit.conftest import Type

HOSTILE = [
    "[bold red]x[/]",
    "\x1b[2J\x1b]0;owned\x07",
    "\u202eevil\u2066",
    "a\r\nb\tc\x00d".replace("\x00", ""),
    "x" * 10_000,
    "\udcff\udcfe",
    "%s %(x)s {0} $HOME `id`",
    "'; drop table activity; --",
    "é" * 3_000 + "\u0301" * 3_000,
    "👩‍👩‍👧‍👦" * 500,
    "-",
    "--",
    " ",
    "",
    "0",
    "-1",
    "last",
]
PLACES = [
    ["log", "{}"],
    ["log", "call", "-n", "{}"],
    ["log", "call", "--at", "{}"],
    ["log", "call", "--note", "{}"],
    ["log", "list", "--day", "{}"],
    ["log", "list", "--week", "{}"],
    ["log", "list", "--kind", "{}"],
    ["log", "edit", "{}", "-n", "2"],
    ["log", "delete", "{}"],
    ["status", "--as", "{}"],
    ["week", "--week", "{}"],
    ["week", "--of", "{}"],
    ["week", "--format", "{}"],
    ["people", "{}"],
    ["people", "add", "{}", "--start", "2026-09-14"],
    ["people", "add", "Eve", "--start", "{}"],
    ["people", "edit", "maria", "--name", "{}"],
    ["people", "edit", "maria", "--handle", "{}"],
    ["people", "edit", "maria", "--email", "{}"],
    ["people", "edit", "maria", "--zone", "{}"],
    ["people", "edit", "maria", "--hours", "{}"],
    ["people", "edit", "maria", "--manager", "{}"],
    ["people", "edit", "maria", "--alias", "{}"],
    ["kinds", "add", "{}", "--key", "o", "--name", "visit", "--points", "1"],
    ["kinds", "add", "visit", "--key", "{}", "--name", "visit", "--points", "1"],
    ["kinds", "add", "visit", "--key", "o", "--name", "{}", "--points", "1"],
    ["kinds", "rate", "call", "{}"],
    ["kinds", "rate", "call", "2", "--from", "{}"],
    ["kinds", "edit", "call", "--plural", "{}"],
    ["goals", "set", "{}"],
    ["goals", "set", "5", "--weeks", "{}"],
    ["goals", "set", "5", "--for", "{}"],
    ["days", "off", "{}"],
    ["days", "off", "2026-11-20", "--reason", "{}"],
    ["settings", "{}"],
    ["settings", "as", "{}"],
    ["settings", "theme", "{}"],
    ["{}"],
    ["help", "{}"],
]


@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_hostile_text_is_answered_with_clean_words(cockpit: Type, place: list[str]) -> None:
    for text in HOSTILE:
        if place == ["{}"] and text in ("-", "--", " ", ""):
            continue
        words = [word.replace("{}", text) for word in place]
        try:
            said = cockpit(*words)
        except SystemExit as ended:  # -h
            assert ended.code == 0
            continue
        assert said.code in (0, 1, 2), words
        assert bool(said.err) == (said.code != 0), words
        assert "Traceback" not in said.err
        shown = said.out + said.err
        assert all(letter == "\n" or letter.isprintable() or letter in "\u200d\ufe0f" for letter in shown), (
            words
        )
        assert len(said.err) < 3_000, words
        cockpit("settings", "as", "")
    me = ["--as", "maria"] if place[:2] == ["people", "add"] else []
    assert cockpit("week", *me).code == 0
    assert cockpit("log", "list", *me).code == 0
    assert cockpit("people", *me).code == 0


def test_a_hostile_name_is_stored_clean_and_listed_clean(cockpit: Type) -> None:
    cockpit("people", "edit", "maria", "--name", "\x1b[31mMaria\u202e [b]Silva[/b]\n" + "x" * 50)
    (person,) = cockpit("people", "list", "--json").json
    assert person["name"].startswith("[31mMaria [b]Silva[/b] xxx")
    assert len(person["name"]) == 73
    assert "[31mMaria [b]Silva[/b]" in cockpit("week").out


def test_a_note_keeps_its_lines_and_loses_its_controls(cockpit: Type) -> None:
    cockpit("log", "call", "--note", "first\nsecond\x1b[2J" + "y" * 1_980)
    note = cockpit("log", "list", "--json").json[0]["note"]
    assert note.startswith("first\nsecond[2Jy")
    assert len(note) == 1_995
    assert max(map(len, cockpit("log", "list").out.splitlines())) < 140


@pytest.mark.parametrize(
    "path", ["", "/", "/dev/null", "/nonexistent/x/y.db", "x" * 5_000, "\udcff.db", "file:x?mode=memory"]
)
def test_a_path_that_is_no_store_is_said(
    bare: Type, path: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.chdir(str(tmp_path))
    for verb in (["status"], ["log", "call"]):
        said = bare(*verb, "--db", path)
        assert said.code in (1, 2)
        assert said.err.startswith("cockpit: ")
        assert "Traceback" not in said.err


@pytest.mark.parametrize("verb", list(VERBS))
def test_every_verb_has_help_with_an_example(
    bare: Type, verb: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        bare(*verb.split(), "--help")
    assert ended.value.code == 0
    out = capfd.readouterr().out
    assert out.startswith(f"usage: cockpit {verb}")
    assert "xample" in out
    assert f"cockpit {verb}" in out.split("xample")[1]
    assert max(map(len, out.splitlines())) <= 110


def test_every_part_has_help_with_an_example(bare: Type, capfd: pytest.CaptureFixture[str]) -> None:
    parts = {
        "people": ["add", "list", "edit", "deactivate"],
        "kinds": ["list", "add", "edit", "rate", "retire"],
        "goals": ["list", "set"],
        "days": ["off", "list", "work"],
    }
    for verb, part in itertools.chain.from_iterable(
        ([(verb, part) for part in names] for verb, names in parts.items())
    ):
        with pytest.raises(SystemExit):
            bare(verb, part, "--help")
        assert f"Example: cockpit {verb} {part}" in capfd.readouterr().out


def test_the_overview_lists_every_verb_and_the_version_is_said(
    bare: Type, capfd: pytest.CaptureFixture[str]
) -> None:
    for words in (["--help"], ["help"]):
        with pytest.raises(SystemExit):
            bare(*words)
        out = capfd.readouterr().out
        assert all(f"  {verb} " in out for verb in VERBS)
    with pytest.raises(SystemExit):
        bare("--version")
    assert capfd.readouterr().out.startswith("cockpit ")


@pytest.mark.parametrize(
    ("typed", "meant"), [("lgo", "log"), ("stats", "status"), ("unod", "undo"), ("peple", "people")]
)
def test_an_unknown_verb_suggests_the_nearest(bare: Type, typed: str, meant: str) -> None:
    said = bare(typed)
    assert (said.code, f"Did you mean: cockpit {meant}?" in said.err) == (2, True)


def test_import_alone_names_what_can_be_brought_in(bare: Type) -> None:
    said = bare("import", "leads.csv")
    assert said.code == 2 and "export" not in said.err
    for noun in ("leads", "deals", "quotes", "customers", "companies", "products", "people", "points"):
        assert f"{noun} import" in said.err
        with pytest.raises(SystemExit) as shown:
            bare(noun, "import", "--help")
        assert shown.value.code == 0, "each of them is there"


@pytest.mark.parametrize(
    "words", [["--as"], ["--db"], ["log", "call", "--as="], ["status", "--nope"], ["status", "extra"]]
)
def test_options_that_lack_something_or_are_unknown_are_said(cockpit: Type, words: list[str]) -> None:
    assert cockpit(*words).code == 2


@pytest.mark.parametrize(
    ("part", "rest"),
    [("leads edit", "x"), ("leads lists add", "reason x"), ("people edit", "maria"), ("log edit", "last")],
)
def test_an_unknown_option_of_a_part_points_to_the_help_of_that_part(
    cockpit: Type, part: str, rest: str
) -> None:
    said = cockpit(*part.split(), *rest.split(), "--bogus", "1")
    assert said.code == 2
    assert said.err.strip().endswith(f"--bogus 1. Help: cockpit {part} --help")


@pytest.mark.parametrize(
    "words",
    [
        ("log", "call", "--note", "n" * 2_001),
        ("log", "edit", "last", "--note", "n" * 2_001),
        ("people", "add", "N" * 81),
        ("people", "edit", "maria", "--name", "N" * 81),
        ("leads", "note", "acme", "n" * 4_001),
        ("leads", "add", "--name", "N" * 301),
        ("leads", "edit", "acme", "--notes", "n" * 10_001),
        ("leads", "message", "acme", "--text", "n" * 20_001),
        ("leads", "step", "acme", "2d", "n" * 201),
        ("leads", "disqualify", "acme", "--reason", "n" * 81),
        ("days", "off", "2026-12-24", "--reason", "n" * 201),
        ("kinds", "add", "visit", "--key", "o", "--points", "1", "--name", "n" * 81),
    ],
)
def test_what_is_too_long_is_refused_with_the_limit_and_never_cut(
    cockpit: Type, words: tuple[str, ...]
) -> None:
    cockpit("log", "call")
    cockpit("leads", "add", "--company", "Acme")
    said = cockpit(*words)
    assert (said.code, said.out) == (2, "")
    assert "takes at most " in said.err
    assert "Shorten it." in said.err
    assert len(said.err) < 300


def test_what_just_fits_is_kept_whole(cockpit: Type) -> None:
    assert cockpit("log", "call", "--note", "n" * 2_000).code == 0
    assert cockpit("log", "list", "--json").json[0]["note"] == "n" * 2_000
