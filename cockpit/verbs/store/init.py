"""``cockpit init``: begin a store and its first person."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.session import refuse_odd_path
from cockpit.words import line
from data.calendar.days import day_of, full_day, onboarding_week, zone
from data.kernel.text import clean
from data.people.person import by_id

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
example:
  cockpit init --name "Maria Silva" --start 2026-09-07 --zone Europe/Lisbon"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--name", required=True, help="your name")
    parser.add_argument(
        "--start", required=True, metavar="DAY", type=line, help="your first day, as 2026-09-07"
    )
    parser.add_argument("--handle", default="", help="a short name to type (the first name)")
    parser.add_argument("--email", default="", type=line, help="your e-mail address")
    parser.add_argument(
        "--zone", default="", type=line, help="your time zone, as Europe/Lisbon (this machine's)"
    )
    parser.add_argument("--hours", default="", type=line, help='your working hours ("Mon-Fri 09:00-17:30")')


def run(options: argparse.Namespace, session: Session) -> int:
    """Make the store, and say what was made and what comes next."""
    from data.begin import begin_store, local_time_zone
    from data.calendar.hours import DEFAULT_HOURS
    from data.calendar.moments import parse_day

    refuse_odd_path(session.path)
    time_zone = options.zone or local_time_zone()
    where = zone(time_zone)
    person_id = begin_store(
        session.path,
        session.now,
        name=options.name,
        start=parse_day(options.start, day_of(session.now, where), where).isoformat(),
        handle=options.handle,
        email=options.email,
        time_zone=time_zone,
        working_hours=options.hours or DEFAULT_HOURS,
        mode=session.settings.file_mode,
        password=session.settings.password,
    )
    person = by_id(session.store, person_id)
    today = day_of(session.now, person.zone)
    week = onboarding_week(person.start, today)
    since = f"starts on {full_day(person.start)}"
    if person.start <= today:
        since = f"in week {week} of onboarding"
    print(f"Store made: {clean(session.path)}")
    print(
        f"{person.name} ({person.handle}), admin, {since}, {person.time_zone}, works {person.working_hours}."
    )
    print("Next: cockpit log call      or open the screen: cockpit")
    return 0
