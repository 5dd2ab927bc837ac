"""``cockpit outbox drop``: give up an entry that waits or was refused."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.words import line
from data.kernel.engine import is_cluster
from data.kernel.errors import Refused
from data.kernel.ids import reference
from data.kernel.text import clean

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit outbox drop 4k2m9x    the letters are those that cockpit outbox shows"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument(
        "entry", metavar="LETTERS", type=line, help="the letters of the entry: cockpit outbox"
    )
    parser.add_argument("--json", action="store_true", help="the entry for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Drop one entry, and say which."""
    if not is_cluster(session.path):
        raise Refused("Nothing waits to be sent. A store in a file takes entries at once.")
    from cockpit.offline import known_or_asked, outbox_of

    dropped = outbox_of(known_or_asked(session)).drop(options.entry)
    if options.json:
        say_json({"id": reference(dropped.command.id), "summary": dropped.words})
    else:
        print(f"dropped: {clean(dropped.words)}; it was not logged")
    return 0
