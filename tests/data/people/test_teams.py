"""Teams nest: who reaches whom, in Python and in SQL alike; and no circle of managers, whatever writes it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.kernel.engine import BatchRefused
from data.kernel.errors import Refused
from data.leads.commands import AddLead
from data.leads.queue import queue
from data.people.commands import EditPerson
from data.people.goal_commands import NewGoal, SetGoal
from data.people.reach import below, reach_of, reached_ids
from data.points.correct import DeleteActivity, EditActivity
from data.points.history import facts_of
from data.points.log import LogActivity
from tests.data.leads.house import House


def nested(house: House) -> int:
    """A head above the manager Mo."""
    head = house._person("Hana Head", role="manager")
    house.do(EditPerson, house.admin, person_id=house.manager, columns={"manager_id": head})
    return head


def test_a_manager_of_managers_reaches_everybody_below(house: House) -> None:
    head = nested(house)
    team = {house.manager, house.ana, house.ben}
    assert set(reach_of(house.store, house.person(head)).people or ()) == {head, *team}
    assert set(reach_of(house.store, house.person(house.manager)).people or ()) == team
    lead, other = house.add("Ana's"), house.add("Cy's", house.cy)
    assert reached_ids(house.store, house.person(head), "lead", [lead, other]) == [lead]
    assert list(queue(house.store, house.person(head), "team", house.now)) == [lead]


def test_sql_says_the_same_of_teams_as_python(house: House) -> None:
    head = nested(house)
    rows = house.rows("select manager_id, person_id, level from team_members order by level, person_id")
    assert (head, house.ana, 2) in rows and (head, house.manager, 1) in rows
    for manager in (head, house.manager):
        assert {person for one, person, _ in rows if one == manager} == set(below(house.store, manager))


def test_no_circle_of_managers_is_written_by_whatever_way(house: House) -> None:
    head = nested(house)
    with pytest.raises(Refused, match="circle"):
        house.do(EditPerson, house.admin, person_id=head, columns={"manager_id": house.manager})
    for manager in (house.manager, head):
        with pytest.raises(BatchRefused, match="circle"):
            house.store.engine.write([("update person set manager_id = ? where id = ?", (manager, head))])


@given(seed=st.integers(0, 2**32), steps=st.integers(1, 12))
def test_whatever_is_tried_the_way_up_ends(
    seed: int, steps: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    house = House(tmp_path_factory.mktemp("house"))
    managers = [
        house.manager,
        *(house._person(f"M{place} M", role="manager", handle=f"m{place}") for place in range(3)),
    ]
    chance = Random(seed)
    for _ in range(steps):
        person, manager = chance.choice(managers), chance.choice(managers)
        try:
            house.do(EditPerson, house.admin, person_id=person, columns={"manager_id": manager})
        except Refused:
            continue
    for person in managers:
        above, seen = house.person(person).manager_id, {person}
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = house.person(above).manager_id
        assert person not in below(house.store, person)
    house.store.close()


def test_a_managers_correction_is_the_managers_and_says_whose_log_it_was(house: House) -> None:
    entry = house.do(LogActivity, kind="call", count=12, done_at=house.now).id
    with pytest.raises(Refused, match="only records of"):
        house.do(LogActivity, house.manager, kind="call", count=1, done_at=house.now, person_id=house.ana)
    house.now += 60_000
    result = house.do(EditActivity, house.manager, entry=entry, count=2)
    assert result.summary == "changed to 2 calls, in the log of Ana Rep"
    said = [
        fact.text for fact in facts_of(house.store, entry, house.person(house.ana)) if fact.name == "changed"
    ]
    assert said == ["Mon 16 Nov 2026, 09:01 by Mo Manager: count 12 \u2192 2, points 12 \u2192 2"]
    assert (
        house.do(DeleteActivity, house.manager, entry=entry).summary
        == "deleted 2 calls, in the log of Ana Rep"
    )


def test_goals_come_from_above_and_never_from_oneself(house: House) -> None:
    head, goal = nested(house), NewGoal(300, "2026-11-16")
    house.do(SetGoal, head, goal=goal, person_id=house.ana)
    for actor, whom in ((house.ana, house.ana), (house.manager, house.manager), (house.ben, house.ana)):
        with pytest.raises(Refused, match="by a manager or an admin"):
            house.do(SetGoal, actor, goal=goal._replace(points=200), person_id=whom)
    with pytest.raises(Refused, match="only records of"):
        house.do(SetGoal, house.manager, goal=goal, person_id=house.cy)


def test_leads_of_who_has_left_wait_with_every_manager_above(house: House) -> None:
    head = nested(house)
    lead = house.do(AddLead, house.ben, columns={"name": "Left"}).id
    house.do(EditPerson, house.admin, person_id=house.ben, columns={"active": 0})
    assert list(queue(house.store, house.person(head), "unassigned", house.now)) == [lead]
