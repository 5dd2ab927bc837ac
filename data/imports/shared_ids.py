"""Columns of ids that stand on rows of several people, as those of who sells to them: they tell no rows apart."""

from __future__ import annotations

from itertools import islice

from data.files.table import Table
from data.imports.columns import Columns
from data.imports.source_systems import ROW_KEY

_NAMES = ("name", "first_name", "last_name")
_LOOKED_AT = 200


def without_shared_ids(table: Table, columns: Columns) -> Columns:
    """The columns; one that was guessed to hold the rows' ids is kept as it is where each stands for several names.

    Several rows of one name may have the same id, and here and there an id may stand twice.
    """
    found = next((one for one in columns.found if one.field == "id"), None)
    if found is None or found.is_told or columns.system or columns.is_ours:
        return columns
    places = [table.columns.index(one.column) for one in columns.found if one.field in _NAMES]
    place = table.columns.index(found.column)
    rows = [row.cells for row in islice(table.rows(), _LOOKED_AT) if row.cells[place].strip()]
    ids = {cells[place].strip() for cells in rows}
    pairs = {(cells[place].strip(), *(cells[name].casefold().strip() for name in places)) for cells in rows}
    if not places or len(pairs) <= 2 * len(ids):
        return columns
    others = tuple(one for one in columns.found if one is not found)
    rest = tuple(column for column in table.columns if column in (*columns.rest, found.column))
    return columns._replace(found=others, key_prefix=ROW_KEY, rest=rest)
