"""Rows as typed records: a NamedTuple whose fields are the columns of its table, ``id`` and ``touched`` among them.

A command reads one, writes it anew with ``_replace``, and hands over what differs, so that a misspelled column is
found by the type checker and not by the store.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.kernel.commands import Change, Columns, Reader
from data.kernel.engine import Params, Value
from data.kernel.errors import Refused
from data.kernel.quick_typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from data.kernel.row_type import R

_PAGE = 500


def select_records(reader: Reader, kind: type[R], table: str, rest: str, params: Params = ()) -> list[R]:
    """The rows of a table that the rest of a SELECT (``where ... order by ...``) leaves."""
    return [
        kind._make(row) for row in reader.select(f"select {columns_of(kind)} from {table} {rest}", params)
    ]


def read_record(reader: Reader, kind: type[R], table: str, identifier: int) -> R | None:
    """One row, or None."""
    found = select_records(reader, kind, table, "where id = ?", (identifier,))
    return found[0] if found else None


def existing_record(reader: Reader, kind: type[R], table: str, identifier: int) -> R:
    """One row. Raises Refused where it is gone."""
    found = read_record(reader, kind, table, identifier)
    if found is None:
        raise Refused(f"That {table.replace('_', ' ')} is no longer there.")
    return found


def records_by_ids(reader: Reader, kind: type[R], table: str, ids: Sequence[int]) -> list[R]:
    """The rows of these ids that exist, in no order."""
    found: list[R] = []
    for start in range(0, len(ids), _PAGE):
        page: Sequence[Value] = ids[start : start + _PAGE]
        found += select_records(reader, kind, table, f"where id in ({', '.join('?' * len(page))})", page)
    return found


def columns_of(kind: type[NamedTuple]) -> str:
    """The columns of a record for a SELECT."""
    return ", ".join(kind._fields)


def added(table: str, record: NamedTuple) -> Change:
    """A new row."""
    columns = record._asdict()
    return Change(table, columns.pop("id"), None, columns)


def changed(table: str, before: R, after: R, command_id: int) -> Change | None:
    """What differs between a row and what it becomes; None where nothing does."""
    return changed_columns(table, before, after._asdict(), command_id)


def changed_columns(table: str, before: NamedTuple, columns: Columns, command_id: int) -> Change | None:
    """What differs between a row and columns that a noun's list of fields names; None where nothing does."""
    old = before._asdict()
    different = {name: value for name, value in columns.items() if old[name] != value}
    if not different:
        return None
    former = {name: old[name] for name in different} | {"touched": old["touched"]}
    return Change(table, old["id"], former, different | {"touched": command_id})


def removed(table: str, record: NamedTuple) -> Change:
    """The removal of a row; the journal keeps its image."""
    columns = record._asdict()
    return Change(table, columns["id"], columns, None)
