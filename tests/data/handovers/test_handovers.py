"""A lead or won deal goes from hand to hand: nobody loses it meanwhile, and nothing unready goes on."""

from __future__ import annotations

from typing import Any

import pytest

from data.deals.from_lead import OpenDeal
from data.deals.moving import ReopenDeal
from data.deals.timeline import timeline as deal_timeline
from data.doctor.row_checks import in_rows
from data.handovers.checklist import AddItem, RemoveItem, checklist
from data.handovers.checks import check
from data.handovers.find import find
from data.handovers.kinds import KINDS, kind_of
from data.handovers.listing import counts, handovers_of
from data.handovers.offering import OfferHandover
from data.handovers.rate import rates
from data.handovers.receivers import receivers
from data.handovers.told import told_of
from data.kernel.engine import BatchRefused
from data.kernel.errors import CockpitError, Refused, UsageError
from data.leads.commands import Assign, EditLead
from data.leads.timeline import timeline
from data.leads.triage import Disqualify, Qualify, ReceiveMessage
from data.people.commands import EditPerson
from tests.data.handovers.handing import Handing

DAY = 86_400_000


def test_a_lead_is_the_givers_until_it_is_accepted_and_the_receivers_from_then_on(house: Handing) -> None:
    lead = house.qualified()
    deal = house.do(OpenDeal, lead_id=lead).id
    offer = house.offer(lead, note="calls back on Monday")
    assert (house.owner("lead", lead), house.owner("deal", deal)) == (house.ana, house.ana)
    assert house.accept(offer) == "Ina accepted, from Ana Rep"
    assert (house.owner("lead", lead), house.owner("deal", deal)) == (house.ben, house.ben)
    handover = house.handover(offer)
    assert (handover.state, handover.answered_at, handover.note) == (
        "accepted",
        house.now,
        "calls back on Monday",
    )
    house.undo(house.ben)
    assert (house.owner("lead", lead), house.handover(offer).state) == (house.ana, "offered")


def test_what_was_ticked_is_said_on_the_lead_and_kept_in_the_words_of_that_day(house: Handing) -> None:
    house.now += 1000
    lead = house.qualified()
    house.do(AddItem, house.admin, kind="lead", item="knows our prices")
    offer = house.offer(lead)
    assert (house.lead(lead).has_need, house.lead(lead).will_meet) == (1, 1)
    house.do(RemoveItem, house.admin, kind="lead", item="knows")
    assert house.handover(offer).checklist.splitlines() == [
        *("need confirmed", "willing to meet", "contact data checked", "knows our prices"),
    ]


def test_what_is_nobodys_becomes_the_givers_as_it_is_offered(house: Handing) -> None:
    lead = house.qualified(owner_id=None)
    house.do(ReceiveMessage, lead_id=lead, received_at=house.now)
    house.offer(lead)
    assert house.owner("lead", lead) == house.ana


def test_a_won_deal_stays_whose_sale_it_was(house: Handing) -> None:
    deal = house.won()
    project, customer = house.offer(deal, "project", outside="Pat of Delivery"), house.offer(deal, "customer")
    assert (
        house.accept(project, house.ana)
        == "Website accepted by Pat of Delivery, from Ana Rep for the project"
    )
    house.accept(customer)
    assert house.owner("deal", deal) == house.ana
    with pytest.raises(Refused, match="was handed over to Ben Rep already"):
        house.offer(deal, "customer", receiver_id=house.cy)


def test_who_keeps_a_customer_gets_it_with_the_won_deal(house: Handing) -> None:
    deal = house.won(company="Acme Ltd")
    other = house.won("Shop", company="Acme Limited")
    ((customer, owner),) = house.rows("select id, owner_id from customer")
    assert owner == house.ana
    offers = house.offer(deal, "customer"), house.offer(other, "customer", receiver_id=house.cy)
    house.accept(offers[0])
    assert house.owner("customer", customer) == house.ben
    house.accept(offers[1], house.cy)
    assert house.owner("customer", customer) == house.ben, "what somebody keeps already is not taken away"
    house.undo(house.cy)
    house.undo(house.ben)
    assert house.owner("customer", customer) == house.ana


def test_sent_back_it_waits_for_who_gave_it_until_it_is_offered_again(house: Handing) -> None:
    lead = house.qualified()
    offer = house.offer(lead)
    ana, ben = house.person(house.ana), house.person(house.ben)
    assert (
        list(handovers_of(house.store, ben, "me"))
        == list(handovers_of(house.store, ana, "others"))
        == [offer]
    )
    assert [part.text for part in counts(house.store, ben, 0).strip_parts()] == ["   handovers 1"]
    assert house.send_back(offer) == "Ina sent back to Ana Rep: no budget"
    assert (
        list(handovers_of(house.store, ana, "me")) == list(handovers_of(house.store, ben, "done")) == [offer]
    )
    assert [part.text for part in counts(house.store, ana, 0).strip_parts()] == ["   sent back 1"]
    again = house.offer(lead)
    assert list(handovers_of(house.store, ana, "me")) == []
    assert house.handover(again).first == 0
    house.accept(again)
    assert list(handovers_of(house.store, ben, "done")) == [again, offer]


def test_what_was_sent_back_waits_no_more_once_the_lead_is_given_up(house: Handing) -> None:
    lead = house.qualified()
    house.send_back(house.offer(lead))
    house.do(Disqualify, leads=(lead,), reason="no budget")
    assert counts(house.store, house.person(house.ana), 0).sent_back == 0


def test_who_offered_takes_it_back_and_so_does_the_manager(house: Handing) -> None:
    lead = house.qualified()
    assert house.withdraw(house.offer(lead)) == "Ina: offer to Ben Rep taken back"
    offer = house.offer(lead)
    house.withdraw(offer, house.manager)
    with pytest.raises(Refused, match="taken back already"):
        house.accept(offer)
    with pytest.raises(Refused, match="own"):
        house.withdraw(house.offer(lead), house.cy)


REFUSED: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("to nobody", {"receiver_id": None}, "To whom"),
    ("to oneself", {"receiver_id": "ana"}, "Ana Rep has it already"),
    ("to somebody who has left", {"receiver_id": "cy"}, "no longer active"),
    ("to a name outside", {"receiver_id": None, "outside": "Pat"}, "nobody of the company"),
    (
        "with something not done",
        {"ticked": ("need confirmed",)},
        "Not ticked yet: willing to meet; contact data",
    ),
    ("with nothing ticked", {"ticked": ()}, "Not ticked yet: need confirmed"),
    ("with an item of no list", {"ticked": ("sunny",)}, "no item"),
    ("as no kind", {"kind": "gift"}, "no kind of handover"),
    ("as a deal", {"kind": "project"}, "no longer there"),
)


@pytest.mark.parametrize(("what", "payload", "said"), REFUSED, ids=[one[0] for one in REFUSED])
def test_an_offer_is_refused_with_the_reason_and_changes_nothing(
    house: Handing, what: str, payload: dict[str, Any], said: str
) -> None:
    lead = house.qualified()
    house.do(EditPerson, house.admin, person_id=house.cy, columns={"active": 0})
    named = {
        key: getattr(house, value) if value in ("ana", "cy") else value for key, value in payload.items()
    }
    before = house.state()
    with pytest.raises(CockpitError, match=said):
        house.offer(lead, **named)
    assert house.state() == before


def test_what_is_not_ready_is_not_offered(house: Handing) -> None:
    raw = house.add("Raw", emails="raw@acme.example")
    with pytest.raises(Refused, match="Raw is not qualified"):
        house.offer(raw)
    mute = house.qualified("Mute", emails="")
    with pytest.raises(Refused, match="nothing for 'contact data checked'"):
        house.offer(mute)
    house.do(EditLead, lead_id=mute, columns={"phones": "+351 21 000"})
    house.do(Qualify, leads=(mute,), answers={"will_meet": 0})
    with pytest.raises(Refused, match="says no to 'willing to meet'"):
        house.offer(mute)
    house.do(Qualify, leads=(mute,), answers={"will_meet": None})
    deal = house.do(OpenDeal, lead_id=mute).id
    with pytest.raises(Refused, match="is not won"):
        house.offer(deal, "project", outside="Pat")
    house.offer(mute)
    with pytest.raises(Refused, match="is offered to Ben Rep already"):
        house.offer(mute, receiver_id=house.cy)


def test_an_offer_of_what_has_moved_on_is_not_accepted(house: Handing) -> None:
    given, closed, deal = house.qualified("Given"), house.qualified("Closed"), house.won()
    offers = [house.offer(given), house.offer(closed), house.offer(deal, "customer")]
    house.do(Assign, house.manager, leads=(given,), person_id=house.cy)
    house.do(Disqualify, leads=(closed,), reason="no budget")
    house.do(ReopenDeal, deal_id=deal)
    for offer, said in zip(offers, ("is Cy Rep's by now", "closed meanwhile", "opened again"), strict=True):
        with pytest.raises(Refused, match=said):
            house.accept(offer)
        house.send_back(offer)


def test_sending_back_takes_a_reason(house: Handing) -> None:
    offer = house.offer(house.qualified())
    with pytest.raises(UsageError, match="Say what is missing"):
        house.send_back(offer, "  ")
    assert house.handover(offer).is_open


def test_the_timelines_of_lead_and_deal_tell_every_step_but_what_was_undone(house: Handing) -> None:
    lead, deal = house.qualified(), house.won()
    house.now += 1000
    house.send_back(house.offer(lead))
    house.now += 1000
    house.withdraw(house.offer(lead))
    house.undo()
    house.now += 1000
    house.offer(deal, "customer")
    told = [event.title for event in timeline(house.store, lead)][:3]
    assert told == [
        "Ina offered to Ben Rep", "Ina sent back to Ana Rep: no budget", "Ina offered to Ben Rep",
    ]  # fmt: skip
    assert (
        deal_timeline(house.store, deal)[0].title == "Website offered to Ben Rep as the customer's executive"
    )


def test_qualified_handoffs_are_those_accepted_at_the_first_offer(house: Handing) -> None:
    """Four leads: accepted, sent back and accepted then, sent back, taken back and accepted; one deal accepted."""
    at_once, later, never, withdrawn = (house.qualified(name) for name in ("A", "B", "C", "D"))
    house.accept(house.offer(at_once))
    house.send_back(house.offer(later))
    house.accept(house.offer(later))
    house.send_back(house.offer(never))
    house.withdraw(house.offer(withdrawn))
    house.accept(house.offer(withdrawn))
    house.accept(house.offer(house.won(), "customer"))
    house.offer(house.qualified("E"))
    span = (house.now - DAY, house.now + DAY)
    leads, project, customer, all_of_them = rates(house.store, [house.ana], *span)
    assert (len(leads.qualified), len(leads.all), leads.share.percent) == (2, 4, "50.0 %")
    assert (project.share.percent, customer.share.percent) == ("n/a", "100.0 %")
    assert (len(all_of_them.qualified), len(all_of_them.all)) == (3, 5)
    assert rates(house.store, [house.ben], *span)[-1].all == ()
    assert rates(house.store, None, house.now + 1, house.now + DAY)[-1].all == ()


def test_those_of_the_role_are_proposed_first_and_of_these_who_got_the_last(house: Handing) -> None:
    for person in (house.ben, house.cy):
        house.do(EditPerson, house.admin, person_id=person, columns={"sales_role": "se"})
    ana = house.person(house.ana)
    names = [one.name for one in receivers(house.store, kind_of("lead"), ana)]
    assert names[:2] == ["Ben Rep", "Cy Rep"] and "Ana Rep" not in names
    house.offer(house.qualified(), receiver_id=house.cy)
    assert [one.name for one in receivers(house.store, kind_of("lead"), ana)][:2] == ["Cy Rep", "Ben Rep"]
    house.offer(house.won(), "project", outside="Pat of Delivery")
    first = receivers(house.store, kind_of("project"), ana)[0]
    assert (first.name, first.person) == ("Pat of Delivery", None)


def test_a_role_that_is_none_is_refused(house: Handing) -> None:
    with pytest.raises(UsageError, match="no sales role"):
        house.do(EditPerson, house.admin, person_id=house.ben, columns={"sales_role": "boss"})
    with pytest.raises(Refused, match="Only an admin"):
        house.do(EditPerson, house.ben, person_id=house.ben, columns={"sales_role": "SE"})


def test_only_both_sides_find_it_and_who_reaches_them(house: Handing) -> None:
    offer = house.offer(house.qualified(company="Acme Ltd"))
    for who in (house.ana, house.ben, house.manager, house.admin):
        assert find(house.store, house.person(who), "acme").id == offer
    with pytest.raises(Refused, match="No handover"):
        find(house.store, house.person(house.cy), "acme")
    with pytest.raises(Refused, match="No handover"):
        find(house.store, house.person(house.ana), "100%")
    house.offer(house.qualified("Ivo", company="Acme Ltd"))
    with pytest.raises(
        Refused, match="could be several handovers: Ivo, Acme Ltd, qualified lead to sales, waits"
    ):
        find(house.store, house.person(house.ana), "acme")


def test_of_those_of_a_team_the_ones_that_wait_come_first(house: Handing) -> None:
    waits, done = house.offer(house.qualified("A")), house.offer(house.qualified("B"))
    house.accept(done)
    for who in (house.manager, house.admin, house.ana, house.ben):
        assert list(handovers_of(house.store, house.person(who), "team")) == [waits, done]
    assert list(handovers_of(house.store, house.person(house.cy), "team")) == []


def test_how_it_stands_is_told_in_words(house: Handing) -> None:
    offer = house.offer(house.qualified())
    assert told_of(house.store, [offer])[0].standing == "waits for Ben Rep"
    house.send_back(offer)
    assert told_of(house.store, [offer, 5])[0].standing == "sent back by Ben Rep: no budget"


def test_a_checklist_keeps_an_item_and_none_twice(house: Handing) -> None:
    for kind in KINDS:
        *most, last = checklist(house.store, kind.code)
        for item in most:
            house.do(RemoveItem, house.admin, kind=kind.code, item=item.name)
        with pytest.raises(Refused, match="keeps one item"):
            house.do(RemoveItem, house.admin, kind=kind.code, item=last.name)
        with pytest.raises(Refused, match="already"):
            house.do(AddItem, house.admin, kind=kind.code, item=last.name.upper())


def test_the_doctor_says_what_waits_for_nobody_and_what_lies(house: Handing) -> None:
    assert [found.verdict for found in check(house.store, house.now)] == ["ok"]
    house.offer(house.qualified())
    house.do(EditPerson, house.admin, person_id=house.ben, columns={"active": 0})
    codes = [found.code for found in check(house.store, house.now + 15 * DAY)]
    assert codes == ["doctor.handovers_gone", "doctor.handovers_lie"]


@pytest.mark.of_a_file
def test_the_doctor_finds_nothing_wrong_where_handovers_wait(house: Handing) -> None:
    house.offer(house.qualified())
    assert not [found for found in in_rows(house.store.engine, house.now) if found.verdict == "wrong"]  # type: ignore[arg-type]


def test_offers_of_the_same_at_the_same_time_end_in_one(house: Handing) -> None:
    lead = house.qualified()
    ticked = tuple(item.name for item in checklist(house.store, "lead"))
    offers = [
        OfferHandover(house.store.ids.new(house.now), house.ana, house.now, "lead", lead, to, ticked=ticked)
        for to in (house.ben, house.cy)
    ]
    decided = offers[1].decide(house.store)
    house.store.apply(offers[0])
    with pytest.raises(BatchRefused, match="stale"):
        house.store.engine.write(decided.statements)
    with pytest.raises(Refused, match="already"):
        house.store.apply(offers[1])
