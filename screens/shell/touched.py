"""The rows that a command has touched elsewhere, and whose they are: what a page must know to redraw itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from data.kernel import journal
from data.kernel.commands import Reader
from data.leads.lead import by_ids

MANY = 500
"""Rows of a table beyond which a command is told of as having touched many."""


class Touched(NamedTuple):
    """A row that a command has changed: its table, its id (None: many of the table), and whose it is.

    ``owner`` is None for what is nobody's, several people's or the company's: it concerns everybody.
    """

    table: str
    row: int | None = None
    owner: int | None = None


Owners = Callable[[Reader, journal.Entry, Sequence[int]], Mapping[int, int | None]]
"""Whose some rows of a table are that a command has touched."""


def _of_the_log(_: Reader, entry: journal.Entry, rows: Sequence[int]) -> Mapping[int, int | None]:
    return dict.fromkeys(rows, entry.subject or entry.actor)


def _of_leads(reader: Reader, entry: journal.Entry, rows: Sequence[int]) -> Mapping[int, int | None]:
    """A lead that was given away concerns whoever had it as well, so everybody is told."""
    given = {
        change.id
        for change in journal.updates_of(reader, entry.id, "lead")
        if "owner_id" in (change.before or {})
    }
    return {lead.id: None if lead.id in given else lead.owner_id for lead in by_ids(reader, rows)}


OWNERS: Mapping[str, Owners] = {"activity": _of_the_log, "lead": _of_leads}
"""How it is told whose a table's rows are; those of other tables are the company's."""

PARTS: Mapping[str, str] = {"message": "lead", "lead_key": "lead"}
"""Tables whose rows change with one of another table, which then tells whom it concerns."""


def touched_by(reader: Reader, entry: journal.Entry) -> set[Touched]:
    """The rows that a command has touched."""
    tables: defaultdict[str, list[int]] = defaultdict(list)
    many: set[str] = set()
    for table, row in journal.rows_of(reader, entry):
        if row is None:
            many.add(table)
        else:
            tables[table].append(row)
    found = {Touched(table) for table in many}
    for table, rows in tables.items():
        if PARTS.get(table) in tables:
            continue
        if len(rows) > MANY:
            found.add(Touched(table))
            continue
        owners = OWNERS[table](reader, entry, rows) if table in OWNERS else {}
        found |= {Touched(table, row, owners.get(row)) for row in rows}
    return found
