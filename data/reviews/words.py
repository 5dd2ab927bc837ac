"""The page of a week in words: its sections, the same on the screen, on the command line, as a page and in print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from data.calendar.days import DAY_NAMES, clock_time, day_of, full_day, short_date, short_day, week_label
from data.comments.comment import DOES
from data.kernel.ratio import Ratio
from data.kernel.tones import Tone
from data.people.goal import points_words
from data.people.person import Person
from data.reviews.glance import Reviewed
from data.reviews.page import DealLine, WeekPage

Part = Literal[
    "standing", "days", "kinds", "kpis", "runs", "won", "lost", "moved", "steps", "said", "adjusted"
]
"""What a section is about; a line of it is opened by that."""
VERDICT_TONES: dict[str, Tone] = {"met": "good", "on pace": "good", "behind": "warn", "missed": "bad"}


class Line(NamedTuple):
    """A line of a section: its cells, and how it is said."""

    cells: tuple[str, ...]
    tone: Tone = ""


class Section(NamedTuple):
    """A part of the page: its title, what its columns are called, which of them are numbers, and its lines."""

    part: Part
    title: str
    columns: tuple[str, ...]
    numbers: frozenset[int]
    lines: tuple[Line, ...]


def title(page: WeekPage) -> str:
    """``Ana Costa, week 2026-W48``."""
    return f"{page.name}, week {week_label(date.fromisoformat(page.monday))}"


def span_words(page: WeekPage) -> str:
    """``Mon 23 to Sun 29 Nov 2026, week 11 of onboarding``."""
    first, last = date.fromisoformat(page.days[0].day), date.fromisoformat(page.days[-1].day)
    number = f"week {page.number} of onboarding" if page.number > 0 else "before the start"
    return f"{short_day(first, last)} to {full_day(last)}, {number}"


def standing_words(found: Reviewed) -> str:
    """How the week stands: ``open``, ``submitted 20 Nov 15:00``, ``signed by Mo Manager on ...``."""
    stands = found.stands
    if stands.signed is not None:
        return f"signed by {found.signer} {_when(stands.signed.signed_at, found)}"
    if stands.review is None:
        return "open, not submitted"
    return f"{stands.state} {_when(stands.review.at, found)}"


def seal_words(found: Reviewed) -> str:
    """What is to be said of a signed week's fingerprint; empty where it holds, and of a week that is not signed."""
    if found.sealed is None or not found.sealed.seal:
        return ""
    if found.sealed.seal == "none":
        return "Signed before fingerprints were kept: the numbers are those of today."
    return f"EDITED SINCE IT WAS SIGNED, by other means than this program: {found.sealed.words}."


def goal_words(page: WeekPage) -> str:
    """``55 of 500 points, 11 %; pace 475, 420 behind``."""
    if page.goal is None:
        return f"{points_words(page.total, ',')}, no goal"
    share = f"{page.total:,} of {page.goal:,} points, {Ratio(page.total, page.goal).percent}"
    if page.pace is None:
        return share
    behind = page.pace - page.total
    where = f"{behind:,} behind" if behind > 0 else f"{-behind:,} ahead" if behind else "on it"
    return f"{share}; pace {page.pace:,}, {where}"


def reached_words(found: Reviewed) -> str:
    """The points against the goal; of a submitted week also those that it was submitted with, where they are others."""
    review, reached = found.stands.review, goal_words(found.page)
    if review is None or found.stands.signed is not None or review.points in (None, found.page.total):
        return reached
    return f"{reached}; submitted with {review.points:,}"


def sections(found: Reviewed) -> list[Section]:
    """All parts of the page, in their order; the title of what holds nothing says so."""
    page = found.page
    return [
        *([_adjusted(found)] if found.stands.adjustments else []),
        _said(found),
        _days(page),
        _kinds(page),
        _kpis(page),
        _runs(page),
        _deals("won", "Won", "worth", page.won),
        _deals("lost", "Lost", "worth", page.lost, "why"),
        _deals("moved", "Moved on", "worth", page.moved, "from, to"),
        _steps(found),
    ]


def _section(
    part: Part, title: str, columns: Sequence[str], lines: Sequence[Line], numbers: Sequence[int] = ()
) -> Section:
    return Section(part, title, tuple(columns), frozenset(numbers), tuple(lines))


def _adjusted(found: Reviewed) -> Section:
    lines = [
        Line(
            (
                f"{one.points:+,d}",
                one.reason,
                found.names.get(one.adjusted_by, ""),
                _when(one.at, found),
            )
        )
        for one in found.stands.adjustments
    ]
    signed, total = found.page.total, found.total
    heading = f"Adjusted since: {signed:,} signed {found.stands.adjusted:+,d} = {total:,}"
    return _section("adjusted", heading, ("points", "why", "by", "when"), lines, (0,))


def _days(page: WeekPage) -> Section:
    lines = [
        Line(
            (
                f"{DAY_NAMES[date.fromisoformat(day.day).weekday()]} {date.fromisoformat(day.day).day}",
                f"{day.points:,}",
                day.off,
            ),
            "" if day.points else "dim",
        )
        for day in page.days
    ]
    return _section("days", f"Points by day: {page.total:,}", ("day", "points", "off"), lines, (1,))


def _kinds(page: WeekPage) -> Section:
    lines = [
        Line((kind.name, f"{kind.times:,}", f"{kind.points:,}", *map(_on_day, kind.by_day)))
        for kind in page.kinds
    ]
    entries = f"{page.entries:,} {'entry' if page.entries == 1 else 'entries'}"
    lines.append(Line((entries, "", f"{page.total:,}"), "dim"))
    flagged = f", {page.flagged:,} flagged" if page.flagged else ""
    columns = ("kind", "times", "points", *DAY_NAMES)
    return _section("kinds", f"Points by kind{flagged}", columns, lines, range(1, len(columns)))


def _on_day(count: int) -> str:
    return f"{count:,}" if count else "\u00b7"


def _kpis(page: WeekPage) -> Section:
    lines = [
        Line((kpi.name, kpi.value, kpi.target, kpi.verdict), VERDICT_TONES.get(kpi.verdict, "dim"))
        for kpi in page.kpis
    ]
    return _section("kpis", "KPIs of the week", ("KPI", "value", "target", "verdict"), lines, (1, 2))


def _runs(page: WeekPage) -> Section:
    lines = [
        Line(
            (
                f"{_of_run(run.period)}, {run.standard}",
                f"{run.done} of {run.judged}",
                f"open: {run.left}" if run.left else "",
            ),
            "warn" if run.left else "",
        )
        for run in page.runs
    ]
    return _section(
        "runs", "KRA" if lines else "KRA: no standard was due", ("standard", "done", ""), lines, (1,)
    )


def _of_run(period: str) -> str:
    """What a run was for, its day as ``Mon 23 Nov``: the page names it as it is typed."""
    is_day = len(period) == len("2026-11-23") and period.replace("-", "").isdecimal()
    return short_day(day := date.fromisoformat(period), day) if is_day else period


def _deals(part: Part, name: str, worth: str, deals: Sequence[DealLine], words: str = "") -> Section:
    lines = [Line((deal.called, deal.worth or "no value", deal.words)) for deal in deals]
    return _section(part, f"{name}: {len(deals):,}", ("deal", worth, words), lines, (1,))


def _steps(found: Reviewed) -> Section:
    page, zone = found.page, found.person.zone
    lines = [
        Line(
            (
                step.called,
                f"{_day(step.due_at, found.person)} {clock_time(step.due_at, zone)}",
                step.step or "no words",
            )
        )
        for step in page.steps
    ]
    left = f", {page.overdue:,} left from before" if page.overdue else ""
    return _section(
        "steps",
        f"Next week: {len(page.steps):,} step{'' if len(page.steps) == 1 else 's'}{left}",
        ("with", "when", "what"),
        lines,
    )


def _said(found: Reviewed) -> Section:
    zone, lines = found.person.zone, []
    for one in found.said:
        does = DOES.get(one.comment.does, one.comment.does) if one.comment.does else ""
        words = ": ".join(filter(None, (does, " ".join(one.comment.text.split()))))
        lines.append(Line((one.author, short_date(day_of(one.comment.at, zone), found.monday), words)))
    return _section("said", "Words" if lines else "Words: none yet", ("who", "when", "what"), lines, (1,))


def _day(at: int, person: Person) -> str:
    day = day_of(at, person.zone)
    return f"{DAY_NAMES[day.weekday()]} {day.day}"


def _when(at: int, found: Reviewed) -> str:
    """Day and time where the person is; the year where it is not that of the week."""
    zone = found.person.zone
    return f"{short_date(day_of(at, zone), found.monday)} {clock_time(at, zone)}"
