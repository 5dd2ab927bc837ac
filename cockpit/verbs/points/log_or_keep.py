"""``cockpit log`` at a store that several hosts keep: where none answers, what was typed is kept and sent later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.offline import known_last, outbox_of, remember, send_or_complain
from cockpit.verbs.points.log import Asked, lead_of, say_logged, understood
from data.kernel.commands import Command, Result
from data.kernel.errors import Unreachable
from data.kernel.ids import IdMaker, reference
from data.kernel.text import clean
from data.points.log import on_moment

if TYPE_CHECKING:
    import argparse

    from cockpit.session import Session
    from data.outbox.known import Known

UNKNOWN = 0
"""The id of a lead that cannot be looked up yet."""


def log_or_keep(options: argparse.Namespace, session: Session) -> int:
    """Send what waits, and log; or keep what was typed, with the id that it will have."""
    try:
        known = remember(session)
        send_or_complain(session, known)
        asked = understood(options, session, known.kinds, lambda words: lead_of(session, words))
    except Unreachable as error:
        return _keep_unread(options, session, error)
    command = session.made(asked.command, session.store.ids, **asked.payload)
    try:
        result = session.store.apply(command)
    except Unreachable as error:
        return _keep(options, known, command, asked, error)
    try:
        return say_logged(options, session, result, asked)
    except Unreachable:
        # It is logged; only what the week came to could no longer be read.
        print(f"{clean(result.summary)} logged, {result.points:+d}   (cockpit undo takes it back)")
        return 0


def _keep_unread(options: argparse.Namespace, session: Session, error: Unreachable) -> int:
    """Keep what was typed by what was known last, as the store was not reached at all."""
    known = known_last(session)
    if known is None:
        raise error
    session.stand_in(known.person)
    asked = understood(options, session, known.kinds, lambda _: UNKNOWN)
    command = session.made(asked.command, IdMaker(), **asked.payload)
    return _keep(options, known, command, asked, error, options.lead or "")


def _keep(
    options: argparse.Namespace,
    known: Known,
    command: Command,
    asked: Asked,
    error: Unreachable,
    lead: str = "",
) -> int:
    """Keep a command; ``lead`` are the words by which whom it was with is still to be looked up."""
    words = asked.kind.counted(options.count)
    if options.lead is not None:
        words += f' for "{clean(options.lead, 80)}"'
    words += on_moment(asked.done_at, command.at, known.person)
    words += f": {clean(options.outcome, 80)}" if options.outcome else ""
    outbox_of(known).keep(command, words, was_tried=error.may_be_written, lead=lead)
    result = Result(command.id, words, 0, waiting=True)
    if options.json:
        facts = {
            "id": reference(result.id),
            "summary": words,
            "points": 0,
            "repeated": False,
            "waiting": True,
        }
        say_json(facts)
    else:
        later = "; whom it was with is looked up then" if lead else ""
        print(f"{words} kept, waiting to be sent{later}: {error.why}   (cockpit outbox)")
    return 0
