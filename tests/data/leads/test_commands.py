"""A lead's record: what a person types is kept, checked, found again, and in the right hands."""

import pytest

from data.kernel.errors import Refused, UsageError
from data.leads.commands import AddLead, AddNote, Assign, EditLead, Tag
from data.leads.settings import AddChoice, RemoveChoice
from data.leads.triage import Disqualify, ReceiveMessage
from data.people.reach import reach_of, reached_ids
from tests.data.leads.house import House


def test_a_new_lead_is_the_actors_own_and_open(house: House) -> None:
    found = house.lead(house.add("Ida Lund", company="Lund AS"))
    assert (found.owner_id, found.status, found.open, found.label) == (
        *(house.ana, "new", 1, "Ida Lund, Lund AS"),
    )


def test_hostile_text_is_made_safe(house: House) -> None:
    lead = house.add("Ida\x1b[31m Lund\u202e", notes="a\x07\nb")
    found = house.lead(lead)
    assert (found.name, found.notes) == ("Ida[31m Lund", "a\nb")


def test_a_lead_needs_a_name_or_a_company(house: House) -> None:
    with pytest.raises(UsageError, match="name or a company"):
        house.do(AddLead, columns={"name": "\u200b"})
    lead = house.add("Ida Lund")
    with pytest.raises(UsageError, match="name or a company"):
        house.do(EditLead, lead_id=lead, columns={"name": ""})


def test_match_keys_follow_the_record_and_undo(house: House) -> None:
    lead = house.add("Ida Lund", emails="ida@lund.no")
    before = house.state()
    house.do(EditLead, lead_id=lead, columns={"emails": "work: IDA@fjord.no", "name": "Ida Fjord"})
    assert house.rows("select kind, value from match_key order by kind") == [
        *(("email", "ida@fjord.no"), ("name", "ida fjord|")),
    ]
    house.undo()
    assert house.state() == before


def test_an_edit_that_changes_nothing_says_so(house: House) -> None:
    lead = house.add("Ida Lund")
    with pytest.raises(Refused, match="changes nothing"):
        house.do(EditLead, lead_id=lead, columns={"name": " Ida  Lund "})


def test_an_edit_reaches_particulars_alone(house: House) -> None:
    lead = house.add("Ida Lund", house.cy)
    with pytest.raises(UsageError, match="owner_id: no particular"):
        house.do(EditLead, house.cy, lead_id=lead, columns={"owner_id": house.ben})


def test_a_budget_brings_its_currency_along(house: House) -> None:
    lead = house.add("Ida Lund", budget="1.500,50 EUR")
    assert (house.lead(lead).budget, house.lead(lead).currency) == (150_050, "EUR")
    house.do(EditLead, lead_id=lead, columns={"budget": "$2,000"})
    assert (house.lead(lead).budget, house.lead(lead).currency) == (200_000, "USD")
    house.do(EditLead, lead_id=lead, columns={"budget": "2500"})
    assert (house.lead(lead).budget, house.lead(lead).currency) == (250_000, "USD")
    with pytest.raises(UsageError, match="is in EUR, but the currency is USD"):
        house.do(EditLead, lead_id=lead, columns={"budget": "1500 EUR", "currency": "USD"})


def test_words_of_the_companys_lists_are_spelled_as_there(house: House) -> None:
    lead = house.add("Ida Lund", channel="upwork", source="Referral")
    assert (house.lead(lead).channel, house.lead(lead).source) == ("Upwork", "referral")
    house.do(EditLead, lead_id=lead, columns={"channel": "FIVERR", "source": "trade fair"})
    assert (house.lead(lead).channel, house.lead(lead).source) == ("Fiverr", "trade fair")
    house.do(ReceiveMessage, lead_id=lead, received_at=house.now, channel="DIRECT")
    assert house.rows("select channel from message") == [("direct",)]
    house.do(Disqualify, leads=(lead,), reason="No Budget")
    assert house.lead(lead).reason == "no budget"


def test_a_channel_that_the_company_does_not_have_is_refused_but_stays_where_it_is(house: House) -> None:
    with pytest.raises(UsageError, match=r"Channels: Fiverr, Upwork, direct\.") as refused:
        house.add("Ida Lund", channel="LinkedIn")
    assert (refused.value.code, refused.value.values) == (
        "choice.unknown",
        {"list": "channel", "choice": "LinkedIn"},
    )
    house.do(AddChoice, house.admin, list="channel", choice="LinkedIn")
    lead = house.add("Ida Lund", channel="linkedin")
    house.do(RemoveChoice, house.admin, list="channel", choice="LinkedIn")
    house.do(EditLead, lead_id=lead, columns={"channel": "LinkedIn", "title": "CFO"})
    with pytest.raises(UsageError, match="no channel of the company"):
        house.do(EditLead, lead_id=lead, columns={"channel": "Telex"})
    assert (house.lead(lead).channel, house.lead(lead).title) == ("LinkedIn", "CFO")


def test_tags_go_on_and_off(house: House) -> None:
    lead = house.add("Ida Lund", tags="Fair, hot, fair")
    assert house.lead(lead).tags == "fair, hot"
    house.do(Tag, leads=(lead,), tag="VIP")
    house.do(Tag, leads=(lead,), tag="hot", on=False)
    assert house.lead(lead).tags == "fair, vip"


def test_a_lead_is_handed_over_to_somebody_active(house: House) -> None:
    from data.people.commands import EditPerson

    lead = house.add("Ida Lund")
    house.do(Assign, leads=(lead,), person_id=house.ben)
    assert house.lead(lead).owner_id == house.ben
    with pytest.raises(Refused, match="Ben Rep's lead"):
        house.do(Assign, leads=(lead,), person_id=house.ana)
    house.do(EditPerson, house.admin, person_id=house.cy, columns={"active": 0})
    with pytest.raises(Refused, match="no longer active"):
        house.do(Assign, house.manager, leads=(lead,), person_id=house.cy)


def test_an_empty_note_is_refused(house: House) -> None:
    with pytest.raises(UsageError, match="needs words"):
        house.do(AddNote, lead_id=house.add("Ida Lund"), text=" \n ")


def test_reps_read_own_and_unassigned_leads_managers_the_teams_admins_all(house: House) -> None:
    anas, bens, cys = house.add("a"), house.add("b", house.ben), house.add("c", house.cy)
    nobodys = house.add("d", owner_id=None)
    leads = [nobodys, cys, bens, anas]
    for person, wanted in (
        (house.ana, [nobodys, anas]),
        (house.manager, [nobodys, bens, anas]),
        (house.admin, leads),
    ):
        actor = house.person(person)
        assert reached_ids(house.store, actor, "lead", leads) == wanted
        for lead in leads:
            assert reach_of(house.store, actor).holds(house.lead(lead).owner_id) == (lead in wanted)
