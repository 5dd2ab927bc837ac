"""What a company has set: one text by its name."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import Change, Command, Deciding
from data.kernel.rows import added, changed, select_records


class Setting(NamedTuple):
    """One setting, as it stands in the store."""

    id: int
    name: str
    value: str
    touched: int | None = None


def setting_changes(reader: Deciding, command: Command, name: str, value: str) -> list[Change]:
    """The change by which a setting has a value; none where it has it, or where an empty one was never set."""
    stored = select_records(reader, Setting, "setting", "where name = ?", (name,))
    if stored:
        change = changed("setting", stored[0], stored[0]._replace(value=value), command.id)
        return [] if change is None else [change]
    if not value:
        return []
    (row_id,) = reader.new_ids(command.at, 1)
    return [added("setting", Setting(row_id, name, value))]
