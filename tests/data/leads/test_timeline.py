"""A lead's story: what was done, by whom, from what to what; what was undone is not told."""

from typing import Any

from data.kernel.undo import Undo
from data.leads.commands import AddNote, Assign, EditLead, Tag
from data.leads.merge import MergeLeads
from data.leads.timeline import timeline
from data.leads.triage import Disqualify, ReceiveMessage, SetNextStep, SetOutcome
from data.points.log import LogActivity
from data.records.timeline import Event
from data.schema import VERSION
from tests.data.leads.house import House, moment


def _story(house: House, lead: int, **how: Any) -> list[Event]:
    return timeline(house.store, lead, **how)


def _titles(house: House, lead: int) -> list[str]:
    return [event.title for event in _story(house, lead)]


def test_the_newest_comes_first_with_who_did_it(house: House) -> None:
    lead = house.add("Ida Lund")
    house.now = moment(16, "09:10")
    house.do(ReceiveMessage, lead_id=lead, received_at=house.now, text="hello?", channel="Upwork")
    house.now = moment(16, "09:30")
    call = house.do(LogActivity, kind="call", count=2, done_at=house.now, lead_id=lead, note="nice talk").id
    house.do(SetOutcome, entry=call, outcome="left message")
    house.now = moment(16, "09:40")
    house.do(AddNote, house.manager, lead_id=lead, text="well done")
    story = _story(house, lead)
    assert [
        (event.kind, event.title, event.who, event.text) for event in story if event.kind != "change"
    ] == [
        ("note", "note", "Mo Manager", "well done"),
        ("activity", "2 calls, left message", "Ana Rep", "nice talk"),
        ("message", "message by Upwork, not answered", "", "hello?"),
        ("begun", "Ida Lund added", "Ana Rep", ""),
    ]


def test_changes_are_told_from_what_to_what(house: House) -> None:
    lead = house.add("Ida Lund", budget=150_000, currency="USD")
    house.now += 60_000
    house.do(EditLead, lead_id=lead, columns={"title": "CEO", "budget": 200_050, "currency": "USD"})
    house.now += 60_000
    house.do(Assign, house.manager, leads=(lead,), person_id=house.ben)
    house.now += 60_000
    house.do(SetNextStep, house.ben, leads=(lead,), follow_up_at=moment(18, "14:00"), text="quote")
    planned, given, edited, _ = _story(house, lead)
    assert planned.details == (("next step", "", "quote"), ("follow-up", "", "Wed 18 Nov 2026 14:00"))
    assert given.details == (("owner", "Ana Rep", "Ben Rep"),)
    assert edited.details[0] == ("title", "", "CEO")
    assert edited.details[1].label == "budget amount"
    assert edited.who == "Ana Rep"


def test_a_first_call_tells_that_the_lead_is_being_worked_and_later_ones_tell_nothing_more(
    house: House,
) -> None:
    lead = house.add("Ida Lund")
    for minutes in (1, 2):
        house.now += minutes * 60_000
        house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead)
    changes = [event for event in _story(house, lead) if event.kind == "change"]
    assert [event.details for event in changes] == [(("status", "new", "working"),)]


def test_what_was_undone_is_not_told_and_what_was_redone_is(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(Disqualify, leads=(lead,), reason="no budget")
    told = _titles(house, lead)
    house.undo()
    assert _titles(house, lead) == ["Ida Lund added"]
    house.redo()
    assert _titles(house, lead) == told


def test_what_an_undo_could_not_take_back_is_still_told(house: House) -> None:
    kept, other = house.add("Ida Lund"), house.add("Olu Ade")
    house.do(Tag, house.manager, leads=(kept, other), tag="hot")
    house.do(Tag, leads=(kept,), tag="fair")
    house.do(Undo, house.manager, rest=True)
    assert "2 leads tagged hot" in _titles(house, kept)
    assert "2 leads tagged hot" not in _titles(house, other)


def test_a_merge_is_told_once_and_brings_the_story_of_the_merged_lead(house: House) -> None:
    keep, other = house.add("Ida Lund"), house.add("Idunn Lund", title="CEO")
    house.now += 60_000
    house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=other)
    house.now += 60_000
    house.do(MergeLeads, keep=keep, others=(other,))
    (merged,) = (event for event in _story(house, keep) if event.kind == "merge")
    assert merged.title == "Idunn Lund merged into Ida Lund"
    assert ("title", "", "CEO") in merged.details
    titles = _titles(house, keep)
    assert titles.count("Idunn Lund merged into Ida Lund") == 1
    assert {"1 call", "Idunn Lund added", "Ida Lund added"} <= set(titles)
    house.undo()
    assert _titles(house, keep) == ["Ida Lund added"]


def test_pages_follow_each_other_without_gap_or_repeat_even_within_one_instant(house: House) -> None:
    lead = house.add("Ida Lund")
    for number in range(7):
        house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead)
        house.do(AddNote, lead_id=lead, text=f"note {number}")
        house.do(Tag, leads=(lead,), tag=f"tag{number}")
    whole = _story(house, lead)
    paged: list[Event] = []
    while True:
        page = _story(house, lead, limit=4, before=paged[-1].cursor if paged else None)
        paged += page
        if not page:
            break
    assert paged == whole
    assert len(whole) == 7 * 3 + 2


def test_an_import_and_the_day_its_file_told_are_the_beginning(house: House) -> None:
    lead = house.store.ids.new(house.now)
    house.store.engine.write(
        [
            (
                """insert into journal(id, name, actor, at, summary, changes, store_version)
                values(?, ?, ?, ?, ?, ?, ?)""",
                (lead + 1, "lead.import", house.admin, house.now, "2 leads from fair.csv", "[]", VERSION),
            ),
            (
                "insert into lead(id, name, created_at, batch_id) values(?, 'Ida Lund', ?, ?)",
                (lead, moment(2), lead + 1),
            ),
        ]
    )
    assert [(event.at, event.title, event.who) for event in _story(house, lead)] == [
        (house.now, "imported: 2 leads from fair.csv", "Ada Admin"),
        (moment(2), "created", ""),
    ]


def test_one_lead_of_many_is_told_out_of_a_long_step(house: House) -> None:
    leads = [house.add(f'Lead ["lead",{number}') for number in range(60)]
    house.do(Tag, leads=tuple(leads), tag="fair")
    story = _story(house, leads[41])
    assert story[0].details == (("tags", "", "fair"),)
