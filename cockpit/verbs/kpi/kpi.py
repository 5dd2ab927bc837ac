"""``cockpit kpi``: how well what one is responsible for is done: scorecard, KPIs, what is entered, targets."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.parts import Parts
from cockpit.verbs.kpi import kpi_change, kpi_list, kpi_records, kpi_show

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit kpi scorecard --period last month
  cockpit kpi scorecard --team --md
  cockpit kpi list --area pipeline
  cockpit kpi show conversion-rate --of ben --period 2026-Q4
  cockpit kpi add training "price list" --day 2026-12-01
  cockpit kpi records --open
  cockpit kpi settle 0001k2m3n4p5q completed
  cockpit kpi set audit-compliance 47/50 --note "autumn audit"
  cockpit kpi target calls 50 --each day --for ben --owner mo --due 2026-12-31
  cockpit kpi keep --team --period last month"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb."""
    parts = Parts(parser)
    for room in (kpi_list, kpi_show, kpi_records, kpi_change):
        room.add_to(parts)


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code
