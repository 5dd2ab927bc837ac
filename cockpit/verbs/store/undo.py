"""``cockpit undo``: take back one's own last change; one that was made in another terminal after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.answer import say_step
from cockpit.keys_follow import say_followed
from data.kernel.engine import is_cluster
from data.kernel.errors import Refused
from data.kernel.undo import Undo, last_step
from data.people.steps_elsewhere import is_from_here, told

if TYPE_CHECKING:
    import argparse

    from cockpit.session import Session
    from data.kernel.journal import Entry

EXAMPLE = """\
examples:
  cockpit undo
  cockpit undo --rest         where somebody has changed a part of it since
  cockpit undo --yes          also what was done in another terminal, without a question"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument(
        "--rest", action="store_true", help="leave what was changed since, take back the rest"
    )
    add_yes(parser)
    parser.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Undo one step, and say which and what the week is worth now. What waits to be sent is the last step."""
    if is_cluster(session.path):
        from cockpit.offline import take_back

        if take_back(session, as_json=options.json):
            return 0
    step = last_step(session.store, session.person.id)
    agree_to(step, options, session, "Take it back?")
    result = session.apply(Undo, rest=options.rest, step=step.id if step else None)
    say_step(session, result, as_json=options.json, hint="cockpit redo brings it back")
    say_followed(session, result.id, as_json=options.json)
    return 0


def add_yes(parser: argparse.ArgumentParser) -> None:
    """The option that leaves out the question."""
    parser.add_argument("--yes", action="store_true", help="do not ask about a step made in another terminal")


def agree_to(step: Entry | None, options: argparse.Namespace, session: Session, question: str) -> None:
    """Raise Refused unless a step was made in this terminal, or whoever sits here agrees."""
    if step is None or options.yes or is_from_here(session.store, step):
        return
    from cockpit.agreement import agrees, can_ask

    words = told(step, session.person, session.now)
    if options.json or not can_ask():
        raise Refused(f"{words} Nothing was changed.", code="undo.elsewhere")
    if not agrees(f"{words} {question}"):
        raise Refused("Nothing was changed.")
