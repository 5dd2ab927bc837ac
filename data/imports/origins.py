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

    command: int
    is_import: bool
    before: Columns
    after: Columns


class _Came(NamedTuple):
    """Of a column the values that stand there as an import brought them, and those that somebody has taken out."""

    brought: frozenset[Single]
    taken_out: frozenset[Single]


class _History:
    """One record's steps, the oldest first. Imports before the command ``since`` are taken for another record's."""

    def __init__(self, row: Columns, steps: Sequence[_Step], values: SingleValues, since: int = 0) -> None:
        self._row = row
        self._steps = steps
        self._values = values
        self._since = since
        self._came: dict[str, _Came] = {}

    def left(self, column: str) -> Value:
        """The column as the last import that changed it left it, or as the record began."""
        value: Value = self._row[column]
        for step in reversed(self._steps):
            if column in step.before:
                if step.is_import:
                    return value
                value = step.before[column]
        return value

    def came(self, column: str) -> _Came:
        """How the values of the column came there."""
        found = self._came.get(column)
        if found is None:
            found = self._came[column] = self._read(column)
        return found

    def _read(self, column: str) -> _Came:
        changes = [step for step in self._steps if column in step.before]
        began: Value = changes[0].before[column] if changes else self._row[column]
        is_brought = self._row.get("batch_id") is not None and not self._since
        brought = self._values.of(column, began) if is_brought else frozenset()
        taken_out: frozenset[Single] = frozenset()
        for step in changes:
            before = self._values.of(column, step.before[column])
            after = self._values.of(column, step.after[column])
            brought &= after
            if not step.is_import:
                taken_out |= before - after
            elif step.command > self._since:
                brought |= after - before
            taken_out -= after
        return _Came(brought, taken_out)

    def merged_by(self) -> int:
        """The command that merged the record into the one that stands for it."""
        return next((step.command for step in reversed(self._steps) if "merged_into" in step.after), 0)

    def of_another_until(self, command: int) -> _History:
        """The same, with what came before a command taken for another record's."""
        return _History(self._row, self._steps, self._values, command)


class Origin:
    """Where the values come from that a row of a file finds in its record.

    Of a row that leads there through a merged record, what imports brought is what they brought to that one, and to the
    record since the two are one.
    """

    def __init__(self, row: _History, merged: _History | None, held: Columns, values: SingleValues) -> None:
        self._all = [row] if merged is None else [merged, row]
        self._bringing = [row] if merged is None else [merged, row.of_another_until(merged.merged_by())]
        self._held = held
        self._values = values

    def is_put_away(self, column: str, value: Single) -> bool:
        """Whether the merged record holds a value: a merge has decided about it."""
        return bool(self._held) and value in self._values.of(column, self._held[column])

    def is_taken_out(self, column: str, value: Single) -> bool:
        """Whether somebody has taken a value out, or put another in its place: a file that says it again is no news."""
        return any(value in history.came(column).taken_out for history in self._all)

    def brought(self, column: str) -> list[frozenset[Single]]:
        """The values of a column that imports brought: those of the merged record, then those of the record."""
        return [history.came(column).brought for history in self._bringing]

    def as_left(self) -> list[Mapping[str, Any]]:
        """The record as the last import left it, and so the one that was merged into it."""
        return [_AsLeft(history) for history in self._all]


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
        history = None if merged is None else self._history(merged)
        return Origin(self._history(row), history, merged or {}, self._values)

    def _history(self, row: Columns) -> _History:
        steps: list[_Step] = []
        if row["touched"] is not None:
            named = [(head.id, head.name) for head in journal_heads(self._reader, [row["id"]])]
            if not named and (last := journal.find(self._reader, row["touched"])) is not None:
                named = [(last.id, last.name)]
            for identifier, name in reversed(named):
                change = self._changes(identifier).get(row["id"])
                if change is not None:
                    steps.append(_Step(identifier, name == self._command, *change))
        return _History(row, steps, self._values)

    def _changes(self, command: int) -> dict[int, tuple[Columns, Columns]]:
        """The columns of the records that a command changed, before and after it."""
        found = self._read.get(command)
        if found is None:
            changes = journal.updates_of(self._reader, command, self._table)
            found = {change.id: (change.before or {}, change.after or {}) for change in changes}
            self._read[command] = found
        return found
