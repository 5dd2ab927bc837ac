"""The agenda: what is planned for today and the next working day, by the hour, what is overdue first."""

from __future__ import annotations

from datetime import date

from data.leads.agenda import agenda
from data.leads.inbox import Look, inbox_of, rows_of
from data.leads.triage import ReceiveMessage, SetNextStep, Snooze
from data.people.days_off_commands import TakeDaysOff
from tests.data.leads.house import House, moment


def plan(house: House, name: str, at: int, owner: int | None = None) -> int:
    """A lead with a next step."""
    lead = house.add(name, house.admin, owner_id=owner or house.ana)
    house.do(SetNextStep, house.admin, leads=(lead,), follow_up_at=at, text="call")
    return lead


def told(house: House, now: int) -> list[tuple[date | None, list[str]]]:
    """The agenda of Ana by names."""
    return [
        (one.day, [lead.name for lead in one.leads])
        for one in agenda(house.store, house.person(house.ana), now)
    ]


def test_today_and_the_next_working_day_by_the_hour(house: House) -> None:
    plan(house, "late today", moment(20, "16:00"))
    plan(house, "early today", moment(20, "09:30"))
    plan(house, "overdue", moment(18, "12:00"))
    plan(house, "monday", moment(23, "10:00"))
    plan(house, "saturday", moment(21, "10:00"))
    plan(house, "tuesday", moment(24, "10:00"))
    plan(house, "of Ben", moment(20, "10:00"), house.ben)
    friday = moment(20, "09:00")
    expected = [
        (None, ["overdue"]),
        (date(2026, 11, 20), ["early today", "late today"]),
        (date(2026, 11, 21), ["saturday"]),
        (date(2026, 11, 23), ["monday"]),
    ]
    assert told(house, friday) == expected
    house.do(TakeDaysOff, house.manager, first="2026-11-23", last="2026-11-23", person_id=house.ana)
    assert told(house, friday) == [*expected, (date(2026, 11, 24), ["tuesday"])]


def test_what_sleeps_is_left_out_and_a_waiting_answer_is_told_as_its_step(house: House) -> None:
    today = moment(20, "09:00")
    house.now = moment(19)
    asleep, waits = plan(house, "asleep", moment(20, "11:00")), plan(house, "waits", moment(20, "12:00"))
    house.do(Snooze, leads=(asleep,), until=moment(30))
    house.do(ReceiveMessage, lead_id=waits, received_at=house.now)
    ana = house.person(house.ana)
    inbox = inbox_of(house.store, ana, Look("agenda"), today)
    assert list(inbox.ids) == [waits]
    assert (
        rows_of(house.store, ana, inbox, inbox.ids, today)[waits].attention.words == "due today 12:00, call"
    )
