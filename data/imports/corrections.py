"""What people have corrected in a record since it was imported: a file that says the same again leaves it alone."""

from __future__ import annotations

from typing import Any

from data.kernel.commands import Columns, Reader
from data.kernel.journal import updates_of
from data.records.changes import journal_heads


class Corrections:
    """Takes what was done by hand out of records, by the journal; reads each command's changes once."""

    def __init__(self, reader: Reader, table: str, command: str) -> None:
        """``command`` is the name of the table's imports."""
        self._reader = reader
        self._table = table
        self._command = command
        self._read: dict[int, dict[int, Columns]] = {}

    def as_imported(self, row: Columns) -> dict[str, Any]:
        """A record's columns as the last import left each of them, or as the record began."""
        found, settled = dict(row), set[str]()
        for head in journal_heads(self._reader, [row["id"]]):
            before = self._before(head.id).get(row["id"], {})
            if head.name == self._command:
                settled.update(before)
            else:
                found.update((column, value) for column, value in before.items() if column not in settled)
        return found

    def _before(self, command: int) -> dict[int, Columns]:
        """The former columns of the records that a command changed."""
        found = self._read.get(command)
        if found is None:
            changes = updates_of(self._reader, command, self._table)
            found = self._read[command] = {change.id: change.before or {} for change in changes}
        return found
