"""Small records: what was entered once is counted by its KPI, by hand as by the store, and opens again."""

from __future__ import annotations

from typing import Any

import pytest

from data.kernel.errors import CockpitError, Refused, UsageError
from data.kernel.ids import reference
from data.kpi.kpi import kpi
from data.kpi.measures import measure_of
from data.kpi.opened import called_of, records_of
from data.kpi.record import entered_named, record_named, records_of_people
from data.kpi.record_commands import EnterRecord, SettleRecord, WithdrawRecord
from data.kpi.record_kinds import record_kind, typed_record_figure
from data.kpi.words import counts_words, uncounted_words
from data.points.log import LogActivity
from tests.data.kpi.cards import anas, everybodys, figure, row, value
from tests.data.leads.house import House, moment

QUARTER = "2026-Q4"


def enter(house: House, kind: str, title: str = "", text: str = "", **more: Any) -> int:
    """A small record of Ana's; ``text`` is its figure as she types it."""
    typed = typed_record_figure(record_kind(kind), text) if text else None
    asked = {"person_id": house.ana, "title": title, "figure": typed, **more}
    return house.do(EnterRecord, kind=kind, **asked).id


def settle(house: House, record: int, outcome: str, **more: Any) -> None:
    """How one of Ana's ended."""
    house.do(SettleRecord, record_id=record, outcome=outcome, **more)


@pytest.mark.parametrize("code", ["training-completion", "training-participation", "compliance-training"])
def test_trainings_count_once_they_are_due_or_done(house: House, code: str) -> None:
    kind = record_kind(_kind_of(code))
    assert figure(house, code, QUARTER) is None, "nothing was due: not nought"
    done = enter(house, kind.code, "price list", day="2026-11-10")
    enter(house, kind.code, "new line", day="2026-11-12")
    early = enter(house, kind.code, "contracts", day="2026-12-10")
    enter(house, kind.code, "last year's", day="2025-11-10", outcome=kind.good)
    settle(house, done, kind.good)
    assert value(house, code, QUARTER)[1:5] == (1, 2, 3, 1), (
        "one of the two that were due; the third is not yet"
    )
    settle(house, early, kind.good)
    assert value(house, code, QUARTER)[1:3] == (2, 3)
    settle(house, early, kind.bad)
    assert figure(house, code, QUARTER) == 33.33
    assert figure(house, code, "2025-Q4") == 100


def _kind_of(code: str) -> str:
    measure = measure_of(kpi(code))
    assert measure is not None
    return measure.enters


def test_product_tests_are_points_reached_of_those_that_could_be(house: House) -> None:
    assert figure(house, "assessment-score", QUARTER) is None
    enter(house, "test", "autumn", "43/50", day="2026-10-05")
    enter(house, "test", "winter", "17/20")
    assert value(house, "assessment-score", QUARTER)[1:3] == (60, 70)
    assert figure(house, "assessment-score", QUARTER) == 85.71


def test_answers_on_product_information_are_a_mean(house: House) -> None:
    assert figure(house, "product-information", QUARTER) is None
    enter(house, "answer", "Acme", "4")
    enter(house, "answer", "Northwind", "4.5")
    assert figure(house, "product-information", QUARTER) == 4.25


def test_reports_on_competitors_and_breaches_of_law_are_so_many(house: House) -> None:
    for code, kind in (("competitor-reports", "competitor-report"), ("legal-violations", "violation")):
        assert figure(house, code, QUARTER) == 0
        enter(house, kind, "Fabrikam")
        enter(house, kind, "from the sheet", "2")
        assert figure(house, code, QUARTER) == 3
    assert row(house, "legal-violations", QUARTER).word == "no target"


def test_a_report_counts_as_on_time_only_by_its_day(house: House) -> None:
    assert figure(house, "reports-on-time") is None
    for day, handed_in in (("2026-11-02", "2026-11-02"), ("2026-11-06", "2026-11-09"), ("2026-11-13", "")):
        report = enter(house, "report", "weekly", day=day)
        if handed_in:
            settle(house, report, "handed in", day=handed_in)
    enter(house, "report", "weekly", day="2026-11-20")
    assert value(house, "reports-on-time")[1:5] == (1, 3, 4, 1), (
        "one in time, one late, one missing, one to come"
    )


def test_projects_count_when_they_end_and_not_before(house: House) -> None:
    first, second = (enter(house, "project", name, day="2026-12-31") for name in ("launch", "portal"))
    enter(house, "project", "fair", day="2026-11-01")
    assert figure(house, "project-success", QUARTER) is None, "none has ended"
    settle(house, first, "reached", day="2026-11-10")
    settle(house, second, "failed", day="2026-09-20")
    assert value(house, "project-success", QUARTER)[1:5] == (1, 1, 2, 1)
    assert figure(house, "project-success", "2026-Q3") == 0


def test_segments_are_right_or_wrong_once_they_were_looked_at(house: House) -> None:
    assert figure(house, "segmentation-accuracy", QUARTER) is None
    for name, outcome in (("Acme", "right"), ("Contoso", "right"), ("Fabrikam", "wrong"), ("Tailspin", "")):
        enter(house, "segment-check", name, outcome=outcome)
    assert value(house, "segmentation-accuracy", QUARTER)[1:3] == (2, 3)


@pytest.mark.parametrize(
    ("code", "kind"),
    [("suggestions", "suggestion"), ("tool-adoption", "tool"), ("ethics-resolved", "conduct-case")],
)
def test_what_was_put_forward_counts_from_then_on(house: House, code: str, kind: str) -> None:
    assert figure(house, code, QUARTER) is None
    first = enter(house, kind, "first")
    enter(house, kind, "second")
    assert value(house, code, QUARTER)[1:3] == (0, 2)
    settle(house, first, record_kind(kind).good)
    assert figure(house, code, QUARTER) == 50


def test_the_time_that_changes_save_adds_up(house: House) -> None:
    enter(house, "process-change", "one form less", "45 min")
    enter(house, "process-change", "template for quotes", "30")
    assert figure(house, "time-saved", QUARTER) == 75


def test_audits_are_points_in_order_of_those_looked_at(house: House) -> None:
    assert figure(house, "audit-compliance", QUARTER) is None
    enter(house, "audit", "spring", "47/50", day="2026-10-01")
    enter(house, "audit", "autumn", "28/30")
    assert value(house, "audit-compliance", QUARTER)[1:3] == (75, 80)


def test_one_record_may_stand_for_several(house: House) -> None:
    enter(house, "training", "from the old sheet", "18/20", day="2026-10-02")
    enter(house, "training", "price list", outcome="completed")
    assert value(house, "training-completion", QUARTER)[1:3] == (19, 21)


def test_each_counts_for_whom_it_is_entered_and_for_all_together(house: House) -> None:
    enter(house, "suggestion", "Ana's")
    house.do(
        EnterRecord, house.admin, kind="suggestion", title="Ben's", person_id=house.ben, outcome="put to work"
    )
    house.do(EnterRecord, house.admin, kind="suggestion", title="the company's")
    assert value(house, "suggestions", QUARTER)[1:3] == (0, 1)
    assert value(house, "suggestions", QUARTER, everybodys(house))[1:3] == (1, 3)
    assert [one.title for one in records_of_people(house.store, [None])] == ["the company's"]
    assert [one.title for one in records_of_people(house.store, [house.ana, None], "suggestion")] == [
        "the company's",
        "Ana's",
    ]


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("training", "140 %", "0 to 100 %"),
        ("training", "21/20", "0 to 100 %"),
        ("test", "3/0", "0 to 100 %"),
        ("test", "many", "no figure in percent. Write it like 95"),
        ("answer", "11", "from 1 to 5"),
        ("answer", "0", "from 1 to 5"),
        ("violation", "-1", "from 0 up"),
        ("violation", "1.5", "whole number"),
        ("process-change", "soon", "no figure in minutes"),
        ("party", "1", "no kind of record: test, training"),
    ],
)
def test_what_is_out_of_range_is_refused_with_the_range(
    house: House, kind: str, text: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        enter(house, kind, text=text)
    assert house.rows("select 1 from kpi_record") == []


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("training", {"outcome": "reached"}, "completed or missed"),
        ("training", {"outcome": "completed", "text": "18/20"}, "not both"),
        ("test", {}, "has a figure"),
        ("audit", {"outcome": "passed", "text": "1/2"}, "It has none"),
        ("suggestion", {"day": "2026-11-17"}, "still to come"),
    ],
)
def test_what_does_not_fit_a_kind_is_refused(
    house: House, kind: str, said: dict[str, str], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        enter(house, kind, "something", **said)
    assert house.rows("select 1 from kpi_record") == []


def test_how_one_ended_is_said_taken_back_and_undone(house: House) -> None:
    record = enter(house, "training", "price list", day="2026-11-10")
    assert record_named(house.store, reference(record)[-6:]).is_open
    settle(house, record, "completed", day="2026-11-09")
    with pytest.raises(Refused, match="completed already"):
        settle(house, record, "completed", day="2026-11-09")
    with pytest.raises(UsageError, match="still to come"):
        settle(house, record, "missed", day="2026-11-17")
    settle(house, record, "")
    assert record_named(house.store, reference(record)).is_open
    house.undo()
    assert record_named(house.store, reference(record)).words == "product training: price list, completed"
    house.do(WithdrawRecord, record_id=record)
    assert figure(house, "training-completion", QUARTER) is None
    with pytest.raises(Refused, match="no record"):
        entered_named(house.store, reference(record))
    several = enter(house, "training", "", "18/20")
    with pytest.raises(Refused, match="does not end"):
        settle(house, several, "completed")


def test_only_who_reaches_somebody_enters_for_that_one(house: House) -> None:
    for actor, whose in ((house.ana, house.cy), (house.manager, house.cy)):
        with pytest.raises(CockpitError):
            house.do(EnterRecord, actor, kind="tool", title="CRM", person_id=whose)
    house.do(EnterRecord, house.manager, kind="tool", title="CRM", person_id=house.ana)
    assert figure(house, "tool-adoption", QUARTER) == 0


def test_a_number_opens_the_records_that_it_counts(house: House) -> None:
    enter(house, "training", "price list", day="2026-11-10", outcome="completed", note="with Mo")
    enter(house, "training", day="2026-12-01")
    found = row(house, "training-completion", QUARTER)
    zone = house.person(house.ana).zone
    records = records_of(house.store, found.kpi, anas(house), found.period, zone, house.now)
    assert [(one.record, one.part, one.whole) for one in records] == [
        ("kpi_record", None, 0),
        ("kpi_record", 1, 1),
    ]
    named = [one.name for one in called_of(house.store, records)]
    assert named == ["training", "price list, completed  with Mo"]
    assert counts_words(found.kpi, found.value, "USD") == "1 ÷ 1"
    assert uncounted_words(found.kpi) == "not due yet, or open how it ends"
    assert "no value" in uncounted_words(kpi("revenue"))


def test_leads_from_the_company_are_followed_up_once_they_were_contacted(house: House) -> None:
    assert figure(house, "company-leads-followed", "2026-W47") is None
    first = house.add("Li Wei", source="company")
    house.add("Sam Okafor", source="company")
    house.add("Priya Nair", source="outbound")
    house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=first)
    assert value(house, "company-leads-followed", "2026-W47")[1:3] == (1, 2)
    assert row(house, "company-leads-followed", "2026-W47").word == "behind"
    house.now = moment(30)
    assert row(house, "company-leads-followed", "2026-W47").word == "missed"
