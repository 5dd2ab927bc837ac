"""``cockpit redo``: apply again what the last undo took back."""

from __future__ import annotations

import argparse

from cockpit.answer import say_result
from cockpit.session import Session
from data.undo import Redo

EXAMPLE = "Example: cockpit redo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Redo one step and say which."""
    return say_result(session, session.apply(Redo), as_json=options.json, hint="cockpit undo takes it back")
