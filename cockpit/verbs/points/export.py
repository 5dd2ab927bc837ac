"""``cockpit export``: write activities, people or weeks to a file or a pipe."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta, tzinfo
from typing import cast

from cockpit.formats import format_of
from cockpit.session import Session
from data.backup.protected_files import refuse_replacing
from data.calendar.days import day_of, parse_week
from data.calendar.moments import parse_day
from data.files.export import FORMATS, Format, write_table
from data.kernel.errors import Refused, UsageError
from data.people.person import Person, everybody, find
from data.points.export import Extract, activities, people_rows, readable, span, weeks

EXAMPLE = """Examples:
  cockpit export                                    your activities, as CSV
  cockpit export weeks --team --out weeks.xlsx
  cockpit export activities --of pam --week 2026-W47 --format json

Bringing an export of activities in again (cockpit points import) makes no duplicates."""

_WHAT = ("activities", "people", "weeks")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("what", nargs="?", choices=_WHAT, default="activities", help="what to write")
    parser.add_argument("--from", dest="first", default="", metavar="DAY", help="the first day")
    parser.add_argument("--to", dest="last", default="", metavar="DAY", help="the last day")
    parser.add_argument("--week", default="", help="one week, like 2026-W47, last or this")
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--of", default="", metavar="NAME", help="somebody's whom you may read")
    whose.add_argument("--team", action="store_true", help="your whole team's")
    parser.add_argument("--format", choices=FORMATS, help="default: by the file's ending, else csv")
    parser.add_argument("--out", default="-", metavar="FILE", help="where to; - is the standard output")


def run(options: argparse.Namespace, session: Session) -> int:
    """Write the rows, and say how many where they do not go to the standard output."""
    file_format = _format(options.format, options.out)
    refuse_replacing(options.out, session.path)
    store = session.store
    named = find(store, options.of) if options.of else None
    with store.snapshot():
        people = readable(store, session.person, named, options.team)
        if not people:
            raise Refused("There is nobody in your team yet. Add people with: cockpit people add")
        extract = _extract(options, session, people)
        count = write_table(
            *(options.out, file_format, extract.columns, extract.rows, session.settings.file_mode)
        )
    if options.out != "-":
        print(f"wrote {count:,} {'row' if count == 1 else 'rows'} to {options.out}")
    return 0


def _extract(options: argparse.Namespace, session: Session, people: list[Person]) -> Extract:
    store, today = session.store, day_of(session.now, session.person.zone)
    if options.what == "people":
        if options.first or options.last or options.week:
            raise UsageError("People have no days. Leave out --from, --to and --week.")
        if options.team and session.person.role == "admin":
            people = everybody(store)
        return people_rows(store, people)
    first, last = _days(options, span(store, people, today), today, session.person.zone)
    return (weeks if options.what == "weeks" else activities)(store, people, first, last)


def _days(
    options: argparse.Namespace, all_days: tuple[date, date], today: date, where: tzinfo
) -> tuple[date, date]:
    if options.week:
        if options.first or options.last:
            raise UsageError("Say --week, or --from and --to, not both.")
        monday = parse_week(options.week, today)
        return monday, monday + timedelta(days=6)
    first = parse_day(options.first, today, where) if options.first else all_days[0]
    last = parse_day(options.last, today, where) if options.last else max(all_days[1], first)
    if last < first:
        raise UsageError(f"{last} lies before {first}. Swap --from and --to.")
    return first, last


def _format(said: str | None, out: str) -> Format:
    chosen = format_of(said, out, FORMATS, "csv")
    if chosen == "xlsx" and out == "-" and sys.stdout.isatty():
        raise UsageError("A workbook is no text for a terminal. Name a file: --out FILE.xlsx")
    return cast(Format, chosen)
