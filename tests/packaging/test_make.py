"""The task runner answers before anything is installed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


def run_make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this checkout's Makefile in another folder."""
    command = ["make", "--no-print-directory", "-f", str(ROOT / "Makefile"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_plain_make_lists_every_target() -> None:
    listed = run_make(ROOT).stdout
    for target in re.findall(r"^\.PHONY: ([a-z]+)$", MAKEFILE, re.MULTILINE):
        assert re.search(rf"^  make {target} +\S", listed, re.MULTILINE), f"make {target} has no help"


def test_bench_says_what_it_lacks_and_installs_nothing(tmp_path: Path) -> None:
    answer = run_make(tmp_path, "bench")
    assert answer.returncode != 0
    assert "make dev" in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_python_that_is_too_old_is_named_before_anything_is_made(tmp_path: Path) -> None:
    for lock in ("requirements.lock", "pyproject.toml"):
        (tmp_path / lock).touch()
    answer = run_make(tmp_path, "install", "PYTHON=python2.7")
    assert answer.returncode != 0
    assert "Python 3.11 or newer" in answer.stderr
    assert not (tmp_path / ".venv").exists()
