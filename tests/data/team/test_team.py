"""A team's numbers: by hand in a small house, and in a company person by person as everybody's own screens count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from data.calendar.days import day_of, monday_of
from data.deals.deal import Deal
from data.deals.stages import has_slipped, is_rotten, stages
from data.demo.store import write_demo
from data.kernel.rows import select_records
from data.kernel.store import Store
from data.kra.overview import runs_of
from data.kra.verdicts import unmeasured
from data.leads.queue import counts
from data.leads.triage import ReceiveMessage
from data.opening import open_store
from data.people.commands import EditPerson
from data.people.days_off_commands import TakeDaysOff
from data.people.goal_commands import NewGoal, SetGoal
from data.people.person import everybody
from data.points.log import LogActivity
from data.points.week import week_of
from data.points.weeks import week_totals
from data.reviews.commands import SubmitWeek
from data.team.member import Flags, Runs
from data.team.team import WEEKS, Team, members_of, score_of_team, team_as_of
from tests.data.handovers.handing import Handing
from tests.data.leads.house import moment

DAY = 86_400_000


def seen(house: Handing, manager: int | None = None) -> Team:
    """The team as its manager sees it now."""
    return team_as_of(house.store, house.person(manager or house.manager), house.now)


def test_the_team_s_numbers_by_hand(house: Handing) -> None:
    house.now = moment(18, "13:00")  # Wednesday: 20 of 40 working hours have gone by
    house.do(LogActivity, kind="call", count=300, done_at=house.now)
    house.do(LogActivity, house.ben, kind="meeting", count=10, done_at=house.now - DAY)
    score = seen(house).totals.score
    assert (score.points, score.goal, score.pace) == (400, 1000, 500)
    assert (score.people, score.on_pace, score.with_goal) == (2, 1, 2)
    assert score == score_of_team(house.store, house.person(house.manager), house.now)


def test_a_manager_of_managers_has_everybody_below_in_the_team(house: Handing) -> None:
    head = house._person("Hana Head", role="manager", sells=0)
    house.do(EditPerson, house.admin, person_id=house.manager, columns={"manager_id": head})
    names = [person.name for person in members_of(house.store, house.person(head))]
    assert names == ["Ana Rep", "Ben Rep", "Mo Manager"]
    assert members_of(house.store, house.person(house.ana)) == []


def test_a_clock_that_ran_out_is_told_in_the_owner_s_working_time(house: Handing) -> None:
    lead = house.add("Asks")
    house.do(ReceiveMessage, lead_id=lead, received_at=moment(16, "15:30"), text="hi")
    house.now = moment(17, "10:00")  # due 16:30: half an hour that day, one the next
    (ana,) = (one for one in seen(house).members if one.person.id == house.ana)
    assert (ana.queue.waiting, ana.queue.breached, ana.over) == (1, 1, 90)


def test_silence_counts_working_days_alone(house: Handing) -> None:
    house.do(LogActivity, kind="call", count=1, done_at=house.now)
    house.do(TakeDaysOff, first="2026-11-18", last="2026-11-18", person_id=house.ana)
    house.now = moment(24)  # Tue 17, Thu 19, Fri 20 and Mon 23 lie between
    by_name = {one.person.name: one for one in seen(house).members}
    assert by_name["Ana Rep"].silent == 4
    assert by_name["Ben Rep"].silent is None


def test_entries_logged_days_later_and_bursts_are_flagged(house: Handing) -> None:
    house.now = moment(20, "16:00")
    house.do(LogActivity, kind="call", count=5, done_at=moment(16))
    house.do(
        LogActivity, kind="call", count=5, done_at=moment(17, "16:00")
    )  # three days to the minute: not yet late
    house.do(LogActivity, kind="call", count=80, done_at=house.now)
    (ana,) = (one for one in seen(house).members if one.person.id == house.ana)
    assert ana.flags == Flags(bursts=1, late=1)


def test_an_own_goal_counts_before_everybody_s(house: Handing) -> None:
    house.do(SetGoal, house.manager, goal=NewGoal(100, "2026-11-16", 1), person_id=house.ben)
    assert {one.person.name: one.goal for one in seen(house).members} == {"Ana Rep": 500, "Ben Rep": 100}


def test_a_week_off_has_no_pace_and_counts_for_no_goal_of_the_chart(house: Handing) -> None:
    house.do(TakeDaysOff, first="2026-11-16", last="2026-11-22", person_id=house.ana)
    team = seen(house)
    (ana,) = (one for one in team.members if one.person.id == house.ana)
    assert ana.pace is None and ana.weeks[-1].is_excused
    assert (team.weeks[-1].goal, team.weeks[-1].with_goal) == (500, 1)


def test_finished_weeks_are_unsent_until_somebody_signs(house: Handing) -> None:
    (ana,) = (one for one in seen(house).members if one.person.id == house.ana)
    assert ana.unsent == 10  # weeks 1 to 10 of onboarding
    house.store.engine.write(
        [
            (
                "insert into signed_week(id, person_id, monday, sunday, signed_by, signed_at) values(1, ?, ?, ?, ?, 1)",
                (house.ana, "2026-11-09", "2026-11-15", house.manager),
            )
        ]
    )
    (ana,) = (one for one in seen(house).members if one.person.id == house.ana)
    assert (ana.unsent, ana.to_sign) == (9, 0)
    house.do(SubmitWeek, person_id=house.ana, monday="2026-11-02", words="a good one")
    (ana,) = (one for one in seen(house).members if one.person.id == house.ana)
    assert (ana.unsent, ana.to_sign) == (8, 1)
    house.do(
        SubmitWeek, person_id=house.ana, monday="2026-11-16", words="on Friday, not when the week is over"
    )
    (ana,) = (one for one in seen(house).members if one.person.id == house.ana)
    assert (ana.unsent, ana.to_sign) == (8, 2)


def test_nobody_s_team_is_empty_and_adds_up_to_nothing(house: Handing) -> None:
    team = seen(house, house.ana)
    assert team.members == () and team.totals.score.people == 0
    assert len(team.weeks) == WEEKS


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, int]]:
    """A made-up company on a Thursday."""
    path = str(tmp_path_factory.mktemp("company") / "demo.db")
    now = moment(26, "14:05")
    write_demo(path, {"reps": 12, "activities": 4_000}, 7, now)
    store = open_store(path)
    yield store, now
    store.close()


def test_everybody_is_counted_as_on_their_own_screens(company: tuple[Store, int]) -> None:
    store, now = company
    admin = next(one for one in everybody(store) if one.role == "admin")
    team = team_as_of(store, admin, now)
    by_stage = {stage.code: stage for stage in stages(store)}
    assert len(team.members) == len([one for one in everybody(store, active_only=True) if one.sells])
    for member in team.members:
        person = member.person
        today = day_of(now, person.zone)
        week = week_of(store, person, monday_of(today), now)
        assert (member.total, member.goal, member.pace, member.number) == (
            week.total, week.goal, week.pace, week.number,
        )  # fmt: skip
        weeks = week_totals(store, person, monday_of(today) - timedelta(weeks=WEEKS - 1), monday_of(today))
        assert [(one.points, one.goal, one.is_excused) for one in member.weeks] == [
            (one.points, one.goal, one.is_excused) for one in weeks
        ]
        inbox = counts(store, person, now)
        assert (member.queue.waiting, member.queue.breached, member.queue.cold) == (
            inbox.waiting, inbox.breached, inbox.cold,
        )  # fmt: skip
        deals = select_records(
            store, Deal, "deal", "where owner_id = ? and open = 1 and merged_into is null", (person.id,)
        )
        stuck = [
            deal
            for deal in deals
            for stage in (by_stage[deal.stage],)
            if is_rotten(deal, stage, now) or has_slipped(deal, stage, today.isoformat())
        ]
        assert member.stuck == len(stuck), person.name
        runs = [
            run
            for run in runs_of(store, person, now, unmeasured)
            if not run.is_closed and run.due <= today and run.left
        ]
        assert member.runs == Runs(
            sum(not run.is_overdue for run in runs), sum(run.is_overdue for run in runs)
        ), person.name
