"""Comments: who hears of them, who may speak, and what is never lost or shown to others."""

from __future__ import annotations

from datetime import date

import pytest

from data.comments.comment import thread
from data.comments.notices import ReadNotices, counts, notices_of
from data.comments.saying import AddComment
from data.comments.subject import Subject, day_of_person, week_of_person
from data.kernel.errors import Refused, UsageError
from data.kernel.undo import Undo
from data.leads.merge import MergeLeads
from data.leads.timeline import timeline
from data.opening import open_store
from data.people.commands import EditPerson
from tests.data.leads.house import House

DAY = date(2026, 11, 17)


def heard(house: House, person: int) -> list[tuple[str, str]]:
    """What waits to be read by somebody: who said it, and the words."""
    return [
        (one.author, one.comment.text)
        for one in notices_of(house.store, house.person(person), with_read=False)
    ]


def test_a_word_on_a_lead_reaches_its_owner_and_the_answer_whoever_spoke_before(house: House) -> None:
    on = Subject("lead", house.add("Pat", company="Acme"))
    assert house.do(AddComment, house.manager, subject=on, text="who decides?").summary == (
        "Pat, Acme: comment: who decides?"
    )
    assert heard(house, house.ana) == [("Mo Manager", "who decides?")] and heard(house, house.manager) == []
    house.do(AddComment, house.admin, subject=on, text="and when?")
    assert heard(house, house.manager) == [("Ada Admin", "and when?")]
    house.do(AddComment, subject=on, text="Pat, in May")
    assert heard(house, house.ana) == [], "who answers has read"
    assert heard(house, house.manager)[0] == heard(house, house.admin)[0] == ("Ana Rep", "Pat, in May")
    assert [one.comment.text for one in thread(house.store, on)] == [
        *("who decides?", "and when?", "Pat, in May"),
    ]
    told = [(event.kind, event.who, event.text) for event in timeline(house.store, on.record_id)]
    assert ("comment", "Ana Rep", "Pat, in May") in told


def test_a_word_on_ones_own_goes_to_the_manager_and_without_one_to_nobody(house: House) -> None:
    house.do(AddComment, subject=week_of_person(house.ana, DAY), text="may I?")
    assert heard(house, house.manager) == [("Ana Rep", "may I?")]
    house.do(AddComment, house.cy, subject=day_of_person(house.cy, DAY), text="for myself")
    assert house.rows("select count(*) from notice where person_id <> ?", house.manager) == [(0,)]


def test_who_has_left_hears_nothing(house: House) -> None:
    on = day_of_person(house.ana, DAY)
    house.do(AddComment, house.admin, subject=on, text="hm")
    house.do(EditPerson, house.admin, person_id=house.ana, columns={"active": 0})
    house.do(AddComment, house.manager, subject=on, text="left")
    assert house.rows("select count(*) from notice where person_id = ?", house.ana) == [(1,)]


def test_nobody_speaks_of_what_is_out_of_reach_or_gone(house: House) -> None:
    of_ben = Subject("lead", house.add("Bea", house.ben))
    for on in (of_ben, week_of_person(house.ben, DAY), week_of_person(house.manager, DAY)):
        with pytest.raises(Refused, match="only records of Ana Rep's own"):
            house.do(AddComment, subject=on, text="hello")
    with pytest.raises(Refused, match="no longer there"):
        house.do(AddComment, subject=Subject("lead", 7), text="hello")
    for on, problem in (
        (Subject("journal", 7), "not on a journal"),
        (Subject("person", house.ana, "soon", "day"), "'soon' is no day"),
        (Subject("person", house.ana, "2026-11-17", "week"), "by its Monday"),
    ):
        with pytest.raises(UsageError, match=problem):
            house.do(AddComment, subject=on, text="hello")
    with pytest.raises(Refused, match="Nobody has said anything"):
        house.do(AddComment, subject=Subject("person", house.ana, "2026-11-17", "kra x week  y"), text="hi")
    assert house.rows("select count(*) from comment") == [(0,)]


def test_what_is_nobodys_is_spoken_of_by_everybody(house: House) -> None:
    on = Subject("lead", house.add("Free", house.admin, owner_id=None))
    house.do(AddComment, house.cy, subject=on, text="mine?")
    house.do(AddComment, house.ana, subject=on, text="no, mine")
    assert heard(house, house.cy) == [("Ana Rep", "no, mine")]


def test_a_merged_leads_thread_is_read_with_the_one_that_stands_for_it(house: House) -> None:
    keep, away = house.add("Pat"), house.add("Patt")
    house.do(AddComment, house.manager, subject=Subject("lead", away), text="same?")
    house.do(MergeLeads, keep=keep, others=(away,))
    assert [one.comment.text for one in thread(house.store, Subject("lead", keep))] == ["same?"]
    with pytest.raises(Refused, match="was merged"):
        house.do(AddComment, subject=Subject("lead", away), text="yes")


def test_undo_takes_a_word_back_unless_it_was_read(house: House) -> None:
    on = week_of_person(house.ana, DAY)
    before = house.state()
    house.do(AddComment, house.manager, subject=on, text="oops")
    house.undo(house.manager)
    assert house.state() == before
    house.do(AddComment, house.manager, subject=on, text="well done")
    house.do(ReadNotices)
    with pytest.raises(Refused, match="Ana Rep changed a part of it since"):
        house.do(Undo, house.manager)
    read = house.state()
    with pytest.raises(Refused, match="changed a part of it since"):
        house.do(Undo, house.manager, rest=True)
    assert house.state() == read, "what was read does not go from under the notice of it"
    house.undo()
    assert heard(house, house.ana) == [("Mo Manager", "well done")]
    house.redo()
    assert [tuple(row[:5]) for row in house.state()["notice"]] == [tuple(row[:5]) for row in read["notice"]]


def test_what_one_process_says_another_hears(house: House) -> None:
    other = open_store(house.store.path)
    try:
        mark = other.engine.news_mark()
        house.do(AddComment, house.manager, subject=week_of_person(house.ana, DAY), text="now")
        assert other.engine.news_mark() != mark
        assert counts(other, house.person(house.ana), house.now).notices == 1
        made = AddComment(
            other.ids.new(house.now), house.ana, house.now, week_of_person(house.ana, DAY), "here"
        )
        other.apply(made)
    finally:
        other.close()
    assert heard(house, house.manager) == [("Ana Rep", "here")]


def test_the_strip_says_how_many_notices_wait(house: House) -> None:
    def words() -> list[str]:
        parts = counts(house.store, house.person(house.ana), house.now).head_parts()
        return [part.text.strip() for part in parts]

    assert words() == []
    house.do(AddComment, house.manager, subject=day_of_person(house.ana, DAY), text="a")
    assert words() == ["1 notice"]
    house.do(AddComment, house.manager, subject=day_of_person(house.ana, DAY), text="b")
    assert words() == ["2 notices"]
    house.do(ReadNotices)
    assert words() == []
    with pytest.raises(Refused, match="No notice waits"):
        house.do(ReadNotices)
