"""``cockpit redo``: apply again what the last undo took back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import TAKES_BACK, say_step
from data.kernel.undo import Redo

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = "Example: cockpit redo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Redo one step, and say which and what the week is worth now."""
    return say_step(session, session.apply(Redo), as_json=options.json, hint=TAKES_BACK)
