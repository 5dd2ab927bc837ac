"""``cockpit companies``: the list of companies, single ones with their people, and files of companies."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.parts import Parts
from cockpit.verbs.leads import companies_change, companies_files, companies_list

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit companies list --mine --by touch
  cockpit companies show acme
  cockpit companies add --name "Acme Ltd" --industry steel --website acme.example
  cockpit companies edit acme --also-called "Acme Holdings"
  cockpit companies import accounts.csv --dry-run
  cockpit companies export --out companies.xlsx

A COMPANY is a reference, a name, or words of one. Leads that say its name are its people."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb; without one, the list."""
    parts = Parts(parser)
    companies_list.add_to(parts)
    companies_change.add_to(parts)
    companies_files.add_to(parts)


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code
