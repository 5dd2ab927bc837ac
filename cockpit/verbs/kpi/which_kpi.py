"""What the parts of ``cockpit kpi`` share: of whom, which period, and one row for machines."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from cockpit.words import day
from data.calendar.days import day_of
from data.calendar.periods import Period, parse_period, period_of
from data.kpi.kpi import Kpi
from data.kpi.reckon import Progress, Value
from data.kpi.scope import Scope, of_person, of_role, of_team
from data.kpi.scorecard import Row
from data.kpi.targets import Target, lacks
from data.people.person import find

if TYPE_CHECKING:
    from cockpit.session import Session

_PROGRESS_FROM = 20
"""People from which on it may take long enough to say how far it is."""


def add_whose(parser: argparse.ArgumentParser) -> None:
    """The options that say of whom and of which period."""
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--of", dest="who", default="", metavar="WHO", help="of somebody (you)")
    whose.add_argument("--role", default="", metavar="ROLE", help="of all of a sales role, together")
    whose.add_argument("--team", action="store_true", help="of all whom you reach, together")
    parser.add_argument(
        "--period", nargs="+", default=[], metavar="PERIOD",
        help="month, last quarter, 2026-W48, 2026-11, 2026-Q4 (this month)",
    )  # fmt: skip


def scope_of(options: argparse.Namespace, session: Session) -> Scope:
    """Of whom: oneself, where one sells; else of all whom one reaches."""
    if options.who:
        return of_person(session.store, session.person, find(session.store, options.who))
    if options.role:
        return of_role(session.store, session.person, options.role)
    if options.team or not session.person.sells:
        return of_team(session.store, session.person)
    return of_person(session.store, session.person, session.person)


def period_asked(options: argparse.Namespace, session: Session, wanted: Kpi | None = None) -> Period:
    """The period that is asked for; else this month, or the present one in which a KPI is looked at."""
    today = day_of(session.now, session.person.zone)
    if options.period:
        return parse_period(" ".join(options.period), today)
    return period_of("month" if wanted is None else wanted.cadence, today)


def stored_day(text: str, session: Session, *, ahead: bool = False, nearest: bool = False) -> str:
    """A day as it is typed, as it is stored; nothing where nothing is typed. Without a year it is the latest one, the
    next one (``ahead``), or the ``nearest``.
    """
    if not text.strip():
        return ""
    zone = session.person.zone
    return day(text, day_of(session.now, zone), zone, ahead=ahead, nearest=nearest).isoformat()


def progress_of(scope: Scope) -> Progress | None:
    """What tells on the terminal how far the counting is, where that takes a while; None where it does not."""
    return _say_progress if len(scope.people) >= _PROGRESS_FROM and sys.stderr.isatty() else None


def _say_progress(done: int, of_all: int) -> None:
    said = f"counted {done} of {of_all}"
    ended = f"\r{' ' * len(said)}\r" if done == of_all else ""
    print(f"\r{said}{ended}", end="", file=sys.stderr, flush=True)


def row_facts(row: Row, owners: dict[int, str]) -> dict[str, Any]:
    """A row of the scorecard for machines. Figures are in the KPI's unit, money in the company's currency."""
    wanted = row.kpi
    return {
        "kpi": wanted.code,
        "name": wanted.name,
        "area": wanted.area,
        "formula": wanted.formula,
        "unit": wanted.unit,
        "better": "up" if wanted.up else "down",
        "cadence": wanted.cadence,
        "period": row.period.label,
        **_value_facts(row.value),
        "target": _target_facts(row.target, owners),
        "lacks": list(lacks(row.target)),
        "verdict": row.word,
        "before": _figure(row.before.figure),
        "year_before": _figure(row.year_before.figure),
        "trend": [_figure(figure) for figure in row.figures],
    }


def _value_facts(value: Value) -> dict[str, Any]:
    return {
        "value": _figure(value.figure),
        "part": value.part,
        "whole": value.whole,
        "records": value.records,
        "uncounted": value.uncounted,
    }


def _target_facts(target: Target | None, owners: dict[int, str]) -> dict[str, Any] | None:
    if target is None:
        return None
    return {
        "value": _figure(target.value),
        "of": target.level,
        "owner": owners.get(target.owner_id or 0),
        "agreed_with": target.agreed_with,
        "agreed_on": target.agreed_on,
        "due": target.due,
    }


def _figure(figure: float | None) -> float | None:
    return None if figure is None else round(figure / 100, 4)
