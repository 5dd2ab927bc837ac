"""``cockpit leads``: the queue, single leads, and files of leads. Each group of parts is in a file beside."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.parts import Parts
from cockpit.verbs.leads import leads_agenda, leads_change, leads_files, leads_list, leads_settings

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit leads next
  cockpit leads agenda
  cockpit leads list --view team --find acme
  cockpit leads add --name "Ana Costa" --company "Acme Ltd" --email ana@acme.example
  cockpit leads snooze acme mon 9:30
  cockpit leads import contacts.csv --dry-run
  cockpit leads export --view all --out leads.xlsx
  cockpit leads lists add channel LinkedIn
  cockpit leads region PT

A LEAD is an e-mail address, a reference, or words of its name or company."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb; without one, the list."""
    parts = Parts(parser)
    leads_list.add_to(parts)
    leads_agenda.add_to(parts)
    leads_change.add_to(parts)
    leads_files.add_to(parts)
    leads_settings.add_to(parts)


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code
