"""Who changed what: found by person, record and time, within reach, and told in words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from data.audit.told import Auditor, Step
from data.audit.trail import Wanted, steps
from data.calendar.days import zone
from data.kernel.errors import Refused
from data.leads.commands import Assign, EditLead
from data.people.commands import EditPerson
from data.points.correct import DeleteActivity, EditActivity
from data.points.log import LogActivity
from tests.data.handovers.handing import Handing

MINUTE = 60_000
ALL = Wanted()


def told(house: Handing, actor: int, wanted: Wanted = ALL) -> Sequence[Step]:
    """What somebody reads of the trail."""
    auditor = Auditor(house.store, zone("UTC"))
    return [auditor.step(entry) for entry in steps(house.store, house.person(actor), wanted)]


def words(step: Step) -> list[str]:
    """The changes of a step, a line each."""
    return [f"{one.record}|{one.field}|{one.before}|{one.after}" for one in step.changes]


def test_a_change_is_told_from_what_to_what(house: Handing) -> None:
    lead = house.add("Ina", company="Acme")
    house.now += MINUTE
    house.do(Assign, house.manager, leads=(lead,), person_id=house.ben)
    step = told(house, house.manager)[0]
    assert (step.who, step.whose) == ("Mo Manager", "Ana Rep")
    assert words(step) == ["Ina, Acme|owner|Ana Rep|Ben Rep"]


def test_of_a_correction_the_entry_is_named_and_of_a_deletion_too(house: Handing) -> None:
    entry = house.do(LogActivity, kind="call", count=3, done_at=house.now).id
    house.do(EditActivity, house.manager, entry=entry, count=2)
    house.do(DeleteActivity, entry=entry)
    deleted, corrected, logged = told(house, house.ana)[:3]
    assert words(deleted) == ["2 call||deleted|"]
    assert corrected.who == "Mo Manager" and corrected.whose == "Ana Rep"
    assert [(one.field, one.before, one.after) for one in corrected.changes] == [
        ("count", "3", "2"), ("points", "3", "2"),
    ]  # fmt: skip
    assert [one.after for one in logged.changes] == ["added"]


def test_all_steps_of_one_record_are_found_also_once_it_is_gone(house: Handing) -> None:
    house.do(LogActivity, kind="call", count=9, done_at=house.now)
    entry = house.do(LogActivity, kind="call", count=3, done_at=house.now).id
    house.do(EditActivity, entry=entry, count=2)
    house.do(EditActivity, entry=entry, count=4)
    there = told(house, house.ana, Wanted(record=("activity", entry)))
    assert [step.entry.name for step in there] == ["activity.edit", "activity.edit", "activity.log"]
    house.do(DeleteActivity, entry=entry)
    gone = told(house, house.ana, Wanted(record=("activity", entry)))
    assert [step.entry.name for step in gone][:1] == ["activity.delete"]


def test_what_was_taken_back_stays_and_says_so(house: Handing) -> None:
    lead = house.add("Ina")
    house.do(EditLead, lead_id=lead, columns={"name": "Ina Two"})
    house.undo()
    undone, edited = told(house, house.ana)[:2]
    assert undone.entry.summary.startswith("undone") and edited.undone and not undone.undone
    found = told(house, house.ana, Wanted(record=("lead", lead)))
    assert [step.entry.name for step in found] == ["store.undo", "lead.edit", "lead.add"]


def test_it_is_read_by_person_and_time(house: Handing) -> None:
    house.add("First")
    house.now += 10 * MINUTE
    begin = house.now
    house.add("Second", house.ben)
    by_ben = told(house, house.manager, Wanted(by=house.person(house.ben)))
    assert [step.who for step in by_ben] == ["Ben Rep"]
    since = told(house, house.manager, Wanted(since=begin))
    assert [step.who for step in since] == ["Ben Rep"]
    assert told(house, house.manager, Wanted(until=begin, by=house.person(house.ben))) == []


def test_one_reads_what_one_reaches(house: Handing) -> None:
    house.add("Cy's", house.cy)
    house.add("Ana's")
    house.do(EditPerson, house.admin, person_id=house.ana, columns={"territory": "North"})
    names = {step.who for step in told(house, house.ana)}
    assert names == {"Ana Rep", "Ada Admin"}, "what the admin did with her own particulars, too"
    assert "Cy Rep" not in {step.who for step in told(house, house.manager)}
    assert "Cy Rep" in {step.who for step in told(house, house.admin)}
    with pytest.raises(Refused, match="is for Cy Rep, their manager and admins"):
        told(house, house.manager, Wanted(by=house.person(house.cy)))


def test_hostile_text_is_only_text(house: Handing) -> None:
    lead = house.add("Ina")
    house.do(EditLead, lead_id=lead, columns={"name": "[red]x[/]\x1b[2J"})
    assert "\x1b" not in "".join(words(told(house, house.ana)[0]))
