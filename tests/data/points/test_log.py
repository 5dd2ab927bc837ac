"""What the log says of an entry, by day and by the hour."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.leads.merge import MergeLeads
from data.leads.triage import SetOutcome
from data.points.board import board_of
from data.points.entries import entries, entries_by_id
from data.points.history import facts_of
from data.points.hours import HourTotal, points_by_hour
from data.points.kinds import all_kinds
from data.points.log import LogActivity
from tests.data.leads.house import House, moment

MONDAY, THURSDAY = date(2026, 11, 16), date(2026, 11, 19)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_an_entry_names_its_outcome_and_the_lead_that_is_seen(house: House) -> None:
    hidden, seen = house.add("Ana Kosta", company="Acme"), house.add("Ana Costa", company="Acme Ltd")
    call = house.do(LogActivity, kind="call", done_at=house.now, count=1, lead_id=hidden).id
    house.do(SetOutcome, entry=call, outcome="no answer")
    house.do(LogActivity, kind="call", done_at=house.now, count=12)
    kinds = {kind.code: kind for kind in all_kinds(house.store)}

    def told() -> set[tuple[str, str]]:
        found = entries(house.store, house.ana, MONDAY, THURSDAY)
        assert sorted(found) == sorted(entries_by_id(house.store, [entry.id for entry in found]))
        return {(entry.what(kinds), entry.whom) for entry in found}

    assert told() == {("1 call, no answer", "Ana Kosta, Acme"), ("12 calls", "")}
    house.do(MergeLeads, keep=seen, others=(hidden,))
    assert told() == {("1 call, no answer", "Ana Costa, Acme Ltd"), ("12 calls", "")}
    facts = {fact.name: fact.text for fact in facts_of(house.store, call, house.person(house.ana))}
    assert (facts["lead"], facts["outcome"]) == ("Ana Costa, Acme Ltd", "no answer")
    assert "outcome none → no answer" in facts["changed"]
    house.undo()
    assert told() == {("1 call, no answer", "Ana Kosta, Acme"), ("12 calls", "")}


def test_a_board_holds_the_days_up_to_the_one_looked_at_and_knows_which_day_is_meant(house: House) -> None:
    for day in (16, 18, 19):
        house.now = moment(day)
        house.do(LogActivity, kind="call", done_at=house.now, count=day)
    ana, store = house.person(house.ana), house.store
    board = board_of(store, ana, MONDAY, date(2026, 11, 18), house.now)
    assert [(log.day.day, len(log.ids)) for log in board.logs] == [(18, 1), (16, 1)]
    assert board.day_meant(None) == date(2026, 11, 18)
    whole = board_of(store, ana, MONDAY, None, house.now)
    assert [log.day.day for log in whole.logs] == [19, 18, 16]
    assert whole.day_meant(date(2026, 11, 16)) == THURSDAY
    over = board_of(store, ana, MONDAY, None, moment(25))
    assert over.day_meant(date(2026, 11, 18)) == date(2026, 11, 18)
    assert over.day_meant(None) == date(2026, 11, 20)


def test_hours_add_up_four_weeks_in_the_persons_own_time(house: House) -> None:
    house.do(LogActivity, kind="call", done_at=moment(16, "08:59"), count=2)
    house.now = moment(16, "11:00")
    house.do(LogActivity, kind="meeting", done_at=moment(16, "10:30"), count=1)
    house.do(LogActivity, kind="call", done_at=moment(18, "10:30", month=10), count=100)
    ana = house.person(house.ana)
    assert points_by_hour(house.store, ana, MONDAY) == [
        *(HourTotal(8, 2), HourTotal(9, 0), HourTotal(10, 10)),
    ]
    there = ana._replace(time_zone="Asia/Kolkata")
    assert [hour.hour for hour in points_by_hour(house.store, there, MONDAY)] == [14, 15, 16]
    assert points_by_hour(house.store, ana, date(2027, 6, 1)) == []
