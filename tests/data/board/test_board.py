"""The nine numbers equal a hand computation, for each role; each is made of the records that open behind it."""

from __future__ import annotations

from datetime import date

import pytest

from data.board.board import NOBODY, SOON, board_of, board_side_by_side, opened
from data.board.numbers import LIVES_BY, NUMBERS, Number, number_named, ordered
from data.board.words import beside_in_short, beside_words, counts_words, months_words, value_words
from data.calendar.periods import parse_period
from data.customers.churn import MarkChurned
from data.customers.commands import AddCustomer, EditCustomer
from data.deals.commands import AddDeal
from data.deals.currencies import SetRate
from data.kernel.errors import UsageError
from data.kpi.measure import Behind
from data.kpi.meetings import SetMeetingKinds, meeting_kinds
from data.kpi.opened import called_of
from data.leads.merge import MergeLeads
from data.quotes.offering import PresentQuotes, RequestQuotes
from tests.data.board.company import Company
from tests.data.leads.house import moment

MONTH = 365.25 / 12
"""Days."""
ALL = parse_period("2026-11", date(2026, 11, 1))


@pytest.fixture
def month(company: Company) -> Company:
    """Ana finds three leads and hands two to Ben; Eve answers one and hands it to Ben; Ben sells, Cy too.

    In October Ana found one lead more, and Ben asked for a proposal.
    """
    company.on(20, month=10)
    company.qualified("Old", source="outbound")
    company.won("Early", company.ben)
    for name, value, since in (
        ("Acme", "1000", "2025-11-25"),
        ("Beta", "2000", "2026-05-25"),
        ("Gone", "9", "2024-01-01"),
    ):
        columns = {"name": name, "value": value, "since": since}
        company.do(AddCustomer, company.cy, columns=columns)
    company.on(2)
    first = company.qualified("First", source="outbound", company="First Ltd")
    second = company.qualified("Second", source="Outbound")
    company.add("Third", source="fair")
    asked = company.qualified("Asked", company.eve, source="inbound")
    company.add("Nobody's", company.admin, owner_id=None, source="inbound")
    company.on(4)
    company.accept(company.offer(first))
    company.send_back(company.offer(second))
    company.accept(company.offer(second))
    company.accept(company.offer(asked, actor=company.eve))
    company.on(10)
    company.meet("discovery", company.ben, first)
    company.meet("demo", company.ben, first, count=2)
    company.meet("demo-shadowed", company.ben, second)
    company.meet("demo", company.ana)
    company.meet("demo", company.cy)
    deal = company.deal_from(first, company.ben, "1000")
    other = company.deal_from(asked, company.ben, "")
    company.move(deal, company.ben, "requested", "meeting", "requested", "presented")
    company.move(other, company.ben, "requested")
    company.on(20)
    company.win(deal, company.ben)
    company.lose(other, company.ben)
    company.won("Upsell", company.cy, amount="3000")
    company.won("Repeat", company.cy, amount="500", currency="EUR")
    acme, _, gone = (row[0] for row in company.rows("select id from customer order by id limit 3"))
    company.do(EditCustomer, company.cy, customer_id=acme, columns={"value": "1500"})
    company.do(MarkChurned, company.cy, customer_id=gone, reason="price")
    company.on(25)
    return company


def test_the_lead_generator_lives_by_leads_and_by_what_becomes_of_them(month: Company) -> None:
    """Three leads began in November; two were accepted; Ben met one of them thrice and won it for 1,000."""
    assert month.counted(month.ana) == {
        "leads": (3, 0),
        "handed": (2, 0),
        "meetings": (1, 3),
        "requested": (0, 1),
        "presented": (0, 1),
        "closed": (0, 1),
        "sale_value": (None, 1),
        "stays": (None, 1),
        "enlarged": (None, 1),
    }
    (line,) = month.board().lines([number_named("1")], (month.ana,))
    assert [(part, sums.part) for part, sums in line.own.parts] == [("of another source", 1), ("outbound", 2)]
    (worth,) = month.board().lines([number_named("7")], (month.ana,))
    assert worth.beside is not None and worth.beside.value.figure == 1_000_00


def test_the_enquiry_responder_lives_by_enquiries_and_by_what_becomes_of_them(month: Company) -> None:
    """One enquiry, handed over; a proposal was asked for, and the deal lost."""
    assert month.counted(month.eve) == {
        "leads": (1, 0),
        "handed": (1, 0),
        "meetings": (0, 0),
        "requested": (0, 1),
        "presented": (0, 0),
        "closed": (0, 0),
        "sale_value": (None, 0),
        "stays": (None, 0),
        "enlarged": (None, 0),
    }


def test_the_sales_executive_lives_by_meetings_proposals_and_sales(month: Company) -> None:
    """A discovery and two demos, not the shadowed one; a deal that was asked for twice counts once."""
    assert month.counted(month.ben) == {
        "leads": (0, 0),
        "handed": (0, 3),
        "meetings": (3, 0),
        "requested": (2, 0),
        "presented": (1, 0),
        "closed": (1, 0),
        "sale_value": (1_000, 0),
        "stays": (round(5 / MONTH, 2), 0),
        "enlarged": (0, 0),
    }


def test_the_customer_executive_lives_by_what_customers_are_worth(month: Company) -> None:
    """Two sales; that in euros has no rate, so that the mean is of the other one. Acme is there for 365 days and is
    worth 500 more since Friday, Beta for 184 days; the third customer has left.
    """
    assert month.counted(month.cy) == {
        "leads": (0, 0),
        "handed": (0, 0),
        "meetings": (1, 0),
        "requested": (0, 0),
        "presented": (0, 0),
        "closed": (2, 0),
        "sale_value": (3_000, 0),
        "stays": (round((365 + 184) / 2 / MONTH, 2), 0),
        "enlarged": (500 / 2, 0),
    }
    (stays,) = month.board().lines([number_named("8")], (month.cy,))
    assert value_words(stays.own, "USD") == "9 m"
    assert counts_words(stays.own, "USD", {}) == "18 months ÷ 2"
    october = month.counted(month.cy, "2026-10")
    assert (october["stays"], october["enlarged"]) == (
        (round((340 + 159 + 1034) / 3 / MONTH, 2), 0),
        (0, 0),
    )
    month.do(SetRate, month.admin, currency="EUR", rate="1.2", effective_on="2026-11-01")
    assert month.counted(month.cy)["sale_value"][0] == (3_000 + 600) / 2
    month.do(SetRate, month.admin, currency="EUR", rate="2", effective_on="2026-12-01")
    assert month.counted(month.cy)["sale_value"][0] == 1_800, "the past keeps its rate"


def test_a_number_of_all_holds_each_record_once_and_what_is_nobodys(month: Company) -> None:
    lines = {line.number.code: line for line in month.board().lines(NUMBERS, None)}
    assert [lines[code].own.many for code in ("leads", "handed", "meetings", "requested", "closed")] == [
        *(5, 3, 5, 2, 3)
    ]
    assert month.board().own["leads"][NOBODY].many == 1
    mine = {line.number.code: line for line in month.board(who=month.manager).lines(NUMBERS, None)}
    assert mine["leads"].own.many == 3, "a manager counts the team's"
    assert {person.name for person in month.board(who=month.manager).people} == {
        "Ana Rep",
        "Ben Rep",
        "Mo Manager",
    }
    assert month.board(who=month.ana).people[0].id == month.ana


def test_every_number_opens_the_records_that_make_it(month: Company) -> None:
    admin = month.person(month.admin)
    board = month.board()
    for number in NUMBERS:
        for people in (None, (month.ana,), (month.ben, month.cy)):
            (line,) = board.lines([number], people)
            found = opened(month.store, admin, number, ALL, people, month.now)
            assert _many(number, found) == line.own.many, number
            if line.beside is not None:
                beside = opened(month.store, admin, number, ALL, people, month.now, beside=True)
                assert _many(number, beside) == line.beside.many, number
    (sale,) = opened(month.store, admin, number_named("closed"), ALL, (month.ben,), month.now)
    (named,) = called_of(month.store, [sale])
    assert (named.name, sale.record) == ("First, First Ltd", "deal") and named.id == sale.id
    ana = month.person(month.ana)
    assert opened(month.store, ana, number_named("closed"), ALL, (month.ben,), month.now) == []


def _many(number: Number, found: list[Behind]) -> float:
    return len(found) if number.is_mean else sum(one.part or 0 for one in found)


def test_weeks_months_and_quarters_hold_what_was_in_them(month: Company) -> None:
    assert month.counted(month.ana, "2026-10")["leads"] == (1, 0)
    assert month.counted(month.ben, "2026-10")["closed"] == (1, 0)
    assert month.counted(month.ana, "2026-Q4")["leads"] == (4, 0)
    assert month.counted(month.ben, "2026-W47")["closed"] == (1, 0)
    assert month.counted(month.ben, "2026-W48")["closed"] == (0, 0)
    assert month.counted(month.ben, "2026-12")["sale_value"] == (None, 0)


def test_a_proposal_counts_once_whether_a_quote_tells_it_or_the_stage_or_both(month: Company) -> None:
    deal = month.do(AddDeal, month.ben, columns={"name": "Quoted", "amount": "100"}).id
    for line, requested_at in (("Sites", None), ("Shops", None), ("Care", moment(20, month=10))):
        asked = {"product_line": line, "requested_at": requested_at}
        month.do(RequestQuotes, month.ben, deals=(deal,), amount="100", **asked)
    assert month.counted(month.ben)["requested"] == (3, 0)
    assert month.counted(month.ben, "2026-10")["requested"] == (1, 0)
    (quote, *_) = [row[0] for row in month.rows("select id from quote order by id")]
    month.do(PresentQuotes, month.ben, quotes=(quote,))
    assert month.counted(month.ben)["presented"] == (2, 0)


def test_a_lead_that_was_merged_into_another_keeps_who_found_it(month: Company) -> None:
    twin = month.qualified("Twin", source="outbound")
    month.accept(month.offer(twin))
    kept = month.add("Kept", month.ben)
    month.do(MergeLeads, month.ben, keep=kept, others=(twin,))
    month.deal_from(kept, month.ben, "100")
    month.win(month.rows("select id from deal where lead_id = ?", kept)[0][0], month.ben)
    assert month.counted(month.ana)["closed"] == (0, 2)


def test_what_comes_back_to_who_handed_it_over_counts_once(month: Company) -> None:
    lead = month.qualified("Back")
    month.accept(month.offer(lead))
    month.accept(month.offer(lead, actor=month.ben, receiver_id=month.ana), month.ana)
    deal = month.deal_from(lead, month.ana, "100")
    month.win(deal, month.ana)
    assert month.counted(month.ana)["closed"] == (1, 1), "one of Ben's from a lead of hers, one her own"


def test_a_company_says_what_a_meeting_is(month: Company) -> None:
    assert "demo-shadowed" not in meeting_kinds(month.store)
    month.do(SetMeetingKinds, month.admin, kinds=("demo shadowed", "v"))
    assert month.counted(month.ben)["meetings"] == (2, 0)
    with pytest.raises(UsageError, match="no kind"):
        month.do(SetMeetingKinds, month.admin, kinds=("lunch",))


def test_numbers_are_told_with_units_and_both_counts(month: Company) -> None:
    board = month.board()
    lines = {line.number.code: line for line in board.lines(NUMBERS, (month.ben,))}
    kinds = {"demo": "demos", "discovery": "discoveries"}
    meetings, worth, handed = (lines[code] for code in ("meetings", "sale_value", "handed"))
    assert value_words(worth.own, "USD") == "1,000 USD"
    assert counts_words(worth.own, "USD", kinds) == "1,000 USD ÷ 1"
    assert counts_words(meetings.own, "USD", kinds) == "2 demos, 1 discoveries"
    assert beside_words(handed, "USD") == beside_in_short(handed, "USD") == "3 received"
    by_others = lines["closed"]._replace(beside=lines["closed"].own)
    assert beside_words(by_others, "USD") == "1 from leads handed over"
    assert beside_in_short(by_others, "USD") == "1 by handover"
    (none,) = board.lines([number_named("7")], (month.eve,))
    assert value_words(none.own, "USD") == "n/a"
    (cys,) = board.lines([number_named("7")], (month.cy,))
    assert counts_words(cys.own, "USD", {}) == "3,000 USD ÷ 1, 1 in no sum"
    assert [months_words(months) for months in (0, 2, 12, 14)] == ["0 m", "2 m", "1 y", "1 y 2 m"]


def test_those_numbers_come_first_by_which_a_role_lives(month: Company) -> None:
    for role, codes in LIVES_BY.items():
        places = ordered(role)
        assert [number.code for number in places][: len(codes)] == list(codes)
        assert sorted(number.place for number in places) == list(range(1, 10))
    assert [number.place for number in ordered("boss")] == list(range(1, 10))


@pytest.mark.parametrize("word", ["", "0", "10", "profit"])
def test_a_number_that_is_none_of_the_nine_is_refused(word: str) -> None:
    with pytest.raises(UsageError, match="1 leads, 2 handed"):
        number_named(word)


def test_a_board_read_side_by_side_is_the_same(month: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.board.board.MANY", 1)
    admin = month.person(month.admin)
    period = parse_period("2026-11", admin.start)
    whole = month.board()
    assert whole.is_whole and board_side_by_side(month.store, admin, period, month.now) == whole
    soon = board_of(month.store, admin, period, month.now, soon=True)
    assert soon.own == {code: whole.own[code] for code in SOON} and not soon.beside
