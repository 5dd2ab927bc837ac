"""A run lived through: ticked, counted, measured, shown, closed, carried over, opened again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.deals.commands import AddDeal
from data.deals.moving import ReopenDeal, WinDeal
from data.kernel.errors import CockpitError, Refused, UsageError
from data.kra.answering import About, AddEvidence, BeginRun, EnterNumber, TickItem
from data.kra.closing import CloseRun, ReopenRun
from data.kra.history import history_of
from data.kra.measuring import measured
from data.kra.overview import runs_of, runs_of_week
from data.kra.run import RunKey
from data.kra.said import CommentItem
from data.kra.standard_commands import AssignStandard, LoadStandard
from data.kra.strip import counts
from data.kra.verdicts import unmeasured
from data.points.log import LogActivity
from tests.data.kra.weeks import STANDARD, states, view
from tests.data.leads.house import House, moment


def test_what_is_ticked_entered_and_measured_is_judged(house: House, week: RunKey) -> None:
    house.do(TickItem, run=week, item="review")
    house.do(EnterNumber, run=week, item="visits", number=400)
    house.do(LogActivity, kind="discovery", count=20, done_at=house.now)
    assert states(house, week) == {"review": "done", "report": "", "visits": "met", "calls": "met"}
    found = view(house, week)
    assert (found.progress.done, found.progress.of, found.progress.left) == (3, 4, 1)
    points = found.items[-1]
    assert (points.value, points.counts, points.target) == ("500", "1 record", "500")
    assert found.items[2].value == "4 visits"
    assert found.areas() == {"Work": found.progress}


def test_a_number_is_met_at_its_target_and_missed_below(house: House, week: RunKey) -> None:
    for number, verdict in ((300, "met"), (299, "missed")):
        house.do(EnterNumber, run=week, item="visits", number=number)
        assert states(house, week)["visits"] == verdict


@pytest.mark.parametrize(
    ("item", "said", "words"),
    [
        ("calls", {}, "measured from the store"),
        ("visits", {}, "judged by a number"),
        ("report", {}, "comes after: Go through it"),
        ("review", {"state": "n/a"}, "says why"),
        ("review", {"state": "maybe"}, "no state"),
        ("review", {"state": ""}, "open already"),
        ("papers", {}, "no item 'papers'"),
        ("review", {"carried_from": "2026-11-09"}, "Nothing of that day"),
    ],
)
def test_what_cannot_be_ticked_says_why(
    house: House, week: RunKey, item: str, said: dict[str, Any], words: str
) -> None:
    before = house.state()
    with pytest.raises(CockpitError, match=words):
        house.do(TickItem, run=week, item=item, **said)
    assert house.state() == before


def test_a_run_that_is_yet_to_begin_takes_nothing(house: House, week: RunKey) -> None:
    ahead = week._replace(first_day="2026-11-23")
    with pytest.raises(Refused, match="begins on Mon 23 Nov 2026"):
        house.do(TickItem, run=ahead, item="review")
    with pytest.raises(Refused, match="begins on Mon 23 Nov 2026"):
        house.do(CloseRun, run=ahead, what_is_open="leave")


def test_another_persons_run_is_not_ticked_not_even_by_the_manager(house: House, week: RunKey) -> None:
    for who in (house.ben, house.manager):
        with pytest.raises(Refused, match="only records of"):
            house.do(TickItem, who, run=week, item="review")


def test_numbers_are_for_items_that_are_judged_by_one(house: House, week: RunKey) -> None:
    with pytest.raises(Refused, match="takes no number"):
        house.do(EnterNumber, run=week, item="review", number=100)
    with pytest.raises(Refused, match="measured"):
        house.do(EnterNumber, run=week, item="calls", number=100)
    with pytest.raises(UsageError, match="from 0 on"):
        house.do(EnterNumber, run=week, item="visits", number=-100)


def test_closing_names_what_is_open_and_asks_what_becomes_of_it(house: House, week: RunKey) -> None:
    house.do(TickItem, run=week, item="review")
    with pytest.raises(Refused, match=r"2 items are open: Report on it, Customers visited\.") as refused:
        house.do(CloseRun, run=week)
    assert refused.value.code == "kra.items_open"
    house.do(CloseRun, run=week, what_is_open="leave")
    assert states(house, week) == {
        "review": "done",
        "report": "not done",
        "visits": "not done",
        "calls": "behind",
    }


def test_what_was_measured_is_frozen_when_the_run_is_closed(house: House, week: RunKey) -> None:
    house.do(LogActivity, kind="call", count=7, done_at=house.now)
    house.do(CloseRun, run=week, what_is_open="leave")
    house.do(LogActivity, kind="call", count=100, done_at=house.now)
    measured = view(house, week).items[-1]
    assert (measured.value, measured.target, measured.answer.verdict) == ("7", "500", "behind")


def test_a_closed_run_takes_no_tick_number_or_evidence(house: House, week: RunKey) -> None:
    house.do(CloseRun, run=week, what_is_open="leave")
    for command, said in (
        (TickItem, {"item": "review"}),
        (EnterNumber, {"item": "visits", "number": 100}),
        (AddEvidence, {"item": "review", "text": "here"}),
        (CloseRun, {}),
    ):
        with pytest.raises(Refused, match="closed") as refused:
            house.do(command, run=week, **said)
        assert refused.value.code == "kra.closed"


def test_what_was_left_is_carried_to_the_next_week_and_from_there_on_by_its_first_day(
    house: House, week: RunKey
) -> None:
    house.do(TickItem, run=week, item="review")
    house.do(CloseRun, run=week, what_is_open="carry")
    house.now = moment(23)
    following = week._replace(first_day="2026-11-23")
    found = view(house, following)
    assert [(one.item.code, one.carried_from) for one in found.items] == [
        *(("review", ""), ("report", "2026-11-16"), ("report", ""), ("visits", "2026-11-16"), ("visits", "")),
        ("calls", ""),
    ]
    house.do(TickItem, run=following, item="report", carried_from="2026-11-16")
    house.do(CloseRun, run=following, what_is_open="carry")
    third = view(house, week._replace(first_day="2026-11-30"))
    assert {(one.item.code, one.carried_from) for one in third.items if one.carried_from} == {
        *(
            ("review", "2026-11-23"),
            ("report", "2026-11-23"),
            ("visits", "2026-11-16"),
            ("visits", "2026-11-23"),
        ),
    }


def test_a_manager_opens_a_closed_run_again_with_a_reason_and_it_is_judged_anew(
    house: House, week: RunKey
) -> None:
    house.do(CloseRun, run=week, what_is_open="leave")
    for who, reason, words in (
        (house.ana, "x", "A manager"),
        (house.manager, " ", "Say why"),
        (house.cy, "x", "manager"),
    ):
        with pytest.raises(CockpitError, match=words):
            house.do(ReopenRun, who, run=week, reason=reason)
    house.do(ReopenRun, house.manager, run=week, reason="forgot a visit")
    assert view(house, week).run is not None and not view(house, week).is_closed
    house.do(LogActivity, kind="call", count=100, done_at=house.now)
    house.do(CloseRun, run=week)
    assert view(house, week).items[-1].value == "100"
    with pytest.raises(Refused, match="open"):
        house.do(ReopenRun, house.manager, run=week._replace(first_day="2026-11-09"), reason="x")


def test_evidence_is_words_a_link_or_a_record(house: House, week: RunKey) -> None:
    lead = house.add("Ada", company="Acme")
    house.do(AddEvidence, run=week, item="review", text="https://acme.example", about=About("lead", lead))
    (shown,) = view(house, week).items[0].evidence
    assert (shown.text, shown.about_table, shown.about_id) == ("https://acme.example", "lead", lead)
    with pytest.raises(UsageError, match="a few words"):
        house.do(AddEvidence, run=week, item="review")
    with pytest.raises(UsageError, match="a lead, a deal or a company"):
        house.do(AddEvidence, run=week, item="review", about=About("journal", 1))
    with pytest.raises(Refused, match="no longer there"):
        house.do(AddEvidence, run=week, item="review", about=About("deal", 1))


def test_a_manager_asks_for_evidence_until_some_comes(house: House, week: RunKey) -> None:
    with pytest.raises(Refused, match="by somebody else"):
        house.do(CommentItem, run=week, item="review", text="show me", asks=True)
    house.do(CommentItem, house.manager, run=week, item="review", text="show me", asks=True)
    assert view(house, week).items[0].is_asked_for_evidence
    house.now += 1000
    house.do(AddEvidence, run=week, item="review", text="here")
    assert not view(house, week).items[0].is_asked_for_evidence
    house.do(CommentItem, house.manager, run=week, text="well done")
    assert [comment.text for comment in view(house, week).comments] == ["well done"]
    with pytest.raises(Refused, match="only records of"):
        house.do(CommentItem, house.ben, run=week, text="and?")


def test_an_event_is_a_run_of_its_own_until_it_is_closed(house: House, week: RunKey) -> None:
    with pytest.raises(Refused, match="Its events: handover"):
        house.do(BeginRun, person_id=house.ana, standard="mine", event="wedding")
    for name in ("Acme", "Beta"):
        house.do(BeginRun, person_id=house.ana, standard="mine", event="handover", text=name)
    ana = house.person(house.ana)
    begun = [run for run in runs_of(house.store, ana, house.now, unmeasured) if run.key.cadence == "event"]
    assert [(run.run.about, len(run.items)) for run in begun if run.run] == [("Acme", 1), ("Beta", 1)]
    house.do(TickItem, run=begun[0].key, item="papers")
    house.do(CloseRun, run=begun[0].key)
    with pytest.raises(UsageError, match="no next period"):
        house.do(CloseRun, run=begun[1].key, what_is_open="carry")
    assert states(house, begun[1].key) == {"papers": ""}
    assert (
        len([run for run in runs_of(house.store, house.person(house.ana), moment(20), unmeasured) if run.run])
        == 1
    )


def test_a_won_deal_begins_the_handover_of_whoever_has_it(house: House, week: RunKey) -> None:
    for owner in (house.ana, house.ben):
        deal = house.do(AddDeal, owner, columns={"name": "Website", "amount": "1500"}).id
        won = house.do(WinDeal, owner, deal_id=deal)
        assert ("its handover begun" in won.summary) == (owner == house.ana)
    begun = house.rows("select person_id, event, about, about_table from kra_run")
    assert begun == [(house.ana, "handover", "Website", "deal")]
    house.undo()
    assert house.rows("select 1 from kra_run") == []


def test_a_deal_that_is_won_once_more_goes_on_in_its_handover(house: House, week: RunKey) -> None:
    deal = house.do(AddDeal, columns={"name": "Website", "amount": "1500"}).id
    for _ in range(2):
        house.do(WinDeal, deal_id=deal)
        assert len(house.rows("select 1 from kra_run")) == 1
        house.do(ReopenDeal, deal_id=deal)


def test_the_strip_counts_what_is_due_today_and_what_was_before(house: House, week: RunKey) -> None:
    ana = house.person(house.ana)
    assert counts(house.store, ana, moment(16)) == (0, 0)
    assert counts(house.store, ana, moment(20)) == (3, 0)
    house.do(TickItem, run=week, item="review")
    assert counts(house.store, ana, moment(20)) == (2, 0)
    assert counts(house.store, ana, moment(24)) == (0, 2)
    assert [part.text.strip() for part in counts(house.store, ana, moment(24)).strip_parts()] == [
        "KRA 2 overdue"
    ]
    assert counts(house.store, house.person(house.ben), moment(20)).strip_parts() == []


def test_the_history_tells_weeks_by_item_streaks_and_what_slipped(house: House, week: RunKey) -> None:
    for day, is_whole in (("2026-11-16", True), ("2026-11-23", False), ("2026-11-30", True)):
        key = week._replace(first_day=day)
        house.do(TickItem, run=key, item="review")
        house.do(TickItem, run=key, item="report", state="done" if is_whole else "not done")
        house.do(EnterNumber, run=key, item="visits", number=500 if is_whole else 100)
        house.do(LogActivity, kind="discovery", count=20, done_at=house.now)
        house.do(CloseRun, run=key)
        house.now += 7 * 86_400_000
    found = history_of(house.store, house.person(house.ana), house.now, weeks=4)
    heats = {row.item.code: [(heat.done, heat.of) for heat in row.weeks] for row in found.rows}
    assert heats["report"] == [(1, 1), (0, 1), (1, 1), (0, 1)], "the present week is open yet"
    assert heats["calls"] == [(1, 1), (1, 1), (1, 1), (0, 0)]
    assert [(one.cadence, one.runs) for one in found.streaks] == [("week", 1)]
    assert [(one.item.code, one.times, one.of) for one in found.slipped] == [
        ("visits", 1, 3),
        ("report", 1, 3),
    ]


def test_undo_does_not_reach_into_a_closed_run(house: House, week: RunKey) -> None:
    house.do(TickItem, house.admin, run=week, item="review")
    house.do(CloseRun, run=week, what_is_open="leave")
    with pytest.raises(Refused, match="is closed"):
        house.undo(house.admin)
    house.undo()
    house.undo(house.admin)
    assert states(house, week)["review"] == ""


def test_a_week_under_way_judges_no_day_to_come(house: House) -> None:
    text = STANDARD.replace('cadence = "week"', 'cadence = "day"').replace("points", "calls")
    house.do(LoadStandard, text=text, owner_id=house.ana)
    house.do(AssignStandard, standard="mine", person_id=house.ana)

    def days() -> list[str]:
        runs = runs_of_week(house.store, house.person(house.ana), date(2026, 11, 16), house.now, measured)
        return [run.span.label for run in runs]

    house.now = moment(16)
    assert days() == ["2026-11-16"], "nothing of Tuesday can be done on Monday"
    house.now = moment(18)
    assert days() == ["2026-11-16", "2026-11-17", "2026-11-18"]
    house.now = moment(23)
    assert len(days()) == 5
