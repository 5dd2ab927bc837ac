"""Merging keeps everything, and undo gives back exactly what there was."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.kernel.errors import Refused, UsageError
from data.leads.attention import MINUTE
from data.leads.commands import AddNote, Assign, EditLead, Tag
from data.leads.fields import LEADS
from data.leads.find import find
from data.leads.lead import standing
from data.leads.merge import MergeLeads, NotDuplicate
from data.leads.queue import counts, queue
from data.leads.settings import AddChoice, EditStatus, SetPhoneRegion, SetTimes
from data.leads.timeline import timeline
from data.leads.triage import Disqualify, Qualify, ReceiveMessage, Reopen, SetNextStep, Snooze
from data.people.days_off_commands import TakeDaysOff
from data.points.correct import DeleteActivity
from data.points.log import LogActivity
from data.records.match_keys import records_with
from data.records.search import matching
from tests.data.leads.house import House, moment


def _merge(house: House, keep: int, *others: int, actor: int | None = None, **chosen: int) -> str:
    return house.do(MergeLeads, actor, keep=keep, others=others, chosen=chosen).summary


def test_empty_particulars_are_filled_and_filled_ones_stay(house: House) -> None:
    keep = house.add("Ida Lund", title="CEO", budget=50_000)
    other = house.add("Ida Lund", title="Head", territory="Nordics", budget=90_000, currency="NOK")
    assert _merge(house, keep, other) == "Ida Lund merged into Ida Lund"
    found = house.lead(keep)
    assert (found.title, found.territory, found.budget) == ("CEO", "Nordics", 50_000)
    assert house.lead(other).title == "Head"


def test_what_goes_along_with_a_value_is_not_taken_from_another_one(house: House) -> None:
    keep = house.add("Ida Lund", budget=50_000, company="Acme")
    other = house.add("Ida Lund", budget=90_000, currency="NOK", company="Beta Ltd")
    third = house.add("Ida Lund", budget=50_000, currency="EUR")
    _merge(house, keep, other)
    assert (house.lead(keep).currency, house.lead(keep).company_key) == ("", "acme")
    _merge(house, keep, third)
    assert house.lead(keep).currency == "EUR"
    _merge(house, keep, house.add("Ida"), house.add("I. Lund", company="Cobalt"), company=keep)
    assert (house.lead(keep).company, house.lead(keep).company_key) == ("Acme", "acme")


def test_a_person_chooses_whose_value_stays(house: House) -> None:
    keep, other = house.add("Ida Lund", title="CEO"), house.add("I. Lund", title="Head")
    _merge(house, keep, other, title=other)
    assert (house.lead(keep).title, house.lead(keep).name) == ("Head", "Ida Lund")
    with pytest.raises(UsageError, match="not to be chosen"):
        _merge(house, keep, house.add("x"), merged_into=keep)


def test_lists_are_united_each_value_once_however_it_is_written(house: House) -> None:
    keep = house.add(
        "Ida Lund",
        emails="ida@lund.no",
        phones="+47 22000001",
        tags="hot",
        notes="likes tea",
        custom='{"a": "1"}',
    )
    other = house.add(
        "Ida Lund",
        emails="work: IDA@lund.no\nhome: ida@gmail.com",
        phones="0047 22 00 00 01",
        tags="hot, fair",
        notes="met in Oslo",
        custom='{"a": "2", "b": "3"}',
    )
    _merge(house, keep, other)
    found = house.lead(keep)
    assert found.emails == "ida@lund.no\nhome: ida@gmail.com"
    assert found.phones == "+47 22000001"
    assert found.tags == "hot, fair"
    assert found.notes == "likes tea\n\nmet in Oslo"
    assert json.loads(found.custom) == {"a": "1", "b": "3"}


def test_activities_messages_and_notes_are_those_of_the_kept_lead(house: House) -> None:
    keep, other = house.add("Ida Lund"), house.add("Ida Lund")
    house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=other)
    house.do(AddNote, lead_id=other, text="a note")
    _merge(house, keep, other)
    titles = [event.title for event in timeline(house.store, keep)]
    assert {"1 call", "note"} <= set(titles)
    assert house.rows("select lead_id from activity") == [(other,)]


def test_a_running_clock_goes_on_and_the_kept_lead_answers_it(house: House) -> None:
    keep, other = house.add("Ida Lund"), house.add("Ida Lund")
    house.do(ReceiveMessage, lead_id=other, received_at=house.now)
    _merge(house, keep, other)
    assert house.lead(keep).response_due_at == moment(16, "10:00")
    assert counts(house.store, house.person(house.ana), house.now).waiting == 1
    house.now = moment(16, "09:20")
    said = house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=keep).summary
    assert said == "1 call with Ida Lund, answered after 20 min"
    assert house.lead(keep).response_due_at is None


def test_an_open_lead_keeps_the_merged_one_open(house: House) -> None:
    keep, other = house.add("Ida Lund"), house.add("Ida Lund")
    house.do(Disqualify, leads=(keep,), reason="no budget")
    house.do(SetNextStep, leads=(other,), follow_up_at=moment(18), text="quote")
    _merge(house, keep, other)
    found = house.lead(keep)
    assert (found.open, found.status, found.reason) == (1, "new", "")
    assert (found.follow_up_at, found.next_step) == (moment(18), "quote")


def test_of_two_next_steps_the_earlier_one_stays_and_the_other_is_told(house: House) -> None:
    keep, other = house.add("Ida Lund"), house.add("Ida Berg")
    house.do(SetNextStep, leads=(keep,), follow_up_at=moment(25), text="visit")
    house.do(SetNextStep, leads=(other,), follow_up_at=moment(18, "10:00"), text="quote")
    house.do(Snooze, leads=(keep,), until=moment(23))
    before = house.state()
    assert _merge(house, keep, other).endswith("next step Wed 18 Nov 10:00, quote")
    found = house.lead(keep)
    assert (found.follow_up_at, found.next_step) == (moment(18, "10:00"), "quote")
    assert found.snoozed_until is None, "else the step would be slept through"
    told = "\n".join(f"{event.title} {event.text} {event.details}" for event in timeline(house.store, keep))
    assert "Wed 25 Nov 2026 09:00" in told and "visit" in told
    house.undo()
    assert house.state() == before
    _merge(house, keep, other, next_step=keep)
    found = house.lead(keep)
    assert (found.follow_up_at, found.next_step, found.snoozed_until) == (moment(25), "visit", moment(23))
    assert "next step: Wed 18 Nov 2026 10:00, quote" in house.rows("select text from note")[0][0]
    house.undo()
    house.do(SetNextStep, leads=(other,), follow_up_at=None, text="some time")
    _merge(house, other, keep)
    assert house.lead(other).next_step == "visit", "a step with a date goes before one without"


def test_what_the_kept_lead_does_not_take_over_is_written_into_a_note(house: House) -> None:
    keep = house.add("Ida Lund", title="CEO", budget=50_000, notes="x" * 9_990, custom='{"plan": "gold"}')
    other = house.add(
        "I. Lund", title="Head", budget=90_000, currency="NOK", notes="likes tea", territory="Nordics",
        custom='{"plan": "free"}',
    )  # fmt: skip
    house.do(Qualify, leads=(keep, other), answers={"has_need": 1})
    house.do(Qualify, leads=(other,), answers={"has_budget": 0, "has_need": 0})
    house.do(Assign, house.manager, leads=(other,), person_id=house.ben)
    house.do(Snooze, house.manager, leads=(other,), until=moment(20))
    house.do(Qualify, house.manager, leads=(other,), answers={}, qualified=True)
    _merge(house, keep, other, actor=house.manager)
    first, *lines = house.rows("select text from note")[0][0].splitlines()
    assert first == "From I. Lund, which was merged into this one:"
    assert set(lines) == {
        *("title: Head", "budget amount: 900 NOK", "notes: likes tea", "plan: free"),
        *("need: no", "owner: Ben Rep", "snoozed until: Fri 20 Nov 2026 09:00"),
    }
    assert (house.lead(keep).has_budget, house.lead(keep).status) == (0, "qualified"), "these are taken over"
    house.undo(house.manager)
    same = house.add("Ida Lund", title="CEO")
    _merge(house, keep, same)
    assert house.rows("select count(*) from note") == [(0,)]


def test_a_merged_lead_leaves_every_view(house: House) -> None:
    keep, other = house.add("Ida Lund"), house.add("Ida Lund")
    _merge(house, keep, other)
    ana = house.person(house.ana)
    for view in ("mine", "unworked", "unassigned", "team", "snoozed", "done"):
        assert other not in queue(house.store, ana, view, house.now)
    with pytest.raises(Refused, match="was merged"):
        house.do(Snooze, leads=(other,), until=moment(20))


def test_imports_and_people_find_the_kept_lead_by_what_the_merged_one_was_called(house: House) -> None:
    keep = house.add("Ida Lund", emails="ida@lund.no")
    other = house.add("Idunn Lund", emails="idunn@gmail.com", source_key="crm 77")
    _merge(house, keep, other)
    assert records_with(house.store, LEADS, [("email", "idunn@gmail.com")]) == {
        ("email", "idunn@gmail.com"): [keep]
    }
    assert find(house.store, house.person(house.ana), "idunn@gmail.com").id == keep
    assert matching(house.store, LEADS, "idunn") == [keep]
    rows = house.rows("select id from lead where source_key = 'crm 77'")
    assert standing(house.store, rows[0][0]) == keep


def test_a_call_logged_on_a_merged_lead_counts_for_the_kept_one(house: House) -> None:
    keep, other = house.add("Ida Lund"), house.add("Ida Lund")
    _merge(house, keep, other)
    house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=other)
    assert house.rows("select lead_id from activity") == [(keep,)]


def test_a_chain_of_merges_ends_at_the_last_kept_lead(house: House) -> None:
    first, second, third = (house.add(f"Ida {name}") for name in ("A", "B", "C"))
    _merge(house, second, first)
    before = house.state()
    _merge(house, third, second)
    assert {house.lead(first).merged_into, house.lead(second).merged_into} == {third}
    house.undo()
    assert house.state() == before


def test_all_leads_of_a_merge_must_be_ones_own_to_change(house: House) -> None:
    own, bens, cys = house.add("Ida Lund"), house.add("Ida Lund", house.ben), house.add("Ida Lund", house.cy)
    with pytest.raises(Refused, match="Ben Rep's lead"):
        _merge(house, own, bens)
    _merge(house, own, bens, actor=house.manager)
    with pytest.raises(Refused, match="Cy Rep's lead"):
        _merge(house, own, cys, actor=house.manager)
    _merge(house, own, cys, actor=house.admin)
    with pytest.raises(Refused, match="two leads"):
        _merge(house, own, own)


def test_a_merge_is_not_undone_over_what_was_done_since(house: House) -> None:
    keep, other = house.add("Ida Lund"), house.add("Ida Lund", house.ben)
    _merge(house, keep, other, actor=house.manager)
    house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=keep)
    with pytest.raises(Refused, match="Ana Rep changed"):
        house.undo(house.manager)


Step = Callable[[House, "list[int]"], object]


def _entry(place: int) -> Callable[[House, list[int]], int]:
    """One of the log's entries, or none."""

    def pick(house: House, _leads: list[int]) -> int:
        rows = house.rows("select id from activity order by id limit 1 offset ?", place // 2)
        return int(rows[0][0]) if rows else 0

    return pick


def _steps() -> st.SearchStrategy[Step]:
    """Any command on leads, as Ana's, who is an admin here; some are refused, which is fine."""
    places = st.integers(0, 3)
    minutes = st.integers(0, 3_000)

    def step(command: Any, **payload: Any) -> st.SearchStrategy[Step]:
        def build(values: dict[str, Any]) -> Step:
            def apply(house: House, leads: list[int]) -> object:
                made = {
                    name: value(house, leads) if callable(value) else value for name, value in values.items()
                }
                return house.do(command, house.admin, **made)

            return apply

        return st.fixed_dictionaries(payload).map(build)

    one = places.map(lambda place: lambda _house, leads: leads[place])
    some = st.lists(places, min_size=1, max_size=3).map(
        lambda chosen: lambda _house, leads: tuple(leads[place] for place in chosen)
    )
    ahead = minutes.map(lambda number: lambda house, _leads: house.now + (number + 1) * MINUTE)
    past = minutes.map(lambda number: lambda house, _leads: house.now - number * MINUTE)
    people = st.sampled_from(["ana", "ben", None]).map(
        lambda name: lambda house, _leads: getattr(house, name) if name else None
    )
    words = st.sampled_from(["", "tea", "Öl & Gas", "a, b"])
    texts = st.sampled_from(["x@y.com", "work: z@y.com\nx@y.com", ""])
    columns = st.fixed_dictionaries(
        {"emails": texts, "phones": st.sampled_from(["21 123 4567", ""]), "tags": words}
    )
    return st.one_of(
        step(MergeLeads, keep=one, others=some),
        step(MergeLeads, keep=one, others=some),
        step(NotDuplicate, lead_a=one, lead_b=one),
        step(EditLead, lead_id=one, columns=columns),
        step(AddNote, lead_id=one, text=words),
        step(Tag, leads=some, tag=words, on=st.booleans()),
        step(Assign, leads=some, person_id=people),
        step(ReceiveMessage, lead_id=one, received_at=past, text=words),
        step(Qualify, leads=some, answers=st.just({"has_need": 1}), qualified=st.sampled_from([None, True])),
        step(Disqualify, leads=some, reason=words),
        step(Reopen, leads=some),
        step(Snooze, leads=some, until=ahead),
        step(SetNextStep, leads=some, follow_up_at=ahead, text=words),
        step(DeleteActivity, entry=places.map(_entry)),
        step(LogActivity, kind=st.just("call"), count=st.just(2), done_at=past, lead_id=one),
        step(SetTimes, response_minutes=st.integers(1, 200)),
        step(SetPhoneRegion, region=st.sampled_from(["PT", "US", ""])),
        step(EditStatus, code=st.sampled_from(["new", "working"]), cold_days=st.integers(1, 20)),
        step(AddChoice, list=st.just("reason"), choice=words),
        step(TakeDaysOff, first=st.just("2026-11-17"), last=st.just("2026-11-18"), person_id=people),
    )


@pytest.fixture(scope="module")
def shared() -> Iterator[tuple[House, list[int]]]:
    """One store for all examples: each ends by taking everything back."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        leads = [house.add(f"Ida {name}", house.admin, emails="x@y.com") for name in ("A", "B", "C", "D")]
        yield house, leads
        house.store.close()


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(_steps(), min_size=3, max_size=10))
def test_any_steps_undone_give_the_first_state_back(
    shared: tuple[House, list[int]], steps: list[Step]
) -> None:
    house, leads = shared
    house.now += MINUTE
    before, found = house.state(), matching(house.store, LEADS, "ida")
    done = 0
    for step in steps:
        try:
            step(house, leads)
            done += 1
        except (Refused, UsageError):
            continue
    assert_clocks_agree(house)
    after = house.state()
    for _ in range(done):
        house.undo(house.admin)
    assert house.state() == before
    assert matching(house.store, LEADS, "ida") == found
    for _ in range(done):
        house.redo(house.admin)
    assert house.state() == after
    for _ in range(done):
        house.undo(house.admin)
    assert house.state() == before


def assert_clocks_agree(house: House) -> None:
    """A lead's clock is that of its oldest message that waits; done and merged leads have none."""
    for lead, is_open, since, due in house.rows("select id, open, waiting_since, response_due_at from lead"):
        waiting = house.rows(
            "select min(at), min(due_at) from message where answered_at is null and at >= ? "
            "and lead_id in (select id from lead where ifnull(merged_into, id) = ?)",
            since if since is not None else 0,
            lead,
        )[0]
        assert (since, due) == (waiting if since is not None else (None, None))
        assert is_open or since is None
