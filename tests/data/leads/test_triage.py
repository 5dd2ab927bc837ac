"""Triage by key: each command does what it says, refuses nonsense, and only on leads that one may change."""

import pytest

from data.kernel.errors import Refused, UsageError
from data.leads.attention import attentions
from data.leads.settings import AddChoice, EditChoice, EditStatus, RemoveChoice, SetTimes, statuses
from data.leads.triage import Disqualify, Qualify, ReceiveMessage, Reopen, SetNextStep, SetOutcome, Snooze
from data.points.log import LogActivity
from data.records.choices import choices
from tests.data.leads.house import House, moment


def test_a_lead_is_turned_away_for_a_reason_alone(house: House) -> None:
    lead = house.add("Ida Lund")
    with pytest.raises(UsageError, match="Say why"):
        house.do(Disqualify, leads=(lead,), reason=" ")
    house.do(Disqualify, leads=(lead,), reason="no budget")
    found = house.lead(lead)
    assert (found.open, found.status, found.reason, found.cold_at) == (0, "disqualified", "no budget", None)


def test_reopening_an_open_lead_changes_nothing(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(Qualify, leads=(lead,), answers={"has_need": 1}, qualified=True)
    with pytest.raises(Refused, match="changes nothing"):
        house.do(Reopen, leads=(lead,))
    assert house.lead(lead).status == "qualified"


def test_many_leads_are_one_step_for_undo(house: House) -> None:
    leads = tuple(house.add(f"Lead {number}") for number in range(5))
    before = house.state()
    assert house.do(Disqualify, leads=leads, reason="wrong fit").summary == "5 leads disqualified: wrong fit"
    house.undo()
    assert house.state() == before


def test_nothing_is_planned_in_the_past(house: House) -> None:
    lead = house.add("Ida Lund")
    with pytest.raises(UsageError, match="passed already"):
        house.do(Snooze, leads=(lead,), until=moment(13))
    with pytest.raises(UsageError, match="passed already"):
        house.do(SetNextStep, leads=(lead,), follow_up_at=moment(13))
    with pytest.raises(Refused, match="changes nothing"):
        house.do(SetNextStep, leads=(lead,), follow_up_at=None)
    house.do(Disqualify, leads=(lead,), reason="no budget")
    for command, planned in ((SetNextStep, {"follow_up_at": moment(20)}), (Snooze, {"until": moment(20)})):
        with pytest.raises(Refused, match="is done"):
            house.do(command, leads=(lead,), **planned)


def test_a_step_without_a_date_is_a_step(house: House) -> None:
    lead, asleep = house.add("Ida Lund"), house.add("Olu Ade")
    house.do(Snooze, leads=(asleep,), until=moment(25))
    said = house.do(SetNextStep, leads=(lead, asleep), follow_up_at=None, text="send quote").summary
    assert said == "2 leads next step send quote, no date"
    found = house.lead(lead)
    assert (found.next_step, found.follow_up_at) == ("send quote", None)
    assert house.lead(asleep).snoozed_until == moment(25), "nothing is due before"
    why = attentions(house.store, house.person(house.ana), [found], house.now)[lead]
    assert why.words == "no date, send quote"


def test_an_unknown_question_is_refused(house: House) -> None:
    with pytest.raises(UsageError, match="no such question"):
        house.do(Qualify, leads=(house.add("Ida Lund"),), answers={"open": 0})


def test_a_rep_changes_own_and_unassigned_leads_a_manager_the_teams_an_admin_all(house: House) -> None:
    own, cys = house.add("Ida Lund"), house.add("Olu Ade", house.cy)
    nobodys = house.add("Eva Roth", house.cy, owner_id=None)
    for actor in (house.ana, house.manager, house.admin):
        house.do(Snooze, actor, leads=(own, nobodys), until=moment(20))
        house.undo(actor)
    with pytest.raises(Refused, match="Olu Ade is Cy Rep's lead"):
        house.do(Snooze, house.ana, leads=(own, cys), until=moment(20))
    with pytest.raises(Refused, match="Olu Ade is Cy Rep's lead"):
        house.do(Snooze, house.manager, leads=(cys,), until=moment(20))
    house.do(Snooze, house.admin, leads=(cys,), until=moment(20))
    assert house.lead(own).snoozed_until is None


def test_an_outcome_that_counts_is_logged_once(house: House) -> None:
    lead = house.add("Ida Lund")
    call = house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead).id
    house.do(SetOutcome, entry=call, outcome="reached")
    with pytest.raises(Refused, match="changes nothing"):
        house.do(SetOutcome, entry=call, outcome="reached")
    assert house.rows("select kind, lead_id from activity order by id") == [
        ("call", lead),
        ("conversation", lead),
    ]


def test_nobody_says_how_anothers_call_went(house: House) -> None:
    call = house.do(LogActivity, kind="call", count=1, done_at=house.now).id
    with pytest.raises(Refused, match="own"):
        house.do(SetOutcome, house.cy, entry=call, outcome="no answer")


def test_a_company_changes_its_reasons(house: House) -> None:
    house.do(AddChoice, house.admin, list="reason", choice="moved away", key="m")
    house.do(EditChoice, house.admin, list="reason", choice="moved away", new_name="moved")
    house.do(RemoveChoice, house.admin, list="reason", choice="wrong fit")
    names = [choice.name for choice in choices(house.store, "reason")]
    assert "moved" in names
    assert "wrong fit" not in names
    with pytest.raises(Refused, match="taken by moved"):
        house.do(AddChoice, house.admin, list="reason", choice="married", key="m")
    with pytest.raises(Refused, match="admin"):
        house.do(RemoveChoice, house.ana, list="reason", choice="moved")


def test_an_outcome_is_always_chosen_by_a_letter_of_its_own(house: House) -> None:
    for name in ("calls back", "no answer at all", "dead end"):
        house.do(AddChoice, house.admin, list="outcome", choice=name)
    house.do(EditChoice, house.admin, list="outcome", choice="dead end", new_name="nobody there", key="")
    keys = {choice.name: choice.key for choice in choices(house.store, "outcome")}
    assert keys["calls back"] == "a"
    assert all(keys.values())
    assert len(set(keys.values())) == len(keys)


def test_the_last_reason_stays(house: House) -> None:
    *others, _ = [choice.name for choice in choices(house.store, "reason")]
    for name in others:
        house.do(RemoveChoice, house.admin, list="reason", choice=name)
    last = choices(house.store, "reason")[0].name
    with pytest.raises(Refused, match="has to stay"):
        house.do(RemoveChoice, house.admin, list="reason", choice=last)


def test_settings_that_make_no_sense_are_refused(house: House) -> None:
    for bad in (
        {"list": "reason", "choice": " "},
        {"list": "reason", "choice": "x", "key": "7"},
        {"list": "reason", "choice": "x", "kind": "call"},
        {"list": "enemies", "choice": "x"},
    ):
        with pytest.raises(UsageError):
            house.do(AddChoice, house.admin, **bad)
    with pytest.raises(UsageError):
        house.do(SetTimes, house.admin, response_minutes=0)
    with pytest.raises(Refused, match="done and do not go cold"):
        house.do(EditStatus, house.admin, code="won", cold_days=3)
    with pytest.raises(Refused, match="no status"):
        house.do(EditStatus, house.admin, code="lost", cold_days=3)


def test_a_status_is_renamed(house: House) -> None:
    house.do(EditStatus, house.admin, code="working", new_name="in talks")
    assert "in talks" in [status.name for status in statuses(house.store)]


def test_a_snooze_says_which_leads_stay_in_sight(house: House) -> None:
    asks, quiet = house.add("Asks"), house.add("Quiet")
    house.do(ReceiveMessage, lead_id=asks, received_at=house.now)
    said = []
    for leads in ((quiet,), (asks,), (quiet, asks)):
        said.append(house.do(Snooze, leads=leads, until=moment(20, "09:30")).summary)
        house.undo()
    assert said == [
        "Quiet snoozed until Fri 20 Nov 09:30",
        "Asks snoozed until Fri 20 Nov 09:30; stays in sight while an answer waits",
        "2 leads snoozed until Fri 20 Nov 09:30; 1 of them stays in sight while an answer waits",
    ]
