"""``cockpit kra``: what one is responsible for: standards, their runs, and what was done in them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.parts import Parts
from cockpit.verbs.kra import kra_answer, kra_item, kra_list, kra_runs, kra_standard, kra_standards

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit kra standards
  cockpit kra take sales-executive
  cockpit kra list
  cockpit kra tick pipeline-review --note "12 deals, 2 dropped"
  cockpit kra tick ranking --na "no gig is online"
  cockpit kra close sales-executive --period week --carry
  cockpit kra new sales-executive --out mine.toml
  cockpit kra check mine.toml
  cockpit kra load mine.toml --mine

An ITEM is its code or the beginning of its title, a STANDARD likewise. A PERIOD is today, yesterday,
2026-11-19, week, last month, 2026-W47, 2026-11 or 2026-Q4."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb; without one, the list."""
    parts = Parts(parser)
    kra_list.add_to(parts)
    kra_answer.add_to(parts)
    kra_runs.add_to(parts)
    kra_standards.add_to(parts)
    kra_standard.add_to(parts)
    kra_item.add_to(parts)


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code
