"""`cockpit points import`: shown first, then written, and every row accounted for."""

import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from tests.cockpit.conftest import ROOT, Said, Type

SHEET = "2026-W47,Mon,Tue,Wed,Total\nOutbound Calls,12,10,,22\nDemo Self Led,,1,,1\n"


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    """A sheet of 22 calls and a demo: 47 points."""
    path = tmp_path / "week47.csv"
    path.write_text(SHEET, encoding="utf-8")
    return str(path)


def test_it_says_what_becomes_of_the_file_and_imports_without_a_terminal(cockpit: Type, sheet: str) -> None:
    said = cockpit("points", "import", sheet)
    assert (said.code, said.err) == (0, "")
    for words in ("Outbound Calls", "call", "3 entries, +47 points", "2026-W47", "Maria Silva 3", "Left out"):
        assert words in said.out
    assert "imported 3 entries from week47.csv, +47 points" in said.out
    assert "47/500" in cockpit("status").out


def test_a_dry_run_writes_nothing(cockpit: Type, sheet: str) -> None:
    said = cockpit("points", "import", sheet, "--dry-run")
    assert said.code == 0
    assert "dry run" in said.out
    assert cockpit("undo").err == "cockpit: Nothing to undo.\n"


def test_undo_and_redo_take_the_whole_file(cockpit: Type, sheet: str) -> None:
    cockpit("points", "import", sheet, "--yes")
    assert "undone: imported 3 entries" in cockpit("undo").out
    assert "redone: imported 3 entries" in cockpit("redo").out
    assert "Nothing new" in cockpit("points", "import", sheet).out


def test_undo_of_several_weeks_names_none_of_them(cockpit: Type, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Type,Date\nCall,2026-11-16\nCall,2023-07-10\n", encoding="utf-8")
    cockpit("points", "import", str(path), "--yes")
    assert cockpit("undo").line == (
        "undone: imported 2 entries from list.csv, -2   (cockpit redo brings it back)"
    )


def test_rejected_rows_end_with_1_and_go_to_a_report(cockpit: Type, tmp_path: Path) -> None:
    path, report = tmp_path / "list.csv", tmp_path / "report.csv"
    path.write_text("Type,Date\nCall,2026-11-16\n=Yodel,2026-11-16\nCall,never\n", encoding="utf-8")
    said = cockpit("points", "import", str(path), "--report", str(report))
    assert said.code == 1
    assert "2 rows were rejected" in said.err
    lines = report.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "row,verdict,reason,detail"
    assert lines[1] == "3,rejected,kind unknown,'=Yodel"
    assert lines[2].startswith("4,rejected,no usable date")


def test_the_answer_for_machines_adds_up(cockpit: Type, sheet: str) -> None:
    said = cockpit("points", "import", sheet, "--json")
    answer = said.json
    assert answer["imported"] is True
    assert answer["points"] == 47
    assert answer["rows"] == sum(answer["accounts"].values()) == 3
    assert cockpit("points", "import", sheet, "--json").json["accounts"] == {"there already": 3}


def test_a_rep_imports_for_nobody_else(team: Type, sheet: str) -> None:
    said = team("points", "import", sheet, "--for", "bo", "--as", "li")
    assert said.code == 2
    assert "admin" in said.err
    assert team("points", "import", sheet, "--for", "bo").code == 0
    assert "3 entries" in team("points", "import", sheet, "--as", "li", "--dry-run").out


def test_owners_are_mapped_by_an_admin_and_remembered(team: Type, tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text("Type,Date,Owner\nCall,2026-11-16,u17@crm\nEmail,2026-11-16,u18@crm\n", encoding="utf-8")
    said = team("points", "import", str(path), "--dry-run")
    assert said.code == 1
    assert "owner unknown" in said.out
    said = team("points", "import", str(path), "--owner", "u17@crm=li, u18@crm=none", "--remember")
    assert said.code == 0, said.err
    assert "Li Wei 1" in said.out
    assert "1 owner remembered" in said.out
    assert "there already" in team("points", "import", str(path), "--owner", "u18@crm=none").out
    said = team("points", "import", str(path), "--owner", "u17@crm=bo, u18@crm=none", "--remember")
    assert "1 owner remembered" in said.out
    assert "already counted for somebody else" in said.out


@pytest.mark.parametrize(
    "words",
    [("--kinds", "nonsense"), ("--kinds", "Call=yodel"), ("--week", "99"), ("--remember",)],
)
def test_options_that_make_no_sense_are_explained(cockpit: Type, sheet: str, words: tuple[str, ...]) -> None:
    said = cockpit("points", "import", sheet, *words)
    assert said.code == 2
    assert said.err.startswith("cockpit: ")


def test_a_file_that_is_none_is_refused(cockpit: Type, tmp_path: Path) -> None:
    assert cockpit("points", "import", str(tmp_path / "none.csv")).code == 1
    assert cockpit("points", "import", str(tmp_path)).code == 1


def test_escapes_in_a_file_do_not_reach_the_terminal(cockpit: Type, tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b[2J.csv"
    path.write_text("Ty\x1b[2Jpe,Date\nCall\x1b]0;x\x07,2026-11-16\nC\u202eall,\x1b[2J\n", encoding="utf-8")
    said = cockpit("points", "import", str(path), "--map", "kind=Ty[2Jpe")
    assert "\x1b" not in said.out + said.err
    assert "\u202e" not in said.out


@pytest.mark.parametrize(("answer", "points"), [("y", "47/500"), ("n", "0/500"), ("", "0/500")])
def test_at_a_terminal_it_asks_first(cockpit: Type, sheet: str, answer: str, points: str) -> None:
    words = ["-m", "cockpit", "points", "import", sheet]
    child = pexpect.spawn(sys.executable, words, cwd=str(ROOT), encoding="utf-8", timeout=60)
    child.expect_exact("Import 3 entries, +47 points? [y/N] ")
    child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert points in cockpit("status").out


def test_it_works_as_a_process(process: Callable[..., Said], sheet: str) -> None:
    said = process("points", "import", sheet)
    assert said.code == 0, said.err
    assert "imported 3 entries" in said.out


def test_owners_left_unnamed_are_counted(cockpit: Type, tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    rows = "".join(f"call,2026-11-16,Owner {n}\n" for n in range(7))
    path.write_text("kind,date,owner\n" + rows)
    out = cockpit("points", "import", str(path), "--dry-run").out
    assert "Owner 4 and 2 more)" in out
    assert "rows 2, 3, 4, 5, 6 and 2 more" in out


def test_the_parts_of_points_are_shown(cockpit: Type, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cockpit("points", "--help")
    assert ended.value.code == 0
    assert "cockpit points import: bring in activities" in capfd.readouterr().out
    said = cockpit("points")
    assert (said.code, "cockpit points import" in said.err) == (2, True)
