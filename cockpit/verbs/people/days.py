"""``cockpit days``: days off of a person and holidays of everybody."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.words import day, line
from data.calendar.days import day_of, monday_of
from data.kernel.errors import Refused
from data.people.days_off_commands import DayOff, TakeDaysOff, WorkOnDays, range_words, stored_days_off
from data.people.person import Person, find
from data.people.reach import may_read

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit days off 2026-12-24 --to 2026-12-31 --reason "winter holiday"
  cockpit days off 2027-01-01 --everyone --reason "New Year"
  cockpit days work 2026-12-30
  cockpit days list"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb."""
    parts = Parts(parser)
    lister = parts.add("list", "show days off and holidays", "cockpit days list", _list)
    lister.add_argument("--all", action="store_true", help="also those of past weeks")
    lister.add_argument("--of", type=line, metavar="WHO", help="of another person (you)")
    lister.add_argument("--json", action="store_true", help="the days for machines")
    off = parts.add("off", "take days off", 'cockpit days off 2026-12-24 --reason "winter holiday"', _off)
    work = parts.add("work", "make days off working days again", "cockpit days work 2026-12-24", _work)
    for part in (off, work):
        part.add_argument("day", metavar="DAY", type=line, help="2026-12-24, tomorrow, mon")
        part.add_argument("--to", type=line, metavar="DAY", help="the last day of several")
        whose = part.add_mutually_exclusive_group()
        whose.add_argument("--everyone", action="store_true", help="a holiday of the company")
        whose.add_argument("--of", type=line, metavar="WHO", help="of another person (you)")
    off.add_argument("--reason", default="", help="what to call it")


def run(options: argparse.Namespace, session: Session) -> int:
    """Run the part that was named."""
    return int(options.run_part(options, session))


def _off(options: argparse.Namespace, session: Session) -> int:
    first, last, who = _meant(options, session)
    result = session.apply(TakeDaysOff, first=first, last=last, person_id=who, reason=options.reason)
    return say_result(session, result)


def _work(options: argparse.Namespace, session: Session) -> int:
    first, last, who = _meant(options, session)
    return say_result(session, session.apply(WorkOnDays, first=first, last=last, person_id=who))


def _meant(options: argparse.Namespace, session: Session) -> tuple[str, str, int | None]:
    today = day_of(session.now, session.person.zone)
    first = day(options.day, today)
    last = day(options.to, today) if options.to else first
    who = None if options.everyone else _whose(options, session).id
    return first.isoformat(), last.isoformat(), who


def _whose(options: argparse.Namespace, session: Session) -> Person:
    if not options.of:
        return session.person
    person = find(session.store, options.of)
    if not may_read(session.store, session.person, person):
        raise Refused(f"The days of {person.name} are for {person.name}, their manager and admins.")
    return person


def _list(options: argparse.Namespace, session: Session) -> int:
    person = _whose(options, session) if options.of else session.whoever
    today = session.today if person is None else day_of(session.now, person.zone)
    first = date.min if options.all else monday_of(today)
    whose = (None,) if person is None else (None, person.id)
    rows = [row for who in whose for row in stored_days_off(session.store, who, first, date.max)]
    rows.sort(key=lambda row: row.day)
    if options.json:
        say_json([_facts(row, person) for row in rows])
        return 0
    if rows:
        name = person.name if person else ""
        lines = [
            (range_words(begin, end), name if row.person_id else "everybody", row.reason)
            for begin, end, row in _joined(rows)
        ]
        print(text_table([Column("days"), Column("who"), Column("reason")], lines))
    else:
        print("No days off this week or to come. Take one with: cockpit days off 2026-12-24")
    if person is None:
        print("Holidays of everybody alone. Your own too: cockpit days list --as NAME")
    if not options.all and _has_past(session, whose, first):
        print("Those of past weeks too: cockpit days list --all")
    return 0


def _has_past(session: Session, whose: tuple[int | None, ...], first: date) -> bool:
    before = first - timedelta(days=1)
    return any(stored_days_off(session.store, who, date.min, before) for who in whose)


def _joined(rows: list[DayOff]) -> list[tuple[date, date, DayOff]]:
    """Days in a row for the same person and reason as one range."""
    found: list[tuple[date, date, DayOff]] = []
    for row in sorted(rows, key=lambda row: (row.person_id or 0, row.reason, row.day)):
        today = date.fromisoformat(row.day)
        if found:
            begin, end, other = found[-1]
            if (other.person_id, other.reason) == (row.person_id, row.reason) and today - end == timedelta(
                days=1
            ):
                found[-1] = (begin, today, other)
                continue
        found.append((today, today, row))
    return sorted(found, key=lambda entry: entry[0])


def _facts(row: DayOff, person: Person | None) -> dict[str, Any]:
    return {"day": row.day, "for": person.handle if person and row.person_id else None, "reason": row.reason}
