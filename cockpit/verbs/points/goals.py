"""``cockpit goals``: the weekly goals, by onboarding week and by person."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.words import day, line, points, shown, whole
from data.calendar.days import day_of, monday_of
from data.kernel.errors import UsageError
from data.people.goal import AS_EVERYBODY, RAMP, all_goal_rules
from data.people.goal_commands import NewGoal, SetGoal, week_range
from data.people.person import find, handles_by_id

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit goals list
  cockpit goals set 550 --weeks 14-
  cockpit goals set 300 --for li --from 2026-11-30
  cockpit goals set none --for li
  cockpit goals set default --for li      the goal of everybody again"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb."""
    parts = Parts(parser)
    lister = parts.add("list", "show the goals", "cockpit goals list", _list)
    lister.add_argument("--json", action="store_true", help="the goals for machines")
    setter = parts.add("set", "set a weekly goal from a Monday on", "cockpit goals set 550 --weeks 14-", _set)
    setter.add_argument("points", metavar="POINTS", type=_points, help="points a week, none, or default")
    setter.add_argument("--weeks", type=_weeks, metavar="WEEKS", default=(RAMP[0], None),
                        help="onboarding weeks, as 3-13, or 14- (3-)")  # fmt: skip
    setter.add_argument("--for", dest="who", type=line, metavar="WHO", help="one person alone (everybody)")
    setter.add_argument(
        "--from", dest="since", type=line, metavar="DAY", help="the Monday it begins (this week's)"
    )


def run(options: argparse.Namespace, session: Session) -> int:
    """Run the part that was named."""
    return int(options.run_part(options, session))


def _set(options: argparse.Namespace, session: Session) -> int:
    today = day_of(session.now, session.person.zone)
    since = day(options.since, today, session.person.zone, ahead=True) if options.since else monday_of(today)
    goal = NewGoal(options.points or None, since.isoformat(), *options.weeks)
    who = find(session.store, options.who).id if options.who else None
    return say_result(session, session.apply(SetGoal, goal=goal, person_id=who))


def _list(options: argparse.Namespace, session: Session) -> int:
    handles = handles_by_id(session.store)
    facts: list[dict[str, Any]] = [
        {
            "for": handles.get(rule.person_id or 0),
            "from": rule.effective_on,
            "first_week": rule.first_week,
            "last_week": rule.last_week,
            "points": None if rule.points == AS_EVERYBODY else rule.points,
            "as_everybody": rule.points == AS_EVERYBODY,
        }
        for rule in all_goal_rules(session.store)
    ]
    if options.json:
        say_json(facts)
        return 0
    today = session.today.isoformat()
    columns = [Column("for"), Column("onboarding"), Column("points", True), Column("from"), Column("")]
    lines = [
        (
            fact["for"] or "everybody",
            week_range(fact["first_week"], fact["last_week"]),
            "everybody's" if fact["as_everybody"] else "none" if fact["points"] is None else fact["points"],
            "the beginning" if fact["from"] <= _BEGINNING else fact["from"],
            "to come" if fact["from"] > today else "",
        )
        for fact in facts
    ]
    print(text_table(columns, lines))
    print("\nA person's own goal counts before everybody's, a later Monday before an earlier one.")
    return 0


_BEGINNING = date(2000, 1, 1).isoformat()


def _points(text: str) -> int:
    word = text.strip().lower()
    if word == "default":
        return AS_EVERYBODY
    return 0 if word in ("none", "no") else points(text)


def _weeks(text: str) -> tuple[int, int | None]:
    first_text, dash, last_text = text.strip().partition("-")
    first, last = whole(first_text), whole(last_text)
    if first is None or (last_text and last is None):
        raise UsageError(f"{shown(text)} are no weeks. Type onboarding weeks like 3-13, 14- or 5.")
    return first, last if dash else first
