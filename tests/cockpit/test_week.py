"""`cockpit week`: the Friday sheet, and who may read whose."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cockpit.conftest import Type


@pytest.fixture
def friday(cockpit: Type) -> Type:
    """A week with entries on two days, a note, a flag and a day off."""
    cockpit("log", "demo", "-n", "2", "--at", "mon 10:00", "--note", "=SUM(A1) | *Acme* [red]")
    cockpit("log", "call", "-n", "80")
    cockpit("days", "off", "2026-11-20", "--reason", "moving house")
    return cockpit


def test_without_a_terminal_a_manager_who_does_not_sell_reads_the_teams_week(team: Type) -> None:
    team("people", "edit", "ada", "--sells", "no")
    said = team("--as", "ada")
    assert said.code == 0
    assert "Li Wei" in said.out
    assert "Bo Lund" in said.out
    assert "does not sell" not in said.out


def test_the_sheet_holds_what_a_reviewer_looks_at(friday: Type) -> None:
    text = friday("week").out
    lines = text.splitlines()
    assert lines[0] == "Maria Silva, week 2026-W47"
    assert "Mon 16 Nov to Sun 22 Nov 2026, week 11 of onboarding, Europe/Lisbon" in text
    assert "130 / 500 points, pace 450, 320 behind, today 80" in text
    assert "needed: 370 a day for 1 day" in text
    assert "not signed off" in text
    assert "Days off:\n  Fri 20 Nov: moving house" in text
    assert "Thu 19 Nov 14:05 80 calls, +80" in text
    assert "Mon 16 Nov 10:00 2 demos, +50" in text
    assert ": =SUM(A1) | *Acme* [red]" in text


def test_its_numbers_stand_in_line(friday: Type) -> None:
    lines = friday("week").out.splitlines()
    head = next(line for line in lines if line.startswith("kind"))
    (demo,) = (line for line in lines if line.split()[:2] == ["demo", "25"])
    (total,) = (line for line in lines if line.startswith("points  "))
    assert demo.split() == ["demo", "25", "2", "2", "50"]
    assert total.split() == ["points", "50", "0", "0", "80", "0", "0", "0", "130"]
    assert head.index("Mon 16") + 5 == demo.index(" 2 ") + 1
    assert len(head) == len(demo) == len(total)


@pytest.mark.parametrize("width", [60, 80])
def test_it_fits_a_narrow_terminal_with_its_totals(
    friday: Type, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    friday("log", "call", "--note", "a long note, " * 12)
    monkeypatch.setenv("COLUMNS", str(width))
    lines = friday("week").out.splitlines()
    assert max(map(len, lines[5:])) <= width
    assert any(line.endswith("\u2026") for line in lines)
    (demo,) = (line for line in lines if line.split()[:2] == ["demo", "25"])
    assert demo.split()[-2:] == ["2", "50"]
    head = next(line for line in lines if line.startswith("kind")).split()
    assert ("Mon" in head) == (width == 80)


def test_it_is_whole_in_a_pipe_but_without_a_verb_it_fits(
    friday: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    friday("log", "call", "--note", "a long note, " * 12)
    monkeypatch.delenv("COLUMNS")
    assert "a long note, " * 11 in friday("week").out
    assert max(map(len, friday().out.splitlines())) <= 80


def test_markdown_shows_hostile_text_as_text(friday: Type) -> None:
    page = friday("week", "--format", "md").out
    assert "| demo | 25 | 2 |" in page
    assert "=SUM(A1) \\| \\*Acme\\* \\[red\\]" in page


def test_a_workbook_holds_numbers(friday: Type, tmp_path: Path) -> None:
    assert friday("week", "--out", str(tmp_path / "week.xlsx")).code == 0
    rows = list(load_workbook(tmp_path / "week.xlsx").active.values)
    assert rows[0][:3] == ("kind", "pts each", "Mon 16")
    assert ("demo", 25, 2, None, None, None, None, None, None, 2, 50) in rows
    assert rows[-3][0] == "goal"
    assert rows[-3][-1] == 500
    said = {row[0]: row[-1] for row in rows[-7:-3]}
    assert (said["person"], said["week"]) == ("Maria Silva", "2026-W47")
    assert [str(said[name])[:10] for name in ("from", "to")] == ["2026-11-16", "2026-11-22"]


def test_a_workbook_needs_a_file(cockpit: Type) -> None:
    said = cockpit("week", "--format", "xlsx")
    assert (said.code, "--out week.xlsx" in said.err) == (2, True)


def test_a_file_is_written_whole_in_the_form_of_its_name(friday: Type, tmp_path: Path) -> None:
    assert friday("week", "--out", str(tmp_path / "week.json")).code == 0
    sheet = json.loads((tmp_path / "week.json").read_text())
    assert (sheet["points"], sheet["goal"], sheet["days_off"]) == (130, 500, {"2026-11-20": "moving house"})
    assert [entry["flag"] for entry in sheet["flagged_entries"]] == ["burst"]
    assert sum(day["points"] for day in sheet["days"]) == 130
    assert friday("week", "--out", str(tmp_path / "week.md")).code == 0
    assert (tmp_path / "week.md").read_text().startswith("## Maria Silva")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("form", ["text", "md", "json", "xlsx"])
def test_a_sheet_never_replaces_the_store_or_a_folder(cockpit: Type, tmp_path: Path, form: str) -> None:
    before = (tmp_path / "cockpit.db").read_bytes()
    for target in (tmp_path / "cockpit.db", tmp_path, tmp_path / "no" / "folder"):
        assert cockpit("week", "--format", form, "--out", str(target)).code == 1
    assert (tmp_path / "cockpit.db").read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_last_week_and_any_other(cockpit: Type) -> None:
    assert "week 2026-W46" in cockpit("week", "--last").out
    assert "week 2026-W53" in cockpit("week", "--week", "2026-W53").out
    assert "Mon 28 Dec 2026 to Sun 3 Jan 2027" in cockpit("week", "--week", "2026-W53").out
    assert "before the start" in cockpit("week", "--week", "2026-W01").out


@pytest.mark.parametrize(
    "week", ["2026-W54", "2025-W53", "2026-W00", "soon", "9999-W52", "0001-W01", "9" * 300, ""]
)
def test_a_week_that_cannot_be_is_refused(cockpit: Type, week: str) -> None:
    said = cockpit("week", f"--week={week}")
    assert (said.code, said.out) == ((2, "") if week else (0, cockpit("week").out))


def test_a_manager_reads_the_team_and_nobody_else(team: Type) -> None:
    team("log", "demo", "--as", "li")
    assert "Li Wei, week" in team("week", "--of", "li", "--as", "ada").out
    for reader, whose in (("li", "bo"), ("bo", "ada"), ("ada", "maria")):
        said = team("week", "--of", whose, "--as", reader)
        assert (said.code, said.out) == (1, "")
    said = team("week", "--team", "--as", "li")
    assert (said.code, "managers" in said.err) == (1, True)


def test_the_team_stands_furthest_behind_first(team: Type) -> None:
    team("log", "won", "-n", "20", "--as", "bo")
    team("log", "call", "--as", "li")
    weeks = team("week", "--team", "--as", "ada", "--json").json
    assert [(week["person"], week["behind"]) for week in weeks] == [("ada", 360), ("li", 359), ("bo", -140)]
    text = team("week", "--team", "--as", "ada").out
    assert "Bo Lund" in text
    assert [line.split()[-1] for line in text.splitlines()[3:]] == ["unsigned"] * 3
    assert (
        "| Bo Lund | bo | 500 | 500 | 360 | 0 | 500 |"
        in team("week", "--team", "--as", "ada", "--format", "md").out
    )
    assert len(team("week", "--team", "--json").json) == 4


def test_the_team_fits_a_workbook(team: Type, tmp_path: Path) -> None:
    assert team("week", "--team", "--out", str(tmp_path / "team.xlsx")).code == 0
    rows = list(load_workbook(tmp_path / "team.xlsx").active.values)
    assert len(rows) == 5
    assert (rows[0][0], rows[1][0]) == ("week", "2026-W47")
