"""``cockpit redo``: apply again what the last undo took back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.answer import TAKES_BACK, say_step
from cockpit.keys_follow import say_followed
from cockpit.verbs.store.undo import add_yes, agree_to
from data.kernel.undo import Redo, last_undo

if TYPE_CHECKING:
    import argparse

    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit redo
  cockpit redo --yes          also what was undone in another terminal, without a question"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    add_yes(parser)
    parser.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Redo one step, and say which and what the week is worth now."""
    undone = last_undo(session.store, session.person.id)
    agree_to(undone, options, session, "Bring it back?")
    result = session.apply(Redo, step=undone.id if undone else None)
    say_step(session, result, as_json=options.json, hint=TAKES_BACK)
    say_followed(session, result.id, as_json=options.json)
    return 0
