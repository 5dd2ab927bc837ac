"""Where the values of a record come from, by the journal: an import may replace what imports brought, no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from data.imports.single_values import Single, SingleValues
from data.kernel import journal
from data.kernel.commands import Columns, Reader
from data.kernel.engine import Value
from data.records.changes import journal_heads


class _Step(NamedTuple):
    """What one command changed of a record."""

    is_import: bool
    before: Columns
    after: Columns


class _History:
    """One record's steps, the oldest first."""

    def __init__(self, row: Columns, steps: Sequence[_Step], values: SingleValues) -> None:
        self._row = row
        self._steps = steps
        self._values = values

    def left(self, column: str) -> Value:
        """The column as the last import that changed it left it, or as the record began."""
        value: Value = self._row[column]
        for step in reversed(self._steps):
            if column in step.before:
                if step.is_import:
                    return value
                value = step.before[column]
        return value

    def brought(self, column: str) -> frozenset[Single]:
        """The values of the column that an import brought and nobody has changed since."""
        changes = [step for step in self._steps if column in step.before]
        began: Value = changes[0].before[column] if changes else self._row[column]
        found = self._values.of(column, began) if self._row.get("batch_id") is not None else frozenset()
        for step in changes:
            before = self._values.of(column, step.before[column])
            after = self._values.of(column, step.after[column])
            found = found & after | (after - before if step.is_import else frozenset())
        return found


class Origin:
    """Where the values come from that a row of a file finds in its record, and in the one that was merged into it."""

    def __init__(self, histories: Sequence[_History], held: Sequence[Columns], values: SingleValues) -> None:
        self._histories = histories
        self._held = held
        self._values = values

    def is_put_away(self, column: str, value: Single) -> bool:
        """Whether the merged record holds a value: a merge has decided about it."""
        return any(value in self._values.of(column, row[column]) for row in self._held)

    def was_left(self, column: str, value: Single) -> bool:
        """Whether the last import left a value there: a file that says it again is no news."""
        return any(value in self._values.of(column, history.left(column)) for history in self._histories)

    def as_left(self) -> list[Mapping[str, Any]]:
        """The record as the last import left it, and so each that was merged into it."""
        return [_AsLeft(history) for history in self._histories]

    def brought(self, column: str) -> list[frozenset[Single]]:
        """The values of a column that imports brought: those of the merged record, then those of the record."""
        return [history.brought(column) for history in self._histories]


class _AsLeft(dict[str, Any]):
    """A record's columns as the last import left them."""

    def __init__(self, history: _History) -> None:
        super().__init__()
        self._history = history

    def __missing__(self, column: str) -> Any:
        return self._history.left(column)


class Origins:
    """Tells the origin of records of a table; reads each command's changes once."""

    def __init__(self, reader: Reader, table: str, command: str, values: SingleValues) -> None:
        """``command`` is the name of the table's imports."""
        self._reader = reader
        self._table = table
        self._command = command
        self._values = values
        self._read: dict[int, dict[int, tuple[Columns, Columns]]] = {}

    def of(self, row: Columns, merged: Columns | None = None) -> Origin:
        """The origin of what a record holds, and of what the record ``merged`` into it does that a row speaks of."""
        histories = [self._history(row)]
        if merged is not None:
            histories.insert(0, self._history(merged))
        return Origin(histories, [] if merged is None else [merged], self._values)

    def _history(self, row: Columns) -> _History:
        steps: list[_Step] = []
        if row["touched"] is not None:
            named = [(head.id, head.name) for head in journal_heads(self._reader, [row["id"]])]
            if not named and (last := journal.find(self._reader, row["touched"])) is not None:
                named = [(last.id, last.name)]
            for identifier, name in reversed(named):
                change = self._changes(identifier).get(row["id"])
                if change is not None:
                    steps.append(_Step(name == self._command, *change))
        return _History(row, steps, self._values)

    def _changes(self, command: int) -> dict[int, tuple[Columns, Columns]]:
        """The columns of the records that a command changed, before and after it."""
        found = self._read.get(command)
        if found is None:
            changes = journal.updates_of(self._reader, command, self._table)
            found = {change.id: (change.before or {}, change.after or {}) for change in changes}
            self._read[command] = found
        return found
