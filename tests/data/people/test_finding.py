"""Whom a word means; where it means nobody, who there is."""

from __future__ import annotations

import pytest

from data.kernel.errors import Refused
from data.kernel.text import first_of
from data.people.commands import AddPerson
from data.people.person import find
from tests.data.leads.house import House


def test_a_name_that_is_nobodys_tells_who_is_spelled_nearest_and_how_many_more_there_are(
    house: House,
) -> None:
    for name in ("Abe", "Bo", "Cleo", "Dora", "Elif", "Femi", "Zoe"):
        columns = {"name": name, "role": "rep", "start_date": "2026-09-07", "time_zone": "UTC"}
        columns["working_hours"] = "Mon-Fri 09:00-17:00"
        house.do(AddPerson, house.admin, columns=columns)
    with pytest.raises(Refused) as refused:
        find(house.store, "zoee")
    said = str(refused.value)
    assert "Nobody here is called 'zoee'. People: zoe, " in said and said.endswith(" and 4 more.")


def test_a_list_that_is_cut_says_by_how_many() -> None:
    assert first_of([]) == ""
    assert first_of(["a", "b"], 2) == "a, b"
    assert first_of(["a", "b", "c"], 2) == "a, b and 1 more"
