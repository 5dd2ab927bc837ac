"""The rows that a command has touched, and whose they are: what a page must know to redraw itself on news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from data.kernel import journal
from data.kernel.commands import Reader
from data.kernel.tables import Table

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
    """The rows that a command has touched.

    A row without an owner of its own that changes with one that has, as a message with its lead, is told by that one,
    unless it is shared.
    """
    tables: defaultdict[str, list[int]] = defaultdict(list)
    many: set[str] = set()
    for name, row in journal.rows_of(reader, entry):
        if row is None:
            many.add(name)
        else:
            tables[name].append(row)
    found = {Touched(name) for name in many}
    for name, rows in tables.items():
        table = reader.registry.table(name)
        if not table.owner and not table.shared and _goes_with(reader, table, tables):
            continue
        if len(rows) > MANY:
            found.add(Touched(name))
            continue
        owners = _owners(reader, entry, table, rows) if table.owner else {}
        found |= {Touched(name, row, owners.get(row)) for row in rows}
    return found


def _goes_with(reader: Reader, table: Table, touched: Collection[str]) -> bool:
    owned = {name for name in touched if reader.registry.table(name).owner}
    return any(not one.history and one.names(name) for one in table.references for name in owned)


def _owners(
    reader: Reader, entry: journal.Entry, table: Table, rows: Sequence[int]
) -> Mapping[int, int | None]:
    """Whose the rows are. One that was given away concerns whoever had it as well, so everybody is told; one that is
    gone was of whose log the command was about.
    """
    marks = ", ".join("?" * len(rows))
    stored = reader.select(f"select id, {table.owner} from {table.name} where id in ({marks})", rows)
    owners: dict[int, int | None] = dict.fromkeys(rows, entry.subject or entry.actor)
    owners.update(dict(stored))
    for change in journal.updates_of(reader, entry.id, table.name):
        if table.owner in (change.before or {}):
            owners[change.id] = None
    return owners
