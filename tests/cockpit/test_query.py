"""`cockpit query`: analysts get their numbers in every format, safe to show, and a bound session its own alone."""

from __future__ import annotations

import json
import os
import sys
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cockpit.parser import parser_for
from cockpit.session import Session
from cockpit.settings import load
from cockpit.verbs.store import query
from cockpit.viewsheet import sheet
from data.kernel.errors import CockpitError, Refused
from data.kernel.sqlite import sqlite3
from data.nouns import NOUNS
from tests.cockpit.conftest import ROOT, Type

SHEET = ROOT / "docs" / "views.md"
POINTS = "select person, week, points, goal from week_points where points > 0"
HOSTILE = "=HYPERLINK(1)\x1b]0;x\x07\u202e[red]"


@pytest.fixture
def logged(cockpit: Type) -> Type:
    """Maria has logged three calls."""
    assert cockpit("log", "call", "-n", "3").code == 0
    return cockpit


def forced(words: list[str], store: str, name: str) -> int:
    """Ask in a session that is bound to a person."""
    session = Session(load(os.environ), store=store, acts_as=name, is_bound=True)
    try:
        return query.run(parser_for("query", query).parse_args(words), session)
    finally:
        session.close()


def test_the_sheet_of_views_is_not_stale() -> None:
    assert SHEET.read_text(encoding="utf-8") == sheet(), "run: make views-doc"


def test_without_a_query_it_tells_what_can_be_asked(cockpit: Type) -> None:
    said = cockpit("query")
    assert all(name in said.out for name in NOUNS.views())
    columns = json.loads(cockpit("query", "--view", "week_points", "--format", "json").out)
    assert {row["column"] for row in columns} == NOUNS.views()["week_points"].columns.keys()
    assert cockpit("query", "--view", "weak").code == 2


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("table", "person  week      points  goal\nmaria   2026-W47       3   500\n"),
        ("csv", "person,week,points,goal\nmaria,2026-W47,3,500\n"),
        ("tsv", "person\tweek\tpoints\tgoal\nmaria\t2026-W47\t3\t500\n"),
        (
            "md",
            "| person | week | points | goal |\n| --- | --- | ---: | ---: |\n| maria | 2026-W47 | 3 | 500 |\n",
        ),
        ("json", '[\n{"person": "maria", "week": "2026-W47", "points": 3, "goal": 500}\n]\n'),
    ],
)
def test_an_answer_comes_in_every_format_on_the_screen_and_in_files(
    logged: Type, tmp_path: Path, form: str, wanted: str
) -> None:
    assert logged("query", POINTS, "--format", form).out == wanted
    file = tmp_path / f"out.{form}"
    said = logged("query", POINTS, "--out", str(file), *(["--format", form] if form == "table" else []))
    assert (said.code, said.line) == (0, f"wrote 1 row to {file}")
    assert file.read_text() == wanted


def test_a_workbook_keeps_numbers_and_every_digit_of_an_id(logged: Type, tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    assert logged("query", "select activity_id, points from activities", "--out", str(file)).code == 0
    ((identifier, points),) = load_workbook(file).active.iter_rows(min_row=2, values_only=True)
    ids = json.loads(logged("query", "select activity_id from activities", "--format", "json").out)
    assert (identifier, points) == (str(ids[0]["activity_id"]), 3)


def test_values_are_filled_in(logged: Type) -> None:
    sql = "select count(*) as found from activities where person = :who and points > :least"
    said = logged("query", sql, "--param", "who=maria", "--param", "least=2", "--format", "csv")
    assert said.out == "found\n1\n"
    for words in (["--param", "who"], ["--param", "=x"], ["--param", "who=x"]):
        said = logged("query", sql, *words)
        assert said.code == 2 and "--param" in said.err


def test_an_answer_that_is_cut_says_so_apart_from_the_rows(cockpit: Type) -> None:
    many = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500) select i from n"
    said = cockpit("query", many)
    assert (said.code, len(said.out.splitlines())) == (0, 1_001)
    assert "first 1,000 rows" in said.err
    said = cockpit("query", many, "--format", "csv", "--limit", "7")
    assert (len(said.out.splitlines()), "first 7 rows" in said.err) == (8, True)
    said = cockpit("query", many, "--format", "csv")
    assert (len(said.out.splitlines()), said.err) == (1_501, "")


def test_no_rows_still_have_their_columns(cockpit: Type) -> None:
    for form, wanted in (("csv", "person,note\n"), ("table", "person  note\n")):
        assert cockpit("query", "select person, note from activities", "--format", form).out == wanted


@pytest.mark.of_a_file
@pytest.mark.parametrize("form", query.FORMATS)
def test_what_others_wrote_into_the_store_orders_nothing(logged: Type, tmp_path: Path, form: str) -> None:
    """Another program may have written to the file: its texts are not clean."""
    with closing(sqlite3.connect(tmp_path / "cockpit.db")) as database, database:
        database.execute("update activity set note = ?", (HOSTILE,))
    file = tmp_path / f"out.{form}"
    said = logged("query", "select note from activities", "--out", str(file), "--format", form)
    assert said.code == 0, said.err
    if form == "xlsx":
        cell = load_workbook(file).active["A2"]
        assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)]0;x[red]")
        return
    text = file.read_text()
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    guarded = {"csv": "'=HYPERLINK", "tsv": "'=HYPERLINK", "md": "\\[red\\]"}
    assert guarded.get(form, "HYPERLINK") in text


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("select * from week_point", "mean week_points?"),
        ("select nme from leads", "cockpit query --view leads"),
        ("select * frm leads", "near frm"),
        ("delete from lead", "only reads"),
        ("select 1; select 2", "semicolon"),
        ("-- nothing", "comment"),
        ("", "no query"),
        ("select :since", "--param since=VALUE"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(cockpit: Type, sql: str, words: str) -> None:
    said = cockpit("query", sql)
    assert (said.code, said.out) == (2, "")
    assert words in said.err


def test_what_takes_too_long_leaves_no_half_of_a_file(cockpit: Type, tmp_path: Path) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
    file = tmp_path / "out.csv"
    said = cockpit("query", endless, "--out", str(file), "--seconds", "1")
    assert said.code == 1 and "--seconds" in said.err
    assert [one.name for one in tmp_path.iterdir() if "out" in one.name] == []


def test_it_writes_over_no_store(cockpit: Type, tmp_path: Path) -> None:
    assert cockpit("query", "select 1", "--out", str(tmp_path / "cockpit.db"), "--format", "csv").code == 1


def test_a_bound_session_has_the_persons_own_views_alone(
    team: Type, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for who in ("li", "bo"):
        team("log", "call", "--as", who)
    store = str(tmp_path / "cockpit.db")
    who_logged = ["select person from activities order by 1", "--format", "csv"]
    for who, wanted in (("li", ["li"]), ("ada", ["bo", "li"]), ("maria", ["bo", "li"])):
        assert forced(who_logged, store, who) == 0
        assert capfd.readouterr().out.split()[1:] == wanted
    for sql in ("select * from activity", "select * from main.activities", "select * from sqlite_master"):
        with pytest.raises(CockpitError):
            forced([sql], store, "li")


def test_neither_an_option_nor_the_environment_unbinds_a_session(
    team: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    del team
    monkeypatch.setenv("COCKPIT_AS", "maria")
    session = Session(load(os.environ), acts_as="li", store=str(tmp_path / "cockpit.db"), is_bound=True)
    options = parser_for("query", query).parse_args(["select person from people", "--format", "csv"])
    assert query.run(options, session) == 0
    assert capfd.readouterr().out == "person\nli\n"
    session.close()


def test_a_bound_session_writes_no_files_on_the_host(team: Type, tmp_path: Path) -> None:
    del team
    with pytest.raises(Refused):
        forced(["select 1", "--out", str(tmp_path / "out.csv")], str(tmp_path / "cockpit.db"), "li")
    with pytest.raises(Refused):
        forced(["--out", str(tmp_path / "views.csv")], str(tmp_path / "cockpit.db"), "li")
    assert not list(tmp_path.glob("*.csv"))


def test_a_workbook_is_no_text_for_a_terminal(cockpit: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    said = cockpit("query", "select 1", "--format", "xlsx")
    assert said.code == 2 and "--out" in said.err
