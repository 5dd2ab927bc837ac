"""A file of the rows that an import left out: to be mended and imported again, or to be looked through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.files.export import write_table
from data.kernel.private_files import OWNER

if TYPE_CHECKING:
    from data.imports.plan import Plan

HEADINGS = ("Rejected row", "Rejected because")
"""The columns of such a file before those of its rows; an import of the mended rows leaves them out."""
_REASONS = ("row", "verdict", "reason", "detail")


def write_report(plan: Plan[Any], path: str, mode: int = OWNER) -> int:
    """Write the rejected rows as a CSV, each behind its number and the reason; returns how many they were.

    A new file has the rights ``mode``. Of a noun that lists reasons, every row left out stands there with its reason
    alone. Raises FileRefused where the file cannot be written, or the file they stand in cannot be read any more.
    """
    if not plan.spec.lists_reasons:
        columns = [*HEADINGS, *plan.table.columns]
        return write_table(path, "csv", columns, plan.rejected_rows(), mode)
    rows = (
        (left.number, "rejected" if left.reason.rejected else "left out", left.reason.text, left.detail)
        for left in plan.left
    )
    return write_table(path, "csv", _REASONS, rows, mode)
