"""Customers' names are nobody else's business: who may read the files that Cockpit makes, and where they go."""

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cockpit.conftest import Type

LEADS = "Name,Email,Shoe\nAna Lee,ana@a.example,41\n,,42\n"


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    """A session whose umask opens new files to everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with nothing in it; the store lies two folders deep."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COCKPIT_DB", str(tmp_path / "data" / "cockpit" / "cockpit.db"))
    return tmp_path


def rights(path: Path) -> int:
    """The rights of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def files_made(bare: Type, home: Path) -> list[Path]:
    """Do all that makes files; returns them."""
    (home / "in.csv").write_text(LEADS)
    out = home / "out"
    out.mkdir()
    for words in (
        ("init", "--name", "Maria", "--start", "2026-09-07"),
        ("log", "call"),
        ("leads", "import", str(home / "in.csv"), "--yes", "--report", str(out / "rejected.csv")),
        ("leads", "export", "--out", str(out / "leads.xlsx")),
        ("export", "--out", str(out / "log.csv")),
        ("query", "select name from leads", "--out", str(out / "query.md")),
        ("week", "--out", str(out / "week.md")),
        ("week", "--out", str(out / "week.xlsx")),
        ("backup", str(out / "copy.db")),
        ("restore", str(out / "copy.db"), "--yes"),
        ("demo", "--to", str(out / "demo.db"), "--reps", "2", "--activities", "1000", "--leads", "50"),
    ):
        assert bare(*words).code in (0, 1), words
    made = [path for folder in (home / "data" / "cockpit", out) for path in folder.iterdir()]
    assert {"cockpit.db", "cockpit.db.lock", "rejected.csv", "leads.xlsx", "log.csv", "query.md"} <= {
        path.name for path in made
    }
    assert {"week.md", "week.xlsx", "copy.db", "demo.db"} <= {path.name for path in made}
    return made


def test_what_is_made_is_readable_by_its_owner_alone(bare: Type, home: Path) -> None:
    assert {rights(path) for path in files_made(bare, home)} == {0o600}
    assert rights(home / "data") == rights(home / "data" / "cockpit") == 0o700


def test_a_setting_lets_the_group_read_and_write_too(bare: Type, home: Path) -> None:
    assert "group" in bare("settings", "files", "group").out
    assert rights(home / "config" / "cockpit") == 0o700
    assert {rights(path) for path in files_made(bare, home)} == {0o660}
    assert rights(home / "data" / "cockpit") == 0o2770
    assert bare("settings", "files", "everybody").code == 2


def test_what_lies_beside_an_open_store_is_as_private(bare: Type, home: Path) -> None:
    from data.opening import open_store

    bare("init", "--name", "Maria", "--start", "2026-09-07")
    store = open_store(os.environ["COCKPIT_DB"])
    bare("log", "call")
    made = list((home / "data" / "cockpit").iterdir())
    assert {path.suffix for path in made} == {".db", ".db-wal", ".db-shm", ".lock"}
    assert {rights(path) for path in made} == {0o600}
    store.close()


OUTS = (
    ("export", "activities"),
    ("export", "people", "--format", "xlsx"),
    ("leads", "export", "--format", "csv"),
    ("query", "select name from people", "--format", "csv"),
    ("query", "select name from people", "--format", "md"),
    ("week", "--format", "md"),
    ("week", "--format", "xlsx"),
)


@pytest.mark.parametrize("words", OUTS, ids=lambda words: " ".join(words[:4]))
def test_out_goes_into_a_pipe_into_a_device_and_where_a_link_leads(
    cockpit: Type, tmp_path: Path, words: tuple[str, ...]
) -> None:
    cockpit("log", "call")
    pipe, real, link = tmp_path / "pipe", tmp_path / "there" / "real", tmp_path / "link"
    os.mkfifo(pipe)
    real.parent.mkdir()
    link.symlink_to(real)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert cockpit(*words, "--out", str(pipe)).code == 0
    reader.join(timeout=20)
    assert stat.S_ISFIFO(pipe.stat().st_mode) and len(read[0]) > 10
    assert cockpit(*words, "--out", "/dev/null").code == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    for before in ("", "old"):
        if before:
            real.write_text(before)
        assert cockpit(*words, "--out", str(link)).code == 0
        assert link.is_symlink() and real.stat().st_size > 10 and rights(real) == (0o666 if before else 0o600)
        real.unlink()
    assert [path.name for path in real.parent.iterdir()] == []


def test_a_store_is_used_through_a_link_as_by_its_own_name(
    cockpit: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "cockpit.db")
    cockpit("log", "call")
    monkeypatch.setenv("COCKPIT_DB", str(link))
    assert cockpit("log", "call").code == 0 and cockpit("status").line.startswith("2/500")
    assert [path.name for path in link.parent.iterdir()] == ["link.db"]


def test_settings_behind_a_link_stay_behind_it(
    cockpit: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    kept = tmp_path / "dotfiles"
    kept.write_text("theme = dark\n")
    (tmp_path / "config" / "cockpit").mkdir(parents=True)
    (tmp_path / "config" / "cockpit" / "settings").symlink_to(kept)
    assert cockpit("settings", "theme", "light").code == 0
    assert kept.read_text() == "theme = light\n"
