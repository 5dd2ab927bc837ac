"""What every test gets: a home of its own, and the same random examples on every CI run."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Deadlines would be timing assertions, and the two cores are shared.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

# What an app leaves behind is little, and to look for it after each few hundred objects takes a tenth of the time.
gc.set_threshold(100_000, 50, 100)


pytest_plugins = ("tests.on_rqlite", "tests.built_once", "tests.unseen_frames")

KEPT = ("COCKPIT_SAMPLES", "COCKPIT_RQLITED", "COCKPIT_TEST_ENGINE")
"""What names files that are only read, programs, and how to test."""


@pytest.fixture(autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Point every folder that cockpit could write to below a new home, which is returned.

    Without it a test could log into the store of the person who runs it. What names files that are only read, or
    programs, stays.
    """
    whole = dict(os.environ)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for variable, folder in (
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_STATE_HOME", ".local/state"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_RUNTIME_DIR", ".run"),
    ):
        path = home / folder
        path.mkdir(mode=0o700, parents=True)
        monkeypatch.setenv(variable, str(path))
    for variable in list(os.environ):
        if variable.startswith("COCKPIT_") and variable not in KEPT:
            monkeypatch.delenv(variable)
    yield home
    # A forced session takes away what it was not given.
    os.environ.update(whole)
