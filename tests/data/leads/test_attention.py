"""An answer is due within an hour of working time; what moves working time moves the clock."""

from typing import Any

import pytest

from data.kernel.errors import Refused
from data.leads.attention import attention, attentions, duration, times
from data.leads.commands import Assign
from data.leads.settings import EditStatus, SetTimes
from data.leads.triage import Disqualify, ReceiveMessage, Reopen, SetNextStep, Snooze
from data.people.commands import EditPerson
from data.people.days_off_commands import TakeDaysOff, WorkOnDays
from data.points.log import LogActivity
from tests.data.leads.house import House, moment


def _waiting(house: House, at: int, **columns: Any) -> int:
    lead = house.add("Ida Lund", **columns)
    house.do(ReceiveMessage, lead_id=lead, received_at=at)
    return lead


def test_a_message_late_on_friday_is_due_on_monday_morning(house: House) -> None:
    house.now = moment(20, "16:30")
    lead = _waiting(house, house.now)
    assert house.lead(lead).response_due_at == moment(23, "09:30")


def test_the_clock_stands_still_on_a_day_off(house: House) -> None:
    house.do(TakeDaysOff, first="2026-11-23", last="2026-11-23", person_id=house.ana)
    house.now = moment(20, "16:30")
    assert house.lead(_waiting(house, house.now)).response_due_at == moment(24, "09:30")


def test_a_day_off_taken_later_moves_a_running_clock_and_undo_moves_it_back(house: House) -> None:
    house.now = moment(20, "16:30")
    lead = _waiting(house, house.now)
    before = house.state()
    house.do(TakeDaysOff, first="2026-11-23", last="2026-11-23", person_id=house.ana)
    assert house.lead(lead).response_due_at == moment(24, "09:30")
    assert house.rows("select due_at from message") == [(moment(24, "09:30"),)]
    house.undo()
    assert house.state() == before
    house.redo()
    house.do(WorkOnDays, first="2026-11-23", last="2026-11-23", person_id=house.ana)
    assert house.lead(lead).response_due_at == moment(23, "09:30")


def test_a_holiday_moves_everybodys_clocks(house: House) -> None:
    house.now = moment(20, "16:30")
    lead = _waiting(house, house.now)
    house.do(TakeDaysOff, house.admin, first="2026-11-23", last="2026-11-23", person_id=None)
    assert house.lead(lead).response_due_at == moment(24, "09:30")


def test_lifting_a_holiday_leaves_those_off_who_have_the_day_off_anyway(house: House) -> None:
    house.now = moment(20, "16:30")
    lead = _waiting(house, house.now)
    day: dict[str, Any] = {"first": "2026-11-23", "last": "2026-11-23"}
    house.do(TakeDaysOff, person_id=house.ana, **day)
    house.do(TakeDaysOff, house.admin, person_id=None, **day)
    house.do(WorkOnDays, house.admin, person_id=None, **day)
    assert house.lead(lead).response_due_at == moment(24, "09:30")
    house.do(TakeDaysOff, house.admin, person_id=None, **day)
    house.do(WorkOnDays, person_id=house.ana, **day)
    assert house.lead(lead).response_due_at == moment(24, "09:30")


def test_other_working_hours_move_running_clocks_in_the_same_step(house: House) -> None:
    house.now = moment(20, "16:30")
    lead = _waiting(house, house.now)
    house.do(EditPerson, person_id=house.ana, columns={"working_hours": "Mon-Sat 08:00-17:00"})
    assert house.lead(lead).response_due_at == moment(21, "08:30")
    house.undo()
    assert house.lead(lead).response_due_at == moment(23, "09:30")


def test_other_minutes_to_answer_move_running_clocks(house: House) -> None:
    lead = _waiting(house, house.now)
    house.do(SetTimes, house.admin, response_minutes=30)
    assert times(house.store).response_minutes == 30
    assert house.lead(lead).response_due_at == moment(16, "09:30")


def test_a_new_owner_answers_in_own_working_time(house: House) -> None:
    house.do(EditPerson, house.admin, person_id=house.ben, columns={"working_hours": "Mon-Fri 13:00-17:00"})
    lead = _waiting(house, house.now)
    house.do(Assign, leads=(lead,), person_id=house.ben)
    assert house.lead(lead).response_due_at == moment(16, "14:00")


def test_a_person_who_never_works_still_gets_a_deadline(house: House) -> None:
    house.do(TakeDaysOff, first="2026-11-16", last="2027-11-15", person_id=house.ana)
    assert house.lead(_waiting(house, house.now)).response_due_at is not None


def test_a_second_message_does_not_restart_the_clock(house: House) -> None:
    lead = _waiting(house, house.now)
    house.now = moment(16, "09:40")
    house.do(ReceiveMessage, lead_id=lead, received_at=house.now)
    assert house.lead(lead).response_due_at == moment(16, "10:00")


def test_turning_a_lead_away_stops_its_clock_and_reopening_starts_it_again(house: House) -> None:
    lead = _waiting(house, house.now)
    house.do(Disqualify, leads=(lead,), reason="no budget")
    assert house.lead(lead).response_due_at is None
    house.do(Reopen, leads=(lead,))
    assert house.lead(lead).response_due_at == moment(16, "10:00")


def test_a_lead_that_was_turned_away_and_writes_again_has_a_clock_of_its_own(house: House) -> None:
    lead = _waiting(house, house.now)
    house.do(Disqualify, leads=(lead,), reason="no budget")
    house.now = moment(18)
    house.do(ReceiveMessage, lead_id=lead, received_at=house.now)
    found = house.lead(lead)
    assert (found.open, found.response_due_at) == (1, moment(18, "10:00"))
    house.now = moment(18, "09:20")
    said = house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead).summary
    assert "answered after 20 min" in said


def test_minutes_are_the_owners_and_moments_the_viewers_whoever_looks(house: House) -> None:
    house.do(
        EditPerson,
        house.admin,
        person_id=house.ben,
        columns={"time_zone": "America/New_York", "working_hours": "Mon-Fri 09:00-17:00"},
    )
    house.do(TakeDaysOff, first="2026-11-17", last="2026-11-17", person_id=house.ana)
    house.now = moment(16, "16:30")
    waiting, planned = _waiting(house, house.now), house.add("Olu Ade")
    house.do(SetNextStep, leads=(planned,), follow_up_at=moment(20, "15:00"))
    house.now = moment(17, "20:00")
    leads = [house.lead(lead) for lead in (waiting, planned)]
    for viewer, clock in ((house.ana, "15:00"), (house.manager, "15:00"), (house.ben, "10:00")):
        found = attentions(house.store, house.person(viewer), leads, house.now)
        assert [found[lead].words for lead in (waiting, planned)] == ["answer: 30 min left", f"Fri {clock}"]


@pytest.mark.parametrize(
    ("clock", "words", "urgency"),
    [
        ("09:10", "answer: 50 min left", "in time"),
        ("09:50", "answer: 10 min left", "soon"),
        ("10:00", "answer: 0 min left", "soon"),
        ("11:05", "answer: 1 h 5 min over", "breached"),
    ],
)
def test_a_clock_says_what_is_left_and_what_is_over(
    house: House, clock: str, words: str, urgency: str
) -> None:
    lead = house.lead(_waiting(house, house.now))
    hours, set_times = house.person(house.ana).hours, times(house.store)
    found = attention(lead, hours, moment(16, clock), set_times)
    assert (found.words, found.urgency) == (words, urgency)


def test_a_message_wakes_a_lead_that_sleeps(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(Snooze, leads=(lead,), until=moment(20))
    house.do(ReceiveMessage, lead_id=lead, received_at=house.now)
    assert house.lead(lead).snoozed_until is None


def test_other_cold_days_move_the_dates_and_undo_moves_them_back(house: House) -> None:
    lead = house.add("Ida Lund")
    before = house.state()
    assert house.lead(lead).cold_at == moment(19)
    house.do(EditStatus, house.admin, code="new", cold_days=5)
    assert house.lead(lead).cold_at == moment(21)
    house.undo(house.admin)
    assert house.state() == before


def test_only_an_admin_sets_the_times(house: House) -> None:
    with pytest.raises(Refused, match="admin"):
        house.do(SetTimes, house.manager, response_minutes=30)


def test_durations_read_well() -> None:
    assert [duration(minutes) for minutes in (0, 59, 60, 185, 600, 1865)] == [
        *("0 min", "59 min", "1 h", "3 h 5 min", "10 h", "31 h"),
    ]
