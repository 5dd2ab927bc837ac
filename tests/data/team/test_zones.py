"""A team across time zones: a row tells the week of whose it is, the team's numbers that of the manager, in words where
they differ.
"""

from __future__ import annotations

from data.calendar.days import week_label
from data.kernel.rows import existing_record
from data.people.commands import EditPerson
from data.people.person import Person
from data.points.headline import plain
from data.points.log import LogActivity
from data.team.explain import made_of, numbers_of
from data.team.member import Member
from data.team.need import by_rank
from data.team.team import Team, score_of_team, team_as_of
from data.team.words import elsewhere_words, week_words
from tests.data.handovers.handing import Handing
from tests.data.leads.house import House, moment

HOUR = 3_600_000


def spread(house: Handing) -> None:
    """Ana works in Tokyo, Ben in Montreal; their manager by UTC. On Wednesday they log 300 and 100 calls."""
    for person, zone in ((house.ana, "Asia/Tokyo"), (house.ben, "America/Montreal")):
        house.do(EditPerson, house.admin, person_id=person, columns={"time_zone": zone})
    house.now = moment(18, "15:00")
    house.do(LogActivity, kind="call", count=300, done_at=house.now)
    house.do(LogActivity, house.ben, kind="call", count=100, done_at=house.now)


def seen(house: House) -> tuple[Team, Member, Member]:
    """The team as its manager sees it now, Ana and Ben."""
    manager = existing_record(house.store, Person, "person", house.manager)
    team = team_as_of(house.store, manager, house.now)
    assert team.totals.score == score_of_team(house.store, manager, house.now)
    ana, ben = (next(one for one in team.members if one.person.id == who) for who in (house.ana, house.ben))
    return team, ana, ben


def test_where_a_rep_has_monday_already_the_team_s_week_is_still_the_manager_s(house: Handing) -> None:
    spread(house)
    house.now = moment(22, "20:00")  # Sunday; in Tokyo Monday, 05:00
    team, ana, ben = seen(house)
    score = team.totals.score
    assert (score.points, score.goal, score.pace, score.already, score.still) == (400, 1000, 1000, 1, 0)
    assert plain(score.score_parts()).endswith("0 of 2 on pace   1 already next week")
    assert [week_label(week.monday) for week in team.weeks[-2:]] == ["2026-W46", "2026-W47"]
    assert (team.weeks[-1].points, team.weeks[-1].goal) == (400, 1000)
    assert (week_words(ana), elsewhere_words(ana)) == ("W48 0 / 500", "already in week 2026-W48 there")
    assert (week_words(ben), elsewhere_words(ben)) == ("100 / 500", "")
    points = numbers_of(team)[0]
    assert points.value == "400" and [fact.name for fact in made_of(team.members, points)] == ["300", "100"]
    assert [one.person.id for one in by_rank(team.members)] == [house.ana, house.ben], "of the same week"


def test_where_a_rep_has_sunday_still_the_team_s_week_has_begun(house: Handing) -> None:
    spread(house)
    house.now = moment(23, "02:00")  # Monday; in Tokyo 11:00, two of forty hours; in Montreal Sunday, 21:00
    team, ana, ben = seen(house)
    score = team.totals.score
    assert (score.points, score.goal, score.pace, score.already, score.still) == (0, 1000, 25, 0, 1)
    assert plain(score.score_parts()).endswith("1 of 2 on pace   1 still last week")
    assert week_label(team.weeks[-1].monday) == "2026-W48" and team.weeks[-1].with_goal == 2
    assert team.weeks[-2].points == 400
    assert (week_words(ana), week_words(ben)) == ("0 / 500", "W47 100 / 500")
    assert ben.pace == 500 and ben.pace_of_team == 0, "the row is of the week that it is in Montreal"


def test_within_one_zone_nothing_more_is_said(house: Handing) -> None:
    team, ana, _ = seen(house)
    assert (team.totals.score.already, team.totals.score.still, ana.of_team) == (0, 0, ana.weeks[-1])
    assert week_words(ana) == "0 / 500"
