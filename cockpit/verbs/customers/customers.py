"""``cockpit customers``: who stays, who grows, who needs somebody."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.parts import Parts
from cockpit.verbs.customers import customers_list

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit customers list
  cockpit customers list --which renewals --team
  cockpit customers show acme

A CUSTOMER is a reference, a name, or words of one. A deal that is won makes one."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb; without one, the list."""
    parts = Parts(parser)
    customers_list.add_to(parts)


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code
