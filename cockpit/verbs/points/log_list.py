"""``cockpit log list``: the entries of a day or a week, each with the letters that name it."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json
from cockpit.text_tables import Column, text_table
from cockpit.words import day, line, week
from data.calendar.days import clock_time, day_of, full_day, local, short_day, week_label
from data.kernel.ids import reference, short_reference
from data.kernel.text import clean
from data.people.goal import points_words
from data.points.entries import Entry, entries
from data.points.kinds import Kind, all_kinds, find_kind

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit log list                          today
  cockpit log list --week last --kind demo
  cockpit log list --day mon --flagged"""
NOTE_SHOWN = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--day", type=line, metavar="DAY", help="one day: 2026-11-19, yesterday, mon (today)")
    when.add_argument("--week", type=line, metavar="WEEK", help="a week: 2026-W47, last, this")
    parser.add_argument("--kind", type=line, metavar="KIND", help="this kind alone")
    parser.add_argument("--flagged", action="store_true", help="those flagged for review alone")
    parser.add_argument("--json", action="store_true", help="the entries for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Print the entries, newest first."""
    store, person = session.store, session.person
    today = day_of(session.now, person.zone)
    if options.week:
        first = week(options.week, today)
        last, when = first + timedelta(days=6), f"in week {week_label(first)}"
    else:
        first = last = day(options.day, today) if options.day else today
        when = "today" if first == today else f"on {full_day(first)}"
    kinds = all_kinds(store)
    code = find_kind(kinds, options.kind).code if options.kind else None
    found = entries(store, person.id, first, last, kind=code, flagged=options.flagged)
    if options.json:
        say_json([_facts(entry, session) for entry in found])
    elif not found:
        print(f"No entries {when}. Log one with: cockpit log call")
    else:
        print(_table(found, kinds, session))
        total = sum(entry.points for entry in found)
        print(f"\n{len(found)} {'entry' if len(found) == 1 else 'entries'} {when}, {points_words(total)}")
    return 0


def _table(found: list[Entry], kinds: list[Kind], session: Session) -> str:
    by_code = {kind.code: kind for kind in kinds}
    zone = session.person.zone
    today = day_of(session.now, zone)
    columns = [
        Column("id"),
        Column("day"),
        Column("time"),
        Column("what"),
        Column("points", True),
        Column("note"),
    ]
    rows = [
        (
            short_reference(entry.id),
            short_day(date.fromisoformat(entry.day), today),
            clock_time(entry.at, zone),
            by_code[entry.kind].counted(entry.count),
            f"{entry.points:+d}",
            _remarks(entry),
        )
        for entry in found
    ]
    return text_table(columns, rows)


def _remarks(entry: Entry) -> str:
    flag = f"[{entry.flag}, for review] " if entry.flag else ""
    return flag + clean(entry.note, NOTE_SHOWN)


def _facts(entry: Entry, session: Session) -> dict[str, Any]:
    return {
        "id": reference(entry.id),
        "day": entry.day,
        "at": local(entry.at, session.person.zone).isoformat(timespec="seconds"),
        "kind": entry.kind,
        "count": entry.count,
        "points": entry.points,
        "note": entry.note,
        "flag": entry.flag,
    }
