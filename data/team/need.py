"""Who of a team needs attention, and why: pure rules.

What a customer feels comes first (answers overdue), then what is not done at all, then what falls behind, lies, or
waits for the manager's own hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from data.kernel.tones import Tone
from data.leads.attention import duration
from data.team.member import Member

SILENT_DAYS = 2
"""Working days without any activity from which somebody is asked after."""
WELL = 10
"""The rank of who needs no attention."""
BEHIND_SHARE = 10
"""Percent of the goal by which somebody is behind the pace before it is said."""


class Reason(NamedTuple):
    """One reason to look at somebody: its rank (the lowest presses most), how much of it (of the same rank alone: days,
    minutes, hundredths of a percent), in words.
    """

    rank: int
    amount: int
    words: str
    tone: Tone = "warn"


def reasons(member: Member) -> list[Reason]:
    """Why somebody needs attention, the most pressing first; none for whom all is well."""
    found = (
        _overdue(member),
        _silence(member),
        _behind(member),
        _counted(3, member.runs.overdue, "KRA run overdue", "KRA runs overdue"),
        _counted(4, member.stuck, "deal stuck", "deals stuck"),
        _counted(5, member.queue.cold, "lead cold", "leads cold"),
        _counted(6, member.to_sign, "week to sign", "weeks to sign"),
        _counted(7, member.unsent, "week unsent", "weeks unsent"),
        _counted(8, member.flags.bursts, "burst flagged", "bursts flagged"),
        _counted(9, member.flags.late, "entry logged late", "entries logged late"),
    )
    return [reason for reason in found if reason is not None]


def by_need(members: Iterable[Member]) -> list[Member]:
    """Those first who need attention most; among the others who is furthest behind."""

    def place(member: Member) -> tuple[int, int, int, str]:
        why = reasons(member)
        first = why[0] if why else Reason(WELL, member.behind or 0, "")
        return first.rank, -first.amount, -len(why), member.person.name

    return sorted(members, key=place)


def by_rank(members: Sequence[Member]) -> list[Member]:
    """The ranking: by the share of the goal that was reached in the team's week, so that other goals count alike;
    without a goal last.
    """

    def place(member: Member) -> tuple[bool, float, int, str]:
        week = member.of_team
        share = week.points / week.goal if week.goal else 0.0
        return week.goal is None, -share, -week.points, member.person.name

    return sorted(members, key=place)


def _overdue(member: Member) -> Reason | None:
    queue = member.queue
    if not queue.breached:
        return None
    longest = duration(member.over)
    words = (
        f"answer {longest} over"
        if queue.breached == 1
        else f"{queue.breached} answers over, {longest} the longest"
    )
    return Reason(0, member.over, words, "bad")


def _silence(member: Member) -> Reason | None:
    if member.silent is None:
        return Reason(1, 99, "has logged nothing yet", "bad") if member.number >= 1 else None
    if member.silent < SILENT_DAYS:
        return None
    return Reason(1, member.silent, f"nothing logged for {member.silent} working days", "bad")


def _behind(member: Member) -> Reason | None:
    behind, goal = member.behind, member.goal
    if behind is None or goal is None or behind * 100 < goal * BEHIND_SHARE:
        return None
    return Reason(2, behind * 10_000 // goal, f"{behind} behind pace")


def _counted(rank: int, number: int, one: str, several: str) -> Reason | None:
    return Reason(rank, number, f"{number:,} {one if number == 1 else several}") if number else None
