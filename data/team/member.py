"""Somebody of a team as a manager looks at them: the weeks against their goals, and what is left undone."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.people.person import Person


class WeekPoints(NamedTuple):
    """One week's points against its goal (None: no goal). Without working time it is excused."""

    monday: date
    points: int
    goal: int | None
    is_excused: bool = False

    @property
    def reached(self) -> bool:
        """Whether the week reached its goal."""
        return self.goal is not None and self.points >= self.goal


class Queue(NamedTuple):
    """What waits in somebody's inbox: clocks that run, those that ran out with the earliest instant, cold leads."""

    waiting: int = 0
    breached: int = 0
    earliest_due: int | None = None
    cold: int = 0


class Runs(NamedTuple):
    """How many runs of standards are due today with something left to answer, and how many were due before."""

    due: int = 0
    overdue: int = 0


class Flags(NamedTuple):
    """Entries of late that somebody should look at: implausible bursts, and those logged days after they were done."""

    bursts: int = 0
    late: int = 0


class Member(NamedTuple):
    """One seller. ``weeks`` are in a row, the present one last; ``number`` is its week of onboarding.

    The present week is the person's, by their own time zone. ``of_team`` is the week that it is where the manager is,
    which may be the one before or after it, ``pace_of_team`` its pace; the team's numbers are made of these.
    ``pace`` is None without a goal or working time, ``last_at`` the instant of the latest activity. ``over`` is how
    long the earliest clock has run out, in minutes of the person's working time; ``silent`` the working days that
    have passed without an activity (None: there never was one). ``stuck`` deals are rotten or have slipped.
    Of ``weeks``, ``to_sign`` were submitted; of the finished ones, ``unsent`` neither submitted nor signed off.
    """

    person: Person
    number: int
    weeks: tuple[WeekPoints, ...]
    pace: int | None
    of_team: WeekPoints
    pace_of_team: int | None
    last_at: int | None
    queue: Queue = Queue()
    over: int = 0
    silent: int | None = 0
    stuck: int = 0
    runs: Runs = Runs()
    to_sign: int = 0
    unsent: int = 0
    flags: Flags = Flags()

    @property
    def total(self) -> int:
        """The points of the present week."""
        return self.weeks[-1].points

    @property
    def goal(self) -> int | None:
        """The goal of the present week."""
        return self.weeks[-1].goal

    @property
    def ahead_of_team(self) -> int:
        """By how many weeks the person's calendar is ahead of the manager's: 1, 0 or -1."""
        return (self.weeks[-1].monday - self.of_team.monday).days // 7

    @property
    def behind(self) -> int | None:
        """Pace minus total: positive is behind, negative ahead; None without a pace."""
        return None if self.pace is None else self.pace - self.total
