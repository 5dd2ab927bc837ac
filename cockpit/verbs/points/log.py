"""``cockpit log KIND``: log activities as fast as Python allows."""

from __future__ import annotations

from cockpit.answer import say_points
from cockpit.words import count, line, moment
from data.calendar.days import day_of
from data.kernel.engine import is_cluster
from data.kernel.errors import UsageError
from data.kernel.ids import reference
from data.kernel.quick_typing import TYPE_CHECKING
from data.points.kinds import all_kinds, find_kind
from data.points.log import LogActivity

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from cockpit.session import Session
    from data.kernel.commands import Command, Result
    from data.kernel.quick_typing import Any
    from data.points.kinds import Kind

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
    if is_cluster(session.path):
        from cockpit.verbs.points.log_or_keep import log_or_keep

        return log_or_keep(options, session)
    asked = understood(options, session, all_kinds(session.store), lambda words: lead_of(session, words))
    return say_logged(options, session, session.apply(asked.command, **asked.payload), asked)


class Asked:
    """What is to be logged: a command and what it takes, how many of what, with whom and when.

    No NamedTuple: to make its class takes longer than all that is done with its one object.
    """

    def __init__(
        self,
        command: Callable[..., Command],
        payload: dict[str, Any],
        kind: Kind,
        lead: int | None,
        done_at: int,
    ) -> None:
        self.command = command
        self.payload = payload
        self.kind = kind
        self.lead = lead
        self.done_at = done_at


def understood(
    options: argparse.Namespace, session: Session, kinds: Sequence[Kind], look_up: Callable[[str], int]
) -> Asked:
    """What was typed, by the kinds that there are and the ids of leads. Raises UsageError."""
    kind = find_kind(kinds, options.kind)
    done_at = session.now if options.at is None else moment(options.at, session.now, session.person)
    if options.lead is not None and not options.lead.strip():
        raise UsageError(
            "--lead says whom it was with: an e-mail address, a reference, or words of the name."
        )
    lead = None if options.lead is None else look_up(options.lead)
    if options.outcome:
        return _call(options, kind, lead, done_at)
    payload = {
        "kind": kind.code,
        "count": options.count,
        "done_at": done_at,
        "note": options.note,
        "lead_id": lead,
    }
    return Asked(LogActivity, payload, kind, lead, done_at)


def say_logged(options: argparse.Namespace, session: Session, result: Result, asked: Asked) -> int:
    """Say what an entry brought, and what may follow."""
    code = say_points(
        session,
        result,
        day_of(asked.done_at, session.person.zone),
        as_json=options.json,
        verb=" logged",
        flag=_flag(session, result.id),
    )
    if asked.kind.code == "won" and asked.lead is not None and not options.json:
        print(f"Close the lead as won: cockpit leads win {reference(asked.lead)}")
    return code


def _call(options: argparse.Namespace, kind: Kind, lead: int | None, done_at: int) -> Asked:
    """One call with how it went."""
    from data.leads.calls import LogCall

    if kind.code != "call" or lead is None or options.count != 1:
        raise UsageError(
            "--outcome says how one call to a lead went. Type it like: "
            'cockpit log call --lead acme --outcome "no answer"'
        )
    payload = {"lead_id": lead, "outcome": options.outcome, "done_at": done_at, "note": options.note}
    return Asked(LogCall, payload, kind, lead, done_at)


def lead_of(session: Session, text: str) -> int:
    """The id of the lead that words mean. Raises Refused where they mean none, or several."""
    from data.leads.find import find

    return find(session.store, session.person, text).id


def _flag(session: Session, entry: int) -> str:
    from data.points.standing import flag_reason

    return flag_reason(session.store, entry)
