"""Quotes are noted on, tagged and made one as other records are; what is counted of them stays so."""

from __future__ import annotations

import pytest

from data.deals.commands import AddDeal
from data.deals.narrowing import Narrowing
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import existing_record
from data.people.person import Person
from data.quotes.commands import LinkQuotes, NoteQuote, TagQuotes
from data.quotes.find import find
from data.quotes.listing import QuoteLook, quotes_of
from data.quotes.merge import MergeQuotes, NotDuplicateQuotes
from data.quotes.offering import PresentQuotes, RequestQuotes
from data.quotes.quote import QUOTES, Quote
from data.quotes.settling import SettleQuotes
from data.quotes.timeline import quotes_of_deal, timeline
from data.records.duplicates import duplicates_of
from tests.data.leads.house import House, moment


def quote(house: House, identifier: int) -> Quote:
    """A quote as it stands."""
    return existing_record(house.store, Quote, "quote", identifier)


def ana(house: House) -> Person:
    """Whose deals they are of."""
    return house.person(house.ana)


@pytest.fixture
def two(house: House) -> tuple[int, int, int]:
    """A deal of Ana's with two quotes: one asked for, and one that was presented with a value and a last day."""
    deal = house.do(AddDeal, columns={"name": "Website", "company": "Acme"}).id
    one = house.do(RequestQuotes, deals=(deal,), name="Web offer", product_line="Sites").id
    house.now = moment(17)
    other = house.do(RequestQuotes, deals=(deal,), name="Web offer", number="Q-7", amount="1,500 EUR").id
    house.do(PresentQuotes, quotes=(other,), valid_until="2026-12-18")
    return deal, one, other


def test_a_note_and_tags_are_found_and_told(house: House, two: tuple[int, int, int]) -> None:
    _, one, other = two
    house.do(NoteQuote, quote_id=one, text="asked for sixty days")
    assert (
        house.do(TagQuotes, quotes=(one, other), tag="fair, urgent").summary == "2 quotes tagged fair, urgent"
    )
    house.do(TagQuotes, quotes=(other,), tag="urgent", on=False)
    assert (quote(house, one).tags, quote(house, other).tags) == ("fair, urgent", "fair")
    assert find(house.store, ana(house), "sixty").id == find(house.store, ana(house), "urgent").id == one
    told = [(event.kind, event.text or event.title) for event in timeline(house.store, one)]
    assert ("note", "asked for sixty days") in told and ("change", "2 quotes tagged fair, urgent") in told
    with pytest.raises(UsageError, match="needs words"):
        house.do(NoteQuote, quote_id=one, text=" ")
    with pytest.raises(Refused, match="is Ana"):
        house.do(NoteQuote, house.ben, quote_id=one, text="mine")


def test_of_two_quotes_one_stays_as_far_as_either_came(house: House, two: tuple[int, int, int]) -> None:
    deal, one, other = two
    house.do(TagQuotes, quotes=(other,), tag="fair")
    before, away = quote(house, one), quote(house, other)
    said = house.do(MergeQuotes, keep=one, others=(other,)).summary
    assert said == "quote Web offer merged into quote Web offer, Sites"
    kept = quote(house, one)
    assert (kept.status, kept.amount, kept.currency, kept.number) == ("presented", 150_000, "EUR", "Q-7")
    assert (kept.product_line, kept.valid_until, kept.tags) == ("Sites", "2026-12-18", "fair")
    assert (kept.requested_at, kept.presented_at) == (before.requested_at, away.presented_at)
    look = QuoteLook(Narrowing(), "all")
    assert list(quotes_of(house.store, ana(house), look, house.now)) == [one]
    assert [each.id for each in quotes_of_deal(house.store, deal)] == [one]
    assert find(house.store, ana(house), "q-7").id == one
    house.undo()
    assert (quote(house, one), quote(house, other)) == (before, away)


def test_quotes_that_ended_differently_or_of_other_deals_stay_two(
    house: House, two: tuple[int, int, int]
) -> None:
    _, one, other = two
    house.do(SettleQuotes, quotes=(other,), outcome="declined")
    with pytest.raises(Refused, match="ended differently") as error:
        house.do(MergeQuotes, keep=one, others=(other,))
    assert error.value.code == "quote.merge_settled"
    house.undo()
    shop = house.do(AddDeal, columns={"name": "Shop", "company": "Acme"}).id
    house.do(LinkQuotes, quotes=(other,), deal_id=shop)
    with pytest.raises(Refused, match="different deals"):
        house.do(MergeQuotes, keep=one, others=(other,))
    assert quote(house, other).merged_into is None


def test_two_that_look_alike_and_are_two_are_not_shown_again(house: House, two: tuple[int, int, int]) -> None:
    _, one, other = two
    (pair,) = duplicates_of(house.store, QUOTES, one)
    assert {pair.record_a, pair.record_b} == {one, other}
    said = house.do(NotDuplicateQuotes, quote_a=one, quote_b=other).summary
    assert said == "quote Web offer, Sites and quote Web offer are two quotes"
    assert duplicates_of(house.store, QUOTES, one) == []
    with pytest.raises(Refused, match="said before"):
        house.do(NotDuplicateQuotes, quote_a=other, quote_b=one)
    with pytest.raises(Refused, match="Choose two quotes"):
        house.do(NotDuplicateQuotes, quote_a=one, quote_b=one)
