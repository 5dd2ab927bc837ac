"""A week under review: submitted, returned, signed, frozen, adjusted; what a rep or a manager would lose."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from data.comments.notices import notices_of
from data.comments.saying import AddComment
from data.comments.subject import week_of_person
from data.kernel.commands import TEAM, Change, Deciding, Decision, command
from data.kernel.errors import CockpitError, Refused, UsageError
from data.kernel.rows import select_records
from data.kernel.undo import Undo
from data.opening import open_store
from data.people.signed_weeks import SignedWeek
from data.points.correct import EditActivity
from data.reviews.checks import check
from data.reviews.commands import AdjustWeek, ReturnWeek, SignWeek, SubmitWeek
from data.reviews.listing import WeekRow, weeks_of
from data.reviews.words import reached_words
from tests.data.leads.house import House, moment
from tests.data.reviews.weeks import FRIDAY, MONDAY, WEEK, lived, log, sign, submit, week


def test_a_week_goes_from_the_rep_to_the_manager_and_back_until_it_is_signed(house: House) -> None:
    lived(house)
    submit(house, words="Best week so far.")
    assert week(house).stands.state == "submitted"
    (heard,) = notices_of(house.store, house.person(house.manager), with_read=False)
    assert (heard.author, heard.comment.does, heard.comment.text) == (
        "Ana Rep",
        "submitted",
        "Best week so far.",
    )
    house.do(ReturnWeek, house.manager, person_id=house.ana, monday=WEEK, reason="Friday's demo is missing")
    assert week(house).stands.state == "returned"
    (heard,) = notices_of(house.store, house.person(house.ana), with_read=False)
    assert (heard.comment.does, heard.comment.text) == ("returned", "Friday's demo is missing")
    log(house, "demo", 1, moment(20, "11:00"))
    submit(house)
    house.do(AddComment, house.manager, subject=week_of_person(house.ana, MONDAY), text="Thank you")
    sign(house, words="Well done")
    found = week(house)
    assert (found.stands.state, found.signer, found.page.total) == ("signed", "Mo Manager", 80)
    assert [(one.author, one.comment.does, one.comment.text) for one in found.said] == [
        ("Ana Rep", "submitted", "Best week so far."),
        ("Mo Manager", "returned", "Friday's demo is missing"),
        ("Ana Rep", "submitted", ""),
        ("Mo Manager", "", "Thank you"),
        ("Mo Manager", "signed", "Well done"),
    ]


def test_who_signs_is_told_that_a_week_has_other_points_than_it_was_submitted_with(house: House) -> None:
    lived(house)
    submit(house)
    (row,) = listed(house)
    assert "submitted with" not in reached_words(week(house)) and not row.is_other
    log(house, "call", 3, house.now)
    assert reached_words(week(house)).startswith("58 of ") and row.points == 55
    assert reached_words(week(house)).endswith("; submitted with 55")
    (row,) = listed(house)
    assert row.is_other and (row.points, row.submitted) == (58, 55)
    house.do(ReturnWeek, house.manager, person_id=house.ana, monday=WEEK, reason="the demo?")
    assert "submitted with" not in reached_words(week(house)) and not listed(house)[0].is_other
    submit(house)
    assert listed(house)[0].submitted == 58
    log(house, "call", 1, house.now)
    sign(house)
    assert "submitted with" not in reached_words(week(house)) and not listed(house)[0].is_other


def listed(house: House) -> list[WeekRow]:
    """Ana's week among the weeks."""
    return weeks_of(house.store, [house.person(house.ana)], MONDAY, MONDAY, house.now)


def test_a_signed_week_takes_no_entry_and_its_page_stays_as_it_was(house: House) -> None:
    entry = log(lived(house), "call", 5, moment(19))
    submit(house)
    sign(house)
    before = week(house).page
    with pytest.raises(Refused, match="closed"):
        log(house, "call", 1, moment(19))
    with pytest.raises(Refused, match="closed"):
        house.do(EditActivity, entry=entry, count=7)
    house.now = moment(27)
    assert week(house).page == before and week(house).sealed == (before, "", "")


def test_the_fingerprint_is_what_anybody_can_reckon(house: House) -> None:
    submit(lived(house))
    sign(house)
    (stored,) = select_records(house.store, SignedWeek, "signed_week", "")
    head = [house.ana, WEEK, house.manager, FRIDAY]
    entries = house.rows(
        "select id, kind, count, points, at, day, note, outcome, lead_id from activity where person_id = ? order by id",
        house.ana,
    )
    lines = [json.dumps(line, ensure_ascii=False) for line in (head, *map(list, entries))]
    text = "".join(f"{line}\n" for line in lines) + stored.page
    assert stored.fingerprint == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ("update activity set points = points + 100 where kind = 'demo'", "holds 4 of 155 now"),
        ("delete from activity where kind = 'demo'", "holds 3 of 30 now"),
        ("update activity set note = 'better' where kind = 'demo'", "not those that were signed"),
        ("update activity set day = '2026-11-17' where kind = 'demo'", "not those that were signed"),
        ("""update signed_week set page = replace(page, '"total":55', '"total":999')""", "signed with"),
        ("update signed_week set page = 'x'", "cannot be read"),
        ("update signed_week set signed_by = person_id", "not those that were signed"),
        ("update signed_week set fingerprint = 'abc'", "not those that were signed"),
    ],
)
def test_the_page_and_the_doctor_tell_of_what_was_edited_by_sql(house: House, edit: str, words: str) -> None:
    submit(lived(house))
    sign(house)
    assert [one.verdict for one in check(house.store, house.now)] == ["ok"]
    for trigger in ("added_to", "removed_from", "changed_in"):
        house.store.engine.write([(f"drop trigger activity_{trigger}_signed_week", ())])
    house.store.engine.write([(edit, ())])
    sealed = week(house).sealed
    assert sealed is not None and sealed.seal == "edited" and words in sealed.words
    (finding,) = check(house.store, house.now)
    assert (
        finding.verdict == "wrong" and "1 of 1 differ from what was signed: 2026-W47 of ana" in finding.text
    )


def test_a_signature_that_was_deleted_by_sql_is_missed(house: House) -> None:
    submit(lived(house))
    sign(house)
    house.store.engine.write([("delete from signed_week", ())])
    (finding,) = check(house.store, house.now)
    assert finding.verdict == "wrong" and "1 signatures are gone" in finding.text


def test_a_later_correction_is_an_adjustment_beside_what_was_signed(house: House) -> None:
    submit(lived(house))
    with pytest.raises(Refused, match="is open: its entries can be corrected"):
        house.do(AdjustWeek, house.manager, person_id=house.ana, monday=WEEK, points=10, reason="x")
    sign(house)
    house.now = moment(25)
    for points, reason in ((10, "a demo was forgotten"), (-25, "a demo was logged twice")):
        house.do(AdjustWeek, house.manager, person_id=house.ana, monday=WEEK, points=points, reason=reason)
    with pytest.raises(UsageError, match="would leave -1 points, and no week has fewer than none"):
        house.do(AdjustWeek, house.manager, person_id=house.ana, monday=WEEK, points=-41, reason="all of it")
    found = week(house)
    assert (found.page.total, found.stands.adjusted, found.total) == (55, -15, 40)
    assert [(one.points, one.reason, found.names[one.adjusted_by]) for one in found.stands.adjustments] == [
        (10, "a demo was forgotten", "Mo Manager"),
        (-25, "a demo was logged twice", "Mo Manager"),
    ]
    assert found.sealed is not None and found.sealed.seal == ""
    with pytest.raises(Refused, match="was adjusted since"):
        house.store.registry.refuse_moving_closed(house.store, [_removal(house)])


def _removal(house: House) -> Change:
    return Change("signed_week", house.rows("select id from signed_week")[0][0], {}, None)


@pytest.mark.parametrize(
    ("command", "said", "problem"),
    [
        (SubmitWeek, {"monday": "soon"}, "'soon' is no day. Write it like"),
        (SubmitWeek, {"monday": "2026-11-17"}, "by its Monday"),
        (SubmitWeek, {"monday": "2026-11-23"}, "has not begun"),
        (SubmitWeek, {"monday": "2026-08-31"}, "was not there yet"),
        (SubmitWeek, {"words": "x" * 2_001}, "at most 2,000 characters"),
        (ReturnWeek, {"reason": " "}, "Say what is missing, like"),
        (ReturnWeek, {"reason": "x"}, "is not submitted"),
        (SignWeek, {}, "goes on, and was not submitted"),
        (AdjustWeek, {"points": 0, "reason": "x"}, r"as \+10 or -25"),
        (AdjustWeek, {"points": 10_001, "reason": "x"}, "up to 10,000"),
        (AdjustWeek, {"points": 5, "reason": ""}, "Say why, like"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    house: House, command: type, said: dict[str, object], problem: str
) -> None:
    before = house.state()
    with pytest.raises(CockpitError, match=problem):
        house.do(command, house.admin, **{"person_id": house.ana, "monday": WEEK, **said})
    assert house.state() == before


def test_nobody_signs_the_own_week_but_who_is_managed_by_nobody(house: House) -> None:
    submit(lived(house))
    for kind, said in (
        (SignWeek, {}),
        (ReturnWeek, {"reason": "x"}),
        (AdjustWeek, {"points": 1, "reason": "x"}),
    ):
        with pytest.raises(Refused, match="Nobody reviews their own week: Mo Manager reviews yours"):
            house.do(kind, person_id=house.ana, monday=WEEK, **said)
    for stranger in (house.ben, house.cy):
        with pytest.raises(Refused, match="only records of"):
            house.do(SignWeek, stranger, person_id=house.ana, monday=WEEK)
    house.do(SubmitWeek, house.cy, person_id=house.cy, monday=WEEK)
    result = house.do(SignWeek, house.cy, person_id=house.cy, monday=WEEK)
    assert "by themself, as nobody manages them" in result.summary
    sign(house, house.admin)


def test_a_week_is_submitted_once_and_a_signed_one_not_at_all(house: House) -> None:
    submit(lived(house))
    with pytest.raises(Refused, match="was submitted already"):
        submit(house)
    sign(house)
    for kind, who, said in (
        (SubmitWeek, house.ana, {}),
        (ReturnWeek, house.manager, {"reason": "x"}),
        (SignWeek, house.manager, {}),
    ):
        with pytest.raises(Refused, match="is signed off and closed"):
            house.do(kind, who, person_id=house.ana, monday=WEEK, **said)


def test_a_manager_signs_for_who_did_not_submit_once_the_week_is_over(house: House) -> None:
    lived(house)
    house.now = moment(23)
    sign(house)
    assert week(house).stands.state == "signed"


def test_each_step_can_be_taken_back_and_brought_again(house: House) -> None:
    lived(house)
    steps: tuple[tuple[Any, int, dict[str, Any]], ...] = (
        (SubmitWeek, house.ana, {}),
        (ReturnWeek, house.manager, {"reason": "x"}),
        (SubmitWeek, house.ana, {"words": "now"}),
        (SignWeek, house.manager, {}),
        (AdjustWeek, house.manager, {"points": 5, "reason": "x"}),
    )
    for kind, who, said in steps:
        before = house.state()
        house.do(kind, who, person_id=house.ana, monday=WEEK, **said)
        after = house.state()
        house.undo(who)
        assert {name: len(rows) for name, rows in house.state().items()} == {
            name: len(rows) for name, rows in before.items()
        }
        house.redo(who)
        assert {name: len(rows) for name, rows in house.state().items()} == {
            name: len(rows) for name, rows in after.items()
        }


def test_what_was_submitted_is_not_taken_back_once_it_is_signed(house: House) -> None:
    lived(house)
    submit(house)
    sign(house)
    with pytest.raises(Refused, match=r"signed off by now|changed"):
        house.do(Undo, house.ana)


def test_a_signature_does_not_come_back_to_a_week_that_is_another_by_now(house: House) -> None:
    submit(lived(house))
    sign(house)
    house.undo(house.manager)
    log(house, "call", 1, moment(19))
    with pytest.raises(Refused, match="has changed since it was signed"):
        house.redo(house.manager)
    sign(house)
    assert week(house).page.total == 56


def test_a_week_that_is_returned_while_another_signs_is_not_signed(house: House) -> None:
    submit(lived(house))
    made = SignWeek(house.store.ids.new(house.now), house.manager, house.now, house.ana, WEEK)
    decide = SignWeek.decide
    times: list[int] = []

    @command("week.sign_off", TEAM)
    class Slow(SignWeek):
        def decide(self, reader: Deciding) -> Decision:
            found = decide(made, reader)
            if not times:
                times.append(1)
                house.do(ReturnWeek, house.admin, person_id=house.ana, monday=WEEK, reason="Friday?")
            return found

    other = open_store(house.store.path)
    try:
        with pytest.raises(Refused, match="goes on, and was not submitted"):
            other.apply(Slow(*made))
    finally:
        other.close()
    assert week(house).stands.state == "returned"


def test_an_entry_that_comes_while_a_week_is_signed_is_in_what_is_signed(house: House) -> None:
    submit(lived(house))
    other = open_store(house.store.path)
    made = SignWeek(house.store.ids.new(house.now), house.manager, house.now, house.ana, WEEK)
    decide = SignWeek.decide
    times: list[int] = []

    @command("week.sign_off", TEAM)
    class Slow(SignWeek):
        def decide(self, reader: Deciding) -> Decision:
            found = decide(made, reader)
            if not times:
                times.append(1)
                log(house, "call", 9, moment(19))
            return found

    try:
        other.apply(Slow(*made))
    finally:
        other.close()
    found = week(house)
    assert found.page.total == 64 and found.sealed is not None and found.sealed.seal == ""
