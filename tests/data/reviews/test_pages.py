"""The page of a week: what it says, which weeks are listed, and when one is reminded of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.deals.commands import AddDeal, SetDealStep
from data.deals.moving import LoseDeals, MoveDeals, WinDeal
from data.kernel.errors import Refused, UsageError
from data.leads.triage import SetNextStep
from data.people.commands import EditPerson
from data.reviews.commands import ReturnWeek, SignWeek, SubmitWeek
from data.reviews.due import due_at, review_day, weeks_due
from data.reviews.listing import weeks_of
from data.reviews.made import page_of
from data.reviews.page import DealLine, KindLine, WeekPage, from_text, to_text
from data.reviews.waiting import counts, weeks_running_out
from tests.data.leads.house import House, moment
from tests.data.reviews.weeks import FRIDAY, MONDAY, WEEK, lived, sign, submit, week


def test_the_page_says_what_the_week_came_to(house: House) -> None:
    lived(house)
    page = page_of(house.store, house.person(house.ana), MONDAY, house.now)
    assert (page.total, page.goal, page.entries, page.number) == (20 + 10 + 25, 500, 4, 11)
    # By Friday at three 38 of 40 working hours are over.
    assert page.pace == 500 * 38 // 40
    assert [(one.name, one.times, one.points, one.by_day) for one in page.kinds] == [
        ("call", 20, 20, (12, 0, 8, 0, 0, 0, 0)),
        ("conversation", 2, 10, (0, 0, 2, 0, 0, 0, 0)),
        ("demo", 1, 25, (0, 0, 1, 0, 0, 0, 0)),
    ]
    assert [one.points for one in page.days] == [12, 0, 43, 0, 0, 0, 0]
    kpis = {one.code: (one.value, one.target, one.verdict) for one in page.kpis}
    assert kpis["points"] == ("55", "500", "behind")
    assert kpis["calls"][0] == "20" and kpis["answered-in-time"][0] == "n/a"


def test_the_page_says_what_was_won_lost_moved_and_what_comes_next(house: House) -> None:
    for name, amount in (("Won", 150_000), ("Lost", 90_000), ("Moved", None), ("Bens", 100)):
        owner = house.ben if name == "Bens" else house.ana
        columns = {"name": name, "amount": amount, "currency": "USD"}
        house.do(AddDeal, owner, columns=columns)
    deals = {name: row for row, name in house.rows("select id, name from deal")}
    house.now = moment(17)
    house.do(WinDeal, deal_id=deals["Won"])
    house.do(LoseDeals, deals=(deals["Lost"],), reason="price")
    house.do(MoveDeals, deals=(deals["Moved"],), stage=">")
    house.do(MoveDeals, house.ben, deals=(deals["Bens"],), stage=">")
    lead = house.add("Pat", company="Acme")
    house.do(SetNextStep, leads=(lead,), follow_up_at=moment(24, "10:00"), text="call back")
    house.do(SetDealStep, deals=(deals["Moved"],), follow_up_at=moment(23, "10:00"), next_step="send quote")
    late = house.add("Late")
    house.do(SetNextStep, leads=(late,), follow_up_at=moment(19, "10:00"), text="left")
    house.now = FRIDAY
    page = page_of(house.store, house.person(house.ana), MONDAY, house.now)
    assert [(one.called, one.worth) for one in page.won] == [("Won", "1,500 USD")]
    assert [(one.called, one.words) for one in page.lost] == [("Lost", "price")]
    assert [(one.called, one.words) for one in page.moved] == [("Moved", "new to qualified")]
    assert [(one.called, one.step) for one in page.steps] == [
        ("Moved", "send quote"),
        ("Pat, Acme", "call back"),
    ]
    assert page.overdue == 1


def test_an_empty_week_has_a_page_as_well(house: House) -> None:
    page = page_of(house.store, house.person(house.cy), MONDAY, moment(16, "08:00"))
    assert (page.total, page.pace, page.entries, page.overdue) == (0, 0, 0, 0)
    assert [*page.kinds, *page.won, *page.lost, *page.moved, *page.steps, *page.runs] == []
    assert from_text(to_text(page)) == page
    for text in ("", "[]", "{}", '{"kinds": 7}', "null"):
        with pytest.raises(ValueError):
            from_text(text)


PAGES = st.builds(
    WeekPage,
    *(st.text(), st.text(), st.dates().map(str), st.integers(), st.none() | st.integers(), st.integers()),
    *(st.none() | st.integers(), st.integers(), st.integers(), st.integers()),
    kinds=st.lists(
        st.builds(
            KindLine,
            st.text(),
            st.text(),
            st.text(),
            st.lists(st.integers()).map(tuple),
            st.integers(),
            st.integers(),
        )
    ).map(tuple),
    won=st.lists(st.builds(DealLine, st.integers(), st.text(), st.text(), st.text())).map(tuple),
)


@given(PAGES)
def test_a_page_that_was_kept_is_read_as_it_was(page: WeekPage) -> None:
    assert from_text(to_text(page)) == page


@given(st.dates(date(2000, 1, 3), date(2100, 1, 1)), st.sets(st.integers(0, 6)))
def test_a_week_is_reviewed_on_a_day_that_is_worked_up_to_friday(day: date, works: set[int]) -> None:
    monday = day - timedelta(days=day.weekday())
    found = review_day(monday, lambda one: one.weekday() in works)
    assert found is None if not works & set(range(5)) else found is not None and found.weekday() in works
    assert found is None or monday <= found <= monday + timedelta(days=4)


def test_the_afternoon_of_friday_reminds_until_the_week_is_submitted(house: House) -> None:
    ana = house.person(house.ana)

    def told() -> list[str]:
        return [part.text.strip() for part in counts(house.store, ana, house.now).strip_parts()]

    house.do(EditPerson, house.admin, person_id=house.ana, columns={"start_date": WEEK})
    ana = house.person(house.ana)
    house.now = moment(20, "13:59")
    assert told() == [] and weeks_running_out(house.store, ana, house.now) == []
    house.now = moment(20, "14:00")
    assert told() == ["1 week to submit"]
    (alert,) = weeks_running_out(house.store, ana, house.now)
    assert (alert.due_at, alert.words) == (moment(20, "14:00"), "week 2026-W47 is to be submitted")
    submit(house)
    assert told() == [] and weeks_running_out(house.store, ana, house.now) == []
    manager = house.person(house.manager)
    assert [one.text.strip() for one in counts(house.store, manager, house.now).strip_parts()][
        -1
    ] == "1 week to sign"
    house.do(ReturnWeek, house.manager, person_id=house.ana, monday=WEEK, reason="x")
    assert told() == ["1 week returned"]
    house.now = moment(23)
    submit(house)
    sign(house)
    assert told() == []


def test_the_reminder_comes_on_the_last_day_that_is_worked_in_ones_own_time_zone() -> None:
    from zoneinfo import ZoneInfo

    lisbon = ZoneInfo("Europe/Lisbon")
    tokyo = ZoneInfo("Asia/Tokyo")
    everyday = lambda day: day.weekday() < 5  # noqa: E731
    assert review_day(MONDAY, everyday) == date(2026, 11, 20)
    assert review_day(MONDAY, lambda day: day.weekday() < 4) == date(2026, 11, 19)
    assert review_day(MONDAY, lambda day: False) is None
    assert due_at(MONDAY, everyday, lisbon) == moment(20, "14:00")
    assert due_at(MONDAY, everyday, tokyo) == moment(20, "05:00")
    assert weeks_due(moment(20, "14:00"), date(2026, 11, 20), everyday, lisbon) == [date(2026, 11, 9), MONDAY]
    assert weeks_due(moment(20, "13:00"), date(2026, 11, 20), everyday, lisbon) == [date(2026, 11, 9)]


def test_weeks_are_listed_by_how_they_stand_what_waits_for_a_signature_first(house: House) -> None:
    submit(lived(house))
    house.do(SubmitWeek, house.ben, person_id=house.ben, monday=WEEK)
    house.do(SignWeek, house.manager, person_id=house.ben, monday=WEEK)
    people = [house.person(one) for one in (house.ana, house.ben, house.manager)]
    found = weeks_of(house.store, people, date(2026, 11, 9), MONDAY, house.now)
    listed = [
        (one.person.handle, one.monday.day, one.state, one.points)
        for one in found
        if one.person.handle != "mo"
    ]
    assert listed == [
        *(("ana", 16, "submitted", 55), ("ana", 9, "open", 0), ("ben", 9, "open", 0)),
        ("ben", 16, "signed", 0),
    ]
    only = weeks_of(house.store, people, date(2026, 11, 9), MONDAY, house.now, ("signed",))
    assert [(one.person.handle, one.goal) for one in only] == [("ben", 500)]


def test_who_does_not_reach_a_week_does_not_read_it(house: House) -> None:
    for stranger in (house.ben, house.cy):
        with pytest.raises(Refused, match="are for Ana Rep, the manager and admins"):
            week(house, stranger)
    with pytest.raises(UsageError):
        house.do(ReturnWeek, house.manager, person_id=house.ana, monday=WEEK, reason="")
