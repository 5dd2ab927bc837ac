"""What the parts of ``cockpit review`` share: whose week is meant, and which."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from cockpit.words import line, week
from data.calendar.days import day_of
from data.kernel.errors import Refused
from data.people.person import Person, find
from data.people.reach import may_read

if TYPE_CHECKING:
    from cockpit.session import Session


def add_week(parser: argparse.ArgumentParser) -> None:
    """The options that say which week, and the answer for machines."""
    parser.add_argument(
        "--week", type=line, default="", metavar="WEEK", help="as last, 2026-W47, or any day in it (this)"
    )
    parser.add_argument("--json", action="store_true", help="the result for machines")


def add_whose(parser: argparse.ArgumentParser) -> None:
    """The argument that says whose week, and the options of ``add_week``."""
    parser.add_argument("who", metavar="WHO", type=line, help="whose week: a handle or name")
    add_week(parser)


def the_person(session: Session, who: str) -> Person:
    """Whose week is meant. Raises Refused for somebody whom one does not reach."""
    if not who:
        return session.person
    person = find(session.store, who)
    if not may_read(session.store, session.person, person):
        raise Refused(f"The weeks of {person.name} are for {person.name}, the manager and admins.")
    return person


def the_monday(session: Session, text: str, person: Person) -> date:
    """The Monday of the week that is meant: this one's where nothing is said."""
    return week(text or "this", day_of(session.now, person.zone))
