"""A lead that is won is closed, wants nothing any more, and is worth its points once."""

import pytest

from data.kernel.errors import Refused
from data.leads.merge import MergeLeads
from data.leads.queue import queue
from data.leads.triage import Disqualify, ReceiveMessage, Reopen, SetNextStep, Snooze
from data.leads.win import WinLeads
from data.people.commands import EditPerson
from data.points.correct import DeleteActivity
from data.points.kind_commands import EditKind
from data.points.log import LogActivity
from tests.data.leads.house import House, moment


def test_all_that_waits_ends_and_undo_brings_it_back(house: House) -> None:
    lead = house.add("Ida Lund", company="Lund AS")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16))
    house.do(SetNextStep, leads=(lead,), follow_up_at=moment(18), text="quote")
    house.do(Snooze, leads=(lead,), until=moment(17))
    before, house.now = house.state(), moment(16, "09:20")
    result = house.do(WinLeads, leads=(lead,))
    assert (result.summary, result.points) == ("Ida Lund, Lund AS won", 25)
    found = house.lead(lead)
    assert (found.status, found.open, found.next_step, found.last_touch_at) == ("won", 0, "", house.now)
    dates = (found.response_due_at, found.follow_up_at, found.cold_at, found.snoozed_until)
    assert dates == (None,) * 4
    assert house.rows("select kind, lead_id from activity") == [("won", lead)]
    assert house.rows("select minutes from message") == [(20,)]
    assert list(queue(house.store, house.person(house.ana), "done", house.now)) == [lead]
    with pytest.raises(Refused, match="won already"):
        house.do(WinLeads, leads=(lead,))
    house.undo()
    assert house.state() == before


def test_its_points_are_logged_once(house: House) -> None:
    first, twin, dropped = house.add("Ida Lund"), house.add("Ida Lund"), house.add("Olu Ade")
    deal = house.do(LogActivity, kind="won", count=1, done_at=house.now, lead_id=twin).id
    house.do(MergeLeads, keep=first, others=(twin,))
    house.do(Disqualify, leads=(dropped,), reason="no budget")
    result = house.do(WinLeads, leads=(first, dropped))
    assert (result.summary, result.points) == ("2 leads won, 1 logged before", 25)
    house.do(Reopen, leads=(first,))
    assert house.do(WinLeads, leads=(first,)).points == 0
    house.do(DeleteActivity, entry=deal)
    assert house.lead(first).status == "won", "what is logged does not open a lead that is closed"
    house.do(Reopen, leads=(first,))
    assert house.do(WinLeads, leads=(first,)).points == 25


def test_who_does_not_sell_closes_without_points_and_so_does_who_has_no_such_kind(house: House) -> None:
    lead, other = house.add("Ida Lund"), house.add("Olu Ade")
    house.do(EditPerson, house.admin, person_id=house.manager, columns={"sells": 0})
    result = house.do(WinLeads, house.manager, leads=(lead,))
    assert (result.summary, result.points) == ("Ida Lund won: Mo Manager logs no points", 0)
    assert house.lead(lead).status == "won"
    house.do(EditKind, house.admin, code="won", active=False)
    assert house.do(WinLeads, leads=(other,)).points == 0
    with pytest.raises(Refused, match="Cy Rep's lead"):
        house.do(WinLeads, leads=(house.add("Bo Ek", house.cy),))
