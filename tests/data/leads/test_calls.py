"""Logging for leads in one step: a call with its outcome, one activity for each of several leads."""

from __future__ import annotations

import pytest

from data.kernel.errors import Refused, UsageError
from data.leads.calls import MOST_LEADS, LogCall, LogForLeads, tally_of
from data.leads.commands import Assign
from data.leads.triage import ReceiveMessage, SetOutcome
from data.points.log import LogActivity
from tests.data.leads.house import House


def log_for(house: House, leads: list[int], kind: str = "email", count: int = 1) -> None:
    """Log for leads as the inbox does."""
    house.do(LogForLeads, kind=kind, count=count, leads=tuple(leads))


def test_one_step_logs_for_each_lead_and_undo_takes_all_back(house: House) -> None:
    leads = [house.add(f"Lead {place}") for place in range(3)]
    house.do(ReceiveMessage, lead_id=leads[0], received_at=house.now)
    before = [house.lead(lead) for lead in leads]
    log_for(house, leads, count=2)
    rows = house.store.select("select id, lead_id, count, points from activity order by id")
    assert [row[1:] for row in rows] == [(lead, 2, 2) for lead in leads]
    assert house.lead(leads[0]).response_due_at is None
    assert house.store.select("select answered_by from message") == [(rows[0][0],)]
    assert house.store.select("select sum(points) from tally") == [(6,)]
    house.undo()
    assert house.store.select("select count(*) from activity") == [(0,)]
    assert [house.lead(lead) for lead in leads] == before


def test_deleting_one_of_the_entries_lets_its_message_wait_again(house: House) -> None:
    from data.points.correct import DeleteActivity

    leads = [house.add(f"Lead {place}") for place in range(2)]
    house.do(ReceiveMessage, lead_id=leads[1], received_at=house.now)
    log_for(house, leads)
    entry = house.store.select("select id from activity where lead_id = ?", (leads[1],))[0][0]
    house.do(DeleteActivity, entry=entry)
    assert house.lead(leads[1]).response_due_at is not None


def test_more_than_a_person_can_have_done_is_refused_or_flagged(house: House) -> None:
    leads = [house.add(f"Lead {place}") for place in range(3)]
    with pytest.raises(UsageError, match="999"):
        log_for(house, leads, count=900)
    with pytest.raises(UsageError, match=str(MOST_LEADS)):
        log_for(house, [*range(MOST_LEADS + 1)])
    log_for(house, leads, "call", count=300)
    assert {row[0] for row in house.store.select("select flag from activity")} == {"burst"}


def test_a_lead_that_is_gone_is_refused_whole(house: House) -> None:
    with pytest.raises(Refused, match="no longer there"):
        log_for(house, [house.add("Own"), 12345])
    assert house.store.select("select count(*) from activity") == [(0,)]


def test_calls_are_tallied_with_what_their_outcomes_are_worth(house: House) -> None:
    lead = house.add("Lead")
    calls = [house.do(LogCall, lead_id=lead, outcome=outcome).id for outcome in ("reached", "no answer", "")]
    tally = tally_of(house.store, calls)
    assert dict(tally.outcomes) == {"reached": 1, "no answer": 1, "": 1} and tally.points == 8
    house.undo()
    assert tally_of(house.store, calls).points == 7
    with pytest.raises(Refused, match="no outcome"):
        house.do(LogCall, lead_id=lead, outcome="nonsense")


@pytest.mark.parametrize("reach", ["ana", "manager", "admin"])
def test_who_may_change_a_lead_may_log_for_it(house: House, reach: str) -> None:
    lead = house.add("Ida Lund")
    for owned in (lead, house.add("Nobody's", owner_id=None)):
        house.do(LogActivity, getattr(house, reach), kind="call", count=1, done_at=house.now, lead_id=owned)
    assert house.lead(lead).last_touch_at == house.now


def test_nobody_stops_the_clock_of_a_colleagues_lead(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=lead, received_at=house.now)
    before = house.state()
    one = {"kind": "call", "count": 1}
    for command, payload in (
        (LogActivity, {**one, "done_at": house.now, "lead_id": lead}),
        (LogCall, {"lead_id": lead, "outcome": "reached"}),
        (LogForLeads, {**one, "leads": (lead,)}),
    ):
        with pytest.raises(Refused, match="Ida Lund is Ana Rep's lead"):
            house.do(command, house.cy, **payload)
    assert house.state() == before


def test_the_outcome_of_a_call_ends_with_the_reach_of_its_lead(house: House) -> None:
    lead = house.add("Ida Lund")
    call = house.do(LogCall, lead_id=lead).id
    house.do(Assign, house.manager, leads=(lead,), person_id=house.ben)
    with pytest.raises(Refused, match="Ben Rep's lead"):
        house.do(SetOutcome, entry=call, outcome="reached")
