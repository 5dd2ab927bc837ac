"""A deal's way through the stages is kept, its win is worth its points once, and nothing is half-done."""

from __future__ import annotations

import pytest

from data.deals.commands import AddDeal, EditDeal
from data.deals.deal import Deal
from data.deals.from_lead import OpenDeal
from data.deals.lines import SetLines, Wanted, discount_rate, lines_of
from data.deals.moving import LoseDeals, MoveDeals, ReopenDeal, WinDeal
from data.deals.products import AddProduct
from data.kernel.errors import CockpitError, Refused, UsageError
from data.kernel.rows import read_record
from data.leads.triage import ReceiveMessage
from tests.data.leads.house import House, moment


def deal(house: House, identifier: int) -> Deal:
    """A deal as it stands."""
    found = read_record(house.store, Deal, "deal", identifier)
    assert found is not None
    return found


def add(house: House, name: str = "Website", **columns: object) -> int:
    """A new deal of Ana's."""
    return house.do(AddDeal, columns={"name": name, "amount": 120_000, **columns}).id


def way(house: House, identifier: int) -> list[tuple[str, str]]:
    """From which stage to which a deal has gone."""
    sql = "select from_stage, to_stage from stage_change where deal_id = ? order by at, id"
    return [(before, after) for before, after in house.rows(sql, identifier)]


def test_no_deal_is_to_close_before_it_began(house: House) -> None:
    """Not even by a day; where that is only found in a file, the row is kept aside."""
    with pytest.raises(UsageError, match="began on 2026-11-16 cannot close on 2026-11-15"):
        add(house, expected_close="2026-11-15")
    website = add(house, expected_close="2026-11-16")
    house.now = moment(25)
    house.do(EditDeal, deal_id=website, columns={"name": "Slipped"})
    with pytest.raises(UsageError, match="give a day from then on"):
        house.do(EditDeal, deal_id=website, columns={"expected_close": "2019-05-05"})
    assert deal(house, website).expected_close == "2026-11-16"


def test_every_step_is_kept_with_its_time_and_the_age_begins_anew(house: House) -> None:
    website = add(house)
    house.now = moment(18)
    house.do(MoveDeals, deals=(website,), stage="meeting")
    house.now = moment(19)
    house.do(MoveDeals, deals=(website,), stage="<")
    assert way(house, website) == [("", "new"), ("new", "meeting"), ("meeting", "qualified")]
    now = deal(house, website)
    assert (now.stage, now.stage_since, now.furthest) == ("qualified", moment(19), 3)
    house.undo()
    assert deal(house, website).stage_since == moment(18) and len(way(house, website)) == 2


def test_a_stage_takes_what_it_says_and_names_what_is_missing(house: House) -> None:
    website = add(house, amount=None)
    for stage, words in (("presented", "value"), ("negotiation", "value and no expected close")):
        with pytest.raises(Refused, match=words):
            house.do(MoveDeals, deals=(website,), stage=stage)
    with pytest.raises(Refused, match="no value"):
        house.do(WinDeal, deal_id=website)
    assert way(house, website) == [("", "new")]


def test_deals_are_moved_all_or_none(house: House) -> None:
    whole, lacking = add(house), add(house, "Shop", amount=None)
    with pytest.raises(Refused):
        house.do(MoveDeals, deals=(whole, lacking), stage="presented")
    assert deal(house, whole).stage == deal(house, lacking).stage == "new"


def test_a_win_is_logged_once_whatever_is_undone_or_opened_again(house: House) -> None:
    website = add(house)
    assert house.do(WinDeal, deal_id=website).points == 25
    with pytest.raises(Refused, match="closed already"):
        house.do(WinDeal, deal_id=website)
    house.do(ReopenDeal, deal_id=website)
    assert deal(house, website).stage == "new" and deal(house, website).closed_at is None
    assert house.do(WinDeal, deal_id=website).points == 0
    assert house.rows("select points from activity") == [(25,)]
    for _ in range(3):
        house.undo()
    assert house.rows("select points from activity") == [] and deal(house, website).open


def test_a_win_by_who_does_not_sell_says_that_its_points_are_the_owners_to_log(house: House) -> None:
    house.store.engine.write([("update person set sells = 0 where id = ?", (house.manager,))])
    won = house.do(WinDeal, actor=house.manager, deal_id=add(house))
    assert "points left to its owner" in won.summary and won.points == 0
    assert house.rows("select count(*) from activity") == [(0,)]


def test_a_loss_takes_a_reason_of_the_company(house: House) -> None:
    website = add(house)
    for reason in ("", "because"):
        with pytest.raises(Refused, match="Reasons: price"):
            house.do(LoseDeals, deals=(website,), reason=reason)
    house.do(LoseDeals, deals=(website,), reason="Price")
    lost = deal(house, website)
    assert (lost.stage, lost.reason, lost.open, lost.closed_at) == ("lost", "price", 0, house.now)
    assert lost.furthest == 1, "a lost deal came no further"


def test_what_is_sold_makes_the_value_and_tells_the_discount(house: House) -> None:
    columns = {"name": "GTX Pro", "line": "GTX", "list_price": 482_100, "currency": "USD"}
    house.do(AddProduct, house.admin, columns=columns)
    website = add(house)
    house.do(SetLines, deal_id=website, lines=(Wanted("gtx pro", 2, 450_000), Wanted("GTX Pro")))
    lines = lines_of(house.store, website)
    assert deal(house, website).amount == 2 * 450_000 + 482_100
    assert discount_rate(lines) == (2 * 32_100, 3 * 482_100)
    with pytest.raises(Refused, match="'GTX Pro' meant"):
        house.do(SetLines, deal_id=website, lines=(Wanted("GTXPro"),))
    house.undo()
    assert lines_of(house.store, website) == [] and deal(house, website).amount == 120_000


@pytest.mark.parametrize(
    "columns",
    [{"amount": "-5"}, {"amount": "abc"}, {"probability": "101"}, {"probability": "-1"}, {"expected_close": "soon"},
     {"category": "sure"}, {"channel": "pigeon"}, {"name": "", "company": ""}],
)  # fmt: skip
def test_nonsense_is_refused_and_nothing_changes(house: House, columns: dict[str, str]) -> None:
    website = add(house)
    before = house.state()
    with pytest.raises(CockpitError):
        house.do(EditDeal, deal_id=website, columns=columns)
    assert house.state() == before


def test_a_won_deal_closes_the_lead_that_it_came_from_and_undo_opens_both(house: House) -> None:
    lead = house.add("Ida Lund", budget=120_000)
    house.do(ReceiveMessage, lead_id=lead, received_at=house.now, text="yes, please")
    opened = house.do(OpenDeal, lead_id=lead).id
    before = house.state()
    house.now += 60_000
    assert house.do(WinDeal, deal_id=opened).points == 25
    closed = house.lead(lead)
    assert (closed.status, closed.open, closed.response_due_at) == ("won", 0, None)
    assert house.rows("select lead_id, points from activity") == [(lead, 25)]
    house.undo()
    assert house.state() == before
