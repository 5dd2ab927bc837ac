"""`cockpit export`: what goes out comes back in without duplicates, and nobody takes out another's."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from data.kernel.sqlite import sqlite3
from tests.cockpit.conftest import Type


def test_an_export_comes_back_in_without_duplicates(cockpit: Type, tmp_path: Path) -> None:
    cockpit("log", "call", "-n", "3", "--at", "2026-11-16 10:20")
    cockpit("log", "demo", "--note", "=1+1 [red]")
    for ending in ("csv", "xlsx", "json"):
        file = str(tmp_path / f"out.{ending}")
        said = cockpit("export", "--out", file)
        assert (said.code, said.line) == (0, f"wrote 2 rows to {file}")
        answer = cockpit("points", "import", file, "--json").json
        assert answer["accounts"] == {"there already": 2}
        assert answer["imported"] is False


def test_an_export_moves_to_another_store_as_it_was(cockpit: Type, tmp_path: Path, begun: bytes) -> None:
    cockpit("log", "call", "-n", "3", "--at", "2026-11-16 10:20", "--note", "two\nlines")
    before = json.loads(cockpit("export", "--format", "json").out)
    cockpit("export", "--out", str(tmp_path / "out.csv"))
    other = tmp_path / "other.db"
    other.write_bytes(begun)
    for expected in ({"new": 1}, {"there already": 1}):
        answer = cockpit("points", "import", str(tmp_path / "out.csv"), "--json", "--db", str(other)).json
        assert answer["accounts"] == expected
    after = json.loads(cockpit("export", "--format", "json", "--db", str(other)).out)
    for row in (*before, *after):
        del row["reference"], row["source"]
    assert after == before
    assert before[0]["at"] == "2026-11-16T10:20:00+00:00"


@pytest.mark.of_a_file
def test_leads_and_outcomes_of_calls_move_with_them(cockpit: Type, tmp_path: Path, begun: bytes) -> None:
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("Record ID,Name,Email,Lead Status\n7,Ann,ann@a.example,New\n")
    cockpit("leads", "import", str(contacts), "--yes")
    cockpit("leads", "add", "--name", "Bob")
    for lead in ("ann@a.example", "Bob"):
        cockpit("log", "call", "--lead", lead)
    store, other = tmp_path / "cockpit.db", tmp_path / "other.db"
    with closing(sqlite3.connect(store)) as database, database:
        database.execute("update activity set outcome = 'voicemail'")
    other.write_bytes(begun)
    leads, log = str(tmp_path / "leads.csv"), str(tmp_path / "log.json")
    cockpit("leads", "export", "--all", "--out", leads)
    cockpit("export", "--out", log)
    assert cockpit("points", "import", log, "--json").json["accounts"] == {"there already": 2}
    bare = cockpit("points", "import", log, "--json", "--db", str(other)).json
    assert bare["accounts"] == {"new": 2}
    cockpit("leads", "import", leads, "--yes", "--db", str(other))
    told = "select lead.name, outcome from activity left join lead on lead.id = lead_id order by 1"
    with closing(sqlite3.connect(other)) as database:
        assert database.execute(told).fetchall() == [(None, "voicemail")] * 2
    again = cockpit("points", "import", log, "--json", "--db", str(other)).json
    assert again["accounts"] == {"changed, entry updated": 2}
    with closing(sqlite3.connect(other)) as database:
        assert database.execute(told).fetchall() == [("Ann", "voicemail"), ("Bob", "voicemail")]
    last = cockpit("points", "import", log, "--json", "--db", str(other)).json
    assert last["accounts"] == {"there already": 2}


def test_a_corrected_export_updates_the_entry(cockpit: Type, tmp_path: Path) -> None:
    cockpit("log", "call", "-n", "3")
    file = tmp_path / "out.csv"
    cockpit("export", "--out", str(file))
    file.write_text(file.read_text(encoding="utf-8").replace(",call,3,", ",call,4,"), encoding="utf-8")
    answer = cockpit("points", "import", str(file), "--json").json
    assert (answer["accounts"], answer["points"]) == ({"changed, entry updated": 1}, 1)


def test_everybody_takes_out_what_they_may_read(team: Type) -> None:
    team("log", "call", "--as", "li")
    team("log", "demo", "--as", "bo")
    rows = json.loads(team("export", "--format", "json", "--as", "li").out)
    assert [row["person"] for row in rows] == ["li"]
    assert team("export", "--of", "bo", "--as", "li").code == 1
    assert team("export", "--team", "--as", "li").code == 1
    rows = json.loads(team("export", "--team", "--format", "json", "--as", "ada").out)
    assert {row["person"] for row in rows} == {"li", "bo"}
    assert json.loads(team("export", "people", "--format", "json", "--as", "li").out)[0]["handle"] == "li"


def test_weeks_show_the_goal_and_the_kinds(cockpit: Type) -> None:
    cockpit("log", "demo", "-n", "2")
    (row,) = json.loads(cockpit("export", "weeks", "--format", "json", "--week", "this").out)
    assert (row["week"], row["points"], row["goal"], row["reached"], row["demo"]) == (
        "2026-W47",
        50,
        500,
        False,
        2,
    )


def test_days_bound_the_export(cockpit: Type) -> None:
    for day in ("2026-11-02", "2026-11-10", "2026-11-18"):
        cockpit("log", "call", "--at", day)
    said = cockpit("export", "--from", "2026-11-05", "--to", "2026-11-12", "--format", "json")
    assert [row["day"] for row in json.loads(said.out)] == ["2026-11-10"]
    assert cockpit("export", "--from", "2026-11-05", "--to", "2026-11-01").code == 2
    assert cockpit("export", "people", "--week", "this").code == 2
    assert cockpit("export", "--out", "/nowhere/at/all.csv").code == 1


def test_an_empty_log_still_has_its_columns(cockpit: Type) -> None:
    assert cockpit("export").out.startswith("reference,person,kind,count,points,at,day,week,note")


@pytest.mark.parametrize("verb", [("week",), ("export",), ("leads", "export")])
def test_a_file_of_an_unknown_ending_is_refused_with_the_formats(
    cockpit: Type, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    out = tmp_path / "report.pdf"
    said = cockpit(*verb, "--out", str(out))
    assert (said.code, out.exists()) == (2, False)
    assert "A file that ends in .pdf cannot be written. Formats: " in said.err
    assert cockpit(*verb, "--out", str(out), "--format", "json").code == 0
    json.loads(out.read_text())


def test_a_folder_that_is_missing_is_named_whole(cockpit: Type, tmp_path: Path) -> None:
    said = cockpit("export", "--out", str(tmp_path / "none" / "x.csv"))
    assert f"there is no folder {tmp_path / 'none'}." in said.err
