"""Two deals that look alike are two, once somebody who reaches one of them has said so."""

from __future__ import annotations

import pytest

from data.deals.commands import AddDeal
from data.deals.deal import DEALS
from data.deals.merge import NotDuplicateDeals
from data.kernel.errors import Refused
from data.records.duplicates import duplicates_of
from tests.data.leads.house import House


def test_what_was_said_to_be_two_is_not_shown_again_until_undone(house: House) -> None:
    one, other = (house.do(AddDeal, columns={"name": "Website", "company": "Acme"}).id for _ in range(2))
    assert len(duplicates_of(house.store, DEALS, one)) == 1
    with pytest.raises(Refused, match="Neither Website, Acme nor Website, Acme is within"):
        house.do(NotDuplicateDeals, house.cy, deal_a=one, deal_b=other)
    said = house.do(NotDuplicateDeals, deal_a=other, deal_b=one).summary
    assert said == "Website, Acme and Website, Acme are two deals"
    assert duplicates_of(house.store, DEALS, one) == duplicates_of(house.store, DEALS, other) == []
    with pytest.raises(Refused, match="said before"):
        house.do(NotDuplicateDeals, deal_a=one, deal_b=other)
    house.undo()
    assert len(duplicates_of(house.store, DEALS, other)) == 1
