"""Being in touch answers what came in, warms the lead up and settles what was due, as far as it was known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.kernel.errors import Refused, UsageError
from data.leads.calls import LogCall
from data.leads.commands import AddNote, Assign
from data.leads.settings import AddChoice, EditChoice
from data.leads.triage import ReceiveMessage, SetNextStep, SetOutcome
from data.points.correct import DeleteActivity, EditActivity
from data.points.log import LogActivity
from tests.data.leads.house import House, moment


def _call(house: House, lead: int, at: int | None = None) -> str:
    at = house.now if at is None else at
    return house.do(LogActivity, kind="call", count=1, done_at=at, lead_id=lead).summary


def test_a_call_answers_and_says_after_how_much_working_time(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16))
    house.now = moment(16, "09:25")
    assert _call(house, lead) == "1 call with Ida Lund, answered after 25 min"
    found = house.lead(lead)
    assert (found.waiting_since, found.response_due_at, found.status) == (None, None, "working")
    assert house.rows("select answered_at, minutes from message") == [(house.now, 25)]


def test_undo_of_the_call_starts_the_clock_again(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16))
    before = house.state()
    _call(house, lead)
    house.undo()
    assert house.state() == before


def test_a_call_from_before_the_message_does_not_answer_it(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16))
    house.now = moment(16, "09:30")
    _call(house, lead, moment(16, "08:00"))
    found = house.lead(lead)
    assert (found.waiting_since, found.response_due_at) == (moment(16), moment(16, "10:00"))
    assert found.last_touch_at == moment(16, "08:00")


def test_a_call_between_two_messages_answers_the_first_alone(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16))
    house.now = moment(16, "09:30")
    house.do(ReceiveMessage, lead_id=lead, received_at=house.now)
    _call(house, lead, moment(16, "09:10"))
    found = house.lead(lead)
    assert (found.waiting_since, found.response_due_at) == (moment(16, "09:30"), moment(16, "10:30"))


def test_the_answers_minutes_are_the_owners_working_time_whoever_answers(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(20, "16:50"))
    house.now = moment(21, "12:00")
    house.do(LogActivity, house.manager, kind="call", count=1, done_at=house.now, lead_id=lead)
    assert house.rows("select minutes from message") == [(10,)]


def test_a_follow_up_due_today_is_settled_and_one_to_come_stays(house: House) -> None:
    due, ahead = house.add("Ida Lund"), house.add("Olu Ade")
    house.do(SetNextStep, leads=(due,), follow_up_at=moment(16, "15:00"), text="quote")
    house.do(SetNextStep, leads=(ahead,), follow_up_at=moment(17, "09:00"), text="quote")
    _call(house, due)
    _call(house, ahead)
    assert (house.lead(due).follow_up_at, house.lead(due).next_step) == (None, "")
    assert (house.lead(ahead).follow_up_at, house.lead(ahead).next_step) == (moment(17, "09:00"), "quote")


def test_a_touch_moves_the_cold_date_by_the_days_of_its_status(house: House) -> None:
    lead = house.add("Ida Lund")
    _call(house, lead)
    assert house.lead(lead).cold_at == moment(23)


def test_an_older_call_written_down_later_does_not_cool_the_lead(house: House) -> None:
    lead = house.add("Ida Lund")
    _call(house, lead)
    _call(house, lead, moment(13))
    assert house.lead(lead).last_touch_at == moment(16)


def test_deleting_the_call_that_answered_starts_the_clock_again(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16))
    waiting = house.lead(lead)
    house.now = moment(16, "09:20")
    call = house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead).id
    before = house.state()
    house.do(DeleteActivity, entry=call)
    found = house.lead(lead)
    assert (found.waiting_since, found.response_due_at) == (waiting.waiting_since, waiting.response_due_at)
    assert (found.last_touch_at, found.cold_at, found.status) == (None, waiting.cold_at, "new")
    house.undo()
    assert house.state() == before


def test_deleting_one_of_two_calls_leaves_the_other_as_the_answer(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16))
    house.now = moment(16, "09:20")
    call = house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead).id
    house.now = moment(16, "09:50")
    later = house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead).id
    house.do(DeleteActivity, entry=call)
    assert house.rows("select answered_by, minutes from message") == [(later, 50)]
    assert house.lead(lead).response_due_at is None


def test_a_call_that_reached_nobody_leaves_the_clock_and_the_step(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16))
    house.do(SetNextStep, leads=(lead,), follow_up_at=moment(16, "15:00"), text="quote")
    before = house.lead(lead)
    house.now = moment(16, "09:20")
    said = house.do(LogCall, lead_id=lead, outcome="no answer").summary
    found = house.lead(lead)
    assert said == "1 call with Ida Lund: no answer"
    assert (found.response_due_at, found.follow_up_at, found.next_step) == (
        *(before.response_due_at, before.follow_up_at, before.next_step),
    )
    assert (found.status, found.last_touch_at) == ("working", house.now), "it was worked with all the same"
    house.do(LogCall, lead_id=lead, outcome="Reached")
    found = house.lead(lead)
    assert (found.response_due_at, found.follow_up_at) == (None, None)
    assert house.rows("select minutes from message") == [(20,)]


def test_an_outcome_that_is_told_afterwards_counts_as_if_told_at_once(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16))
    house.do(SetNextStep, leads=(lead,), follow_up_at=moment(16, "15:00"), text="quote")
    waiting = house.lead(lead)
    house.now = moment(16, "09:20")
    call = house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead).id
    logged = house.state()
    house.do(SetOutcome, entry=call, outcome="left message")
    found = house.lead(lead)
    assert (found.response_due_at, found.next_step) == (waiting.response_due_at, "quote")
    assert house.rows("select answered_by from message") == [(None,)]
    house.do(SetOutcome, entry=call, outcome="reached")
    assert (house.lead(lead).response_due_at, house.lead(lead).next_step) == (None, "")
    house.undo()
    assert house.lead(lead)._replace(touched=None) == found._replace(touched=None)
    _edit(house, call, moment(16, "09:10"))
    assert house.lead(lead).next_step == "quote", "it reached nobody at that time either"
    house.undo()
    house.undo()
    assert house.state() == logged


def test_who_says_that_nobody_was_reached_is_the_companys_list(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(AddChoice, house.admin, list="outcome", choice="engaged", reaches=0)
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16))
    house.do(LogCall, lead_id=lead, outcome="engaged")
    assert house.lead(lead).waiting_since == moment(16)
    with pytest.raises(UsageError, match="somebody was reached"):
        house.do(EditChoice, house.admin, list="outcome", choice="engaged", kind="conversation")
    house.do(EditChoice, house.admin, list="outcome", choice="engaged", reaches=1)
    house.do(LogCall, lead_id=lead, outcome="engaged")
    assert house.lead(lead).waiting_since is None
    with pytest.raises(Refused, match="no answer, left message"):
        house.do(LogCall, lead_id=lead, outcome="sang")


def test_a_message_written_down_late_is_answered_by_who_was_reached_since(house: House) -> None:
    lead, other = house.add("Ida Lund"), house.add("Olu Ade")
    house.now = moment(16, "11:00")
    house.do(LogCall, lead_id=lead, outcome="no answer")
    house.do(LogCall, lead_id=other)
    for which, since in ((lead, moment(16, "09:30")), (other, None)):
        said = house.do(ReceiveMessage, lead_id=which, received_at=moment(16, "09:30")).summary
        assert house.lead(which).waiting_since == since
        assert "today 09:30" in said and ("answer within" in said) == (which == lead)
    _call(house, lead, moment(16, "10:00"))
    house.do(LogActivity, kind="email", count=1, done_at=moment(16, "09:45"), lead_id=lead)
    assert house.rows("select minutes from message order by id") == [(15,), (90,)], "the first answer counts"


def test_a_note_is_no_touch(house: House) -> None:
    lead = house.add("Ida Lund", unworked=1)
    house.do(AddNote, lead_id=lead, text="knows our product")
    found = house.lead(lead)
    assert (found.unworked, found.last_touch_at) == (0, None)


def _edit(house: House, call: int, at: int) -> None:
    house.do(EditActivity, entry=call, done_at=at)


def test_a_call_that_was_earlier_touched_the_lead_then(house: House) -> None:
    lead = house.add("Ida Lund", unworked=1)
    house.do(SetNextStep, leads=(lead,), follow_up_at=moment(16, "15:00"), text="quote")
    before = house.lead(lead)
    call = house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead).id
    _edit(house, call, moment(2))
    found = house.lead(lead)
    assert (found.last_touch_at, found.cold_at) == (moment(2), moment(23)), "it was taken up on the 16th"
    assert (found.follow_up_at, found.next_step) == (moment(16, "15:00"), "quote")
    house.do(DeleteActivity, entry=call)
    assert house.lead(lead)._replace(touched=None) == before._replace(touched=None)


def test_a_call_moved_to_before_the_message_answers_it_no_longer_until_it_is_moved_back(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16))
    waiting = house.lead(lead)
    house.now = moment(16, "09:20")
    call = house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead).id
    _edit(house, call, moment(13))
    assert house.lead(lead).response_due_at == waiting.response_due_at
    _edit(house, call, moment(16, "09:10"))
    assert house.lead(lead).response_due_at is None
    assert house.rows("select answered_by, minutes from message") == [(call, 10)]


def test_nobody_moves_a_call_with_a_lead_that_is_a_colleagues_by_now(house: House) -> None:
    lead = house.add("Ida Lund")
    call = house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead).id
    house.do(Assign, house.manager, leads=(lead,), person_id=house.ben)
    with pytest.raises(Refused, match="Ben Rep's lead"):
        _edit(house, call, moment(2))
    house.do(EditActivity, entry=call, note="left word")


@settings(max_examples=25, deadline=None)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["log", "message", "edit", "delete"]), st.integers(0, 9), st.integers(1, 16)
        ),
        max_size=10,
    )
)
def test_the_last_touch_is_that_of_the_log_and_undo_takes_every_step_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    house = House(tmp_path_factory.mktemp("house"))
    lead = house.add("Ida Lund", unworked=1)
    first, done = house.state(), 0
    for step, which, day in steps:
        house.now += 60_000
        entries = house.rows("select id, at from activity order by id")
        entry, at = entries[which % len(entries)] if entries else (0, 0)
        if step == "log":
            _call(house, lead, moment(day, "08:00"))
        elif step == "message":
            house.do(ReceiveMessage, lead_id=lead, received_at=moment(day, "08:30"))
        elif not entries or (step == "edit" and at == moment(day, f"08:0{which}")):
            continue
        elif step == "delete":
            house.do(DeleteActivity, entry=entry)
        else:
            _edit(house, entry, moment(day, f"08:0{which}"))
        done += 1
        assert house.rows("select last_touch_at from lead") == house.rows("select max(at) from activity")
    for _ in range(done):
        house.undo()
    assert house.state() == first
    for _ in range(done):
        house.redo()
    for _ in range(done):
        house.undo()
    assert house.state() == first
    house.store.close()


def test_a_call_is_deleted_without_a_change_to_a_lead_that_is_a_colleagues_by_now(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16))
    call = house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead).id
    house.do(Assign, house.manager, leads=(lead,), person_id=house.ben)
    before = house.lead(lead)
    house.do(DeleteActivity, entry=call)
    assert house.lead(lead) == before and house.rows("select count(*) from activity") == [(0,)]
