"""A small company for the tests of access."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data.leads.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A new store with an admin, a manager and three reps; Ana acts unless another is named."""
    made = House(tmp_path)
    yield made
    made.store.close()
