"""What people have corrected in a lead since it was imported: a file that says the same again leaves it alone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

from data.commands import Reader
from data.leads.timeline_changes import journal_heads

COMMAND = "leads import"
"""The name of an import of leads in the journal."""


class Corrections:
    """Takes what was done by hand out of leads, by the journal; reads each command's changes once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: dict[int, dict[int, dict[str, Any]]] = {}

    def as_imported(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A lead's columns as the last import left each of them, or as the lead began."""
        found, settled = dict(row), set[str]()
        for head in journal_heads(self._reader, [row["id"]]):
            before = self._before(head.id).get(row["id"], {})
            if head.name == COMMAND:
                settled.update(before)
            else:
                found.update((column, value) for column, value in before.items() if column not in settled)
        return found

    def _before(self, command: int) -> dict[int, dict[str, Any]]:
        """The former columns of the leads that a command changed."""
        found = self._read.get(command)
        if found is None:
            stored = self._reader.select("select changes from journal where id = ?", (command,))[0][0]
            if stored is not None and stored[:1] == b"z":
                stored = zlib.decompress(stored[1:])
            items = json.loads(stored) if stored is not None else ()
            found = self._read[command] = {
                identifier: before
                for table, identifier, before, after in items
                if table == "lead" and isinstance(before, dict) and after is not None
            }
        return found
