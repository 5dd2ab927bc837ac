"""A manager's team as it stands: everybody's week, what is left undone, and the team's own numbers. Read in one go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, timedelta
from typing import NamedTuple

from data.calendar.days import day_of, monday_of, onboarding_week
from data.kernel.commands import Reader
from data.kra.overview import LONGEST_LOOK
from data.leads.attention import MINUTE
from data.people.person import Person
from data.people.reach import team_of
from data.reviews.review import SIGNED, SUBMITTED
from data.team.counts import flags, last_activities, queues, reviewed_weeks, stuck_deals, week_sums
from data.team.goals import Goals
from data.team.member import Flags, Member, Queue, Runs, WeekPoints
from data.team.need import by_need
from data.team.ranking import is_ranked
from data.team.runs import runs_due
from data.team.strip import TeamScore
from data.team.working_time import WorkingTimes, mondays

WEEKS = 13
"""How many weeks of everybody are read, the present one among them: as many as the ramp lasts."""
FLAGGED_DAYS = 28
"""Days back within which flagged entries are counted."""


class Totals(NamedTuple):
    """The team's numbers: its score, and what is left undone by all of them."""

    score: TeamScore
    waiting: int
    breached: int
    cold: int
    stuck: int
    due: int
    overdue: int
    to_sign: int
    unsent: int
    flagged: int


class TeamWeek(NamedTuple):
    """One week of the team: its points, the sum of the goals that held, and how many of those reached theirs."""

    monday: date
    points: int
    goal: int
    reached: int
    with_goal: int


class Team(NamedTuple):
    """A team as ``manager`` sees it. ``members`` are in the order of who needs attention most.

    The last of its ``weeks`` is the one that it is where the manager is.
    """

    manager: Person
    now: int
    members: tuple[Member, ...]
    totals: Totals
    weeks: tuple[TeamWeek, ...]
    is_ranked: bool


def members_of(reader: Reader, manager: Person) -> list[Person]:
    """The active sellers below a manager; whoever reviews others stands above them, selling or not."""
    return [person for person in team_of(reader, manager) if person.id != manager.id]


def has_team(reader: Reader, person: Person) -> bool:
    """Whether somebody reviews others: then the team is what they begin with."""
    return person.leads and bool(members_of(reader, person))


def team_as_of(reader: Reader, manager: Person, now: int) -> Team:
    """The team of a manager, or everybody for an admin."""
    people = members_of(reader, manager)
    this = monday_of(day_of(now, manager.zone))
    members = by_need(_members(reader, people, now, this))
    weeks = _weeks(members, this)
    return Team(manager, now, tuple(members), totals_of(members), weeks, is_ranked(reader, manager))


def totals_of(members: Sequence[Member]) -> Totals:
    """The numbers of all of them together."""
    return Totals(
        score=_score((member.of_team, member.pace_of_team, member.ahead_of_team) for member in members),
        waiting=sum(member.queue.waiting for member in members),
        breached=sum(member.queue.breached for member in members),
        cold=sum(member.queue.cold for member in members),
        stuck=sum(member.stuck for member in members),
        due=sum(member.runs.due for member in members),
        overdue=sum(member.runs.overdue for member in members),
        to_sign=sum(member.to_sign for member in members),
        unsent=sum(member.unsent for member in members),
        flagged=sum(sum(member.flags) for member in members),
    )


def score_of_team(reader: Reader, manager: Person, now: int) -> TeamScore:
    """The points of a manager's team alone, without what is left undone."""
    people = members_of(reader, manager)
    monday = monday_of(day_of(now, manager.zone))
    times, goals = WorkingTimes(reader, people, monday, monday + timedelta(days=6)), Goals(reader)
    sums = week_sums(reader, {person.id: (monday,) for person in people})
    found = []
    for person in people:
        goal = goals.of(person, monday)
        pace = None if goal is None else times.pace(person, goal, monday, now)
        ahead = (monday_of(times.today(person, now)) - monday).days // 7
        found.append((WeekPoints(monday, sums[person.id, monday], goal), pace, ahead))
    return _score(found)


def _score(weeks: Iterable[tuple[WeekPoints, int | None, int]]) -> TeamScore:
    """The score of one week of several people, with the pace of each, and by how many weeks the own one is ahead."""
    people = points = goals = paces = on_pace = with_goal = already = still = 0
    for week, pace, ahead in weeks:
        people, points, paces = people + 1, points + week.points, paces + (pace or 0)
        already, still = already + (ahead > 0), still + (ahead < 0)
        if week.goal is not None:
            with_goal, goals = with_goal + 1, goals + week.goal
            on_pace += week.reached or week.points >= (pace or 0)
    return TeamScore(people, points, goals, paces, on_pace, with_goal, already, still)


def _members(reader: Reader, people: Sequence[Person], now: int, this: date) -> list[Member]:
    """What is known of people; ``this`` is the Monday of the week that it is where the manager is."""
    if not people:
        return []
    ids = [person.id for person in people]
    somewhere, margin = day_of(now, UTC), timedelta(days=LONGEST_LOOK)
    times = WorkingTimes(reader, people, somewhere - margin, somewhere + margin)
    todays = {person.id: times.today(person, now) for person in people}
    earliest, latest = min(todays.values()), max(todays.values())
    # Where it is the next week already, the one before the first is still the team's first.
    weeks_of = {today: mondays(today, WEEKS + (monday_of(today) > this)) for today in {*todays.values()}}
    weeks = {person: weeks_of[today] for person, today in todays.items()}
    sums, goals = week_sums(reader, weeks), Goals(reader)
    stands = reviewed_weeks(reader, ids, min(own[0] for own in weeks.values()))
    last, waiting = last_activities(reader, ids), queues(reader, ids, now)
    stuck, runs = stuck_deals(reader, ids, now, latest), runs_due(reader, people, times, now)
    flagged = flags(reader, ids, earliest - timedelta(days=FLAGGED_DAYS))
    found = []
    for person in people:
        own = tuple(
            WeekPoints(
                monday,
                sums[person.id, monday],
                goals.of(person, monday),
                times.is_excused(person, monday),
            )
            for monday in weeks[person.id]
        )
        today, present = todays[person.id], own[-1]
        of_team = next((week for week in own if week.monday == this), None) or WeekPoints(
            this, 0, goals.of(person, this), times.is_excused(person, this)
        )
        queue = waiting.get(person.id, Queue())
        begun = monday_of(person.start)
        latest_day = last.get(person.id)
        *finished, latest_stand = [
            stands.get((person.id, week.monday), "") for week in own[-WEEKS:] if week.monday >= begun
        ] or [""]
        found.append(
            Member(
                person,
                onboarding_week(person.start, present.monday),
                own,
                pace=_pace(times, person, present, now),
                of_team=of_team,
                pace_of_team=_pace(times, person, of_team, now),
                last_at=None if latest_day is None else latest_day[1],
                queue=queue,
                over=_over(times, person, queue, now),
                silent=None if latest_day is None else times.silent_days(person, latest_day[0], today),
                stuck=stuck.get(person.id, 0),
                runs=runs.get(person.id, Runs()),
                to_sign=sum(stand == SUBMITTED for stand in (*finished, latest_stand)),
                unsent=sum(stand not in (SUBMITTED, SIGNED) for stand in finished),
                flags=flagged.get(person.id, Flags()),
            )
        )
    return found


def _pace(times: WorkingTimes, person: Person, week: WeekPoints, now: int) -> int | None:
    """Where a week should be by now; None without a goal or working time."""
    return None if week.goal is None else times.pace(person, week.goal, week.monday, now)


def _over(times: WorkingTimes, person: Person, queue: Queue, now: int) -> int:
    """For how many minutes of working time the earliest clock has run out; of any time for who has none."""
    if not queue.breached or queue.earliest_due is None:
        return 0
    worked = times.hours(person).minutes_between(queue.earliest_due, now, times.off(person))
    return worked or (now - queue.earliest_due) // MINUTE


def _weeks(members: Sequence[Member], this: date) -> tuple[TeamWeek, ...]:
    """The weeks of all together, the present one last."""
    found = []
    for monday in (this - timedelta(weeks=back) for back in reversed(range(WEEKS))):
        own = [week for member in members for week in member.weeks if week.monday == monday]
        if monday == this:
            own = [member.of_team for member in members]
        with_goal = [week for week in own if week.goal is not None and not week.is_excused]
        found.append(
            TeamWeek(
                monday,
                sum(week.points for week in own),
                sum(week.goal or 0 for week in with_goal),
                sum(week.reached for week in with_goal),
                len(with_goal),
            )
        )
    return tuple(found)
