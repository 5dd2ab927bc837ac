"""A quote is asked for, presented and comes to something; its deal is never behind it, and nothing is half-done."""

from __future__ import annotations

import pytest

from data.deals.commands import AddDeal, AssignDeals
from data.deals.deal import Deal
from data.deals.lines import SetLines, Wanted
from data.deals.merge import MergeDeals
from data.deals.moving import LoseDeals, MoveDeals, ReopenDeal, WinDeal
from data.deals.narrowing import Narrowing
from data.deals.products import AddProduct
from data.deals.timeline import timeline as deal_timeline
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import existing_record
from data.quotes.commands import EditQuote, LinkQuotes
from data.quotes.find import find
from data.quotes.listing import QuoteLook, quotes_of, rows_of
from data.quotes.offering import PresentQuotes, RequestQuotes
from data.quotes.quote import Quote
from data.quotes.settling import ReopenQuotes, SettleQuotes
from data.quotes.timeline import quotes_of_deal, timeline
from tests.data.leads.house import House, moment


def deal(house: House, identifier: int) -> Deal:
    """A deal as it stands."""
    return existing_record(house.store, Deal, "deal", identifier)


def quote(house: House, identifier: int) -> Quote:
    """A quote as it stands."""
    return existing_record(house.store, Quote, "quote", identifier)


def add(house: House, name: str = "Website", **columns: object) -> int:
    """A new deal of Ana's."""
    return house.do(AddDeal, columns={"name": name, "company": "Acme", **columns}).id


def test_a_deal_comes_to_a_proposal_with_its_quote_and_back_with_undo(house: House) -> None:
    website = add(house, amount=120_000, currency="EUR")
    house.now = moment(17)
    result = house.do(RequestQuotes, deals=(website,))
    made = quote(house, result.id)
    assert result.summary == "quote Website, Acme requested, deal moved to proposal requested"
    assert (made.amount, made.currency, made.status, made.requested_at) == (
        120_000,
        "EUR",
        "requested",
        moment(17),
    )
    assert (deal(house, website).stage, deal(house, website).stage_since) == ("requested", moment(17))
    house.now = moment(18)
    said = house.do(PresentQuotes, quotes=(made.id,), valid_until="2026-12-18").summary
    assert said == "quote Website, Acme presented, deal moved to proposal presented"
    assert deal(house, website).stage == "presented"
    house.undo()
    assert deal(house, website).stage == "requested" and quote(house, made.id) == made
    house.undo()
    assert deal(house, website).stage == "new" and quotes_of_deal(house.store, website) == []


def test_a_deal_that_is_further_stays_where_it_is(house: House) -> None:
    website = add(house, amount=120_000, expected_close="2026-12-18")
    house.do(MoveDeals, deals=(website,), stage="negotiation")
    made = house.do(RequestQuotes, deals=(website,))
    assert made.summary == "quote Website, Acme requested"
    house.do(PresentQuotes, quotes=(made.id,))
    assert deal(house, website).stage == "negotiation"


def test_each_product_line_of_a_deal_gets_a_quote_worth_its_products(house: House) -> None:
    for name, line in (("Start", "Sites"), ("Plus", "Sites"), ("Shop", "Shops")):
        house.do(AddProduct, house.admin, columns={"name": name, "line": line, "list_price": 100_000})
    website = add(house)
    house.do(
        SetLines, deal_id=website, lines=(Wanted("Start", 2), Wanted("Plus", 1), Wanted("Shop", 1, 90_000))
    )
    said = house.do(RequestQuotes, deals=(website,)).summary
    assert said.startswith("2 quotes for Website, Acme requested")
    made = quotes_of_deal(house.store, website)
    assert [(one.product_line, one.amount) for one in made] == [("Sites", 300_000), ("Shops", 90_000)]
    with pytest.raises(Refused, match="waits to be presented"):
        house.do(RequestQuotes, deals=(website,), product_line="sites")
    with pytest.raises(UsageError, match="Sites, Shops"):
        house.do(RequestQuotes, deals=(website,), amount="500")
    house.do(PresentQuotes, quotes=tuple(one.id for one in made))
    revised = house.do(RequestQuotes, deals=(website,), product_line="sites", amount="2,500").id
    assert (quote(house, revised).product_line, quote(house, revised).amount) == ("Sites", 250_000)


def test_a_deal_without_a_value_takes_that_of_the_quote_it_was_presented(house: House) -> None:
    website = add(house)
    made = house.do(RequestQuotes, deals=(website,)).id
    with pytest.raises(Refused, match="no value") as refused:
        house.do(PresentQuotes, quotes=(made,))
    assert refused.value.code == "quote.no_value" and deal(house, website).stage == "requested"
    house.do(PresentQuotes, quotes=(made,), amount="1,500.50")
    assert deal(house, website).amount == quote(house, made).amount == 150_050


def test_an_outcome_takes_what_it_needs_and_can_be_taken_up_again(house: House) -> None:
    website = add(house, amount=100)
    made = house.do(RequestQuotes, deals=(website,)).id
    with pytest.raises(Refused, match="not presented"):
        house.do(SettleQuotes, quotes=(made,), outcome="accepted")
    with pytest.raises(UsageError, match="accepted, declined"):
        house.do(SettleQuotes, quotes=(made,), outcome="lost")
    house.do(PresentQuotes, quotes=(made,), valid_until="2026-11-20")
    house.now = moment(21)
    with pytest.raises(Refused, match="held until 2026-11-20"):
        house.do(SettleQuotes, quotes=(made,), outcome="accepted")
    house.do(SettleQuotes, quotes=(made,), outcome="accepted", settled_at=moment(20))
    assert (quote(house, made).status, quote(house, made).settled_at) == ("accepted", moment(20))
    with pytest.raises(Refused, match="accepted already"):
        house.do(SettleQuotes, quotes=(made,), outcome="declined")
    with pytest.raises(Refused, match="accepted already"):
        house.do(PresentQuotes, quotes=(made,))
    house.do(ReopenQuotes, quotes=(made,))
    assert (quote(house, made).status, quote(house, made).settled_at) == ("presented", None)
    with pytest.raises(Refused, match="is open"):
        house.do(ReopenQuotes, quotes=(made,))


def test_a_deal_that_is_closed_closes_its_quotes_in_the_same_step(house: House) -> None:
    won, lost = add(house, "Won", amount=100), add(house, "Lost", amount=100)
    for one in (won, lost):
        first = house.do(RequestQuotes, deals=(one,)).id
        house.do(PresentQuotes, quotes=(first,))
        house.do(RequestQuotes, deals=(one,), product_line="Care")
    assert house.do(WinDeal, deal_id=won).summary == "Won, Acme won, its quote accepted, Acme is a customer"
    assert (
        house.do(LoseDeals, deals=(lost,), reason="price").summary
        == "Lost, Acme lost: price, its quote declined"
    )
    assert [one.status for one in quotes_of_deal(house.store, won)] == ["accepted", "withdrawn"]
    assert [one.status for one in quotes_of_deal(house.store, lost)] == ["declined", "withdrawn"]
    with pytest.raises(Refused, match="closed already"):
        house.do(RequestQuotes, deals=(won,))
    house.undo()
    assert [one.status for one in quotes_of_deal(house.store, lost)] == ["presented", "requested"]
    house.do(ReopenDeal, deal_id=won)
    assert [one.status for one in quotes_of_deal(house.store, won)] == ["accepted", "withdrawn"]


def test_nonsense_is_refused_and_changes_nothing(house: House) -> None:
    website = add(house, amount=100)
    ahead, before = moment(17), moment(10)
    for payload, words in (
        ({"requested_at": ahead}, "lies ahead"),
        ({"amount": "-5"}, "no amount"),
        ({"amount": "5 EUR", "currency": "USD"}, "is in EUR"),
        ({"currency": "QQ"}, "no currency"),
        ({"amount": "700 ERU"}, "There is no currency ERU"),
        ({"valid_until": "someday"}, "no day"),
        ({"valid_until": "2026-11-02"}, "cannot end on 2026-11-02"),
        ({"name": "x" * 400}, "Name"),
    ):
        with pytest.raises(UsageError, match=words):
            house.do(RequestQuotes, deals=(website,), **payload)
    assert quotes_of_deal(house.store, website) == [] and deal(house, website).stage == "new"
    made = house.do(RequestQuotes, deals=(website,), requested_at=before).id
    assert quote(house, made).requested_at == before
    with pytest.raises(UsageError, match="lies ahead"):
        house.do(PresentQuotes, quotes=(made,), presented_at=ahead)
    with pytest.raises(UsageError, match="no particular"):
        house.do(EditQuote, quote_id=made, columns={"status": "accepted"})


def test_quotes_are_reached_as_their_deals_are(house: House) -> None:
    website = add(house, amount=100)
    made = house.do(RequestQuotes, deals=(website,)).id
    with pytest.raises(Refused, match="Ana Rep's"):
        house.do(PresentQuotes, house.ben, quotes=(made,))
    with pytest.raises(Refused, match="No quote"):
        find(house.store, house.person(house.ben), "website")
    house.do(AssignDeals, house.manager, deals=(website,), person_id=house.ben)
    house.do(PresentQuotes, house.ben, quotes=(made,))
    assert find(house.store, house.person(house.ben), "web").id == made
    with pytest.raises(Refused, match="Ben Rep's"):
        house.do(EditQuote, quote_id=made, columns={"amount": "5"})


def test_a_quote_goes_to_another_deal(house: House) -> None:
    website, shop = add(house, amount=100), add(house, "Shop")
    made = house.do(RequestQuotes, deals=(website,)).id
    said = house.do(LinkQuotes, quotes=(made,), deal_id=shop).summary
    assert said == "quote Website, Acme belongs to Shop, Acme" and quote(house, made).deal_id == shop


def test_quotes_are_told_on_their_deal_and_by_themselves(house: House) -> None:
    website = add(house, amount=150_000, currency="EUR")
    made = house.do(RequestQuotes, deals=(website,), product_line="Sites").id
    house.now = moment(17)
    house.do(PresentQuotes, quotes=(made,), valid_until="2026-12-18")
    house.now = moment(18)
    house.do(SettleQuotes, quotes=(made,), outcome="declined")
    titles = [event.title for event in deal_timeline(house.store, website) if event.kind.startswith("quote")]
    assert titles == [
        "quote declined: Sites, 1,500 EUR",
        "quote presented: Sites, 1,500 EUR, holds until Fri 18 Dec 2026",
        "quote requested: Sites, 1,500 EUR",
    ]
    own = [event.title for event in timeline(house.store, made)]
    assert own[0] == "declined: Sites, 1,500 EUR" and own[-1] == "requested: Sites, 1,500 EUR"


def test_quotes_of_a_deal_that_was_merged_are_those_of_the_one_that_stands_for_it(house: House) -> None:
    website, twin = add(house, amount=100), add(house, "Web site", amount=100)
    made = house.do(RequestQuotes, deals=(twin,)).id
    house.do(MergeDeals, keep=website, others=(twin,))
    ana = house.person(house.ana)
    look = QuoteLook(Narrowing((house.ana,)))
    assert list(quotes_of(house.store, ana, look, house.now)) == [made]
    row = rows_of(house.store, ana, [made], house.now)[made]
    assert row.deal is not None and row.deal.id == website
    assert [one.id for one in quotes_of_deal(house.store, website)] == [made]
    house.do(PresentQuotes, quotes=(made,))
    assert deal(house, website).stage == "presented"
    assert house.do(WinDeal, deal_id=website).summary.startswith("Website, Acme won, its quote accepted")
