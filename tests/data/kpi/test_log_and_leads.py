"""The KPIs of the log and of leads, each against a computation by hand, those without a denominator among them."""

from __future__ import annotations

from datetime import date
from typing import Any

from data.deals.narrowing import mine
from data.deals.outreach import SetOutreachTarget, outreach_of
from data.deals.period import cohort
from data.leads.triage import Disqualify, Qualify, ReceiveMessage
from data.points.log import LogActivity
from tests.data.kpi.cards import NOVEMBER, anas, everybodys, figure, row, value
from tests.data.leads.house import House, moment


def log(house: House, kind: str, day: int, count: int = 1, **more: Any) -> None:
    """Something logged on a day of November, at ten, unless another hour is named."""
    at = moment(day, str(more.pop("at", "10:00")))
    house.now = max(house.now, at)
    house.do(LogActivity, kind=kind, count=count, done_at=at, **more)


def test_activities_are_counted_by_day_week_and_month(house: House) -> None:
    log(house, "call", 16, 12)
    log(house, "call", 17, 8)
    log(house, "email", 17, 3)
    log(house, "meeting", 18)
    log(house, "demo", 18)
    log(house, "demo-mentored", 19)
    log(house, "demo-shadowed", 19)
    log(house, "call", 24, 5)
    assert [figure(house, "calls", period) for period in ("2026-11-16", "2026-W47", "2026-11")] == [
        12,
        20,
        25,
    ]
    assert [figure(house, "emails", period) for period in ("2026-11-16", "2026-11-17")] == [0, 3]
    assert [
        figure(house, code, "2026-W47") for code in ("meetings-booked", "demos-attended", "demos-shadowed")
    ] == [
        1,
        2,
        1,
    ]
    assert figure(house, "points", "2026-W47") == 20 + 3 + 10 + 25 + 20 + 15
    assert figure(house, "prospect-meetings-held") == 2, "demos led are meetings with prospects"


def test_a_day_of_the_month_that_is_over_has_its_entry_or_not(house: House) -> None:
    log(house, "call", 16)
    log(house, "call", 18)
    house.now = moment(20)
    assert value(house, "days-logged", "2026-W47")[:3] == (4_000.0, 2, 5), "two of five working days: 40 %"
    assert figure(house, "days-logged", "2026-W48") is None, "none has begun"


def test_prospects_are_new_until_somebody_has_contacted_them(house: House) -> None:
    first, second = house.add("Li Wei"), house.add("Sam Okafor")
    house.now = moment(2)
    log(house, "call", 2, lead_id=first)
    house.now = moment(3, month=12)
    house.do(LogActivity, kind="call", count=2, done_at=moment(3, month=12), lead_id=first)
    house.do(LogActivity, kind="email", count=1, done_at=moment(3, month=12), lead_id=second)
    house.do(LogActivity, kind="meeting", count=1, done_at=moment(3, "11:00", 12) - 7_200_000, lead_id=second)
    assert [figure(house, "prospects-contacted", month) for month in ("2026-11", "2026-12")] == [1, 1]
    assert figure(house, "prospect-calls", "2026-12") == 0, "the first lead was contacted in November"
    assert figure(house, "prospect-emails", "2026-12") == 1 == figure(house, "prospect-meetings", "2026-12")


def test_outreach_is_that_of_the_funnel_and_held_against_its_targets(house: House) -> None:
    for number in range(3):
        log(house, "call", 17, 5, lead_id=house.add(f"Lead {number}"))
    log(house, "demo", 18, lead_id=house.rows("select max(id) from lead")[0][0])
    ana = house.person(house.ana)
    period = cohort(date(2026, 11, 1), date(2026, 11, 30), ana)
    outreach = outreach_of(house.store, ana, mine(ana), period)
    for code, way in (
        ("prospects-contacted", "prospects"),
        ("prospect-calls", "calls"),
        ("prospect-meetings", "meetings"),
    ):
        assert value(house, code).part == len(
            next(ids for one, ids in outreach.by_way.items() if one == way)
        ), code
    assert figure(house, "prospects-contacted") == 3 and figure(house, "prospect-meetings") == 1
    assert value(house, "conversion-rate").whole == len(outreach.engaged) == 3
    house.do(SetOutreachTarget, house.admin, from_month="2026-11", prospects=4, calls=2)
    assert row(house, "prospects-contacted").target.value == 400  # type: ignore[union-attr]
    assert row(house, "prospect-calls").word == "met" and row(house, "prospect-emails").target is None
    assert row(house, "prospects-contacted", "2026-Q4").target.value == 1_200  # type: ignore[union-attr]


def test_answers_are_timed_in_working_minutes_and_held_against_the_hour(house: House) -> None:
    assert figure(house, "response-time") is None and figure(house, "answered-in-time") is None
    for number, minutes in enumerate((20, 40, 90)):
        lead = house.add(f"Lead {number}")
        house.now = moment(16, "10:00")
        house.do(ReceiveMessage, lead_id=lead, received_at=house.now)
        house.now += minutes * 60_000
        house.do(LogActivity, kind="email", count=1, done_at=house.now, lead_id=lead)
    waiting = house.add("Waiting")
    house.do(ReceiveMessage, lead_id=waiting, received_at=house.now)
    assert figure(house, "response-time") == 40 and row(house, "response-time").word == "met"
    assert value(house, "answered-in-time")[:3] == (value(house, "answered-in-time").figure, 2, 3)
    house.now = moment(17, "16:00")
    assert figure(house, "answered-in-time") == 50, "two of four: one is overdue and not answered"
    assert row(house, "answered-in-time").word == "behind"


def test_leads_are_qualified_by_whom_and_when_and_undo_takes_that_back(house: House) -> None:
    lead = house.add("Li Wei")
    house.do(Qualify, leads=(lead,), answers={}, qualified=True)
    assert figure(house, "qualified-leads") == 1
    house.undo()
    assert figure(house, "qualified-leads") == 0
    house.now = moment(3, month=12)
    house.redo()
    assert [figure(house, "qualified-leads", month) for month in ("2026-11", "2026-12")] == [1, 0]


def test_a_lead_that_was_given_up_and_then_qualified_counts_until_that_is_undone(house: House) -> None:
    lead = house.add("Li Wei")
    house.do(Disqualify, leads=(lead,), reason="no budget")
    house.now += 1
    house.do(Qualify, leads=(lead,), answers={}, qualified=True)
    assert figure(house, "qualified-leads") == 1
    house.undo()
    assert figure(house, "qualified-leads") == 0
    house.redo()
    house.now += 1
    house.do(Disqualify, leads=(lead,), reason="no budget")
    assert figure(house, "qualified-leads") == 1, "it was qualified, and given up later"
    house.now += 1
    house.do(Qualify, leads=(lead,), answers={}, qualified=True)
    house.undo()
    assert figure(house, "qualified-leads") == 1, "the second time counted for nothing"


def test_open_leads_are_cold_planned_and_whole_or_not_as_of_now(house: House) -> None:
    whole: dict[str, Any] = {"emails": "li@a.example", "phones": "+351 21 000 0000", "address": "Lisbon"}
    lead = house.add("Li Wei", **whole)
    house.add("Sam Okafor", emails="sam@a.example")
    log(house, "call", 16, lead_id=lead)
    assert value(house, "records-complete")[1:3] == (1, 2)
    assert figure(house, "cold-leads") == 0
    house.now = moment(27)
    assert value(house, "cold-leads")[1:3] == (2, 2) and row(house, "cold-leads", "2026-W48").word == "behind"
    assert figure(house, "leads-with-next-step") == 0 and figure(house, "follow-ups-kept") is None
    assert figure(house, "cold-leads", "2026-W46") is None, "of the past it is not known"


def test_what_is_nobodys_counts_for_everybody_and_for_nobody_alone(house: House) -> None:
    house.add("Nobody's", owner_id=None, actor=house.admin, source="inbound")
    house.add("Ana's", source="inbound")
    assert figure(house, "leads-inbound", NOVEMBER, anas(house)) == 1
    assert figure(house, "leads-inbound", NOVEMBER, everybodys(house)) == 2
