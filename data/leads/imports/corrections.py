"""What people have corrected in a lead since it was imported: a file that says the same again leaves it alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.kernel.commands import Columns, Reader
from data.kernel.journal import updates_of
from data.leads.change_leads import LEADS_IMPORT
from data.records.changes import journal_heads


class Corrections:
    """Takes what was done by hand out of leads, by the journal; reads each command's changes once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: dict[int, dict[int, Columns]] = {}

    def as_imported(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A lead's columns as the last import left each of them, or as the lead began."""
        found, settled = dict(row), set[str]()
        for head in journal_heads(self._reader, [row["id"]]):
            before = self._before(head.id).get(row["id"], {})
            if head.name == LEADS_IMPORT:
                settled.update(before)
            else:
                found.update((column, value) for column, value in before.items() if column not in settled)
        return found

    def _before(self, command: int) -> dict[int, Columns]:
        """The former columns of the leads that a command changed."""
        found = self._read.get(command)
        if found is None:
            changes = updates_of(self._reader, command, "lead")
            found = self._read[command] = {change.id: change.before or {} for change in changes}
        return found
