"""``cockpit undo``: take back one's own last change, from whichever terminal it came."""

from __future__ import annotations

import argparse

from cockpit.answer import say_result
from cockpit.session import Session
from data.undo import Undo

EXAMPLE = "Example: cockpit undo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--rest", action="store_true", help="leave what others changed since, undo the rest")
    parser.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Undo one step and say which."""
    result = session.apply(Undo, rest=options.rest)
    return say_result(session, result, as_json=options.json, hint="cockpit redo brings it back")
