"""Customers as a table for other programs, which our own import gives back without loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.customers.customer import Customer
from data.customers.imports.export_columns import CUSTOMER_EXPORT
from data.customers.imports.facts import facts_in_cells
from data.files.export import Format, Target
from data.imports.export_records import export_records
from data.kernel.commands import Reader
from data.kernel.private_files import OWNER


def export_customers(
    reader: Reader, ids: Sequence[int], target: Target, file_format: Format, mode: int = OWNER
) -> int:
    """Write the customers of these ids in their order, with what is known of each; return how many there were. A new
    file has the rights ``mode``.

    Raises FileRefused where the target cannot be written or the format cannot hold a value.
    """
    return export_records(CUSTOMER_EXPORT, Customer, reader, ids, target, file_format, mode, _further)


def _further(reader: Reader, rows: Sequence[Mapping[str, Any]]) -> dict[int, Sequence[object]]:
    """What is known of customers besides their fields."""
    cells = facts_in_cells(reader, [row["id"] for row in rows])
    return {row["id"]: (cells.get(row["id"], ""),) for row in rows}
