"""``cockpit handovers``: what is offered from one role to the next, and how it is answered."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.parts import Parts
from cockpit.verbs.handovers import handovers_change, handovers_list

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit handovers list
  cockpit handovers offer lead "acme" --to ben --tick need --tick willing --tick contact
  cockpit handovers offer project website --outside "Pat of Delivery" --all-ticked --note "one invoice"
  cockpit handovers accept acme
  cockpit handovers return acme --reason "nobody there knows of a budget"
  cockpit handovers rate --period quarter

A HANDOVER is a reference, or words of what is handed over."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb; without one, the list."""
    parts = Parts(parser)
    handovers_list.add_to(parts)
    handovers_change.add_to(parts)


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code
