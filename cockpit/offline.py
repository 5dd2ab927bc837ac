"""A store that several hosts keep, when none of them answers: what was known last, and what waits to be sent."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from cockpit.advice import worded
from cockpit.answer import say_json
from cockpit.settings import state_folder
from data.kernel.errors import Refused, StoreError, Unreachable
from data.kernel.ids import reference
from data.kernel.text import clean
from data.outbox.known import Known, known_file, known_now, recall
from data.outbox.known import remember as keep_known
from data.outbox.outbox import Outbox, Sent, sent_words, total

if TYPE_CHECKING:
    from cockpit.session import Session


def _folder() -> str:
    return state_folder(os.environ, "outbox")


def remember(session: Session) -> Known:
    """What the store says of who acts and of the kinds, kept for when it cannot be asked. Raises StoreError.

    Where it cannot be kept, that is said, and what is done goes on.
    """
    known = known_now(session.store, session.person)
    try:
        keep_known(known_file(_folder(), session.path, session.asked_for), known)
    except StoreError as error:
        _warn(worded(error))
    return known


def known_last(session: Session) -> Known | None:
    """What was known last of the session's store; None where it was never reached from here."""
    return recall(known_file(_folder(), session.path, session.asked_for))


def known_or_asked(session: Session) -> Known:
    """What was known last, else what the store says. Raises StoreError.

    The store is asked only where nothing is known: a list of what waits must not wait itself.
    """
    return known_last(session) or remember(session)


def outbox_of(known: Known) -> Outbox:
    """What waits on this machine to be sent to a store by its person."""
    return Outbox(_folder(), known.store, known.person.id)


def send(session: Session, known: Known, *, refused_too: bool = False) -> list[Sent]:
    """Send what waits, each entry once, in its order. Raises StoreError, Unreachable where no node answers."""
    outbox = outbox_of(known)
    if not outbox.entries():
        return []
    from data.outbox.sending import log_waiting

    store = session.store
    return outbox.send(lambda waiting: log_waiting(store, waiting), refused_too=refused_too)


def send_or_complain(session: Session, known: Known) -> None:
    """Send what waits before something else is done, which goes on also where that cannot be sent.

    Raises Unreachable where no node answers.
    """
    try:
        sent = send(session, known)
    except Unreachable:
        raise
    except StoreError as error:
        _warn(worded(error))
    else:
        if sent:
            _warn(sent_words(sent))
        complain(sent)


def say_unreachable(session: Session, error: Unreachable, *, as_json: bool) -> int:
    """Say in a line that no node answers, and how much waits to be sent; the exit code is 1.

    Raises the error where the store was never reached from here.
    """
    known = known_last(session)
    if known is None:
        raise error
    waiting = outbox_of(known).waiting()
    if as_json:
        say_json({"person": known.person.handle, "unreachable": error.why, "waiting": len(waiting)})
    else:
        print(f"{error.why}" + (f"; waiting to be sent: {total(waiting)}" if waiting else ""))
    return 1


def _warn(words: str) -> None:
    print(f"cockpit: {clean(words, 400)}", file=sys.stderr)


def complain(sent: list[Sent]) -> None:
    """Say of what was refused why, beside what else is answered."""
    for one in sent:
        if one.refused:
            _warn(f"not taken: {one.waiting.words}. {one.refused}")
    if any(one.refused for one in sent):
        _warn("See them: cockpit outbox. Give one up: cockpit outbox drop")


def take_back(session: Session, *, as_json: bool) -> bool:
    """Take back the newest entry that waits, and say so. False where nothing waits, or all was sent by now.

    Raises Refused where an entry may be logged already and no node answers to tell.
    """
    known = known_last(session)
    if known is None:
        return False
    outbox = outbox_of(known)
    waiting = outbox.waiting()
    if not waiting:
        return False
    if waiting[-1].was_tried:
        try:
            complain(send(session, known))
        except Unreachable:
            outbox.take_back()  # which says why not
        return False
    taken = outbox.take_back()
    if taken is None:
        raise Refused("What waited was sent meanwhile. Nothing was changed.")
    if as_json:
        say_json({"id": reference(taken.command.id), "summary": taken.words, "points": 0, "waiting": True})
    else:
        print(f"taken back: {clean(taken.words)}, which waited to be sent")
    return True
