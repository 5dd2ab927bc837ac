"""A team in words: everybody's week, pace and reasons, for the screen, the command line and Markdown alike."""

from __future__ import annotations

from collections.abc import Sequence

from data.calendar.days import week_label
from data.calendar.hours import WorkingHours
from data.kernel.tones import Tone
from data.leads.attention import when_words
from data.people.goal import no_goal_words
from data.points.headline import GAP, Part
from data.team.member import Member
from data.team.need import reasons
from data.team.team import Totals

WELL = "all is well"
"""What is said of somebody who needs no attention."""


def why_words(member: Member) -> str:
    """Why somebody needs attention, the most pressing first."""
    return "; ".join(reason.words for reason in reasons(member)) or WELL


def week_words(member: Member) -> str:
    """``353 / 500``; without a goal the points alone. Of another week than the team's which: ``W49 0 / 500``."""
    points = f"{member.total:,}" if member.goal is None else f"{member.total:,} / {member.goal:,}"
    return f"{week_label(member.weeks[-1].monday)[-3:]} {points}" if member.ahead_of_team else points


def elsewhere_words(member: Member) -> str:
    """``already in week 2026-W49 there``, where it is another week than for the team; else nothing."""
    if not member.ahead_of_team:
        return ""
    word = "already" if member.ahead_of_team > 0 else "still"
    return f"{word} in week {week_label(member.weeks[-1].monday)} there"


def pace_words(member: Member) -> str:
    """``7 behind``, ``12 ahead``, ``on pace``, ``reached``; why there is no pace."""
    if member.goal is None:
        return no_goal_words(member.number, None)
    if member.total >= member.goal:
        return "reached"
    if member.behind is None:
        return "week off"
    gap = member.behind
    return f"{abs(gap):,} {'behind' if gap > 0 else 'ahead'}" if gap else "on pace"


def last_words(member: Member, now: int, hours: WorkingHours) -> str:
    """When somebody logged something last, as near as it needs, in the zone of whoever looks."""
    return "never" if member.last_at is None else when_words(member.last_at, now, hours)


def answer_words(member: Member) -> str:
    """``2 of 3 over``: clocks that have run out, of those that run."""
    queue = member.queue
    if not queue.waiting:
        return ""
    return f"{queue.breached} of {queue.waiting} over" if queue.breached else f"{queue.waiting} running"


def runs_words(member: Member) -> str:
    """``2 due``, ``1 over, 2 due``."""
    runs = member.runs
    said = [f"{runs.overdue} over"] * bool(runs.overdue) + [f"{runs.due} due"] * bool(runs.due)
    return ", ".join(said)


def undone_parts(totals: Totals) -> list[Part]:
    """What is left undone in the team, in one line; nought is left out."""
    counted: Sequence[tuple[str, bool]] = (
        (f"{totals.waiting:,} waiting, {totals.breached:,} over", bool(totals.breached)),
        (f"{totals.waiting:,} waiting", bool(totals.waiting and not totals.breached)),
        (f"KRA {totals.overdue:,} overdue", bool(totals.overdue)),
        (f"stuck {totals.stuck:,}", bool(totals.stuck)),
        (f"cold {totals.cold:,}", bool(totals.cold)),
        (f"to sign {totals.to_sign:,}", bool(totals.to_sign)),
        (f"unsent {totals.unsent:,}", bool(totals.unsent)),
        (f"flagged {totals.flagged:,}", bool(totals.flagged)),
    )
    said = [text for text, is_so in counted if is_so]
    if not said:
        return [Part("nobody waits, nothing is overdue", "dim")]
    tone: Tone = "warn" if totals.breached else ""
    return [Part(said[0], tone), *(Part(GAP + text) for text in said[1:])]
