"""Two people change one lead: the second is told who changed what and when; nothing is overwritten unseen."""

from __future__ import annotations

import pytest

from data.kernel.errors import ChangedSince
from data.leads.commands import EditLead
from data.leads.triage import SetNextStep
from tests.data.leads.house import House

MINUTE = 60_000


def test_the_second_is_told_who_changed_what_and_when(house: House) -> None:
    lead = house.add("Ina", title="CFO")
    house.now += 5 * MINUTE
    house.do(EditLead, house.manager, lead_id=lead, columns={"title": "CEO"}, seen={"title": "CFO"})
    house.now += MINUTE
    with pytest.raises(ChangedSince) as refused:
        house.do(EditLead, lead_id=lead, columns={"title": "Buyer"}, seen={"title": "CFO"})
    assert str(refused.value) == "Mo Manager changed the title at 09:05: it is CEO now."
    assert house.lead(lead).title == "CEO"
    house.do(EditLead, lead_id=lead, columns={"title": "Buyer"})
    assert house.lead(lead).title == "Buyer"


def test_another_field_of_the_same_lead_is_no_conflict(house: House) -> None:
    lead = house.add("Ina", title="CFO")
    house.do(EditLead, house.manager, lead_id=lead, columns={"notes": "pays late"})
    house.do(EditLead, lead_id=lead, columns={"title": "CEO"}, seen={"title": "CFO"})
    assert house.lead(lead).title == "CEO"


def test_both_writing_the_same_is_no_conflict_but_changes_nothing(house: House) -> None:
    lead = house.add("Ina", title="CFO")
    house.do(EditLead, house.manager, lead_id=lead, columns={"title": "CEO"})
    with pytest.raises(Exception, match="changes nothing"):
        house.do(EditLead, lead_id=lead, columns={"title": "CEO"}, seen={"title": "CFO"})


def test_the_hand_is_found_below_later_changes_of_other_fields(house: House) -> None:
    lead = house.add("Ina", title="CFO")
    house.do(EditLead, house.manager, lead_id=lead, columns={"title": ""})
    house.now += 60 * 24 * MINUTE
    house.do(SetNextStep, leads=(lead,), follow_up_at=house.now + MINUTE, text="call")
    with pytest.raises(
        ChangedSince, match="Mo Manager changed the title at 09:00 on Mon 16 Nov 2026: it is nothing now"
    ):
        house.do(EditLead, lead_id=lead, columns={"title": "Buyer"}, seen={"title": "CFO"})


def test_one_s_own_other_terminal_is_told_as_such(house: House) -> None:
    lead = house.add("Ina", title="CFO")
    house.do(EditLead, lead_id=lead, columns={"title": "CEO"})
    with pytest.raises(ChangedSince, match="You, in another terminal, changed the title"):
        house.do(EditLead, lead_id=lead, columns={"title": "Buyer"}, seen={"title": "CFO"})
