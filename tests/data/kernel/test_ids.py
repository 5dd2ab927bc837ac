"""Ids rise, are told apart by chance alone, and are handed out in any number."""

from hypothesis import given
from hypothesis import strategies as st

from data.kernel.ids import IdMaker, from_reference, reference
from data.kernel.store import Store
from data.leads.commands import AddLead
from data.records.lines import labelled
from tests.data.leads.house import House

NOW = 1_795_097_100_000


@given(st.lists(st.tuples(st.integers(NOW - 10**9, NOW + 10**9), st.integers(1, 500)), max_size=30))
def test_ids_of_one_process_rise_even_when_its_clock_is_set_back(wishes: list[tuple[int, int]]) -> None:
    maker, last = IdMaker(), 0
    for at, count in wishes:
        ids = [maker.new(at), *maker.several(at, count)]
        assert ids == sorted(set(ids)) and ids[0] > last and ids[-1] < 2**63
        last = ids[-1]


@given(st.integers(0, 2**63 - 1))
def test_a_reference_names_its_id(identifier: int) -> None:
    assert from_reference(reference(identifier)) == (identifier, 32**13)


def test_leads_with_many_addresses_of_one_millisecond_stand_beside_each_other(house: House) -> None:
    addresses = [[f"a{lead}x{n}@acme.example" for n in range(60)] for lead in range(20)]
    leads = [house.add(f"Lead {n}", emails="\n".join(lines)) for n, lines in enumerate(addresses)]
    assert house.rows("select count(*), count(distinct id) from match_key where kind = 'email'") == [
        (1200, 1200)
    ]
    assert [len(labelled(house.lead(lead).emails)) for lead in leads] == [60] * 20


def test_an_id_that_somebody_else_has_by_chance_is_made_again(house: House) -> None:
    taken = house.add("First")
    again = AddLead(taken, house.ana, house.now, {"name": "Second"})
    other = Store(house.store.engine, house.store.registry, house.store.version)
    assert other.apply(again).id != taken
    assert house.rows("select name from lead order by name") == [("First",), ("Second",)]
