"""``cockpit demo``: a store to try things on, made anew each day, without touching one's own."""

from io import StringIO
from pathlib import Path

import pytest

from cockpit.main import run
from data.demo.amounts import full_size
from data.demo.replace import steps_taken
from data.opening import open_store

THURSDAY = "2026-11-19T15:00+00:00"


@pytest.fixture(autouse=True)
def thursday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCKPIT_NOW", THURSDAY)


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo of the day that is soon made: what these tests are about is not how much is in it."""
    size = {"reps": 3, "activities": 1_000, "leads": 60}
    monkeypatch.setattr("data.demo.store.full_size", lambda wanted: full_size({**size, **wanted}))


def demos(home: Path) -> list[str]:
    return sorted(file.name for file in (home / ".cache" / "cockpit").iterdir() if file.name.endswith(".db"))


def test_without_a_terminal_it_prints_the_week_and_says_that_it_is_made_up(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["demo"]) == 0
    said = capsys.readouterr()
    assert "Maria Silva" in said.out
    assert "made up" in said.err


@pytest.mark.usefixtures("little")
def test_it_is_made_once_a_day_and_last_weeks_goes(
    private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["demo"])
    first = demos(private_home)
    run(["demo"])
    assert demos(private_home) == first
    for day in ("2026-11-20", "2026-11-27"):
        monkeypatch.setenv("COCKPIT_NOW", f"{day}T09:30+00:00")
        run(["demo"])
    kept = [name[-13:] for name in demos(private_home)]
    assert kept == ["2026-11-20.db", "2026-11-27.db"], "a tab left open over night keeps its store"


@pytest.mark.usefixtures("little")
def test_demos_of_other_versions_go_by_their_day_alone(private_home: Path) -> None:
    run(["demo"])
    folder = private_home / ".cache" / "cockpit"
    (today,) = demos(private_home)
    (folder / today).unlink()
    new, old = "demo-1-2026-11-18.db", "demo-999-2026-11-01.db"
    for name in (new, old, old + "-wal"):
        (folder / name).touch()
    run(["demo"])
    assert demos(private_home) == sorted((new, today)) and not (folder / (old + "-wal")).exists()


@pytest.mark.usefixtures("little")
def test_it_leaves_ones_own_store_and_settings_alone(private_home: Path) -> None:
    run(["demo"])
    assert list((private_home / ".local" / "share").rglob("*")) == []
    assert list((private_home / ".config").rglob("*")) == []


def test_a_written_demo_opens_on_its_first_rep(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "demo.db")
    assert run(["demo", "--to", path, "--reps", "3", "--activities", "1,000", "--leads", "10"]) == 0
    assert "3 reps, 1,000 activities, 10 leads" in capsys.readouterr().out
    assert run(["--db", path, "log", "call", "-n", "3"]) == 0
    assert "3 calls" in capsys.readouterr().out


def test_a_written_demo_takes_no_files_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine")
    assert run(["demo", "--to", str(path)]) == 1
    assert "already" in capsys.readouterr().err
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--reps", "5"],
        ["--to", "x.db", "--reps", "few"],
        ["--to", "x.db", "--reps", "1"],
        ["--to", "x.db", "--today", "x"],
    ],
)
def test_what_makes_no_sense_is_refused(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["demo", *arguments]) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("little")
def test_a_fresh_one_takes_the_place_of_todays_and_says_what_is_lost(
    private_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["demo"])
    (today,) = demos(private_home)
    path = str(private_home / ".cache" / "cockpit" / today)
    run(["--db", path, "log", "call"])
    running = open_store(path)
    capsys.readouterr()
    monkeypatch.setattr("cockpit.agreement.can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", StringIO("n\n"))
    assert run(["demo", "--fresh"]) == 1
    assert "1 step taken in it is lost" in capsys.readouterr().out
    assert steps_taken(path) == 1
    assert run(["demo", "--fresh", "--yes"]) == 0
    assert "1 step taken in it is lost" in capsys.readouterr().err
    assert running.select("select count(*) from journal where terminal is not null") == [(0,)]
    running.close()
    assert [file.name for file in Path(path).parent.iterdir() if file.name.endswith(".db")] == [today]


def test_only_a_demo_is_replaced_by_a_fresh_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine, made = tmp_path / "mine.db", tmp_path / "made.db"
    run(["--db", str(mine), "init", "--name", "Ana", "--start", "2026-09-07"])
    (tmp_path / "note.txt").write_text("mine")
    for path in (mine, tmp_path / "note.txt"):
        before = path.read_bytes()
        assert run(["demo", "--to", str(path), "--fresh"]) == 1
        assert "is no demo store" in capsys.readouterr().err and path.read_bytes() == before
    for seed in ("1", "2"):
        few = ("--reps", "3", "--activities", "1000", "--leads", "10", "--seed", seed)
        assert run(["demo", "--to", str(made), "--fresh", *few]) == 0, capsys.readouterr().err
    assert sorted(file.name for file in tmp_path.iterdir() if "made" in file.name) == [
        "made.db",
        "made.db.lock",
    ]
