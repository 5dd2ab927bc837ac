"""``cockpit customers``: who stays, who grows, who needs somebody."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.parts import Parts
from cockpit.verbs.customers import (
    customers_change,
    customers_files,
    customers_happen,
    customers_list,
    customers_numbers,
)
from cockpit.verbs.records.lists import add_lists

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit customers list --which renewals --team
  cockpit customers show acme
  cockpit customers numbers --over "90 days"
  cockpit customers complaint acme "late by a week"
  cockpit customers resolve acme "sent again"
  cockpit customers answer acme nps 9
  cockpit customers renew acme --value 15000
  cockpit customers deal acme "a shop" --value 4800
  cockpit customers duplicates
  cockpit customers import accounts.csv --dry-run
  cockpit customers lists add churn "moved away"

A CUSTOMER is a reference, a name, or words of one. A deal that is won makes one."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb; without one, the list."""
    parts = Parts(parser)
    customers_list.add_to(parts)
    customers_numbers.add_to(parts)
    customers_change.add_to(parts)
    customers_happen.add_to(parts)
    customers_files.add_to(parts)
    add_lists(parts, "customers", ("churn", "channel"))


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code
