"""A small company for the tests of people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data.handovers.handing import Handing


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Handing]:
    """A new store with an admin, a manager and three reps; Ana acts unless another is named."""
    made = Handing(tmp_path)
    yield made
    made.store.close()
