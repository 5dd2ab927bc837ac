"""A fresh cockpit for each test of a screen."""

from pathlib import Path

import pytest

from tests.screens.cockpits import Cockpit, new_cockpit


@pytest.fixture
def cockpit(tmp_path: Path) -> Cockpit:
    """A new store with Maria, Thursday of her week 11, nothing logged."""
    return new_cockpit(str(tmp_path / "cockpit.db"))
