"""The history of stages comes to the deals that are here: conversion and age are true from then on."""

from datetime import date

import pytest

from data.deals.funnel import funnel_of
from data.deals.moving import MoveDeals
from data.deals.narrowing import Narrowing
from data.deals.period import cohort
from data.files.refused import FileRefused
from data.leads.imports.lead_spec import LEAD_IMPORT
from tests.data.deals.imports.conftest import DealDesk
from tests.data.deals.imports.test_deal_files import day

DEALS = (
    "ID,NAME,STAGENAME,AMOUNT,CLOSEDATE,CREATEDDATE\n"
    "006x0000001YtCrAAK,Widgets,Closed Won,5000,2026-10-20,2026-09-15\n"
    "006x0000001YtCsAAK,Bolts,Negotiation/Review,750,2026-12-09,2026-09-16\n"
)
HISTORY = (
    "ID,OPPORTUNITYID,CREATEDDATE,STAGENAME,AMOUNT,PROBABILITY,ISDELETED\n"
    "008x1,006x0000001YtCrAAK,2026-10-20T10:00:00.000Z,Closed Won,5000,100,false\n"
    "008x2,006x0000001YtCrAAK,2026-09-15T10:00:00.000Z,Prospecting,4000,10,false\n"
    "008x3,006x0000001YtCrAAK,2026-09-20T10:00:00.000Z,Prospecting,5000,10,false\n"
    "008x4,006x0000001YtCrAAK,2026-10-01T10:00:00.000Z,Qualification,5000,20,false\n"
    "008x5,006x0000001YtCsAAK,2026-09-16T10:00:00.000Z,Prospecting,750,10,false\n"
    "008x6,006x0000001YtCsAAK,2026-11-02T10:00:00.000Z,Negotiation/Review,750,80,false\n"
    "008x7,006x0000001YtCzAAK,2026-11-02T10:00:00.000Z,Prospecting,750,10,false\n"
    "008x8,006x0000001YtCsAAK,never,Prospecting,750,10,false\n"
)
HOURS_10 = 10 * 3_600_000


def test_the_history_of_salesforce_makes_the_way_of_its_deals_known(desk: DealDesk) -> None:
    desk.bring(DEALS)
    before = desk.state()
    plan = desk.plan(HISTORY)
    assert plan.spec.noun == "stage_change"
    assert [words for _, words in desk.rejected(plan)] == [
        "of a deal that is not here: 006x0000001YtCzAAK",
        "no moment of the change: never",
    ]
    assert desk.carry_out(plan) == {"added": 5, "rejected": 2, "left_out": 1}
    won, going = desk.deals()
    assert (won.history, won.furthest, won.stage_since) == (1, 8, day("2026-10-20") + HOURS_10)
    assert (going.history, going.furthest, going.stage_since) == (1, 6, day("2026-11-02") + HOURS_10)
    way = "select from_stage, to_stage from stage_change where deal_id = ? order by at"
    assert desk.rows(way, won.id) == [("", "new"), ("new", "qualified"), ("qualified", "won")]
    ana = desk.person(desk.ana)
    funnel = funnel_of(
        *(
            desk.store,
            ana,
            Narrowing((desk.ana,)),
            cohort(date(2026, 9, 1), date(2026, 11, 30), ana),
            desk.now,
        )
    )
    assert funnel.unknown == 0
    assert [(row.stage.code, row.conversion.percent) for row in funnel.rows if row.conversion.whole] == [
        ("new", "100.0 %"),
        ("qualified", "100.0 %"),
        ("negotiation", "0.0 %"),
    ]
    assert desk.carry_out(desk.plan(HISTORY)) == {"unchanged": 5, "rejected": 2, "left_out": 1}
    full = desk.state()
    desk.undo()
    assert desk.state() == before
    desk.redo()
    assert desk.state() == full


def test_a_report_by_names_and_stages_before_and_after_is_known_too(desk: DealDesk) -> None:
    desk.bring(DEALS)
    report = (
        "Opportunity Name,From Stage,To Stage,Last Modified\n"
        "Bolts,Prospecting,Qualification,10/14/2026\nBolts,Qualification,Negotiation/Review,10/20/2026\n"
    )
    assert desk.bring(report) == {"added": 2}
    _, going = desk.deals()
    assert desk.rows(
        "select from_stage, to_stage from stage_change where deal_id = ? order by at", going.id
    ) == [
        ("new", "qualified"),
        ("qualified", "negotiation"),
    ]
    assert going.stage_since == day("2026-10-20")


def test_what_was_done_here_stays_beside_what_a_history_tells(desk: DealDesk) -> None:
    desk.bring(DEALS)
    _, going = desk.deals()
    desk.do(MoveDeals, deals=(going.id,), stage="order-first")
    desk.bring(HISTORY)
    _, going = desk.deals()
    assert (going.stage, going.stage_since, going.history) == ("order-first", desk.now, 1)
    way = "select to_stage from stage_change where deal_id = ? order by at"
    assert [row[0] for row in desk.rows(way, going.id)] == ["new", "negotiation", "order-first"]


def test_a_history_of_somebody_elses_deal_is_kept_aside(desk: DealDesk) -> None:
    desk.bring(DEALS)
    plan = desk.plan(HISTORY, desk.cy)
    assert {left.reason.text for left in plan.rejected} >= {"of somebody else's deal"}
    assert plan.found.is_empty


def test_a_history_offered_as_leads_is_named_for_what_it_is(desk: DealDesk) -> None:
    with pytest.raises(FileRefused, match="looks like changes of stages"):
        desk.plan("Opportunity Name,From Stage,To Stage,Last Modified\na,b,c,d\n", spec=LEAD_IMPORT)


def test_columns_of_hubspot_that_date_each_stage_are_the_way(desk: DealDesk) -> None:
    head = (
        "Record ID,Deal Name,Deal Stage,Deal owner,Amount,Close Date,"
        '"Date entered ""Appointment Scheduled (Sales Pipeline)""","Date entered ""Contract Sent (Sales Pipeline)""",'
        '"Date entered ""Closed won (Sales Pipeline)"""\n'
    )
    desk.bring(
        f"{head}1,A,Contract Sent (Sales Pipeline),Ana Rep,100,2026-12-01,2026-10-02 10:00,2026-11-03 10:00,\n"
        "2,B,Closed won (Sales Pipeline),Ana Rep,100,2026-10-09,2026-10-01 10:00,,2026-10-09 10:00\n"
        "3,C,Contract Sent (Sales Pipeline),Ana Rep,100,2026-12-01,2026-10-02 10:00,,\n"
    )
    going, won, unsure = desk.deals()
    assert (going.history, going.stage_since, going.furthest) == (1, day("2026-11-03") + HOURS_10, 6)
    assert (won.history, won.stage_since, won.furthest) == (1, day("2026-10-09") + HOURS_10, 8)
    assert (unsure.history, unsure.stage_since) == (0, None), "of its last step there is no date"
    way = "select from_stage, to_stage from stage_change where deal_id = ? order by at"
    assert desk.rows(way, going.id) == [("", "new"), ("new", "negotiation")]
    assert desk.rows(way, won.id) == [("", "new"), ("new", "won")]
