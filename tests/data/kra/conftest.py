"""A small company for the tests of KRA."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.kra.run import RunKey
from data.kra.standard_commands import AssignStandard, LoadStandard
from tests.data.kra.weeks import STANDARD
from tests.data.leads.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A new store with an admin, a manager and three reps; Ana acts unless another is named."""
    made = House(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def week(house: House) -> RunKey:
    """Ana runs her own standard; it is Monday, 16 November 2026."""
    house.do(LoadStandard, text=STANDARD, owner_id=house.ana)
    house.do(AssignStandard, standard="mine", person_id=house.ana)
    return RunKey(house.ana, "mine", "week", "2026-11-16")
