"""An install takes exact, verified versions and names no place to take them from."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^\s;]+)")
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[str, str]:
    """Map each package of a lock to the version it is held at."""
    found = (PIN.match(line) for line in (ROOT / lock).read_text().splitlines())
    return {match["name"]: match["version"] for match in found if match}


def declared() -> dict[str, Any]:
    """The parsed pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def names(requirements: list[str]) -> set[str]:
    """The bare package names of requirement lines."""
    return {re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower() for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    for line in text.splitlines():
        assert PIN.match(line), f"not pinned: {line[:60]}"
        assert "--hash=sha256:" in line, f"no hash: {line[:60]}"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*-", re.sub(r"--hash=", "", text), re.MULTILINE)


def test_the_lock_covers_what_the_project_declares() -> None:
    project = declared()
    wanted = names(project["project"]["dependencies"]) | names(project["dependency-groups"]["install"])
    assert wanted <= pins("requirements.lock").keys()
    assert names(project["project"]["optional-dependencies"]["dev"]) <= pins("requirements-dev.lock").keys()


def test_tests_run_against_the_versions_that_users_get() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_setuptools_stays_out_of_the_environment() -> None:
    # Its .pth file runs code at every start of Python, before `cockpit log` gets its turn.
    assert "setuptools" not in pins("requirements-dev.lock")
