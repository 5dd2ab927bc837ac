"""Two people change one record: the second is told who changed what and when; nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest

from data.deals.commands import AddDeal, SetDealStep
from data.deals.deal import DEALS, Deal
from data.deals.moving import MoveDeals
from data.kernel.commands import Result
from data.kernel.errors import ChangedSince
from data.kernel.rows import existing_record
from data.kernel.store import Guard
from data.leads.commands import Assign, EditLead
from data.leads.fields import LEADS
from data.leads.triage import SetNextStep, Snooze
from data.records.changed_since import sight_of
from tests.data.leads.house import House

MINUTE = 60_000
DAY = 24 * 60 * MINUTE


def seen(house: House, *leads: int, own: Collection[int] = ()) -> Guard:
    """What somebody sees of leads by now."""
    return sight_of(LEADS, [house.lead(lead) for lead in leads], own).guard


def do_seen(house: House, guard: Guard, command: Any, actor: int | None = None, **payload: Any) -> Result:
    """Apply a command of somebody, the rep Ana, who saw records as they were."""
    made = command(
        house.store.ids.new(house.now), house.ana if actor is None else actor, house.now, **payload
    )
    return house.store.apply(made, guard=guard)


def test_the_second_is_told_who_changed_what_and_when(house: House) -> None:
    lead = house.add("Ina", title="CFO")
    of_cfo = seen(house, lead)
    house.now += 5 * MINUTE
    do_seen(house, of_cfo, EditLead, house.manager, lead_id=lead, columns={"title": "CEO"})
    house.now += MINUTE
    with pytest.raises(ChangedSince) as refused:
        do_seen(house, of_cfo, EditLead, lead_id=lead, columns={"title": "Buyer"})
    assert str(refused.value) == "Mo Manager changed the title at 09:05: it is CEO now."
    assert house.lead(lead).title == "CEO"
    house.do(EditLead, lead_id=lead, columns={"title": "Buyer"})
    assert house.lead(lead).title == "Buyer"


def test_another_field_of_the_same_lead_is_no_conflict(house: House) -> None:
    lead = house.add("Ina", title="CFO")
    guard = seen(house, lead)
    house.do(EditLead, house.manager, lead_id=lead, columns={"notes": "pays late"})
    do_seen(house, guard, EditLead, lead_id=lead, columns={"title": "CEO"})
    assert house.lead(lead).title == "CEO"


def test_another_field_of_the_company_s_own_is_no_conflict_and_the_same_is_one(house: House) -> None:
    lead = house.add("Ina")
    house.do(EditLead, lead_id=lead, columns={}, custom={"Plan": "gold"})
    guard = seen(house, lead)
    house.do(EditLead, house.manager, lead_id=lead, columns={}, custom={"Team size": "12"})
    do_seen(house, guard, EditLead, lead_id=lead, columns={}, custom={"Plan": "silver"})
    assert house.lead(lead).custom == '{"Plan": "silver", "Team size": "12"}'
    with pytest.raises(ChangedSince, match="changed the other fields"):
        do_seen(house, guard, EditLead, lead_id=lead, columns={}, custom={"Team size": "20"})


def test_both_writing_the_same_is_no_conflict_but_changes_nothing(house: House) -> None:
    lead = house.add("Ina", title="CFO")
    guard = seen(house, lead)
    house.do(EditLead, house.manager, lead_id=lead, columns={"title": "CEO"})
    with pytest.raises(Exception, match="changes nothing"):
        do_seen(house, guard, EditLead, lead_id=lead, columns={"title": "CEO"})


def test_the_hand_is_found_below_later_changes_of_other_fields(house: House) -> None:
    lead = house.add("Ina", title="CFO")
    guard = seen(house, lead)
    house.do(EditLead, house.manager, lead_id=lead, columns={"title": ""})
    house.now += DAY
    house.do(SetNextStep, leads=(lead,), follow_up_at=house.now + MINUTE, text="call")
    with pytest.raises(
        ChangedSince, match="Mo Manager changed the title at 09:00 on Mon 16 Nov 2026: it is nothing now"
    ):
        do_seen(house, guard, EditLead, lead_id=lead, columns={"title": "Buyer"})


def test_one_s_own_other_terminal_is_told_as_such_and_this_one_is_not(house: House) -> None:
    lead = house.add("Ina", title="CFO")
    guard, rows = seen(house, lead), [house.lead(lead)]
    step = house.do(EditLead, lead_id=lead, columns={"title": "CEO"})
    with pytest.raises(ChangedSince, match="You, in another terminal, changed the title"):
        do_seen(house, guard, EditLead, lead_id=lead, columns={"title": "Buyer"})
    do_seen(house, sight_of(LEADS, rows, [step.id]).guard, EditLead, lead_id=lead, columns={"title": "Buyer"})
    assert house.lead(lead).title == "Buyer"


def test_what_a_step_ends_in_passing_goes_unseen_no_more_than_the_step(house: House) -> None:
    lead = house.add("Ina")
    guard = seen(house, lead)
    house.do(Snooze, house.manager, leads=(lead,), until=house.now + 3 * DAY)
    with pytest.raises(ChangedSince, match="Mo Manager changed the snoozed until at 09:00: it is Thu 19 Nov"):
        do_seen(house, guard, SetNextStep, leads=(lead,), follow_up_at=house.now + DAY, text="call")


def test_of_several_records_it_is_said_which_one(house: House) -> None:
    one, other = house.add("Ina", company="Acme"), house.add("Jo", company="Umbra")
    guard = seen(house, one, other)
    house.do(Assign, house.admin, leads=(other,), person_id=house.ben)
    with pytest.raises(
        ChangedSince, match="Ada Admin changed the owner of Jo, Umbra at 09:00: it is Ben Rep now"
    ):
        do_seen(house, guard, Assign, house.manager, leads=(one, other), person_id=house.cy)
    assert house.lead(one).owner_id == house.ana


def test_a_deal_that_somebody_has_moved_is_not_moved_unseen(house: House) -> None:
    deal = house.do(AddDeal, columns={"name": "Website", "amount": "1200", "expected_close": "2026-12-18"}).id
    row = existing_record(house.store, Deal, "deal", deal)
    guard = sight_of(DEALS, [row._replace(currency="USD")]).guard
    house.do(MoveDeals, house.manager, deals=(deal,), stage="proposal presented")
    with pytest.raises(ChangedSince, match="changed the stage at 09:00: it is proposal presented now"):
        do_seen(house, guard, MoveDeals, deals=(deal,), stage=">")
    do_seen(house, guard, SetDealStep, deals=(deal,), follow_up_at=house.now + DAY, next_step="call")
