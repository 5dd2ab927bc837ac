"""A file of the rows that an import left out, and why."""

from __future__ import annotations

from data.files.export import write_table
from data.points.imports.read import Plan

_COLUMNS = ("row", "verdict", "reason", "detail")


def write_left_out(plan: Plan, path: str) -> int:
    """Write every row left out as a CSV, rejected or not, with the reason; returns how many they were.

    Raises FileRefused where the file cannot be written.
    """
    rows = (
        (left.number, "rejected" if left.reason.rejected else "left out", left.reason.text, left.detail)
        for left in plan.left
    )
    return write_table(path, "csv", _COLUMNS, rows)
