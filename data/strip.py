"""The numbers a rep lives by, on every screen: this week's points, the streak, and the leads that want attention."""

from __future__ import annotations

from typing import NamedTuple

from data.calendar.days import day_of, monday_of
from data.kernel.commands import Reader
from data.leads.queue import Counts, counts
from data.people.person import Person
from data.points.headline import GAP, Part
from data.points.week import Week, week_of
from data.points.weeks import streak_of

STRIP_TABLES = frozenset(
    {"activity", "day_off", "goal", "kind", "lead", "lead_status", "message", "person", "scale", "setting"}
    | {"signed_week"}
)
"""The tables that the numbers are made of."""


class Score(NamedTuple):
    """This week, the weeks in a row that reached their goal, and how many leads want what."""

    week: Week
    streak: int
    leads: Counts


def score_of(reader: Reader, person: Person, now: int, week: Week | None = None) -> Score:
    """A person's score as of ``now``. ``week`` is this week where it has been read already."""
    monday = monday_of(day_of(now, person.zone))
    return Score(
        week or week_of(reader, person, monday, now),
        streak_of(reader, person, now),
        counts(reader, person, now),
    )


def attention_parts(leads: Counts) -> list[Part]:
    """``waiting 2, 1 over``, ``nobody's waiting 1``, ``due 5``, ``cold 3``, ``no next step 4``, ``unworked 120``;
    nought is left out.
    """
    parts: list[Part] = []
    if leads.breached:
        parts.append(Part(f"waiting {leads.waiting}, {leads.breached} over", "warn"))
    elif leads.waiting:
        parts.append(Part(f"waiting {leads.waiting}"))
    if leads.nobodys_waiting:
        parts.append(Part(f"nobody's waiting {leads.nobodys_waiting}", "warn"))
    named = (
        ("due", leads.due),
        ("cold", leads.cold),
        ("no next step", leads.no_next_step),
        ("unworked", leads.unworked),
    )
    return parts + [Part(f"{name} {number}") for name, number in named if number]


def waiting_line(score: Score) -> list[Part]:
    """The leads that want attention, in one line; what to press where there are none yet."""
    leads = score.leads
    parts = attention_parts(leads)
    if not parts:
        known = leads.mine + leads.snoozed + leads.unassigned
        return [Part("inbox" + (GAP + "nobody waits" if known else GAP + "no leads yet: g i"), "dim")]
    return [Part("inbox", "dim"), *(part._replace(text=GAP + part.text) for part in parts)]
