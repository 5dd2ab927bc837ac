"""The Friday sheet as text, Markdown, a table for a workbook, and JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from cockpit.text_tables import Column, fitted, markdown, markdown_table, text_table
from data.calendar.days import DAY_NAMES, clock_time, full_day, local, short_day, week_label
from data.kernel.ids import reference, short_reference
from data.kernel.text import clean
from data.people.goal import no_goal_words, points_words
from data.points.entries import Entry
from data.points.sheet import Sheet
from data.points.week import Week

Row = Sequence[object]
Draw = Callable[[Sequence[Column], Sequence[Row]], str]


def sheet_text(sheet: Sheet, width: int | None) -> str:
    """The sheet for a terminal, its tables and lists in lines of ``width`` cells if given."""
    return _sheet(
        sheet,
        lambda title: f"{title}\n",
        lambda columns, rows: text_table(columns, rows, width),
        clean,
        lambda text: fitted(f"  {clean(text)}", width),
    )


def sheet_markdown(sheet: Sheet) -> str:
    """The sheet for a page."""
    return _sheet(
        sheet,
        lambda title: f"## {title}\n",
        markdown_table,
        lambda text: markdown(clean(text)),
        lambda text: f"- {markdown(clean(text))}",
        is_page=True,
    )


def team_text(weeks: Sequence[Week], monday: date, width: int | None) -> str:
    """A team's week for a terminal, in lines of ``width`` cells if given."""
    return f"Team, week {week_label(monday)}\n\n" + text_table(*team_table(weeks), width)


def team_markdown(weeks: Sequence[Week], monday: date) -> str:
    """A team's week for a page."""
    return f"## Team, week {week_label(monday)}\n\n" + markdown_table(*team_table(weeks))


def standing_lines(week: Week) -> list[str]:
    """A week's total against goal and pace, in one or two lines."""
    if week.is_of_no_seller:
        team = " The week of those who do: cockpit week --team" if week.person.leads else ""
        return [f"{week.person.name} does not sell, so no points are counted.{team}"]
    if week.goal is None:
        lines = [f"{points_words(week.total)}, {no_goal_words(week.number, week.goal_from)}"]
    else:
        lines = [f"{week.total} / {week.goal} points"]
        if week.behind is None:
            lines[0] += ", no working days"
        else:
            where = (
                f"{week.behind} behind"
                if week.behind > 0
                else f"{-week.behind} ahead"
                if week.behind
                else "on it"
            )
            lines[0] += f", pace {week.pace}, {where}"
    if week.is_current:
        lines[0] += f", today {week.today_points}"
        if week.missing:
            days = "1 day" if week.days_left == 1 else f"{week.days_left} days"
            lines.append(
                f"needed: {week.needed_a_day} a day for {days}"
                if week.days_left
                else f"needed: {week.missing} more, and no working day is left"
            )
    return lines


def kinds_table(sheet: Sheet) -> tuple[list[Column], list[Row]]:
    """Counts by kind and day with worth, count and points; the last row holds the points of each day."""
    columns = [Column("kind", least=12), Column("pts each", True, short="each", drop=1)]
    for day in sheet.week.days:
        name = DAY_NAMES[day.day.weekday()]
        columns.append(Column(f"{name} {day.day.day}", True, short=name, drop=2))
    columns += [Column("count", True), Column("points", True)]
    rows: list[Row] = [
        (row.kind.name, row.each, *(count or None for count in row.counts), row.count or None, row.points)
        for row in sheet.rows
    ]
    rows.append(("points", None, *(day.points for day in sheet.week.days), None, sheet.week.total))
    return columns, rows


def team_table(weeks: Sequence[Week]) -> tuple[list[Column], list[Row]]:
    """One line a person; ``n/a`` where there is no goal or no pace."""
    columns = [
        Column("name"), Column("handle", drop=1), Column("points", True), Column("goal", True),
        Column("pace", True), Column("behind", True), Column("today", True), Column("flagged", True, drop=2),
        Column("signed by", drop=3),
    ]  # fmt: skip
    rows: list[Row] = [
        (
            week.person.name,
            week.person.handle,
            week.total,
            _or_na(week.goal),
            _or_na(week.pace),
            "n/a" if week.behind is None else max(week.behind, 0),
            week.today_points,
            week.flagged,
            week.signed_by or "unsigned",
        )
        for week in weeks
    ]
    return columns, rows


def sheet_facts(sheet: Sheet, standing: dict[str, object]) -> dict[str, Any]:
    """The sheet for machines."""
    return {
        **standing,
        "days": [
            {"day": day.day.isoformat(), "points": day.points, "works": day.works, "off": day.off or None}
            for day in sheet.week.days
        ],
        "kinds": [
            {
                "kind": row.kind.code,
                "name": row.kind.name,
                "worth": row.worth,
                "counted_at": list(row.counted_at),
                "counts": list(row.counts),
                "count": row.count,
                "points": row.points,
            }
            for row in sheet.rows
        ],
        "flagged_entries": [_entry_facts(entry, sheet.week) for entry in sheet.flagged],
        "notes": [_entry_facts(entry, sheet.week) for entry in sheet.noted],
        "days_off": {day.isoformat(): reason for day, reason in sheet.days_off.items()},
    }


def _sheet(
    sheet: Sheet,
    heading: Callable[[str], str],
    table: Draw,
    text: Callable[[str], str],
    item: Callable[[str], str],
    *,
    is_page: bool = False,
) -> str:
    week = sheet.week
    number = f"week {week.number} of onboarding" if week.number > 0 else "before the start"
    first, last = week.days[0].day, week.days[-1].day
    parts = [
        heading(text(f"{week.person.name}, week {week_label(week.monday)}")),
        text(f"{short_day(first, last)} to {full_day(last)}, {number}, {week.person.time_zone}"),
        *(text(line) for line in standing_lines(week)),
        text(f"signed off by {week.signed_by}" if week.signed_by else "not signed off"),
        "",
        table(*kinds_table(sheet)),
    ]
    off = [f"{short_day(day, week.today)}: {reason}" for day, reason in sheet.days_off.items()]
    sections = (
        ("Days off", off),
        ("Flagged for review", [_entry_line(entry, sheet) for entry in sheet.flagged]),
        ("Notes", [f"{_entry_line(entry, sheet)}: {clean(entry.note)}" for entry in sheet.noted]),
    )
    for title, lines in sections:
        if lines:
            parts += [
                "",
                f"{title}:",
                *([""] if is_page else []),
                *map(item, lines),
            ]
    return "\n".join(parts)


def _entry_line(entry: Entry, sheet: Sheet) -> str:
    kinds = {row.kind.code: row.kind for row in sheet.rows}
    kind = kinds.get(entry.kind)
    what = kind.counted(entry.count) if kind else f"{entry.count} {entry.kind}"
    day = short_day(date.fromisoformat(entry.day), sheet.week.today)
    when = f"{day} {clock_time(entry.at, sheet.week.person.zone)}"
    return f"{when} {what}, {entry.points:+d} ({short_reference(entry.id)})"


def _entry_facts(entry: Entry, week: Week) -> dict[str, Any]:
    return {
        "id": reference(entry.id),
        "day": entry.day,
        "at": local(entry.at, week.person.zone).isoformat(timespec="seconds"),
        "kind": entry.kind,
        "count": entry.count,
        "points": entry.points,
        "note": entry.note,
        "flag": entry.flag,
    }


def _or_na(value: int | None) -> object:
    return "n/a" if value is None else value
