"""Deals and products as tables for other programs, which our own imports give back without loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.deals.deal import Deal
from data.deals.imports.export_columns import DEAL_EXPORT, PRODUCT_EXPORT
from data.deals.imports.parts import moment_in_cell, sold_in_cell, way_in_cell
from data.deals.lines import DealLine
from data.deals.products import Product
from data.deals.stages import stages
from data.deals.way import StageChange
from data.files.export import Format, Target
from data.imports.export_records import export_records
from data.kernel.commands import Reader
from data.kernel.private_files import OWNER
from data.kernel.row_type import R
from data.kernel.rows import select_records


def export_deals(
    reader: Reader, ids: Sequence[int], target: Target, file_format: Format, mode: int = OWNER
) -> int:
    """Write the deals of these ids in their order, with what is sold in them and their way through the stages; return
    how many there were. A new file has the rights ``mode``.

    Raises FileRefused where the target cannot be written or the format cannot hold a value.
    """
    return export_records(DEAL_EXPORT, Deal, reader, ids, target, file_format, mode, _further)


def export_products(
    reader: Reader, ids: Sequence[int], target: Target, file_format: Format, mode: int = OWNER
) -> int:
    """Write the products of these ids in their order, and return how many there were; ``mode`` as for deals.

    Raises FileRefused where the target cannot be written or the format cannot hold a value.
    """
    return export_records(PRODUCT_EXPORT, Product, reader, ids, target, file_format, mode)


def _further(reader: Reader, rows: Sequence[Mapping[str, Any]]) -> dict[int, Sequence[object]]:
    """What is told of deals besides their fields, in the order of the headings."""
    ids = [row["id"] for row in rows]
    codes = {stage.position: stage.code for stage in stages(reader)}
    ways = _parts_of(reader, StageChange, "stage_change", ids, "at, id")
    sold = _parts_of(reader, DealLine, "deal_line", ids, "id")
    return {
        row["id"]: (
            moment_in_cell(row["stage_since"]),
            codes.get(row["furthest"], ""),
            "yes" if row["history"] else "no",
            way_in_cell(ways.get(row["id"], ())),
            sold_in_cell(sold.get(row["id"], ())),
        )
        for row in rows
    }


def _parts_of(
    reader: Reader, kind: type[R], table: str, deals: Sequence[int], order: str
) -> dict[int, list[R]]:
    """The rows of a table of parts by their deal."""
    place = kind._fields.index("deal_id")
    marks = ", ".join("?" * len(deals))
    found: dict[int, list[R]] = {}
    for row in select_records(
        reader, kind, table, f"where deal_id in ({marks}) order by {order}", list(deals)
    ):
        found.setdefault(row[place], []).append(row)
    return found
