"""A company of the four roles, for the tests of the board."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data.board.company import Company


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    """A store in which each role has done something in November 2026."""
    made = Company(tmp_path)
    yield made
    made.store.close()
