"""What is wrong with a deal, in words: slipped, rotten, without a next step."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.calendar.hours import WorkingHours
from data.deals.deal import Deal
from data.deals.stages import Stage, age, has_slipped, is_rotten
from data.kernel.tones import Tone
from data.leads.attention import step_moment, when_words

SEPARATOR = "; "
"""Between the details of several things."""


class Trouble(NamedTuple):
    """One thing about a deal in a word or two, how bad it is, and the same with its numbers."""

    words: str
    tone: Tone = ""
    details: str = ""


def troubles(deal: Deal, stage: Stage, hours: WorkingHours, now: int) -> list[Trouble]:
    """All that is wrong with an open deal, the worst first."""
    if not deal.open:
        return []
    today = day_of(now, hours.where)
    found = []
    if has_slipped(deal, stage, today.isoformat()):
        days = (today - date.fromisoformat(deal.expected_close)).days
        found.append(Trouble("slipped", "bad", f"slipped by {days} day{'' if days == 1 else 's'}"))
    if is_rotten(deal, stage, now):
        words = f"rotten: {age(deal, now)} days in {stage.name}, {stage.rots_after} are allowed"
        found.append(Trouble("rotten", "warn", words))
    if not deal.next_step and deal.follow_up_at is None:
        found.append(Trouble("no next step", "warn", "no next step"))
    return found


def why(deal: Deal, stage: Stage, hours: WorkingHours, now: int) -> Trouble:
    """What is to be said of a deal first: what is wrong with it, else what is next, or why it was lost."""
    found = troubles(deal, stage, hours, now)
    if found:
        words = ", ".join(trouble.words for trouble in found)
        return Trouble(words, found[0].tone, SEPARATOR.join(trouble.details for trouble in found))
    if not deal.open:
        return Trouble(deal.reason, "dim", deal.reason)
    at, step = deal.follow_up_at, deal.next_step or "follow up"
    if at is None:
        return Trouble(step, "dim", f"next: {step}")
    tone: Tone = "accent" if at <= now else "dim"
    return Trouble(
        f"{step} {when_words(at, now, hours)}", tone, f"next: {step} {step_moment(at, now, hours)}"
    )
