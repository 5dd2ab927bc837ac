"""Somebody leaves: nothing open is lost, what is done stays in the own name, and one undo gives all of it back."""

from __future__ import annotations

import pytest

from data.deals.commands import AddDeal
from data.deals.deal import Deal
from data.kernel.errors import Refused
from data.kernel.rows import read_record
from data.leads.triage import Disqualify, ReceiveMessage
from data.people.commands import EditPerson
from data.people.leaving import LeavePerson
from data.points.log import LogActivity
from tests.data.handovers.handing import Handing
from tests.data.leads.house import moment


def leave(house: Handing, person: int, heir: int) -> str:
    """The admin lets somebody go."""
    return house.do(LeavePerson, house.admin, person_id=person, heir_id=heir).summary


def test_what_is_open_goes_on_and_what_is_done_stays(house: Handing) -> None:
    lead, done = house.add("Open Ltd"), house.add("Done Ltd")
    house.do(Disqualify, leads=(done,), reason="no budget")
    deal = house.do(AddDeal, columns={"name": "Site"}).id
    house.do(LogActivity, kind="call", count=3, done_at=house.now)
    before = house.state()
    assert leave(house, house.ana, house.ben) == "Ana Rep deactivated, to Ben Rep: 1 open lead, 1 open deal"
    assert (house.lead(lead).owner_id, house.lead(done).owner_id) == (house.ben, house.ana)
    stored = read_record(house.store, Deal, "deal", deal)
    assert stored is not None and stored.owner_id == house.ben
    assert house.rows("select distinct person_id from activity") == [(house.ana,)]
    assert not house.person(house.ana).active
    house.undo(house.admin)
    assert house.state() == before


def test_a_running_clock_goes_on_in_the_heirs_hours(house: Handing) -> None:
    lead = house.add("Asks Ltd")
    house.do(EditPerson, house.ben, person_id=house.ben, columns={"working_hours": "Mon-Fri 13:00-17:00"})
    house.do(ReceiveMessage, lead_id=lead, received_at=house.now, text="hello")
    assert house.lead(lead).response_due_at == moment(16, "10:00")
    leave(house, house.ana, house.ben)
    assert house.lead(lead).response_due_at == moment(16, "14:00")


@pytest.mark.parametrize(
    ("leaver", "heir", "state", "giver", "receiver"),
    [
        ("ana", "cy", "offered", "cy", "ben"),
        ("ben", "cy", "offered", "ana", "cy"),
        ("ana", "ben", "accepted", "ana", "ben"),
        ("ben", "ana", "withdrawn", "ana", "ben"),
    ],
)
def test_offers_that_wait_go_on_on_either_side(
    house: Handing, leaver: str, heir: str, state: str, giver: str, receiver: str
) -> None:
    offer = house.offer(house.qualified())
    leave(house, getattr(house, leaver), getattr(house, heir))
    stored = house.handover(offer)
    assert (stored.state, stored.giver_id, stored.receiver_id) == (
        state, getattr(house, giver), getattr(house, receiver),
    )  # fmt: skip


def test_a_team_goes_to_a_manager_and_to_nobody_else(house: Handing) -> None:
    with pytest.raises(Refused, match="still reviews: ana, ben"):
        leave(house, house.manager, house.ana)
    other = house._person("Nia Manager", role="manager")
    assert leave(house, house.manager, other) == "Mo Manager deactivated, to Nia Manager: a team of 2"
    assert {house.person(one).manager_id for one in (house.ana, house.ben)} == {other}


def test_who_cannot_go_on_is_refused_and_nothing_is_written(house: Handing) -> None:
    before = house.state()
    house.do(EditPerson, house.admin, person_id=house.cy, columns={"active": 0})
    for person, heir, why in (
        (house.ana, house.ana, "name somebody else"),
        (house.ana, house.cy, "takes nothing on"),
        (house.cy, house.ana, "no longer active"),
        (house.admin, house.ana, "one active admin"),
    ):
        with pytest.raises(Refused, match=why):
            leave(house, person, heir)
    with pytest.raises(Refused, match="Only an admin"):
        house.do(LeavePerson, house.manager, person_id=house.ana, heir_id=house.ben)
    house.undo(house.admin)
    assert house.state() == before
