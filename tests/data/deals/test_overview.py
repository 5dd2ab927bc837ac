"""What the funnel screen reads: lists hold what their numbers count, leads become deals once."""

from __future__ import annotations

import pytest

from data.deals.commands import AddDeal, SetDealStep
from data.deals.explain import Behind, numbers_of, opened
from data.deals.from_lead import OpenDeal
from data.deals.moving import LoseDeals, MoveDeals, WinDeal
from data.deals.narrowing import mine
from data.deals.overview import FunnelLook, Which, overview_of, rows_of
from data.kernel.errors import Refused
from data.leads.commands import AddLead
from data.leads.triage import Disqualify
from data.people.person import by_id
from tests.data.leads.house import House, moment


def seen(house: House, which: Which = "open", stage: str = "") -> list[str]:
    """The names of the deals that Ana sees."""
    ana = by_id(house.store, house.ana)
    look = FunnelLook(mine(ana), "mine", stage=stage, which=which, order="name")
    overview = overview_of(house.store, ana, look, house.now)
    rows = rows_of(house.store, ana, overview.ids, house.now)
    numbers = numbers_of(opened(house.store, ana, overview, house.now))
    counted = {number.name: number.value.split()[0] for number in numbers if number.behind == Behind(which)}
    assert stage or counted.get(which, str(len(rows))) == str(len(rows))
    return [rows[deal].deal.name for deal in overview.ids]


def deal(house: House, name: str, **columns: object) -> int:
    """A new deal of Ana's."""
    return house.do(AddDeal, columns={"name": name, "amount": 120_000, **columns}).id


def test_behind_each_number_are_the_deals_that_it_counts(house: House) -> None:
    rotten, slipped = deal(house, "Rotten"), deal(house, "Slipped", expected_close="2026-11-20")
    won, lost = deal(house, "Won"), deal(house, "Lost")
    deal(house, "Worthless", amount=None)
    house.do(MoveDeals, deals=(slipped,), stage="negotiation")
    house.do(SetDealStep, deals=(slipped, rotten), follow_up_at=None, next_step="call")
    house.do(WinDeal, deal_id=won)
    house.do(LoseDeals, deals=(lost,), reason="price")
    house.now = moment(24)
    assert seen(house, "rotten") == ["Rotten", "Worthless"] and seen(house, "slipped") == ["Slipped"]
    assert seen(house, "won") == ["Won"] and seen(house, "lost") == ["Lost"]
    assert seen(house, "no next step") == ["Worthless"] and seen(house, "without a value") == ["Worthless"]
    assert seen(house, stage="negotiation") == ["Slipped"]


def test_what_was_read_is_read_again_once_something_has_changed(house: House) -> None:
    ana = by_id(house.store, house.ana)
    look = FunnelLook(mine(ana), "mine")
    first = deal(house, "First")
    overview = overview_of(house.store, ana, look, house.now)
    narrowed = overview_of(house.store, ana, look._replace(words="nothing"), house.now, overview)
    assert not len(narrowed.ids) and narrowed.funnel is overview.funnel
    house.do(MoveDeals, deals=(first,), stage=">")
    again = overview_of(house.store, ana, look._replace(stage="qualified"), house.now, narrowed)
    assert list(again.ids) == [first] and [row.count for row in again.funnel.rows][:2] == [0, 1]


def test_what_is_taken_from_before_is_what_would_be_read(house: House) -> None:
    ana = by_id(house.store, house.ana)
    deal(house, "First", channel="direct")
    deal(house, "Second", channel="upwork")
    made = deal(house, "Third", channel="direct")
    house.do(MoveDeals, deals=(made,), stage="meeting")
    house.do(WinDeal, deal_id=made)
    house.now = moment(24)
    mine_all, at_direct = mine(ana), mine(ana)._replace(channel="direct")
    looks = [
        FunnelLook(narrowing, "mine", span=span, which=which)
        for narrowing in (mine_all, at_direct)
        for span in ("90 days", "30 days", "all time")
        for which in ("open", "won")
    ]
    earlier = None
    for look in (*looks, *reversed(looks)):
        earlier = overview_of(house.store, ana, look, house.now, earlier)
        assert earlier == overview_of(house.store, ana, look, house.now)


def test_the_rest_of_a_long_list_is_told_from_what_has_changed(house: House) -> None:
    ana = by_id(house.store, house.ana)
    look = FunnelLook(mine(ana), "mine")
    deals = [deal(house, name) for name in ("First", "Second", "Third")]
    first = overview_of(house.store, ana, look, house.now, rows=2)
    rest = overview_of(house.store, ana, look, house.now, first)
    assert first.is_more and len(first.ids) == 2 and len(rest.ids) == 3
    assert rest.is_rest_of(first) and not rest.is_rest_of(rest)
    house.do(MoveDeals, deals=(deals[0],), stage=">")
    assert not overview_of(house.store, ana, look, house.now, first).is_rest_of(first)


def test_a_lead_becomes_one_deal_with_what_is_known_of_it(house: House) -> None:
    columns = {"name": "Li Wei", "company": "Northwind", "budget": "1500 EUR", "channel": "direct"}
    lead = house.do(AddLead, columns=columns).id
    opened = house.do(OpenDeal, lead_id=lead).id
    facts = "select name, company, amount, currency, channel, lead_id, owner_id, stage from deal where id = ?"
    assert house.rows(facts, opened) == [
        ("Li Wei", "Northwind", 150_000, "EUR", "direct", lead, house.ana, "new")
    ]
    assert house.lead(lead).status == "qualified"
    with pytest.raises(Refused, match="an open deal already"):
        house.do(OpenDeal, lead_id=lead)
    house.undo()
    assert house.rows("select 1 from deal") == [] and house.lead(lead).status == "new"
    house.do(Disqualify, leads=(lead,), reason="no budget")
    with pytest.raises(Refused, match="turned away"):
        house.do(OpenDeal, lead_id=lead)
