"""Maps of columns: a person's own come first, the company's are for everybody and an admin's to change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.imports.saved_maps import SaveMap, chosen_map, saved_maps
from data.kernel.errors import Refused, UsageError
from tests.data.leads.house import House

COLUMNS = ["A", "B", "C"]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.store.close()


def test_a_reps_map_stands_beside_the_companys_and_goes_before_it(house: House) -> None:
    house.do(SaveMap, house.admin, noun="lead", map_name="fair", mapping={"name": "A"})
    house.do(SaveMap, noun="lead", map_name="fair", mapping={"name": "B"})
    ana, ben = house.person(house.ana), house.person(house.ben)
    assert [(m.of_company, m.columns) for m in saved_maps(house.store, ana, ["lead"])] == [
        (False, {"name": "B"})
    ]
    assert [(m.of_company, m.columns) for m in saved_maps(house.store, ben, ["lead"])] == [
        (True, {"name": "A"})
    ]
    house.undo()
    assert [m.columns for m in saved_maps(house.store, ana, ["lead"])] == [{"name": "A"}]


def test_the_largest_map_that_fits_is_taken_ones_own_where_two_are_as_large(house: House) -> None:
    house.do(SaveMap, house.admin, noun="lead", map_name="all", mapping={"name": "A", "emails": "B"})
    house.do(SaveMap, noun="lead", map_name="mine", mapping={"name": "B", "emails": "C"})
    house.do(SaveMap, noun="lead", map_name="odd", mapping={"name": "X", "emails": "A", "title": "B"})
    taken = chosen_map(house.store, house.person(house.ana), ["lead"], "", COLUMNS)
    assert taken is not None and taken.name == "mine"


def test_a_map_is_of_its_noun(house: House) -> None:
    house.do(SaveMap, noun="activity", map_name="dials", mapping={"kind": "A"})
    ana = house.person(house.ana)
    assert chosen_map(house.store, ana, ["lead", "company"], "", COLUMNS) is None
    with pytest.raises(Refused, match="None is saved yet"):
        chosen_map(house.store, ana, ["lead"], "dials", COLUMNS)


def test_a_map_is_replaced_under_its_name_and_needs_one(house: House) -> None:
    house.do(SaveMap, noun="lead", map_name="fair", mapping={"name": "A"})
    assert (
        house.do(SaveMap, noun="lead", map_name="fair", mapping={"name": "B"}).summary == "map fair changed"
    )
    with pytest.raises(Refused, match="kept already"):
        house.do(SaveMap, noun="lead", map_name=" fair ", mapping={"name": "B"})
    with pytest.raises(UsageError):
        house.do(SaveMap, noun="lead", map_name="\n", mapping={"name": "B"})
