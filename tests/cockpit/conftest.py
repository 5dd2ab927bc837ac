"""A store of one admin on a Thursday afternoon, and two ways to type at it: here, and in a real process."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cockpit.main import run

NOW = "2026-11-19T14:05+00:00"
ROOT = Path(__file__).parents[2]


class Said(NamedTuple):
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer of ``--json``."""
        return json.loads(self.out)

    @property
    def line(self) -> str:
        """The one line of the answer."""
        (line,) = self.out.splitlines()
        return line


Type = Callable[..., Said]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hold the clock still, and keep the store in the test's own folder."""
    monkeypatch.setenv("COCKPIT_NOW", NOW)
    monkeypatch.setenv("COCKPIT_DB", str(tmp_path / "cockpit.db"))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def bare(capfd: pytest.CaptureFixture[str]) -> Type:
    """Type a command before there is a store."""

    def cockpit(*arguments: str) -> Said:
        code = run(arguments)
        out, err = capfd.readouterr()
        return Said(code, out, err)

    return cockpit


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The store as ``cockpit init`` leaves it."""
    from data.begin import begin_store

    path = tmp_path_factory.mktemp("begun") / "cockpit.db"
    begin_store(
        str(path), 1_795_097_100_000, name="Maria Silva", start="2026-09-07", time_zone="Europe/Lisbon"
    )
    return path.read_bytes()


@pytest.fixture
def cockpit(bare: Type, begun: bytes, tmp_path: Path) -> Type:
    """Type a command at a store whose one person is Maria, an admin in week 11."""
    (tmp_path / "cockpit.db").write_bytes(begun)
    return bare


@pytest.fixture
def team(cockpit: Type, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Maria (admin), Ada (manager), and her reps Li and Bo; Maria acts unless --as says otherwise."""
    monkeypatch.setenv("COCKPIT_AS", "maria")
    for words in (
        ("Ada Bell", "--role", "manager"),
        ("Li Wei", "--manager", "ada"),
        ("Bo Lund", "--manager", "ada"),
    ):
        said = cockpit("people", "add", *words, "--start", "2026-09-14")
        assert said.code == 0, said.err
    return cockpit


@pytest.fixture
def process(begun: bytes, tmp_path: Path) -> Callable[..., Said]:
    """Run a command in a process of its own, at a store like that of ``cockpit``."""
    store = tmp_path / "cockpit.db"
    if not store.exists():
        store.write_bytes(begun)

    def start(*arguments: str | bytes, env: Mapping[str, str] | None = None) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "cockpit", *arguments],
            capture_output=True,
            env={**os.environ, **(env or {})},
            cwd=ROOT,
            timeout=60,
            check=False,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    return start
