"""How the team is told on its screen: the cells of its people, the bars of its weeks, one of them at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from data.calendar.days import week_label
from data.calendar.hours import WorkingHours
from data.kernel.tones import Tone
from data.points.headline import GAP, Part
from data.team.member import Member
from data.team.need import reasons
from data.team.team import Team, TeamWeek
from data.team.words import (
    WELL,
    answer_words,
    elsewhere_words,
    last_words,
    pace_words,
    runs_words,
    week_words,
    why_words,
)
from widgets.charts.sparkline import sparkline
from widgets.charts.weeks import WeekTotal
from widgets.paged_list import Cell, Column
from widgets.width import cut

SPARK_WEEKS = 8

COLUMNS = (
    Column("", 2, align="right"),
    Column("name", 12, flex=8),
    Column("why", 18, flex=3),
    Column("week", 9, align="right"),
    Column("pace", 5, align="right"),
    Column("weeks", SPARK_WEEKS, drop_below=74),
    Column("last", 8, drop_below=86),
    Column("no.", 3, align="right", drop_below=96),
    Column("answers", 7, drop_below=112),
    Column("cold", 4, align="right", drop_below=112),
    Column("stuck", 5, align="right", drop_below=112),
    Column("KRA", 5, drop_below=112),
    Column("to sign", 7, align="right", drop_below=112),
    Column("unsent", 6, align="right", drop_below=112),
    Column("flags", 5, align="right", drop_below=112),
)


def member_cells(member: Member, place: int, now: int, hours: WorkingHours) -> tuple[Cell, ...]:
    """The cells of one person; ``place`` is the one in the ranking, 0 where it is not told."""
    why = reasons(member)
    first: Tone = why[0].tone if why else "good"
    points = [week.points for week in member.weeks[-SPARK_WEEKS:]]
    top = max((week.goal or 0 for week in member.weeks[-SPARK_WEEKS:]), default=0)
    return (
        Cell(f"{place}" if place else "", "dim"),
        Cell(member.person.name),
        Cell(why_words(member), first if why else "dim", short=why[0].words if why else WELL, parts="; "),
        Cell(week_words(member), "strong"),
        Cell(_gap(member), _pace_tone(member)),
        Cell(sparkline(points, max([top, *points])), "dim"),
        Cell(last_words(member, now, hours), "dim"),
        Cell(f"{member.number}" if member.number > 0 else "", "dim"),
        Cell(answer_words(member), "bad" if member.queue.breached else ""),
        Cell(_shown(member.queue.cold)),
        Cell(_shown(member.stuck)),
        Cell(runs_words(member)),
        Cell(_shown(member.to_sign)),
        Cell(_shown(member.unsent)),
        Cell(_shown(sum(member.flags))),
    )


def _gap(member: Member) -> str:
    """Points ahead of the pace, or behind it with a minus."""
    if member.goal is None or (member.behind is None and member.total < member.goal):
        return pace_words(member)
    if member.total >= member.goal or not member.behind:
        return pace_words(member)
    return f"{-member.behind:+,}"


def _shown(number: int) -> str:
    return f"{number:,}" if number else ""


def _pace_tone(member: Member) -> Tone:
    if member.goal is None or (member.behind is None and member.total < member.goal):
        return "dim"
    return "good" if member.total >= member.goal or (member.behind or 0) <= 0 else "warn"


def week_bars(weeks: Sequence[TeamWeek]) -> tuple[WeekTotal, ...]:
    """The team's weeks for their chart, by the number of the ISO week; those before anybody was there left out."""
    begun = next((place for place, week in enumerate(weeks) if week.points or week.goal), len(weeks))
    return tuple(
        WeekTotal(
            label=week_label(week.monday)[-2:],
            points=week.points,
            goal=week.goal,
            current=place == len(weeks) - 1,
        )
        for place, week in enumerate(weeks)
        if place >= begun
    )


def head_parts(team: Team) -> list[Part]:
    """Whose team, and how many they are."""
    many = team.totals.score.people
    whose = "everybody" if team.manager.role == "admin" else f"{team.manager.name}'s team"
    return [
        Part("Team", "strong"),
        Part(GAP + whose),
        Part(f"{GAP}{many:,} {'person' if many == 1 else 'people'}", "dim"),
    ]


def told_lines(member: Member, now: int, hours: WorkingHours, width: int) -> list[str]:
    """One person in two lines of so many cells, where there is no room for a glance: who, and every reason."""
    person = member.person
    who = (
        f"{person.sales_role or 'sells'}, week {member.number}"
        if member.number > 0
        else f"starts {person.start}"
    )
    there = elsewhere_words(member)
    first = f"{person.name}: {who}, {there and f'{there}, '}last activity {last_words(member, now, hours)}"
    return [cut(first, width), cut(why_words(member), width)]


def glance_lines(member: Member, now: int, hours: WorkingHours) -> list[str]:
    """One person at a glance: a line each; the first is the name."""
    person = member.person
    role = person.sales_role or "sells"
    lines = [
        person.name,
        f"{role}, week {member.number} of onboarding"
        if member.number > 0
        else f"{role}, starts {person.start}",
        "",
        f"{week_words(member)}   {pace_words(member)}",
        *filter(None, [elsewhere_words(member)]),
        f"last activity {last_words(member, now, hours)}",
        "",
    ]
    why = reasons(member)
    lines += [f"\u2022 {reason.words}" for reason in why] or [WELL]
    return [*lines, "", "enter opens the cockpit, to read"]
