"""``cockpit quotes``: what was offered for deals, what became of it, and how it stands against the quotas."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.parts import Parts
from cockpit.verbs.quotes import quotes_change, quotes_files, quotes_list, quotes_month, quotes_offer

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit quotes list --which ending
  cockpit quotes request website --value "12,000 EUR"
  cockpit quotes present website --valid-until 30d
  cockpit quotes accept website
  cockpit quotes month --team
  cockpit quotes import quotes.csv --dry-run

A DEAL or QUOTE is a reference, a name, a number, or words of one."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb; without one, the list."""
    parts = Parts(parser)
    quotes_list.add_to(parts)
    quotes_offer.add_to(parts)
    quotes_change.add_to(parts)
    quotes_month.add_to(parts)
    quotes_files.add_to(parts)


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code
