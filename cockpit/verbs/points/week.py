"""``cockpit week``: the Friday sheet of a person, or the week of a team."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cockpit.formats import format_of
from cockpit.parser import USUAL_WIDTH, screen_width
from cockpit.text_tables import Column
from cockpit.verbs.points import sheets
from cockpit.words import line, week
from data.calendar.days import day_of, monday_of, week_label
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean
from data.people.person import Person, find
from data.people.reach import may_read
from data.points.sheet import Sheet, sheet_of, team_weeks
from data.points.week import Week

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit week
  cockpit week --last --format md
  cockpit week --week 2026-W47 --out maria.xlsx
  cockpit week --of li             a manager reads a rep's week
  cockpit week --team              a manager's reps, furthest behind first"""

FORMATS = ("text", "md", "xlsx", "json")


class _To(NamedTuple):
    """Where a sheet goes: a file (empty: the screen) and the rights of a new one, or a line of so many cells."""

    out: str
    mode: int
    width: int | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--last", action="store_true", help="last week (this week)")
    when.add_argument("--week", type=line, metavar="WEEK", help="another week, as 2026-W47, or any day in it")
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument(
        "--of", type=line, metavar="WHO", help="another person's week: for managers and admins"
    )
    whose.add_argument("--team", action="store_true", help="one line a rep: for managers and admins")
    parser.add_argument("--format", choices=FORMATS, help="text (as the file's name says, else text)")
    parser.add_argument(
        "--json", dest="format", action="store_const", const="json", help="the same as --format json"
    )
    parser.add_argument("--out", metavar="FILE", help="write to a file, which is replaced")


def run(options: argparse.Namespace, session: Session) -> int:
    """Print or write the sheet."""
    form = format_of(options.format, options.out, FORMATS, "text")
    if form == "xlsx" and options.out in (None, "", "-"):
        raise UsageError("A workbook goes to a file. Type: cockpit week --out week.xlsx")
    if options.out:
        from data.backup.protected_files import refuse_replacing

        refuse_replacing(options.out, session.path)
    monday = _monday(options, session)
    out = "" if options.out == "-" else options.out or ""
    to = _To(out, session.settings.file_mode, None if out else screen_width())
    if options.team:
        if not session.person.leads:
            raise Refused("The team's week is for managers and admins. Your own: cockpit week")
        weeks = team_weeks(session.store, session.person, monday, session.now)
        return _give_team(weeks, monday, form, to)
    person = _person(options, session)
    return _give_sheet(sheet_of(session.store, person, monday, session.now), form, to)


def print_current(session: Session) -> int:
    """Print this week's sheet of the acting person: what ``cockpit`` does without a terminal.

    Somebody who leads and does not sell has no points; it is the team's week then.
    """
    monday = monday_of(day_of(session.now, session.person.zone))
    to = _To("", session.settings.file_mode, screen_width() or USUAL_WIDTH)
    if session.person.leads and not session.person.sells:
        weeks = team_weeks(session.store, session.person, monday, session.now)
        return _give_team(weeks, monday, "text", to)
    return _give_sheet(sheet_of(session.store, session.person, monday, session.now), "text", to)


def _person(options: argparse.Namespace, session: Session) -> Person:
    if not options.of:
        return session.person
    person = find(session.store, options.of)
    if not may_read(session.store, session.person, person):
        raise Refused(f"The week of {person.name} is for {person.name}, their manager and admins.")
    return person


def _monday(options: argparse.Namespace, session: Session) -> date:
    today = day_of(session.now, session.person.zone)
    return week("last" if options.last else options.week or "this", today)


def _give_sheet(sheet: Sheet, form: str, to: _To) -> int:
    from cockpit.verbs.points.status import facts_of

    if form == "json":
        return _give(_json(sheets.sheet_facts(sheet, facts_of(sheet.week))), to)
    if form == "md":
        return _give(sheets.sheet_markdown(sheet), to)
    if form == "xlsx" and to.out:
        columns, rows = sheets.kinds_table(sheet)
        days = sheet.week.days
        summary = (
            ("person", sheet.week.person.name),
            ("week", week_label(sheet.week.monday)),
            ("from", days[0].day),
            ("to", days[-1].day),
            ("goal", sheet.week.goal),
            ("pace", sheet.week.pace),
            ("signed off by", sheet.week.signed_by or None),
        )
        empty = (None,) * (len(columns) - 2)
        return _give_table(columns, [*rows, *((name, *empty, value) for name, value in summary)], to)
    return _give(sheets.sheet_text(sheet, to.width), to)


def _give_team(weeks: list[Week], monday: date, form: str, to: _To) -> int:
    from cockpit.verbs.points.status import facts_of

    if form == "json":
        return _give(_json([facts_of(week) for week in weeks]), to)
    if form == "xlsx" and to.out:
        columns, rows = sheets.team_table(weeks)
        label = week_label(monday)
        return _give_table([Column("week"), *columns], [(label, *row) for row in rows], to)
    if form == "md":
        return _give(sheets.team_markdown(weeks, monday), to)
    return _give(sheets.team_text(weeks, monday, to.width), to)


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)


def _give(text: str, to: _To) -> int:
    from data.files.export import write_text

    if not to.out:
        print(text)
        return 0
    write_text(to.out, text, to.mode)
    print(f"Written: {clean(to.out)}")
    return 0


def _give_table(columns: list[Column], rows: list[sheets.Row], to: _To) -> int:
    from data.files.export import write_table

    write_table(to.out, "xlsx", [column.title for column in columns], rows, to.mode)
    print(f"Written: {clean(to.out)}")
    return 0
