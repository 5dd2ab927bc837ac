"""The team's numbers with their formulas, and whom each is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from data.points.explain import Number
from data.points.history import Fact
from data.team.counts import LATE_DAYS
from data.team.member import Member
from data.team.team import FLAGGED_DAYS, WEEKS, Team


class _Told(NamedTuple):
    """A number of the team: its name, its formula, and how much of it each has."""

    name: str
    formula: str
    each: Callable[[Member], int]


_WEEK = "points of the week that it is where you are, of everybody in the team"
_TOLD = (
    _Told("points", _WEEK, lambda one: one.of_team.points),
    _Told("goal", "the goals of the week, of those who have one", lambda one: one.of_team.goal or 0),
    _Told(
        "pace",
        "goal \u00d7 elapsed working time \u00f7 working time of the week, of each",
        lambda one: one.pace_of_team or 0,
    ),
    _Told(
        "behind",
        "pace \u2212 points, of those who are behind",
        lambda one: max((one.pace_of_team or 0) - one.of_team.points, 0),
    ),
    _Told(
        "waiting", "messages whose response clock runs, in leads that are open", lambda one: one.queue.waiting
    ),
    _Told("over", "of these, clocks that have run out", lambda one: one.queue.breached),
    _Told("cold", "open leads without a next step that went cold", lambda one: one.queue.cold),
    _Told(
        "stuck",
        "open deals longer in their stage than it allows, or likely and past their close",
        lambda one: one.stuck,
    ),
    _Told("KRA due", "runs of standards due today that have items open", lambda one: one.runs.due),
    _Told("KRA overdue", "runs due before that have items open", lambda one: one.runs.overdue),
    _Told("to sign", "weeks that were submitted and wait for you to sign", lambda one: one.to_sign),
    _Told(
        "unsent",
        f"finished weeks of the last {WEEKS - 1} neither submitted nor signed off",
        lambda one: one.unsent,
    ),
    _Told(
        "bursts",
        f"entries of the last {FLAGGED_DAYS} days flagged as more than can be done in the time",
        lambda one: one.flags.bursts,
    ),
    _Told(
        "late",
        f"entries of the last {FLAGGED_DAYS} days logged more than {LATE_DAYS} days after they were done",
        lambda one: one.flags.late,
    ),
)


def numbers_of(team: Team) -> list[Number]:
    """The team's numbers, in the order of the strip."""
    return [
        Number(told.name, f"{total:,}", told.formula, "people" if total else "")
        for told in _TOLD
        for total in (sum(map(told.each, team.members)),)
    ]


def made_of(members: Sequence[Member], number: Number) -> list[Fact]:
    """Whom a number is made of, who has most of it first."""
    told = next(one for one in _TOLD if one.name == number.name)
    parts = [(told.each(member), member.person.name) for member in members]
    return [
        Fact(f"{amount:,}", name)
        for amount, name in sorted(parts, key=lambda part: (-part[0], part[1]))
        if amount
    ]
