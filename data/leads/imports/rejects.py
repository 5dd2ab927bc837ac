"""A file of the rows that an import rejected, to be mended and imported again."""

from __future__ import annotations

from collections.abc import Sequence

from data.files.export import write_table
from data.leads.imports.plan import Plan


def write_rejected(plan: Plan, path: str) -> int:
    """Write the rejected rows as a CSV, each with its reason at the end; returns how many they were.

    Raises FileRefused where the file cannot be written, or the file they stand in cannot be read any more.
    """
    columns = plan.table.columns
    return write_table(path, "csv", [*columns, _free_name("Reason", columns)], plan.rejected_rows())


def _free_name(name: str, taken: Sequence[str]) -> str:
    while name in taken:
        name = f"{name}, rejected"
    return name
