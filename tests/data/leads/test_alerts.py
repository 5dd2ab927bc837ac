"""Who looks elsewhere hears of an answer that is late soon and of a message that came in, in working hours alone."""

from __future__ import annotations

from data.leads.alerts import clocks_running_out, messages_in
from data.leads.commands import Assign
from data.leads.merge import MergeLeads
from data.leads.triage import ReceiveMessage
from data.people.days_off_commands import TakeDaysOff
from data.points.log import LogActivity
from tests.data.leads.house import House, moment


def asked(house: House, lead: int) -> int:
    """A message comes in now."""
    return house.do(ReceiveMessage, lead_id=lead, received_at=house.now).id


def test_a_clock_is_told_from_the_minutes_that_count_as_soon_until_it_runs_out(house: House) -> None:
    lead = house.add("Ana Costa", company="Acme")
    asked(house, lead)
    ana = house.person(house.ana)
    told = {
        clock: [alert.words for alert in clocks_running_out(house.store, ana, moment(16, clock))]
        for clock in ("09:44", "09:46", "10:00", "10:01")
    }
    assert told == {
        "09:44": [],
        "09:46": ["Ana Costa, Acme: 14 min left to answer"],
        "10:00": ["Ana Costa, Acme: 0 min left to answer"],
        "10:01": [],
    }
    assert clocks_running_out(house.store, house.person(house.ben), moment(16, "09:50")) == []
    house.now = moment(16, "09:50")
    house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead)
    assert clocks_running_out(house.store, ana, house.now) == []


def test_nobody_is_disturbed_outside_working_hours(house: House) -> None:
    house.now = moment(16, "16:10")
    asked(house, house.add("Ana Costa"))
    ana = house.person(house.ana)
    house.now = moment(16, "16:50")
    late = asked(house, house.add("Ben Late"))
    evening, morning = moment(16, "18:00"), moment(17, "09:00")
    assert clocks_running_out(house.store, ana, evening) == []
    assert messages_in(house.store, ana, [late], evening) == []
    assert [alert.words for alert in clocks_running_out(house.store, ana, morning)] == [
        "Ana Costa: 10 min left to answer"
    ]
    house.do(TakeDaysOff, first="2026-11-17", last="2026-11-17", person_id=house.ana)
    assert clocks_running_out(house.store, ana, morning) == []


def test_a_message_is_told_to_whose_lead_it_is(house: House) -> None:
    lead, other = house.add("Ana Costa"), house.add("Anna Costa")
    message = asked(house, lead)
    ana, ben = house.person(house.ana), house.person(house.ben)
    entry = house.do(LogActivity, kind="call", count=1, done_at=house.now).id
    found = messages_in(house.store, ana, [entry, message], house.now)
    assert [(alert.about_id, alert.words) for alert in found] == [(lead, "Ana Costa: a message came in")]
    assert messages_in(house.store, ben, [message], house.now) == []
    house.do(MergeLeads, keep=other, others=(lead,))
    assert [alert.about_id for alert in messages_in(house.store, ana, [message], house.now)] == [other]
    house.do(Assign, house.manager, leads=(other,), person_id=house.ben)
    assert messages_in(house.store, ana, [message], house.now) == []
