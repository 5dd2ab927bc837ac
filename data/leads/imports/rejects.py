"""A file of the rows that an import rejected, to be mended and imported again."""

from __future__ import annotations

from data.files.export import write_table
from data.leads.imports.plan import REPORT, Plan


def write_rejected(plan: Plan, path: str) -> int:
    """Write the rejected rows as a CSV, each behind its number and the reason; returns how many they were.

    Raises FileRefused where the file cannot be written, or the file they stand in cannot be read any more.
    """
    return write_table(path, "csv", [*REPORT, *plan.table.columns], plan.rejected_rows())
