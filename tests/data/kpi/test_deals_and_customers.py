"""The KPIs of deals, quotes and customers, each against a computation by hand and against the screens' own numbers."""

from __future__ import annotations

from typing import Any

from data.board.board import board_of
from data.board.numbers import NUMBERS
from data.calendar.periods import parse_period
from data.customers.churn import MarkChurned
from data.customers.commands import AddCustomer, EditCustomer
from data.customers.complaints import OpenComplaint, ResolveComplaint
from data.customers.numbers import numbers_of
from data.customers.reviews import CollectReview
from data.customers.satisfaction import TakeAnswer
from data.deals.commands import AddDeal, SetDealStep
from data.deals.currencies import SetRate
from data.deals.from_lead import OpenDeal
from data.deals.funnel import funnel_of
from data.deals.lines import SetLines, Wanted
from data.deals.moving import LoseDeals, MoveDeals, WinDeal
from data.deals.narrowing import mine
from data.deals.period import cohort
from data.deals.pipeline import pipeline_of
from data.deals.products import AddProduct
from data.deals.quotas import SetQuota
from data.handovers.answering import AcceptHandover, ReturnHandover
from data.handovers.checklist import checklist
from data.handovers.offering import OfferHandover
from data.points.log import LogActivity
from data.quotes.offering import PresentQuotes, RequestQuotes
from tests.data.kpi.cards import anas, everybodys, figure, row, value
from tests.data.leads.house import House, moment


def deal(house: House, name: str, amount: int | None = 120_000, **columns: Any) -> int:
    """A new deal of Ana's, worth 1,200 unless another value is named."""
    return house.do(AddDeal, columns={"name": name, "amount": amount, **columns}).id


def win(house: House, name: str, amount: int, **columns: Any) -> int:
    """A deal of Ana's that is won now."""
    made = deal(house, name, amount, **columns)
    house.do(WinDeal, deal_id=made)
    return made


def test_closed_deals_give_revenue_size_rate_and_time(house: House) -> None:
    for code in ("deal-size", "win-rate", "sales-cycle", "time-to-close", "discount-rate", "conversion-rate"):
        assert figure(house, code) is None, code
    house.now = moment(2)
    slow = deal(house, "Slow", 300_000, company="Acme")
    house.now = moment(12)
    house.do(WinDeal, deal_id=slow)
    win(house, "Quick", 100_000, company="Beta")
    win(house, "Again", 200_000, company="Acme")
    lost = deal(house, "Lost")
    house.do(LoseDeals, deals=(lost,), reason="price")
    assert figure(house, "revenue") == 6_000 and figure(house, "sales-closed") == 3
    assert value(house, "deal-size")[1:3] == (600_000, 3) and figure(house, "deal-size") == 2_000
    assert value(house, "win-rate")[1:3] == (3, 4) and figure(house, "win-rate") == 75
    assert figure(house, "sales-cycle") == 3.33, "10, 0 and 0 days"
    assert figure(house, "new-accounts", "2026-Q4") == 2, "Acme bought again"
    assert figure(house, "sales-growth") is None, "nothing came the month before"
    house.now = moment(3, month=12)
    win(house, "Third", 240_000, company="Acme")
    assert figure(house, "sales-growth", "2026-12") == -60, "(2,400 - 6,000) / 6,000"
    assert figure(house, "new-accounts", "2026-Q4") == 2


def test_the_funnels_own_numbers_are_the_same(house: House) -> None:
    house.do(SetRate, house.admin, currency="EUR", rate="1.1", effective_on="2026-11-01")
    house.do(SetQuota, house.admin, month="2026-11", amount=1_000_000, person_id=house.ana)
    for number, amount in enumerate((100_000, 250_000, 90_000)):
        win(house, f"Won {number}", amount, currency="EUR" if number else "")
    win(house, "Francs", 500_000, currency="CHF")
    deal(house, "Open", 700_000, expected_close="2026-11-18")
    house.do(LoseDeals, deals=(deal(house, "Lost"),), reason="price")
    house.now = moment(20)
    ana, period = house.person(house.ana), parse_period("2026-11", moment_day(20))
    whole = cohort(period.first, period.last, ana)
    funnel = funnel_of(house.store, ana, mine(ana), whole, house.now)
    pipeline = pipeline_of(house.store, ana, mine(ana), whole, funnel, house.now)
    assert value(house, "revenue").part == pipeline.won_value == 100_000 + 275_000 + 99_000
    assert value(house, "revenue").uncounted == pipeline.uncounted == 1, "francs have no rate"
    assert value(house, "win-rate")[1:3] == tuple(pipeline.win_rate)
    assert value(house, "deal-size")[1:3] == tuple(pipeline.deal_size) == (474_000, 3)
    assert value(house, "pipeline-value").part == funnel.value.worth == 700_000
    assert value(house, "pipeline-deals").part == funnel.count == 1
    assert figure(house, "coverage") == 0.7 and row(house, "coverage").word == "behind"
    assert value(house, "quota-attainment")[1:3] == (474_000, 1_000_000)
    assert figure(house, "team-contribution") == 47.4


def moment_day(day: int) -> Any:
    """A day of November."""
    from datetime import date

    return date(2026, 11, day)


def test_the_pipeline_of_a_past_month_is_what_was_open_at_its_end(house: House) -> None:
    house.now = moment(20)
    early, other = deal(house, "Early", 100_000), deal(house, "Other", 200_000)
    house.now = moment(5, month=12)
    house.do(MoveDeals, deals=(other,), stage="meeting")
    house.do(WinDeal, deal_id=early)
    deal(house, "Late", 400_000, expected_close="2026-12-20")
    assert [figure(house, "pipeline-value", month) for month in ("2026-10", "2026-11", "2026-12")] == [
        0,
        3_000,
        6_000,
    ]
    assert figure(house, "pipeline-growth", "2026-12") == 100
    assert value(house, "stage-time", "2026-12")[1:3] == (30.0, 2), "15 days each in the first stage"
    assert value(house, "pipeline-health", "2026-12")[1:3] == (0, 2), "neither has a next step"
    assert value(house, "data-accuracy", "2026-12")[1:3] == (0, 2)
    house.do(
        SetDealStep,
        deals=(house.rows("select id from deal where name = 'Late'")[0][0],),
        follow_up_at=None,
        next_step="call",
    )
    assert value(house, "data-accuracy", "2026-12")[1:3] == (1, 2)
    assert value(house, "pipeline-health", "2026-12")[1:3] == (1, 2)
    assert figure(house, "pipeline-health", "2026-11") is None, "of the past it is not known"
    house.now = moment(30, month=12)
    assert value(house, "pipeline-health", "2026-12")[1:3] == (0, 2), "both too long in their stage"


def test_discounts_are_shares_of_the_list_prices(house: House) -> None:
    house.do(AddProduct, house.admin, columns={"name": "Site", "line": "Web", "list_price": 100_000})
    sold = deal(house, "Website")
    house.do(SetLines, deal_id=sold, lines=(Wanted("Site", 2, 90_000), Wanted("Site", 1, 120_000)))
    house.do(WinDeal, deal_id=sold)
    assert value(house, "discount-rate")[1:3] == (20_000, 320_000)
    assert figure(house, "discount-rate") == 6.25 and row(house, "discount-rate").word == "behind"


def test_conversion_is_new_accounts_of_prospects_engaged(house: House) -> None:
    leads = [house.add(f"Lead {number}", company=f"Firm {number}") for number in range(4)]
    for lead in leads:
        house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead)
    house.do(WinDeal, deal_id=_opened(house, leads[0]))
    assert value(house, "conversion-rate")[1:3] == (1, 4) and figure(house, "conversion-rate") == 25
    house.now = moment(20)
    assert value(house, "time-to-close")[1:3] == (0, 1)


def _opened(house: House, lead: int) -> int:
    identifier = house.do(OpenDeal, lead_id=lead).id
    house.store.engine.write([("update deal set amount = 100000 where id = ?", (identifier,))])
    return identifier


def test_quotes_are_held_against_three_times_the_quota_of_each_line(house: House) -> None:
    assert figure(house, "quotes-3x") is None and figure(house, "quoted-lines") is None
    for line, quota in (("Web", 100_000), ("Print", 100_000)):
        house.do(SetQuota, house.admin, month="2026-11", amount=quota, person_id=house.ana, product_line=line)
    for line, amount in (("web", "3000"), ("Print", "1000")):
        quote = house.do(RequestQuotes, deals=(deal(house, line),), amount=amount, product_line=line).id
        house.do(PresentQuotes, quotes=(quote,))
    assert value(house, "quotes-3x")[1:3] == (400_000, 200_000) and figure(house, "quotes-3x") == 2
    assert value(house, "quoted-lines")[1:3] == (1, 2), "Web has its three times, Print has not"
    assert row(house, "quotes-3x").target is not None and row(house, "quotes-3x").word == "behind"
    assert figure(house, "proposals-requested") == 2 == figure(house, "proposals-presented")


def test_customers_give_retention_answers_complaints_and_reviews(house: House) -> None:
    for code in ("retention", "nps", "csat", "complaint-time", "platform-rating", "customer-tenure"):
        assert figure(house, code) is None, code
    house.now = moment(2)
    first, second = (
        house.do(
            AddCustomer, columns={"name": name, "since": "2025-11-30", "value": "1000", "currency": "USD"}
        ).id
        for name in ("Acme", "Beta")
    )
    for score in (10, 9, 7, 3):
        house.do(TakeAnswer, customer_id=first, kind="nps", score=score)
    for score in (5, 4, 2):
        house.do(TakeAnswer, customer_id=first, kind="csat", score=score)
    for stars in (500, 470):
        house.do(CollectReview, customer_id=first, stars=stars, platform="Upwork")
    house.do(OpenComplaint, customer_id=first, text="too late")
    house.now += 30 * 60_000
    house.do(ResolveComplaint, customer_id=first, resolution="sent")
    assert figure(house, "nps", "2026-Q4") == 25 and value(house, "nps", "2026-Q4")[1:3] == (1, 4)
    assert (
        value(house, "csat", "2026-Q4")[1:3] == (2, 3)
        and figure(house, "joint-satisfaction", "2026-Q4") is None
    )
    assert figure(house, "complaint-time") == 30 and figure(house, "complaints") == 1
    assert figure(house, "reviews") == 2 and figure(house, "platform-rating") == 4.85
    assert row(house, "platform-rating").word == "behind", "4.9 is wanted"
    assert figure(house, "retention") == 100
    house.now = moment(30)
    house.do(MarkChurned, customer_id=second, reason="price")
    assert value(house, "retention")[1:3] == (1, 2) and figure(house, "retention", "2026-12") is None
    assert value(house, "customer-tenure").whole == 1, "who left on that day stays no longer"
    assert figure(house, "customer-tenure") == 11.99


def test_lifetime_value_and_its_growth_are_of_customers_worth_something(house: House) -> None:
    assert figure(house, "lifetime-value") is None and figure(house, "lifetime-value-growth") is None
    house.do(SetRate, house.admin, currency="EUR", rate="2", effective_on="2026-01-01")
    for name, money, since in (("Acme", "1000", "2025-06-30"), ("Beta", "500 EUR", "2026-06-30")):
        house.do(AddCustomer, columns={"name": name, "since": since, "value": money})
    house.do(AddCustomer, columns={"name": "Franc", "since": "2026-06-30", "value": "9 CHF"})
    house.do(AddCustomer, house.cy, columns={"name": "Far", "since": "2025-09-30", "value": "70"})
    gone = house.do(AddCustomer, columns={"name": "Gone", "since": "2025-06-30", "value": "70"}).id
    house.do(MarkChurned, customer_id=gone, reason="price", day="2025-12-31")
    # On 30 September: 457, 92, 92, 365 and 184 days, 1,190 / 5 = 238: 0.6516 years of 1,000 and 1,000.
    assert figure(house, "lifetime-value", "2026-Q3") == 651.61
    found = value(house, "lifetime-value", "2026-Q3")
    assert (found.whole, found.records, found.uncounted) == (2, 3, 1)
    house.do(EditCustomer, customer_id=_customer(house, "Acme"), columns={"value": "1600"})
    # On 16 November: 504, 139, 139, 412, 184, 1,378 / 5 = 275.6: 0.7546 years of 1,300.
    assert figure(house, "lifetime-value", "2026-Q4") == 980.92
    # (980.92 - 651.61) / 651.61
    assert figure(house, "lifetime-value-growth", "2026-Q4") == 50.54
    # The customers screen says the same.
    lifetime = numbers_of(house.store, house.person(house.ana), (house.ana,), "90 days", house.now).lifetime
    assert round(lifetime.value or 0) == 98_092


def test_what_customers_were_enlarged_by_counts_at_the_rate_of_their_own_currency(house: House) -> None:
    house.do(SetRate, house.admin, currency="EUR", rate="2", effective_on="2026-01-01")
    house.do(SetRate, house.admin, currency="GBP", rate="3", effective_on="2026-02-01")
    for name, before, after in (("Acme", "500 EUR", "600"), ("Beta", "500", "700"), ("Franc", "9 CHF", "10")):
        made = house.do(AddCustomer, columns={"name": name, "since": "2025-06-30", "value": before}).id
        house.do(EditCustomer, customer_id=made, columns={"value": after})
    # 100 euros at 2, and 200 of the company's own; francs have no rate.
    assert figure(house, "customer-enlarged") == (200 + 200) / 2
    assert value(house, "customer-enlarged").uncounted == 1


def _customer(house: House, name: str) -> int:
    return int(house.rows("select id from customer where name = ?", name)[0][0])


def test_handovers_count_for_who_gave_and_only_the_first_offer(house: House) -> None:
    lead = house.add("Li Wei", emails="li@a.example", company="Acme")
    won = win(house, "Website", 100_000, company="Acme")
    ticked = tuple(item.name for item in checklist(house.store, "project"))
    offered = house.do(OfferHandover, kind="project", record_id=won, outside="Pat", ticked=ticked).id
    house.do(ReturnHandover, handover_id=offered, reason="scope unclear")
    again = house.do(OfferHandover, kind="project", record_id=won, outside="Pat", ticked=ticked).id
    house.do(AcceptHandover, handover_id=again)
    assert value(house, "qualified-handoffs")[1:3] == (0, 1) and lead
    assert row(house, "qualified-handoffs").word == "behind"


def test_the_nine_numbers_are_those_of_the_board(house: House) -> None:
    for number in range(3):
        house.add(f"Lead {number}", source="inbound" if number else "outbound")
    house.do(LogActivity, kind="demo", count=2, done_at=house.now)
    moved = deal(house, "Moved", 500_000)
    house.do(MoveDeals, deals=(moved,), stage="requested")
    house.do(RequestQuotes, deals=(deal(house, "Quoted"),), amount="500")
    house.do(MoveDeals, deals=(moved,), stage="presented")
    win(house, "Won", 300_000)
    admin = house.person(house.admin)
    board = board_of(house.store, admin, parse_period("2026-11", moment_day(16)), house.now)
    for scope, people in ((anas(house), [house.ana]), (everybodys(house), None)):
        for line in board.lines(NUMBERS, people):
            assert value(house, line.number.kpi_code, scope=scope) == line.own.value, line.number.code
    by_source = [value(house, code).part for code in ("leads-outbound", "leads-inbound", "leads-begun")]
    assert by_source == [1, 2, 3]
