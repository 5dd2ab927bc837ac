"""``cockpit outbox send``: send what waits, each entry once, in its order."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.verbs.points.outbox import NOTHING
from data.kernel.engine import is_cluster
from data.kernel.ids import reference

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit outbox send           also once more what was refused"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--json", action="store_true", help="what became of each, for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Send, and say what was taken and what was refused. The exit code is 1 where something was refused."""
    from cockpit.offline import complain, remember, send
    from data.outbox.outbox import sent_words

    sent = send(session, remember(session), refused_too=True) if is_cluster(session.path) else []
    if options.json:
        say_json(
            [
                {
                    "id": reference(one.waiting.command.id),
                    "summary": one.waiting.words,
                    "points": one.result.points if one.result else 0,
                    "refused": one.refused or None,
                }
                for one in sent
            ]
        )
    elif not sent:
        print(NOTHING)
    else:
        print(sent_words(sent))
        complain(sent)
    return 1 if any(one.refused for one in sent) else 0
