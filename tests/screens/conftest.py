"""A fresh cockpit for each test of a screen."""

from pathlib import Path

import pytest

from tests.screens.cockpits import Cockpit, new_cockpit


@pytest.fixture
def cockpit(tmp_path: Path) -> Cockpit:
    """A new store with Maria, Thursday of her week 11, nothing logged."""
    return new_cockpit(str(tmp_path / "cockpit.db"))


@pytest.fixture
def patient_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let keys wait for as long as it takes: on a machine that is busy with other tests two seconds may be too few."""
    monkeypatch.setattr("screens.shell.typed_ahead.PATIENCE", 60.0)
