"""``cockpit deals``: the deals of the funnel, single ones, and what is done with them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.parts import Parts
from cockpit.verbs.deals import deals_change, deals_discounts, deals_files, deals_list, deals_move
from cockpit.verbs.records.lists import add_lists

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit deals list --by value
  cockpit deals show website
  cockpit deals add --name Website --company "Acme Ltd" --value "12,000 EUR" --close 2026-12-18
  cockpit deals open ana@acme.example      a deal from a lead
  cockpit deals move website next
  cockpit deals win website
  cockpit deals lose website --reason price
  cockpit deals import pipedrive.csv --dry-run

A DEAL is a reference, a name, or words of one."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb; without one, the list."""
    parts = Parts(parser)
    deals_list.add_to(parts)
    deals_change.add_to(parts)
    deals_move.add_to(parts)
    deals_discounts.add_to(parts)
    deals_files.add_to(parts)
    add_lists(parts, "deals", ("loss", "channel", "source"))


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code
