"""What the tests of reviews share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data.leads.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A small company."""
    made = House(tmp_path)
    yield made
    made.store.close()
