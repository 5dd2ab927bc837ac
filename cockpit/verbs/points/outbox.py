"""``cockpit outbox``: what was logged while no host of the store answered."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_json
from data.kernel.engine import is_cluster
from data.kernel.ids import reference

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit outbox
  cockpit outbox send           also: cockpit outbox drop LETTERS"""
NOTHING = "Nothing waits to be sent."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--json", action="store_true", help="the entries for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Show what waits, in its order; no node is asked."""
    if not is_cluster(session.path):
        if options.json:
            say_json([])
        else:
            print(f"{NOTHING} A store in a file takes entries at once.")
        return 0
    from cockpit.offline import known_or_asked, outbox_of
    from cockpit.parser import screen_width
    from cockpit.text_tables import Column, text_table
    from data.outbox.waiting import told

    known = known_or_asked(session)
    entries = outbox_of(known).entries()
    if options.json:
        say_json(
            [
                {
                    "id": reference(entry.command.id),
                    "at": entry.command.at,
                    "summary": entry.words,
                    "tried": entry.was_tried,
                    "refused": entry.refused or None,
                }
                for entry in entries
            ]
        )
    elif not entries:
        print(NOTHING)
    else:
        columns = [Column("entry"), Column("logged"), Column("what"), Column("state")]
        zone = known.person.zone
        print(text_table(columns, [told(entry, zone) for entry in entries], screen_width()))
    return 0
