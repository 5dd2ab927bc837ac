"""The rows that a command has touched elsewhere, and whose they are: what a page must know to redraw itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from data.kernel import journal
from data.kernel.commands import Reader
from data.kernel.owners import owners_of

MANY = 500
"""Rows of a table beyond which a command is told of as having touched many."""


class Touched(NamedTuple):
    """A row that a command has changed: its table, its id (None: many of the table), and whose it is.

    ``owner`` is None for what is nobody's, several people's or the company's: it concerns everybody.
    """

    table: str
    row: int | None = None
    owner: int | None = None


def touched_by(reader: Reader, entry: journal.Entry) -> set[Touched]:
    """The rows that a command has touched. Of what hangs on a touched row, the row alone tells whom it concerns."""
    tables: defaultdict[str, list[int]] = defaultdict(list)
    many: set[str] = set()
    for table, row in journal.rows_of(reader, entry):
        if row is None:
            many.add(table)
        else:
            tables[table].append(row)
    found = {Touched(table) for table in many}
    owned = [name for name in tables if reader.registry.table(name).owner]
    for name, rows in tables.items():
        references = reader.registry.table(name).references
        if len(rows) > MANY:
            found.add(Touched(name))
        elif name in owned:
            found.update(_owned(reader, entry, name, rows))
        elif not any(reference.names(other) for reference in references for other in owned):
            found |= {Touched(name, row) for row in rows}
    return found


def _owned(reader: Reader, entry: journal.Entry, table: str, rows: Sequence[int]) -> Iterator[Touched]:
    """Rows with their owners. One that was given to another concerns whoever had it as well, so everybody is told."""
    column = reader.registry.table(table).owner
    given = {
        change.id for change in journal.updates_of(reader, entry.id, table) if column in (change.before or {})
    }
    owners = owners_of(reader, table, rows)
    for row in rows:
        yield Touched(table, row, None if row in given else owners.get(row, entry.subject or entry.actor))
