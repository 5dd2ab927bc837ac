"""The numbers a rep lives by, in words: the two lines that stay in sight on every screen."""

from data.calendar.days import clock_time, short_day, week_label
from data.kernel.quick_typing import NamedTuple
from data.kernel.tones import Tone
from data.people.goal import RAMP, no_goal_words, points_words
from data.points.week import Week

GAP = "   "


class Part(NamedTuple):
    """A piece of text and the tone it is said in."""

    text: str
    tone: Tone = ""


def who_and_when(week: Week, screen: str) -> tuple[list[Part], str]:
    """The upper line: screen, person, week and day to the left; the time of day to the right."""
    left = [
        Part(screen, "strong"),
        Part(GAP + week.person.name),
        *([Part(GAP + onboarding_words(week), "dim")] if week.person.sells else []),
        Part(
            GAP
            + (
                short_day(week.today, week.today)
                if week.is_current
                else "looking at " + week_label(week.monday)
            ),
            "dim",
        ),
    ]
    return left, clock_time(week.now, week.person.zone)


def score(week: Week, pending: int = 0, streak: int = 0) -> list[Part]:
    """The lower line: points / goal, pace, what is needed a day, the streak.

    ``pending`` points are counted but not on disk yet; a trailing dot says so.
    """
    if week.is_of_no_seller:
        return [Part("does not sell", "strong"), Part(GAP + "no points are counted", "dim")]
    total = week.total + pending
    mark = "\u2026" if pending else ""
    if week.goal is None:
        later = no_goal_words(week.number, week.goal_from)
        word = points_words(total).partition(" ")[2]
        return [Part(f"{total:,}{mark} {word}", "strong"), Part(GAP + later, "dim")]
    parts = [Part(f"{total:,}{mark}", "strong"), Part(f" / {week.goal:,}")]
    parts.append(Part(GAP + pace_words(week, total), pace_tone(week, total)))
    if week.is_current and total < week.goal:
        parts.append(Part(GAP + needed_words(week, total)))
    if week.signed_by:
        parts.append(Part(GAP + f"signed by {week.signed_by}", "dim"))
    elif streak:
        parts.append(Part(GAP + f"streak {streak} week{'s' if streak > 1 else ''}", "dim"))
    return parts


def pace_words(week: Week, total: int) -> str:
    """``pace 375, 63 behind``; once the goal is reached, by how much."""
    if week.goal is not None and total >= week.goal:
        over = total - week.goal
        return "goal reached" + (f", {over:,} over" if over else "")
    if not week.is_current:
        return f"{(week.goal or 0) - total:,} short"
    if week.pace is None:
        return "a week off: pace rests"
    gap = week.pace - total
    if gap == 0:
        return f"pace {week.pace:,}, on pace"
    return f"pace {week.pace:,}, {abs(gap):,} {'behind' if gap > 0 else 'ahead'}"


def pace_tone(week: Week, total: int) -> Tone:
    """Good on pace or reached, a warning behind it."""
    if week.goal is not None and total >= week.goal:
        return "good"
    if week.pace is None:
        return "dim"
    return "good" if total >= week.pace else "warn"


def needed_words(week: Week, total: int) -> str:
    """``94 a day for 2 days``, ``48 today`` on the last working day, or what is missing when none is left."""
    missing = max((week.goal or 0) - total, 0)
    if week.days_left == 0:
        return f"{missing:,} to go"
    a_day = -(-missing // week.days_left)
    if week.days_left == 1:
        return f"{a_day:,} to go, last working day"
    return f"{a_day:,} a day for {week.days_left} days"


def onboarding_words(week: Week) -> str:
    """``week 11 of 13`` during the ramp, ``week 20`` after it.

    Before the start ``starts Mon 7 Sep``, or ``before the start`` where that day has come by now.
    """
    if week.number < 1:
        start = week.person.start
        if start <= week.today:
            return "before the start"
        return f"starts {short_day(start, week.today)}"
    last = RAMP[1]
    return f"week {week.number} of {last}" if week.number <= last else f"week {week.number}"


def plain(parts: list[Part]) -> str:
    """The parts as bare text."""
    return "".join(part.text for part in parts)
