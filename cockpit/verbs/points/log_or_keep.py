"""``cockpit log`` at a store that several hosts keep: where none answers, what was typed is kept and sent later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.offline import known_last, outbox_of, remember, send_or_complain
from cockpit.verbs.points.log import Asked, say_logged, understood
from data.kernel.commands import Command, Result
from data.kernel.errors import Refused, Unreachable
from data.kernel.ids import IdMaker, reference
from data.kernel.text import clean
from data.points.log import on_moment

if TYPE_CHECKING:
    import argparse

    from cockpit.session import Session
    from data.outbox.known import Known


def log_or_keep(options: argparse.Namespace, session: Session) -> int:
    """Send what waits, and log; or keep what was typed, with the id that it will have."""
    try:
        known = remember(session)
        send_or_complain(session, known)
        asked = understood(options, session, known.kinds)
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
    if options.lead is not None:
        raise Refused(
            f"{error} Whom it was with cannot be looked up now. Nothing was kept: leave --lead out, or say it with "
            "--note."
        )
    asked = understood(options, session, known.kinds)
    return _keep(options, known, session.made(asked.command, IdMaker(), **asked.payload), asked, error)


def _keep(
    options: argparse.Namespace, known: Known, command: Command, asked: Asked, error: Unreachable
) -> int:
    words = f"{asked.kind.counted(options.count)}{on_moment(asked.done_at, command.at, known.person)}"
    outbox_of(known).keep(command, words, was_tried=error.may_be_written)
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
        print(f"{words} kept, waiting to be sent: {error.why}   (cockpit outbox)")
    return 0
