"""``cockpit kinds``: the kinds of activity, and what they are worth."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.words import day, line, points, shown, whole
from data.calendar.days import day_of, full_day
from data.kernel.errors import UsageError
from data.points.kind_commands import AddKind, EditKind, RateKind
from data.points.kinds import Kind, all_kinds, find_kind, worths_after, worths_on

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit kinds list
  cockpit kinds add site-visit --key o --name "site visit" --points 15
  cockpit kinds rate call 2 --from 2027-01-04
  cockpit kinds retire demo-shadowed"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb."""
    parts = Parts(parser)
    lister = parts.add("list", "show the kinds", "cockpit kinds list", _list)
    lister.add_argument("--json", action="store_true", help="the kinds for machines")
    adder = parts.add(
        "add", "add a kind", 'cockpit kinds add site-visit --key o --name "site visit" --points 15', _add
    )
    adder.add_argument("code", metavar="KIND", type=line, help="its id: letters, digits and dashes")
    adder.add_argument("--key", required=True, type=line, metavar="LETTER", help="a free letter of the pad")
    adder.add_argument("--name", required=True, type=line, help="what one is called")
    adder.add_argument("--plural", default="", type=line, help="what several are called (the name with an s)")
    adder.add_argument("--points", required=True, type=points, metavar="N", help="what one is worth")
    adder.add_argument(
        "--from", dest="since", metavar="DAY", type=line, help="the first day it can be done (today)"
    )
    editor = parts.add(
        "edit", "change a kind's names, key or burst limit", "cockpit kinds edit won --key y", _edit
    )
    editor.add_argument("code", metavar="KIND", type=line, help="a kind's id, key letter or name")
    editor.add_argument("--key", type=line, metavar="LETTER", help="another free letter")
    editor.add_argument("--name", type=line, help="what one is called")
    editor.add_argument("--plural", type=line, help="what several are called")
    editor.add_argument(
        "--burst", type=_burst, metavar="N/MIN", help="flag more than N within MIN minutes, as 60/10"
    )
    editor.add_argument("--active", action="store_const", const=1, help="can be logged again")
    rater = parts.add(
        "rate", "change what a kind is worth, from a day on", "cockpit kinds rate call 2", _rate
    )
    rater.add_argument("code", metavar="KIND", type=line, help="a kind's id, key letter or name")
    rater.add_argument("points", metavar="POINTS", type=points, help="what one is worth")
    rater.add_argument("--from", dest="since", metavar="DAY", type=line, help="the first day (today)")
    retirer = parts.add(
        "retire", "take a kind off the pad; entries stay", "cockpit kinds retire won", _retire
    )
    retirer.add_argument("code", metavar="KIND", type=line, help="a kind's id, key letter or name")


def run(options: argparse.Namespace, session: Session) -> int:
    """Run the part that was named."""
    return int(options.run_part(options, session))


def _add(options: argparse.Namespace, session: Session) -> int:
    result = session.apply(
        AddKind,
        code=options.code,
        key=options.key,
        title=options.name,
        plural=options.plural,
        points=options.points,
        effective_on=_since(options, session),
    )
    return say_result(session, result)


def _edit(options: argparse.Namespace, session: Session) -> int:
    count, minutes = options.burst or (None, None)
    changes = {
        "key": options.key,
        "title": options.name,
        "plural": options.plural,
        "burst_count": count,
        "burst_minutes": minutes,
        "active": options.active,
    }
    if all(value is None for value in changes.values()):
        raise UsageError("Say what to change. Example: cockpit kinds edit won --key y")
    result = session.apply(EditKind, code=_kind(options.code, session).code, **changes)
    return say_result(session, result)


def _rate(options: argparse.Namespace, session: Session) -> int:
    code = _kind(options.code, session).code
    result = session.apply(RateKind, code=code, points=options.points, effective_on=_since(options, session))
    return say_result(session, result)


def _retire(options: argparse.Namespace, session: Session) -> int:
    return say_result(session, session.apply(EditKind, code=_kind(options.code, session).code, active=0))


def _list(options: argparse.Namespace, session: Session) -> int:
    today = session.today
    facts = [_facts(kind, session, today) for kind in all_kinds(session.store)]
    if options.json:
        say_json(facts)
        return 0
    columns = [Column("key"), Column("kind"), Column("name"), Column("points", True), Column("")]
    rows = [(fact["key"], fact["kind"], fact["name"], fact["points"], _remarks(fact)) for fact in facts]
    print(text_table(columns, rows))
    return 0


def _facts(kind: Kind, session: Session, today: date) -> dict[str, Any]:
    later = worths_after(session.store, kind.code, today)
    return {
        "kind": kind.code,
        "key": kind.key,
        "name": kind.name,
        "plural": kind.plural,
        "points": worths_on(session.store, today).get(kind.code),
        "later": [{"from": day, "points": worth} for day, worth in later],
        "burst": {"count": kind.burst_count, "minutes": kind.burst_minutes},
        "active": bool(kind.active),
    }


def _remarks(fact: dict[str, Any]) -> str:
    words = [] if fact["active"] else ["retired"]
    for change in fact["later"]:
        begin = date.fromisoformat(change["from"])
        words.append(f"{change['points']} from {full_day(begin)}")
    return "; ".join(words)


def _kind(text: str, session: Session) -> Kind:
    """The kind meant; a retired one by its id."""
    kinds = all_kinds(session.store)
    retired = [kind for kind in kinds if not kind.active and kind.code == text.strip().lower()]
    return retired[0] if retired else find_kind(kinds, text)


def _since(options: argparse.Namespace, session: Session) -> str:
    today = day_of(session.now, session.person.zone)
    return (day(options.since, today) if options.since else today).isoformat()


def _burst(text: str) -> tuple[int, int]:
    count, slash, minutes = text.partition("/")
    found = whole(count), whole(minutes)
    if not slash or not found[0] or not found[1] or found[0] > 10_000 or found[1] > 1_440:
        raise UsageError(
            f"{shown(text)} is no burst limit. Type it like 60/10: more than 60 within 10 minutes."
        )
    return found[0], found[1]
