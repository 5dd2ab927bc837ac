"""``cockpit log delete``: remove an entry from the log."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from cockpit.answer import say_points
from cockpit.verbs.points.log_edit import add_reference, entry_meant
from data.points.correct import DeleteActivity

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = "Example: cockpit log delete last     (cockpit undo brings it back)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    add_reference(parser)
    parser.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Delete one entry and say what that took."""
    entry = entry_meant(session, options.reference)
    result = session.apply(DeleteActivity, entry=entry.id)
    return say_points(
        session,
        result,
        date.fromisoformat(entry.day),
        as_json=options.json,
        hint="cockpit undo brings it back",
    )
