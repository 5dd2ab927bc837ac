"""Undo takes every command back to the last row, whatever was done before it: first state back, table by table."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.kernel.errors import CockpitError
from data.leads.commands import AddLead
from data.nouns import NOUNS
from data.points.log import LogActivity
from tests.data.kernel.every_command import BACK_AND_FORTH, MAKERS, NEEDS, furnish
from tests.data.leads.house import House

NAMES = sorted(set(NOUNS.facts()) - BACK_AND_FORTH)
State = dict[str, list[tuple[object, ...]]]


def begin(factory: pytest.TempPathFactory) -> House:
    """A house with some leads and entries, so that most commands have something to be about."""
    house = House(factory.mktemp("house"))
    for owner in (house.admin, house.ana, None):
        for number in range(2):
            columns = {"name": f"Lead {number}", "emails": f"l{number}{owner}@a.example", "owner_id": owner}
            house.do(AddLead, house.admin, columns=columns)
    house.do(LogActivity, house.ana, kind="call", count=1, done_at=house.now)
    furnish(house, house.admin, house.ana, None)
    return house


def do(house: House, name: str, chance: Random) -> bool:
    """Apply one command of the admin's, if the house holds something for it and it changes something."""
    owner = chance.choice([house.admin, house.ana, house.ben, None])
    house.now += chance.randrange(1, 4) * 60_000
    made = MAKERS[name](house, owner, chance)
    if made is None:
        return False
    try:
        house.do(made.kind, house.admin, **made.payload)
    except CockpitError:
        return False
    return True


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 2**32)), max_size=14))
def test_any_sequence_of_commands_undone_gives_the_first_state_back_and_redone_the_last(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    house = begin(tmp_path_factory)
    states: list[State] = [house.state()]
    done: list[str] = []
    for name, seed in steps:
        if do(house, name, Random(seed)):
            done.append(name)
            states.append(house.state())
    for name, before in zip(reversed(done), reversed(states[:-1]), strict=True):
        house.undo(house.admin)
        assert house.state() == before, f"undo of {name} in {done}"
    for name, after in zip(done, states[1:], strict=True):
        house.redo(house.admin)
        assert house.state() == after, f"redo of {name} in {done}"
    house.store.close()


@pytest.mark.parametrize("name", NAMES)
def test_each_command_is_taken_back_and_done_again(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    house = begin(tmp_path_factory)
    chance = Random(name)
    before: State = {}
    applied = False
    for _ in range(40):
        if name in NEEDS:
            do(house, NEEDS[name], chance)
        before = house.state()
        if do(house, name, chance):
            applied = True
            break
    assert applied, "no such command could be applied"
    after = house.state()
    assert after != before
    house.undo(house.admin)
    assert house.state() == before
    house.redo(house.admin)
    assert house.state() == after
    house.store.close()
