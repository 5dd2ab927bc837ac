"""``cockpit log KIND``: log activities as fast as Python allows."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_points
from cockpit.words import count, line, moment
from data.calendar.days import day_of
from data.kernel.commands import Result
from data.kernel.errors import UsageError
from data.kernel.ids import reference
from data.points.kinds import all_kinds, find_kind
from data.points.log import LogActivity

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit log call
  cockpit log c -n 12
  cockpit log call --lead acme --outcome "no answer"
  cockpit log "meeting booked" --at "yesterday 16:30" --note "with Ana Costa"
  cockpit log list            also: log edit last -n 3, log delete last"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument(
        "kind", metavar="KIND", type=line, help="a kind's id, key letter or name: cockpit kinds list"
    )
    parser.add_argument("-n", dest="count", metavar="N", type=count, default=1, help="how many, 1 to 999 (1)")
    parser.add_argument(
        "--at", metavar="WHEN", type=line, help="14:05, yesterday, mon 9:30, 3 jan, 2026-11-19 14:05, -2h"
    )
    parser.add_argument(
        "--lead",
        metavar="LEAD",
        help="whom it was with: an e-mail address, a reference, or words of the name",
    )
    parser.add_argument(
        "--outcome", metavar="NAME", default="", help="how a call to a lead went: cockpit leads lists"
    )
    parser.add_argument("--note", metavar="TEXT", default="", help="a note on the entry")
    parser.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Log one entry and say what it brought."""
    kind = find_kind(all_kinds(session.store), options.kind)
    zone = session.person.zone
    done_at = session.now if options.at is None else moment(options.at, session.now, session.person)
    lead = None if options.lead is None else _lead(session, options.lead)
    if options.outcome:
        result = _log_call(options, session, kind.code, lead, done_at)
    else:
        result = session.apply(
            LogActivity, kind=kind.code, count=options.count, done_at=done_at, note=options.note, lead_id=lead
        )
    code = say_points(
        session,
        result,
        day_of(done_at, zone),
        as_json=options.json,
        verb=" logged",
        flag=_flag(session, result.id),
    )
    if kind.code == "won" and lead is not None and not options.json:
        print(f"Close the lead as won: cockpit leads win {reference(lead)}")
    return code


def _log_call(
    options: argparse.Namespace, session: Session, kind: str, lead: int | None, done_at: int
) -> Result:
    """Log one call with how it went."""
    from data.leads.calls import LogCall

    if kind != "call" or lead is None or options.count != 1:
        raise UsageError(
            "--outcome says how one call to a lead went. Type it like: "
            'cockpit log call --lead acme --outcome "no answer"'
        )
    return session.apply(LogCall, lead_id=lead, outcome=options.outcome, done_at=done_at, note=options.note)


def _lead(session: Session, text: str) -> int:
    from data.leads.find import find

    return find(session.store, session.person, text).id


def _flag(session: Session, entry: int) -> str:
    from data.points.standing import flag_reason

    return flag_reason(session.store, entry)
