"""The part of ``cockpit review`` that lists weeks by how they stand: of a person, a team, a quarter."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import WHOLE, Column, text_table
from cockpit.verbs.records.record_words import instant
from cockpit.verbs.reviews.which_week import the_person
from cockpit.words import line
from data.calendar.days import day_of, monday_of, week_label
from data.calendar.periods import parse_period
from data.kernel.text import clean
from data.people.person import Person
from data.people.reach import team_of
from data.reviews.listing import WeekRow, weeks_of
from data.reviews.review import STATES

if TYPE_CHECKING:
    from cockpit.session import Session


def add_to(parts: Parts) -> None:
    """Add the part and its options."""
    lister = parts.add(
        "list", "weeks by how they stand, what waits for a signature first",
        "cockpit review list --state submitted --period quarter", _list,
    )  # fmt: skip
    whose = lister.add_mutually_exclusive_group()
    whose.add_argument("--person", type=line, default="", metavar="WHO", help="somebody's weeks")
    whose.add_argument("--own", action="store_true", help="your own weeks (a manager's: the team's)")
    lister.add_argument("--state", action="append", choices=STATES, help="only such; may be repeated")
    lister.add_argument(
        "--period",
        type=line,
        default="quarter",
        metavar="PERIOD",
        help="as month, last quarter, 2026-Q4 (quarter)",
    )
    lister.add_argument("--json", action="store_true", help="the weeks for machines")


def _list(options: argparse.Namespace, session: Session) -> int:
    people = _people(options, session)
    period = parse_period(options.period, day_of(session.now, session.person.zone))
    states = options.state or STATES
    rows = weeks_of(
        session.store, people, monday_of(period.first), monday_of(period.last), session.now, states
    )
    if options.json:
        say_json([_facts(row, session) for row in rows])
        return 0
    if not rows:
        print(f"No week of {period.label} stands so. All of them: cockpit review list --period year")
        return 0
    columns = [
        Column("week", least=WHOLE), Column("who", least=6), Column("state", least=9), Column("points", True),
        Column("goal", True, drop=2), Column("adjusted", True, drop=3, is_spare=True),
        Column("submitted with", True, drop=3, is_spare=True), Column("since", drop=1),
    ]  # fmt: skip
    print(text_table(columns, [_row(row, session) for row in rows], screen_width()))
    return 0


def _people(options: argparse.Namespace, session: Session) -> list[Person]:
    if options.person:
        return [the_person(session, options.person)]
    if options.own or not session.person.leads:
        return [session.person]
    return team_of(session.store, session.person)


def _row(row: WeekRow, session: Session) -> tuple[object, ...]:
    since = "" if row.since is None else day_of(row.since, session.person.zone).isoformat()
    return (
        week_label(row.monday), clean(row.person.name, 24), row.state, row.points,
        "n/a" if row.goal is None else row.goal, f"{row.adjusted:+d}" if row.adjusted else None,
        row.submitted if row.is_other else None, since,
    )  # fmt: skip


def _facts(row: WeekRow, session: Session) -> dict[str, Any]:
    return {
        "week": week_label(row.monday),
        "monday": row.monday.isoformat(),
        "person": row.person.handle,
        "state": row.state,
        "since": instant(row.since, session.person.zone),
        "points": row.points,
        "goal": row.goal,
        "adjusted": row.adjusted,
        "submitted_points": row.submitted,
        "over": row.is_over,
    }
