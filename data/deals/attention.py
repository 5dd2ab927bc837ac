"""What is wrong with a deal, in words: slipped, rotten, without a next step."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.calendar.hours import WorkingHours
from data.deals.deal import Deal
from data.deals.stages import Stage, age, has_slipped, is_rotten
from data.kernel.tones import Tone
from data.leads.attention import when_words


class Trouble(NamedTuple):
    """One thing about a deal in a few words, and how bad it is."""

    words: str
    tone: Tone = ""


def troubles(deal: Deal, stage: Stage, hours: WorkingHours, now: int) -> list[Trouble]:
    """All that is wrong with an open deal, the worst first."""
    if not deal.open:
        return []
    today = day_of(now, hours.where)
    found = []
    if has_slipped(deal, stage, today.isoformat()):
        days = (today - date.fromisoformat(deal.expected_close)).days
        found.append(Trouble(f"slipped {days} day{'' if days == 1 else 's'}", "bad"))
    if is_rotten(deal, stage, now):
        found.append(Trouble(f"rotten: {age(deal, now)} days, not {stage.rots_after}", "warn"))
    if not deal.next_step and deal.follow_up_at is None:
        found.append(Trouble("no next step", "warn"))
    return found


def why(deal: Deal, stage: Stage, hours: WorkingHours, now: int) -> Trouble:
    """What is to be said of a deal first: what is wrong with it, else what is next, or why it was lost."""
    found = troubles(deal, stage, hours, now)
    if found:
        return Trouble(", ".join(trouble.words for trouble in found), found[0].tone)
    if not deal.open:
        return Trouble(deal.reason, "dim")
    when = "" if deal.follow_up_at is None else when_words(deal.follow_up_at, now, hours)
    step = deal.next_step or "follow up"
    is_due = deal.follow_up_at is not None and deal.follow_up_at <= now
    return Trouble(f"{step} {when}".strip(), "accent" if is_due else "dim")
