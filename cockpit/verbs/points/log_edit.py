"""``cockpit log edit``: change an entry of the log."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cockpit.answer import say_points
from cockpit.words import FIRST_YEAR, count, line, moment
from data.calendar.days import day_of
from data.kernel.errors import Refused, UsageError
from data.points.correct import EditActivity
from data.points.entries import Entry, entries_by_id, find_entry
from data.points.kinds import all_kinds, find_kind
from data.points.standing import flag_reason, last_logged

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit log edit last -n 3
  cockpit log edit 7hk2qd --kind demo --at "mon 16:30"      the letters come from: cockpit log list"""
RECENT_DAYS = 62


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    add_reference(parser)
    parser.add_argument("--kind", type=line, metavar="KIND", help="another kind")
    parser.add_argument("-n", dest="count", metavar="N", type=count, help="another count, 1 to 999")
    parser.add_argument("--at", metavar="WHEN", type=line, help="another moment, as yesterday 16:30")
    parser.add_argument("--note", metavar="TEXT", help='another note; "" removes it')
    parser.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Change one entry and say what that brought."""
    if (options.kind, options.count, options.at, options.note) == (None, None, None, None):
        raise UsageError(
            "Say what to change: --kind, -n, --at or --note. Example: cockpit log edit last -n 3"
        )
    entry = entry_meant(session, options.reference)
    kind = find_kind(all_kinds(session.store), options.kind).code if options.kind else None
    done_at = moment(options.at, session.now, session.person) if options.at else None
    result = session.apply(
        EditActivity, entry=entry.id, kind=kind, count=options.count, done_at=done_at, note=options.note
    )
    day = date.fromisoformat(entry.day) if done_at is None else day_of(done_at, session.person.zone)
    flag = flag_reason(session.store, entry.id)
    return say_points(session, result, day, as_json=options.json, flag=flag)


def add_reference(parser: argparse.ArgumentParser) -> None:
    """The argument that names an entry."""
    parser.add_argument(
        "reference", metavar="REF", type=line, help="last, or the letters shown by: cockpit log list"
    )


def entry_meant(session: Session, reference: str) -> Entry:
    """The person's entry of that reference: looked for among the recent ones first, then among all."""
    today = day_of(session.now, session.person.zone) + timedelta(days=1)
    last = last_logged(session.store, session.person.id) if reference.lower() == "last" else None
    if last is not None:
        return entries_by_id(session.store, [last])[0]
    try:
        return find_entry(
            session.store, session.person.id, reference, today - timedelta(days=RECENT_DAYS), today
        )
    except Refused:
        end = date(today.year + 1, 12, 31)  # a clock that was set back leaves entries ahead of it
        return find_entry(session.store, session.person.id, reference, date(FIRST_YEAR, 1, 1), end)
