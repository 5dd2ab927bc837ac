"""``cockpit undo``: take back one's own last change, from whichever terminal it came."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_step
from data.kernel.undo import Undo

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit undo
  cockpit undo --rest         where somebody has changed a part of it since"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument(
        "--rest", action="store_true", help="leave what was changed since, take back the rest"
    )
    parser.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Undo one step, and say which and what the week is worth now."""
    result = session.apply(Undo, rest=options.rest)
    return say_step(session, result, as_json=options.json, hint="cockpit redo brings it back")
